"""Scores of statements against gold labels: pairs, triples, stance accuracy, evidence, calibration."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.contract import doc_row
from bench.labelled import Labelled
from domain.catalogue import Catalogue
from domain.records import Statement

Pair = tuple[str, str]
Teller = Callable[[Labelled], Sequence[Statement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One article: labelled and found statements by (principal, target)."""

    doc: str
    gold: dict[Pair, list[dict[str, Any]]]
    found: dict[Pair, list[Statement]]


def compared(articles: Iterable[Labelled], tell: Teller, catalogue: Catalogue, *, known: bool) -> list[Compared]:
    """Both sides of each article.

    With `known` as the contract `tag` writes them: what the catalogue marks provisional is a new name, and statements
    of new names are not scored (the coders' registry did not hold them).
    """
    rows = []
    for one in articles:
        gold, found = defaultdict(list), defaultdict(list)
        for row in one.gold["statements"]:
            if _counts(row["actor"]):
                gold[catalogue.principal(row["actor"]), row["target"]].append(row)
        said = tuple(tell(one))
        for statement, (actor, target) in zip(said, _written(one, said, catalogue, known=known), strict=True):
            if _counts(actor):
                found[catalogue.principal(actor), target].append(statement)
        rows.append(Compared(doc=one.gold["doc"], gold=dict(gold), found=dict(found)))
    return rows


def _written(one: Labelled, said: tuple[Statement, ...], catalogue: Catalogue, *, known: bool) -> list[Pair]:
    if not known:
        return [(statement.actor, statement.target) for statement in said]
    row = doc_row(replace(one.doc, statements=said), {}, catalogue)
    return [(statement["actor"], statement["target"]) for statement in row["statements"]]


def scores(rows: Sequence[Compared]) -> dict[str, float]:
    """The goals of the issue as numbers in [0, 1]; `shown` is how many triples have confidence ≥ .8."""
    pairs, triples = [0, 0, 0], [0, 0, 0]
    right, of, other_right, other = 0, 0, 0, 0
    evidence, hits = 0, 0
    for row in rows:
        _count(pairs, set(row.found), set(row.gold))
        told, true = _triples(row)
        _count(triples, told, true)
        for pair in set(row.found) & set(row.gold):
            gold = {label["stance"] for label in row.gold[pair]}
            same = bool(gold & {one.stance.value for one in row.found[pair]})
            right, of = right + same, of + 1
            if gold != {"support"}:
                other_right, other = other_right + same, other + 1
        for pair, stance in told & true:
            hits += 1
            evidence += _is_evidence(row, pair, stance)
    sure = _sure(rows)
    return {
        "pairs_f1": _f1(pairs), "pairs_precision": pairs[0] / max(1, pairs[0] + pairs[1]),
        "pairs_recall": pairs[0] / max(1, pairs[0] + pairs[2]), "triples_f1": _f1(triples),
        "stance_accuracy": right / max(1, of), "other_accuracy": other_right / max(1, other), "other": float(other),
        "evidence": evidence / max(1, hits), "precision_at_80": _precision(sure), "shown": float(len(sure)),
        "ece": ece(reliability(rows)),
    }  # fmt: skip


def reliability(rows: Sequence[Compared]) -> list[tuple[float, bool]]:
    """Confidence of each triple (its best statement) and whether it is labelled."""
    points = []
    for row in rows:
        told, true = _triples(row)
        for pair, stance in told:
            best = max(one.confidence for one in row.found[pair] if one.stance.value == stance)
            points.append((best, (pair, stance) in true))
    return points


def ece(points: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over equal bins."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in points:
        held[min(bins - 1, int(confidence * bins))].append((confidence, right))
    gaps = (abs(sum(c for c, _ in bin_) - sum(r for _, r in bin_)) for bin_ in held.values())
    return sum(gaps) / max(1, len(points))


def overlap(one: str, other: str) -> bool:
    """Half of the shorter's character 5-grams are shared."""
    left, right = _grams(one), _grams(other)
    return len(left & right) / max(1, min(len(left), len(right))) >= 0.5


def _counts(actor: str) -> bool:
    return actor != "author" and not actor.startswith("new:")


def _triples(row: Compared) -> tuple[set[tuple[Pair, str]], set[tuple[Pair, str]]]:
    told = {(pair, one.stance.value) for pair, found in row.found.items() for one in found}
    true = {(pair, str(label["stance"])) for pair, labels in row.gold.items() for label in labels}
    return told, true


def _is_evidence(row: Compared, pair: Pair, stance: str) -> bool:
    labels = [label["quote"] for label in row.gold[pair] if label["stance"] == stance]
    quotes = [one.quote for one in row.found[pair] if one.stance.value == stance]
    return any(overlap(quote, label) for quote in quotes for label in labels)


def _sure(rows: Sequence[Compared]) -> list[bool]:
    return [right for confidence, right in reliability(rows) if confidence >= 0.8]


def _precision(found: Sequence[bool]) -> float:
    return sum(found) / max(1, len(found))


def _count(held: list[int], found: set[Any], true: set[Any]) -> None:
    for place, part in enumerate((found & true, found - true, true - found)):
        held[place] += len(part)


def _f1(held: Sequence[int]) -> float:
    return 2 * held[0] / max(1, 2 * held[0] + held[1] + held[2])


def _grams(text: str, size: int = 5) -> set[str]:
    bare = unicodedata.normalize("NFKC", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text))
    bare = re.sub(r"[\W_]+", "", bare).lower()
    return {bare[place : place + size] for place in range(max(1, len(bare) - size + 1))}

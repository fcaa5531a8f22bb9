"""Stance on the labelled articles: goals beside results, the ablation, calibration, the kinds of remaining errors.

    python -m bench.stance [--data FOLDER] [--models FOLDER] [--errors]

The ranker is trained with rows of these articles; "left out" trains it anew without each article, and that is the
honest number. `measure` gives the gate its figures.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from bench.hub_models import FOLDER, inference
from bench.labelled import Labelled, data_folder, labelled, relevant
from bench.stance_peers import cue_words, vader
from bench.stance_score import Compared, compared, reliability, scores
from domain.catalogue import default
from domain.records import Statement
from nlp import statements as stage
from nlp.ranking import Model, model
from nlp.train.stance import article_rows, authored_rows, calibrated

GOALS = {
    "pairs_f1": 0.68, "triples_f1": 0.60, "stance_accuracy": 0.90, "other_accuracy": 0.75, "evidence": 0.95,
    "precision_at_80": 0.85, "ece": 0.08,
}  # fmt: skip
# what rests on enough triples to hold a floor
GATED = ("pairs_f1", "triples_f1", "stance_accuracy", "evidence")
Teller = Callable[[Labelled], Sequence[Statement]]


def measure(data: Path) -> dict[str, float]:
    """`{"zh.triples_f1": …}`: left-out scores per language, as the contract writes them."""
    articles = relevant(labelled(data))
    found: dict[str, float] = {}
    for lang in ("zh", "en"):
        rows = compared([one for one in articles if one.lang == lang], left_out(articles), default(), known=True)
        got = scores(rows)
        found |= {f"{lang}.{name}": round(got[name], 4) for name in GATED}
        found[f"{lang}.calibration"] = round(1 - got["ece"], 4)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--models", type=Path, default=FOLDER, help="where hub models lie")
    parser.add_argument("--errors", action="store_true", help="list the remaining errors by article")
    options = parser.parse_args()
    articles = relevant(labelled(data_folder(options.data)))
    tellers: dict[str, Teller] = {
        "VADER, first five sentences (en only)": vader, "cue words alone": cue_words, "rules": _rules,
        "rules + ranker (left out)": left_out(articles), "rules + ranker (shipped)": _shipped,
        **(judges := dict(inference(options.models))),
    }  # fmt: skip
    if not judges:
        print(f"no inference model in {options.models}: `govprism models pull` one to see it beside the rules")
    for lang in ("zh", "en"):
        held = [one for one in articles if one.lang == lang]
        print(f"\n== {lang}: {len(held)} articles")
        for name, tell in tellers.items():
            _line(name, held, tell)
        rows = compared(held, tellers["rules + ranker (left out)"], default(), known=True)
        _goals(rows)
        _kinds(rows, errors=options.errors)


def left_out(articles: Sequence[Labelled]) -> Teller:
    """Statements as ranked by a model that never saw the article."""
    numbers = {one.gold["doc"]: f"g{number}" for number, one in enumerate(articles)}

    def tell(one: Labelled) -> Sequence[Statement]:
        return stage.statements(one.doc, default(), trained=_without(numbers[one.gold["doc"]]))

    return tell


@cache
def _without(article: str) -> Model:
    return calibrated([row for row in article_rows() if row["article"] != article], _authored())[0]


@cache
def _authored() -> list[dict[str, object]]:
    return authored_rows()[0]


def _rules(one: Labelled) -> Sequence[Statement]:
    return stage.statements(one.doc, default(), trained=None)


def _shipped(one: Labelled) -> Sequence[Statement]:
    return stage.statements(one.doc, default(), trained=model())


def _line(name: str, held: Sequence[Labelled], tell: Teller) -> None:
    for known, whose in ((True, "as the contract"), (False, "whole catalogue")):
        got = scores(compared(held, tell, default(), known=known))
        shown = "  ".join(
            f"{key} {got[key]:.3f}" for key in ("pairs_f1", "pairs_precision", "pairs_recall", "triples_f1",
                                                "stance_accuracy", "evidence", "ece")
        )  # fmt: skip
        print(f"  {name:38s} {whose:17s} {shown}")


def _goals(rows: Sequence[Compared]) -> None:
    got = scores(rows)
    print("  goals beside results (left out):")
    for key, goal in GOALS.items():
        met = got[key] <= goal if key == "ece" else got[key] >= goal
        print(f"    {key:18s} {got[key]:.3f}  goal {goal:.2f}  {'met' if met else 'short'}")
    print(
        f"    {got['shown']:.0f} triples at confidence .8 or more; {got['other']:.0f} pairs that are not support alone"
    )
    bins: dict[int, list[bool]] = {}
    for confidence, right in reliability(rows):
        bins.setdefault(min(9, int(confidence * 10)), []).append(right)
    print(
        "    reliability " + "  ".join(f".{key}: {sum(v) / len(v):.2f} ({len(v)})" for key, v in sorted(bins.items()))
    )


def _kinds(rows: Sequence[Compared], *, errors: bool) -> None:
    kinds: Counter[str] = Counter()
    listed: list[str] = []
    for row in rows:
        for pair in row.found.keys() - row.gold.keys():
            best = max(row.found[pair], key=lambda one: one.confidence)
            kind = f"unlabelled: {best.rules[0].split(':')[0]} {best.act.value} on {pair[1].split(':')[0]}"
            kinds[kind] += 1
            listed.append(f"{row.doc} {kind} {pair[0]} {pair[1]}")
        for pair in row.gold.keys() - row.found.keys():
            kind = f"missed: {row.gold[pair][0]['act']} on {pair[1].split(':')[0]}"
            kinds[kind] += 1
            listed.append(f"{row.doc} {kind} {pair[0]} {pair[1]}")
        for pair in row.gold.keys() & row.found.keys():
            gold = {label["stance"] for label in row.gold[pair]}
            if not gold & {one.stance.value for one in row.found[pair]}:
                kinds[f"stance: {'/'.join(sorted(gold))} told as {row.found[pair][0].stance.value}"] += 1
    print("  worst remaining errors by type:")
    for kind, count in kinds.most_common(20):
        print(f"    {count:3d}  {kind}")
    for line in listed if errors else ():
        print(f"      {line}")


if __name__ == "__main__":
    main()

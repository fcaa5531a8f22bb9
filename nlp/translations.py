"""Translations: texts of two languages whose sentences match in order, with the same numbers, about the same days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from domain.records import Article
from domain.text import side
from nlp.encoder import embed
from nlp.kinship import Link

_LEAD = 600
_APART = timedelta(days=45)
_NEAR, _ALIKE = 4, 0.45
_BLOCK = 2000
_SENTENCES, _SHORTEST = 40, 3
_MATCH, _IN_ORDER, _NUMBERS = 0.55, 0.8, 0.6
_MANY, _MATCHED, _MATCHED_OF_FEW = 6, 0.6, 0.75
_END = re.compile(r"(?<=[。！？；\n])|(?<=[.!?])\s+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def translations(articles: Sequence[Article], among: Sequence[int]) -> list[Link]:
    """Links between Chinese and English articles at the given positions (firsts of their families, say)."""
    chinese = [at for at in among if side(articles[at].lang) == "zh"]
    english = [at for at in among if side(articles[at].lang) == "en"]
    if not chinese or not english:
        return []
    found = []
    for one, other in _candidates(articles, chinese, english):
        seen = _alignment(articles[one], articles[other])
        if seen is not None:
            small, large = sorted((one, other), key=lambda at: (len(articles[at].text), articles[at].id))
            found.append(Link(small=small, large=large, containment=seen[0], extent=1.0, evidence=seen[1]))
    return _one_to_one(found)


def _one_to_one(links: list[Link]) -> list[Link]:
    """The best links, no article in two of them."""
    kept: list[Link] = []
    taken: set[int] = set()
    for one in sorted(links, key=lambda one: (-one.containment, one.small, one.large)):
        if not {one.small, one.large} & taken:
            kept.append(one)
            taken |= {one.small, one.large}
    return kept


def _candidates(articles: Sequence[Article], chinese: list[int], english: list[int]) -> list[tuple[int, int]]:
    """For each Chinese article the few nearest English ones of its time whose length fits."""
    vectors = [
        embed([f"{articles[at].title}\n{articles[at].text[:_LEAD]}" for at in side]) for side in (chinese, english)
    ]
    pairs = []
    for start in range(0, len(chinese), _BLOCK):
        likeness = vectors[0][start : start + _BLOCK] @ vectors[1].T
        for row, one in zip(likeness, chinese[start : start + _BLOCK], strict=True):
            nearest = np.argsort(-row, kind="stable")[:_NEAR]
            others = [english[place] for place in nearest if row[place] >= _ALIKE]
            pairs += [(one, other) for other in others if _may_be(articles[one], articles[other])]
    return pairs


def _may_be(chinese: Article, english: Article) -> bool:
    """Dates near enough, and an English text two to eight times as long as its Chinese."""
    if chinese.published_at and english.published_at and abs(chinese.published_at - english.published_at) > _APART:
        return False
    return 1.5 * len(chinese.text) <= len(english.text) <= 8 * len(chinese.text)


def _alignment(chinese: Article, english: Article) -> tuple[float, str] | None:
    """The part of the sentences that match, and the evidence; None where the two are not one text."""
    one, other = _sentences(chinese.text), _sentences(english.text)
    if min(len(one), len(other)) < _SHORTEST:
        return None
    likeness = embed(one) @ embed(other).T
    if len(one) > len(other):
        likeness = likeness.T
    best = likeness.argmax(axis=1)
    # each the other's nearest: two texts on one subject have many near sentences, a translation has one for each
    is_mutual = likeness.argmax(axis=0)[best] == np.arange(len(best))
    matches = is_mutual & (likeness.max(axis=1) >= _MATCH)
    matched, order, numbers = float(matches.mean()), _in_order(best[matches]), _numbers(chinese.text, english.text)
    least = _MATCHED if len(best) >= _MANY else _MATCHED_OF_FEW
    if matched < least or order < _IN_ORDER or numbers < _NUMBERS:
        return None
    return matched, f"{matched:.0%} of the sentences match in order, {numbers:.0%} of the numbers"


def _in_order(places: NDArray[np.int64]) -> float:
    """The part of neighbouring matches that go forward."""
    return float((np.diff(places) >= 0).mean()) if len(places) > 1 else 1.0


def _numbers(one: str, other: str) -> float:
    """The part of the fewer numbers (two digits or more) that the other text has too; 1 where there is none."""
    few, many = sorted((_figures(one), _figures(other)), key=len)
    return len(few & many) / len(few) if few else 1.0


def _figures(text: str) -> set[str]:
    found = (number.replace(",", "") for number in _NUMBER.findall(text))
    return {number for number in found if len(number) > 1}


def _sentences(text: str) -> list[str]:
    cut = (part.strip() for part in _END.split(text) if part)
    return [part for part in cut if len(part) > 5][:_SENTENCES]

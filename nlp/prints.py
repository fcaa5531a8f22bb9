"""What the comparison of two texts needs to know of each: shingles with and without its outlet's recurring lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from domain.records import Article
from nlp.candidates import sampled
from nlp.credits import credited
from nlp.shingles import Codes, Tokens, distinct, mixed, tokens

_RECURS = 3
_SMALL, _REMAINS_OF = 40, 6
_SLOTS_PER_ARTICLE = 256
_SIGN = re.compile(r"\d+|[一二三四五六七八九十]+(?=[、期批季章篇讲部月日号周天次届\])）】])|[上中下](?=[篇集\])）】])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One article, ready to be compared. `own` leaves out lines that recur in its outlet; `whole` has them all."""

    article: str
    outlet: str
    published_at: datetime | None
    title: Codes
    title_numbers: tuple[str, ...]
    own: Codes
    whole: Codes
    numbers: Codes
    credits: tuple[str, ...]

    @property
    def is_little(self) -> bool:
        """Whether too little stands outside recurring lines to tell the text by."""
        return _is_little(self.own, self.whole)


class Prints:
    """Prints of a sequence of articles, made when asked for; the lines of all are counted first, per outlet.

    Recurring lines are counted in a table of fixed size (two rows, the lower count holds), so that a million
    articles need half a gigabyte at most.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        slots = 1 << max(16, (_SLOTS_PER_ARTICLE * len(articles)).bit_length())
        self._counts = np.zeros((2, min(slots, 1 << 28)), np.uint8)
        self._outlets: dict[str, np.uint64] = {}
        self._samples = [self._count(article) for article in articles]
        self.of = lru_cache(maxsize=4096)(self._print)

    def sample(self, position: int) -> NDArray[np.uint32]:
        """A few shingles to find an article's copies by: its own, or any where its own are too few."""
        codes, first, second = self._samples[position]
        own = codes[np.minimum(self._counts[0][first], self._counts[1][second]) < _RECURS]
        return np.unique(own if len(own) * _REMAINS_OF >= len(codes) else codes)

    def _count(self, article: Article) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
        seen = tokens(article.text)
        first, second = self._slots(article, seen)
        for row, slot in zip(self._counts, (first, second), strict=True):
            slot = np.unique(slot)
            row[slot] += row[slot] < 255
        grams = seen.grams()
        at = sampled(grams)
        line = seen.line_of[at]
        return (grams[at] >> np.uint64(8)).astype(np.uint32), first[line], second[line]

    def _print(self, position: int) -> Print:
        article = self._articles[position]
        seen = tokens(article.text)
        drop = self._recurring(article, seen)
        return Print(
            article=article.id,
            outlet=article.outlet or "",
            published_at=article.published_at,
            title=distinct(tokens(_SIGN.sub("", article.title)).codes),
            title_numbers=tuple(_SIGN.findall(article.title)),
            own=seen.shingles(drop),
            whole=seen.shingles(),
            numbers=seen.numbers(drop),
            credits=credited(article),
        )

    def _recurring(self, article: Article, seen: Tokens) -> NDArray[np.bool_]:
        first, second = self._slots(article, seen)
        recurring: NDArray[np.bool_] = np.minimum(self._counts[0][first], self._counts[1][second]) >= _RECURS
        return recurring

    def _slots(self, article: Article, seen: Tokens) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        name = article.outlet or article.source
        if name not in self._outlets:
            self._outlets[name] = tokens(name).codes.sum(dtype=np.uint64)
        codes = mixed(seen.lines ^ self._outlets[name])
        mask = np.uint64(self._counts.shape[1] - 1)
        return (codes & mask).astype(np.uint32), ((codes >> np.uint64(32)) & mask).astype(np.uint32)


def _is_little(own: Codes, whole: Codes) -> bool:
    return len(own) < max(_SMALL, len(whole) // _REMAINS_OF)

"""How far ordinary words speak for each theme in each sentence, and for the relevance of a text: learnt from coders.

Linear models over words of the encoder's lexicon (no names), one table of some thousand words in
`nlp/weights/wording.npz`, made by `bench/wording.py`. They decide nothing by themselves: `nlp/relevance.py` weighs them
beside the vocabulary, `nlp/themes.py` beside the cues, `nlp/statements.py` beside the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from itertools import chain
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from domain.records import Span, TaggedDoc
from nlp.folding import recent

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
UNHEARD = -9.0  # log odds of a sentence without a known word
_HAN = "\u3400"
_GAP = re.compile(r"[^\w' ]")  # what stands between words; no letter, digit, Chinese (an underscore is a gap, too)
_REMEMBERED = 4  # docs


class Told(NamedTuple):
    """Log odds of each sentence for each theme, (sentences, themes); and those of the whole text to be relevant."""

    themes: Floats
    relevant: float


@dataclass(frozen=True, kw_only=True)
class Wording:
    """`table` (words, themes) and `bias` (themes,): what a word adds to the log odds of a theme; `worth` (words,) and
    `level` the same for relevance."""

    words: tuple[str, ...]
    themes: tuple[str, ...]
    table: Floats
    bias: Floats
    worth: Floats
    level: float = 0.0

    def told(self, text: str, sentences: Sequence[Span]) -> Told:
        """What a text says; each word counts once in a sentence."""
        odds = np.full((len(sentences), len(self.themes)), UNHEARD, np.float32)
        at, word = self.heard(text, sentences)
        if not len(at):
            return Told(odds, self.level)
        first = np.flatnonzero(np.diff(at, prepend=-1))
        odds[at[first]] = np.add.reduceat(self.table[word], first, axis=0) + self.bias
        found, share = shares(word)
        return Told(odds, float(share @ self.worth[found]) + self.level)

    def heard(self, text: str, sentences: Sequence[Span]) -> tuple[Ints, Ints]:
        """Which sentence has which word, in order of sentences, each pair once."""
        folded = recent(text)
        spaced = _GAP.sub(" ", folded.text.replace("_", " "))
        matches = self._automaton.find_matches_as_indexes(f" {spaced} ", overlapping=True)
        if not matches or not sentences:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        rows = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches)).reshape(-1, 3)
        starts = np.array([bisect_left(folded.at, span.start) for span in sentences])  # in the folded text
        places = np.minimum(rows[:, 1], len(folded.at) - 1)
        at = np.maximum(0, np.searchsorted(starts, places, "right") - 1)
        pairs = np.sort(at * len(self.words) + rows[:, 0])
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]  # what np.unique does, in a third of the time
        return np.divmod(pairs, len(self.words))

    @cached_property
    def column(self) -> dict[str, int]:
        """Where each theme stands in `table`."""
        return {theme: place for place, theme in enumerate(self.themes)}

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick([word if word[0] >= _HAN else f" {word} " for word in self.words])


def shares(word: Ints) -> tuple[Ints, Floats]:
    """The words of a text, and how much of it each takes up, as a vector of unit length."""
    count = np.bincount(word)
    found = np.flatnonzero(count)
    return found, np.sqrt(count[found] / max(1, len(word))).astype(np.float32)


def strongest(odds: Floats) -> Floats:
    """The highest log odds of any sentence, and the next highest, per theme: shape (2, themes)."""
    padded = np.vstack([odds, np.full((2, odds.shape[1]), UNHEARD, np.float32)])
    return np.partition(padded, -2, axis=0)[:-3:-1]


def wording() -> Wording:
    """The table in use: the one that ships, unless `instead` says otherwise."""
    return _instead.get() or _shipped()


@contextmanager
def instead(words: Wording) -> Iterator[None]:
    """Within, another table is used: an article must not be judged by words learnt from it."""
    before = _instead.set(words)
    _known.clear()
    try:
        yield
    finally:
        _instead.reset(before)
        _known.clear()


def spoken(doc: TaggedDoc) -> Told:
    """What the words of a doc say; the last few docs are remembered, as three stages ask."""
    for text, sentences, told in _known:
        if text == doc.text and sentences == doc.sentences:
            return told
    told = wording().told(doc.text, doc.sentences)
    _known.appendleft((doc.text, doc.sentences, told))
    return told


@cache
def _shipped() -> Wording:
    with as_file(files("nlp") / "weights" / "wording.npz") as path, np.load(path) as kept:
        return Wording(
            words=tuple(bytes(kept["words"]).decode().split("\n")),
            themes=tuple(bytes(kept["themes"]).decode().split("\n")),
            table=kept["table"].astype(np.float32) * kept["scale"],
            bias=kept["bias"],
            worth=kept["worth"],
            level=float(kept["level"]),
        )


_instead: ContextVar[Wording | None] = ContextVar("wording", default=None)
_known: deque[tuple[str, tuple[Span, ...], Told]] = deque(maxlen=_REMEMBERED)

"""Every name and cue of the catalogue found in one pass, with the rules of the catalogue's headers.

One Aho-Corasick automaton over folded text (`nlp/folding.py`). Latin names need word edges, acronyms their capitals,
short Chinese names a boundary, ambiguous names a word in the same or the previous sentence. The longest match wins
within a layer; layers do not hide one another, so an event's name leaves the actor inside it visible.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

import ahocorasick_rs

from domain.records import Span
from domain.text import has_han
from nlp.boundaries import extended, glued
from nlp.folding import Folded, fold, is_word, plain, recent

# an ending after which the word ends: no letter or digit that is not Chinese follows
_ENDING = re.compile(r"(?:s|es|ed|ing)(?![^\W_\u2e80-\uffff])")


class Layer(StrEnum):
    """What a pattern is for."""

    THEME = "theme"
    ANTIGOAL = "antigoal"
    NOT_THEME = "not_theme"
    WEAK = "weak_theme"
    ACTOR = "actor"
    INSTRUMENT = "instrument"
    WORD = "word"


class Edge(StrEnum):
    """What must hold around a match."""

    SAFE = "safe"
    ACRONYM = "acronym"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One name of one entry.

    `words` are the context words of which one must be near; empty for a safe name. `period` is when the name stands
    for the entry (an office holder), as ISO days, the end exclusive and empty while it lasts.
    """

    layer: Layer
    id: str
    name: str
    edge: Edge = Edge.SAFE
    words: tuple[str, ...] = ()
    inflects: bool = False
    period: tuple[str, str] | None = None


class Hit(NamedTuple):
    """A pattern found: where in the original text, and in which sentence; a tuple because a text has hundreds."""

    layer: Layer
    id: str
    name: str
    span: Span
    sentence: int
    by_context: bool = False
    period: tuple[str, str] | None = None


class Matcher:
    """All patterns in one automaton."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        grouped: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            key = plain(pattern.name).strip()
            if key and pattern not in grouped[key]:
                grouped[key].append(pattern)
        self._keys = tuple(grouped)
        self._names = tuple(_name(key, group) for key, group in grouped.items())

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self._keys))

    def find(self, text: str, sentences: Sequence[Span]) -> list[Hit]:
        """Every match that its rules allow, in order; the longest wins within a layer."""
        if not self._keys:
            return []
        near = _Near(recent(text), tuple(sentences))
        low, names = near.folded.text, self._names
        hits: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            name = names[index]
            if name.opens_word and start and is_word(low[start - 1]):
                continue
            goes_on = name.ends_word and end < len(low) and is_word(low[end])
            hits += _found(name, near, start, end, goes_on=goes_on)
        return longest(hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """The patterns of one folded name, and which of its ends need a word edge."""

    rules: tuple[_Rule, ...]
    opens_word: bool
    ends_word: bool


class _Rule(NamedTuple):
    """A pattern, the capitals it insists on, and whether it must be a word of its own."""

    pattern: Pattern
    cased: str | None
    is_token: bool


def _name(key: str, group: Iterable[Pattern]) -> _Name:
    return _Name(rules=tuple(map(_rule, group)), opens_word=is_word(key[0]), ends_word=is_word(key[-1]))


def _rule(pattern: Pattern) -> _Rule:
    is_cased = pattern.edge is Edge.ACRONYM or (bool(pattern.words) and not has_han(pattern.name))
    cased = fold(pattern.name).case.strip() if is_cased else None
    return _Rule(pattern, cased, pattern.edge is Edge.TOKEN)


def _found(name: _Name, near: _Near, start: int, end: int, *, goes_on: bool) -> list[Hit]:
    """The hits of one match, one for each pattern whose rules allow it; `goes_on` when the match ends inside a word."""
    folded, hits, span = near.folded, [], None
    text = folded.text
    for pattern, cased, is_token in name.rules:
        if goes_on and not (pattern.inflects and _ENDING.match(text, end)):
            continue
        if pattern.layer is Layer.ACTOR and extended(text, end):
            continue
        if (cased is not None and folded.case[start:end] != cased) or (is_token and glued(text, start, end)):
            continue
        if pattern.words and not near.confirms(pattern, start):
            continue
        if span is None:
            span = folded.span(start, end)
            sentence = near.sentence(span.start)
        hits.append(Hit(pattern.layer, pattern.id, pattern.name, span, sentence, bool(pattern.words), pattern.period))
    return hits


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Drop a hit that lies inside or overlaps a longer one of its layer (of its theme, for themes), in one sweep."""
    kept: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=_by_size):
        rivals = kept[_field(hit)]
        last = rivals[-1].span if rivals else None
        if last is None or hit.span.start >= last.end or hit.span == last:
            rivals.append(hit)
        elif hit.span.end - hit.span.start > last.end - last.start:
            while rivals and rivals[-1].span == last:
                rivals.pop()
            rivals.append(hit)
    return sorted((hit for rivals in kept.values() for hit in rivals), key=_by_place)


def in_order(hit: Hit) -> tuple[int, int]:
    """By place, the shorter first; spans themselves compare slowly."""
    return hit.span.start, hit.span.end


def _by_place(hit: Hit) -> int:
    """By start, the longer first, as one number: cheaper to sort by than a tuple."""
    span = hit.span
    return (span.start << 32) - span.end


def _by_size(hit: Hit) -> int:
    """By place, the one that needs no context first."""
    span = hit.span
    return (((span.start << 32) - span.end) << 1) + hit.by_context


def _field(hit: Hit) -> tuple[str, str]:
    """Within what only the longest hit stays; compared by identity, since an enum hashes and compares slowly."""
    layer = hit.layer
    if layer is Layer.WORD:
        return "word", hit.id
    if layer is Layer.WEAK:  # hides no cue, nor is it hidden: `nlp/themes.py` sees to that
        return "weak", hit.id
    if layer is Layer.ACTOR or layer is Layer.INSTRUMENT:
        return layer.value, ""
    return "theme", hit.id


class _Near:
    """Context words around a match: same sentence, or the one before."""

    def __init__(self, folded: Folded, sentences: tuple[Span, ...]) -> None:
        self.folded, self._sentences = folded, sentences
        self._starts = [0, *(span.start for span in sentences[1:])]  # what stands before the first belongs to it
        self._known: dict[tuple[int, str, tuple[str, ...]], bool] = {}

    def sentence(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def confirms(self, pattern: Pattern, start: int) -> bool:
        index = self.sentence(self.folded.at[start])
        key = (index, pattern.name, pattern.words)
        if key not in self._known:
            rest = self._window(index).replace(plain(pattern.name), "\n")
            self._known[key] = any(occurs(word, rest) for word in pattern.words)
        return self._known[key]

    def _window(self, index: int) -> str:
        if not self._sentences:
            return self.folded.text
        first, last = self._sentences[max(0, index - 1)].start, self._sentences[index].end
        return self.folded.text[bisect_left(self.folded.at, first) : bisect_left(self.folded.at, last)]


def occurs(word: str, folded: str) -> bool:
    """Whether a word stands in folded text: anywhere in Chinese, between word edges in Latin script."""
    wanted = plain(word)
    return wanted in folded and (has_han(wanted) or _whole(wanted).search(folded) is not None)


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.ASCII)

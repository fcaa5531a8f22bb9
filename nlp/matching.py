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
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, assert_never

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
        found: list[_Found] = []
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            name = names[index]
            if name.opens_word and start and is_word(low[start - 1]):
                continue
            goes_on = name.ends_word and end < len(low) and is_word(low[end])
            found += _found(name, near, start, end, goes_on=goes_on)
        return _longest(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """The patterns of one folded name, and which of its ends need a word edge."""

    rules: tuple[_Rule, ...]
    opens_word: bool
    ends_word: bool


class _Rule(NamedTuple):
    """A pattern, within what only its longest match stays, the capitals it insists on, whether it is its own word."""

    pattern: Pattern
    field: tuple[str, str]
    cased: str | None
    is_token: bool


def _name(key: str, group: Iterable[Pattern]) -> _Name:
    return _Name(rules=tuple(map(_rule, group)), opens_word=is_word(key[0]), ends_word=is_word(key[-1]))


def _rule(pattern: Pattern) -> _Rule:
    is_cased = pattern.edge is Edge.ACRONYM or (bool(pattern.words) and not has_han(pattern.name))
    cased = fold(pattern.name).case.strip() if is_cased else None
    return _Rule(pattern, _field(pattern), cased, pattern.edge is Edge.TOKEN)


def _field(pattern: Pattern) -> tuple[str, str]:
    """Within what only the longest hit stays: its layer, for themes and words their id."""
    match pattern.layer:
        case Layer.ACTOR | Layer.INSTRUMENT:
            return pattern.layer.value, ""
        case Layer.WORD:
            return "word", pattern.id
        case Layer.WEAK:  # hides no cue, nor is it hidden: `nlp/themes.py` sees to that
            return "weak", pattern.id
        case Layer.THEME | Layer.ANTIGOAL | Layer.NOT_THEME:
            return "theme", pattern.id
        case _:
            assert_never(pattern.layer)


# place (by start, the longer first) as one number, the same with what needs context last, field, hit: a bare tuple,
# sorted by its items, as a text has hundreds
_Found = tuple[int, int, tuple[str, str], Hit]
_PLACE, _ORDER = itemgetter(0), itemgetter(1)
_ACTOR = Layer.ACTOR  # bound once: Python looks up an enum's member slowly


def _found(name: _Name, near: _Near, start: int, end: int, *, goes_on: bool) -> list[_Found]:
    """The hits of one match, one for each pattern whose rules allow it; `goes_on` when the match ends inside a word."""
    found: list[_Found] = []
    folded, span = near.folded, None
    text = folded.text
    for pattern, field, cased, is_token in name.rules:
        layer, words = pattern.layer, pattern.words
        if goes_on and not (pattern.inflects and _ENDING.match(text, end)):
            continue
        if layer is _ACTOR and extended(text, end):
            continue
        if (cased is not None and folded.case[start:end] != cased) or (is_token and glued(text, start, end)):
            continue
        if words and not near.confirms(pattern, start):
            continue
        if span is None:
            span = folded.span(start, end)
            sentence = near.sentence(span.start)
            place = (span.start << 32) - span.end
        by_context = bool(words)
        hit = Hit(layer, pattern.id, pattern.name, span, sentence, by_context, pattern.period)
        found.append((place, (place << 1) + by_context, field, hit))
    return found


def _longest(found: Iterable[_Found]) -> list[Hit]:
    """Drop a hit that lies inside or overlaps a longer one of its field, in one sweep."""
    kept: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for one in sorted(found, key=_ORDER):
        place, _, field, hit = one
        rivals = kept[field]
        if rivals and place != (last := rivals[-1])[0]:
            span, other = hit.span, last[3].span
            if span.start < other.end:
                if span.end - span.start <= other.end - other.start:
                    continue
                while rivals and rivals[-1][0] == last[0]:
                    rivals.pop()
        rivals.append(one)
    return [one[3] for one in sorted(chain.from_iterable(kept.values()), key=_PLACE)]


def in_order(hit: Hit) -> tuple[int, int]:
    """By place, the shorter first; spans themselves compare slowly."""
    return hit.span.start, hit.span.end


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

"""Weaker words of a theme, derived from its cues: further evidence for a pair that stands, too weak to make one.

评估 stands in many cues of testing and in those of hardly any other theme; a sentence of the same holder that holds it
is likely to speak to the same proposition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from domain.catalogue import Catalogue
from domain.records import Span, Stance
from nlp.candidate import Candidate
from nlp.holding import Holding
from nlp.keyed import Keyed
from nlp.reading import Reading
from nlp.stance import judge
from nlp.targets import MOST, Target
from nlp.words import in_order, lowered

_CUES = 2  # of a theme that share the word
_THEMES = 2  # that may share it
_WORD = re.compile(r"[a-z]{5,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_COMMON = re.compile(
    "人工|工智|智能|安全|发展|技术|国际|系统|应用|模型|artificial|intelligence|systems|models|should|safety|global"
)


def hinted(
    reading: Reading, held: Sequence[Holding], standing: Iterable[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Further evidence for each standing candidate on a theme, each with the candidate it supports."""
    supported = list(standing)
    wanted = frozenset(one.target.id for one in supported)
    places = _words(Keyed(reading.catalogue), reading.words.lang).places(reading.doc.text, wanted) if wanted else {}
    starts = [holding.sentence.start for holding in held]
    hints = {target: list(_hints(starts, held, found)) for target, found in places.items()}
    for one in supported:
        done = {one.holding.sentence.start}  # a sentence is evidence once
        for holding, span in hints.get(one.target.id, ()):
            if one.actor not in holding.holders or holding.sentence.start in done:
                continue
            if (more := _like(reading, holding, one, span)) is not None:
                done.add(holding.sentence.start)
                yield more, one


def _hints(
    starts: list[int], held: Sequence[Holding], places: Iterable[tuple[int, int]]
) -> Iterator[tuple[Holding, Span]]:
    """The holdings, one or two a sentence, whose content holds a word that hints, each with the word."""
    for start, end in places:
        last = bisect_right(starts, start)
        for holding in held[max(0, last - 2) : last]:
            if holding.content.start <= start and end <= holding.content.end:
                yield holding, Span(start=start, end=end)


def _like(reading: Reading, holding: Holding, one: Candidate, span: Span) -> Candidate | None:
    """The candidate that a hint makes of a holding that takes the same side; None where it takes none."""
    target = Target(id=one.target.id, span=span, score=one.target.score, order=MOST)
    if one.judgement.stance is Stance.SUPPORT:
        takes_side = reading.says(("modals", "support", "counter"), span.start - 40, holding.content.end)
    else:
        takes_side = judge(reading, holding, target).stance is one.judgement.stance
    return one._replace(holding=holding, target=target, act=holding.act) if takes_side else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The weaker words of all themes of a language in one automaton, each with the themes it hints at."""

    lang: str
    automaton: ahocorasick_rs.AhoCorasick
    targets: tuple[tuple[str, ...], ...]

    def places(self, text: str, wanted: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """Where each theme wanted is hinted at, the first and longest word first, none overlapping."""
        found: dict[str, list[tuple[int, int]]] = {target: [] for target in wanted}
        lower = lowered(text) if self.lang == "en" else text
        for index, start, end in in_order(self.automaton.find_matches_as_indexes(lower, overlapping=True)):
            if self.lang == "en" and start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                continue
            for target in self.targets[index]:
                kept = found.get(target)
                if kept is not None and (not kept or start >= kept[-1][1]):
                    kept.append((start, end))
        return found


@cache
def _words(held: Keyed, lang: str) -> _Words:
    targets: dict[str, list[str]] = defaultdict(list)
    for theme, words in _kept(held.catalogue, lang).items():
        for word in words:
            targets[word].append(f"theme:{theme}")
    automaton = ahocorasick_rs.AhoCorasick(list(targets))
    return _Words(lang=lang, automaton=automaton, targets=tuple(map(tuple, targets.values())))


def _kept(catalogue: Catalogue, lang: str) -> dict[str, list[str]]:
    counts = {
        theme.id: Counter(
            word for cue in (theme.cues_zh if lang == "zh" else theme.cues_en) for word in set(_parts(cue, lang))
        )
        for theme in catalogue.themes.values()
    }
    shared = Counter(word for words in counts.values() for word in words)
    return {
        theme: [w for w, n in words.items() if n >= _CUES and shared[w] <= _THEMES and not _COMMON.fullmatch(w)]
        for theme, words in counts.items()
    }


def _parts(cue: str, lang: str) -> Iterator[str]:
    """Pairs of Chinese characters, or English words of five letters and more."""
    if lang != "zh":
        yield from _WORD.findall(cue.lower())
        return
    for run in _HAN.findall(cue):
        yield from (run[place : place + 2] for place in range(len(run) - 1))

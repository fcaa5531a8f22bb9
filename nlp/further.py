"""Further evidence for what stands: sentences in which the holder comes back to a target, or goes on about it.

A coder quotes the sentence that spells a position out; the cue often stands in the heading or the sentence before it.
Such sentences never make a statement by themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from domain.records import Span
from nlp.candidate import Candidate
from nlp.holding import Holding
from nlp.reading import Reading
from nlp.targets import MOST, Target, cues

_LOOKED_AT = 12  # mentions of one text
_REACH = 3  # sentences
_HEADING = {"zh": 24, "en": 60}
_STATING = ("modals", "support", "counter", "oppose", "document")
_POINTS = re.compile(
    r"(?:在|针对|为|对|基于|根据|围绕)?(?:此|这|上述|该|其中|具体|例如|比如)|"
    r"(?:This|These|Such|In this|To this end|For example)\b"
)


def continued(
    reading: Reading, held: Sequence[Holding], found: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Further evidence, each with the candidate it goes on from."""
    by_sentence: dict[int, list[Candidate]] = defaultdict(list)  # by the start: a number hashes faster than a span
    for one in found:
        if one.target.order < MOST:
            by_sentence[one.holding.sentence.start].append(one)
    holdings = {one.sentence.start: one for one in reversed(held)}
    for place, sentence in enumerate(reading.doc.sentences):
        told = by_sentence.get(sentence.start, ())
        for later in _following(reading, place) if told else ():
            holding = holdings.get(later.start)
            if holding is None or not _goes_on(reading, sentence, later, own=later.start in by_sentence):
                break
            for one in told:
                if one.actor in holding.holders:
                    target = one.target._replace(order=MOST)
                    yield one._replace(holding=holding._replace(act=one.act), target=target), one


def again(
    reading: Reading, held: Sequence[Holding], standing: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Sentences in which the same principal speaks and names the text, each with the candidate it supports."""
    if not standing:
        return
    starts = [holding.sentence.start for holding in held]
    principal = reading.catalogue.principal
    spans = {f"instrument:{tag.id}": tag.spans for tag in reading.doc.instruments}
    for one in standing:
        for span in spans.get(one.target.id, ())[:_LOOKED_AT]:
            last = bisect_right(starts, span.start)
            for holding in held[max(0, last - 2) : last]:
                if not holding.sentence.holds(span) or holding.sentence == one.holding.sentence:
                    continue
                if principal(one.actor) in map(principal, holding.holders):
                    target = Target(id=one.target.id, span=span, score=1.0, order=MOST)
                    yield one._replace(holding=holding, target=target), one


def told_on(
    reading: Reading, held: Sequence[Holding], standing: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Weak holdings with words of a theme on which a stance of their holder stands, each with what it supports."""
    weak = [one for one in held if one.is_weak]
    if not weak or not standing:
        return
    themes = cues(reading)
    for holding in weak:
        found = {target.id: target for target in themes.within(holding.content.start, holding.content.end)}
        for one in standing:
            target = found.get(one.target.id)
            if target is not None and one.actor in holding.holders:
                yield one._replace(holding=holding, target=target._replace(order=MOST)), one


def _goes_on(reading: Reading, sentence: Span, later: Span, *, own: bool) -> bool:
    """Whether a sentence spells out the one before: it takes a side, and has no theme of its own, or points back."""
    if not reading.says(_STATING, later.start, later.end):
        return False
    return not own or _is_heading(reading, sentence) or _POINTS.match(reading.doc.text, later.start) is not None


def _following(reading: Reading, place: int) -> Iterator[Span]:
    """The sentences after one in its paragraph; after a heading, those of the next paragraph."""
    sentences = reading.doc.sentences
    last, is_heading = sentences[place], _is_heading(reading, sentences[place])
    for later in sentences[place + 1 : place + 1 + _REACH]:
        if "\n" in reading.doc.text[last.end : later.start] and not is_heading:
            return
        yield later
        last, is_heading = later, False


def _is_heading(reading: Reading, sentence: Span) -> bool:
    return sentence.end - sentence.start <= _HEADING[reading.words.lang]

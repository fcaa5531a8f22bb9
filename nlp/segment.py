"""Sentences of a text, Chinese and English, as spans that quote it exactly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from domain.records import Span, TaggedDoc
from domain.text import side

TAGGER = "segment/2"
_LINE = re.compile(r"[^\n]+")
_ZH_STOP = re.compile(r"(?:[。！？!?；;]+|……+|(?<=[一-鿿)）”])\.(?=\s|[一-鿿]|$))[”’」』》）)】\]]*")
_EN_STOP = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|[.!?]+[\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|Inc|Ltd|Co|Corp|vs|No|Nos|Art|Arts|Sec|Fig|cf|al|"
    r"approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|Ph\.D|Dept|Rev|Hon|Pres|ed|eds|pp?)|"
    r"\b[A-Z](?:\.[A-Z])*)\.$"
)
_OPENERS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_OPENING = re.compile("[“「『（(《【]")
_START = attrgetter("start")
_QUOTES = "“「『"
_SHORT = 8  # no abbreviation is longer
_HELD = 160  # a quotation or bracket longer than this is a passage of its own sentences
_LONGEST = 2000  # characters; no sentence is longer, but a table without stops is: rules look at all pairs of its words
_PAUSES = "；;，,、 "


def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """Sentence spans in order; a line break always ends a sentence, a stop inside a short quotation does not."""
    stops = _ZH_STOP if side(lang) == "zh" else _EN_STOP
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in (*_ends(line[0], stops), len(line[0])):
            for cut in _cuts(text, start, line.start() + end):
                if (span := trimmed(text, start, cut)) is not None:
                    found.append(span)
                start = cut
    return tuple(found)


def add(doc: TaggedDoc) -> TaggedDoc:
    """The stage that adds `sentences`."""
    return replace(doc, sentences=sentences(doc.text, doc.lang), taggers={**doc.taggers, "sentences": TAGGER})


def sentence_at(spans: tuple[Span, ...], place: int) -> int:
    """Index of the sentence that holds a place, or of the last one before it; 0 when there is none."""
    return max(0, bisect_right(spans, place, key=_START) - 1)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space at its edges; None where nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a stretch ends, cut at a pause wherever it grows too long."""
    while end - start > _LONGEST:
        window = text[start + _LONGEST // 2 : start + _LONGEST]
        place = max(window.rfind(mark) for mark in _PAUSES)
        start += _LONGEST // 2 + place + 1 if place >= 0 else _LONGEST
        yield start
    yield end


def _ends(line: str, stops: re.Pattern[str]) -> Iterator[int]:
    held = _held(line)
    starts = [start for start, _ in held]
    for stop in stops.finditer(line):
        first = bisect_left(starts, stop.end() - _HELD - 1)
        if any(stop.end() <= end for _, end in held[first : bisect_left(starts, stop.start())]):
            continue
        if stops is _EN_STOP and stop[0].startswith(".") and _is_abbreviated(line, stop.start()):
            continue
        if stop.end() < len(line):
            yield stop.end()


def _is_abbreviated(line: str, dot: int) -> bool:
    """Whether a full stop is that of an abbreviation; of initials the last one tells."""
    return _ABBREVIATION.search(line, max(0, dot - _SHORT), dot + 1) is not None


def _held(line: str) -> list[tuple[int, int]]:
    """Balanced quotations and brackets short enough to be held together, as (opening, end)."""
    held: list[tuple[int, int]] = []
    for opening in _OPENING.finditer(line):
        place = opening.start()
        end = line.find(_OPENERS[opening[0]], place + 1, place + _HELD)
        if end != -1:
            # a quotation that ends with a stop may end its sentence; a bracket never does
            held.append((place, end if opening[0] in _QUOTES else end + 1))
    return held

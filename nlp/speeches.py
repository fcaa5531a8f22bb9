"""Speeches printed in a Chinese article: 以下为演讲全文：… is all said by whom the text has just introduced.

Who speaks is the first body with an office in the sentence that tells of the speech; a speaker whom nobody knows holds
nothing, but nobody else holds what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.records import Span
from nlp.reading import Kind, Reading
from nlp.turns import Turn

_BEGINS = re.compile(
    r"^(?:以下|下面)(?:就?[是为系])?[^，。；\n]{0,24}?(?:演讲|致辞|讲话|发言|报告|主旨|口述|专访|采访|访谈)"
    r"[^，。；《》\n]{0,12}[：:。]?$",
    re.MULTILINE,
)
_TELLS = re.compile(r"演讲|致辞|讲话|发言|报告|分享|出席|受访|采访|专访|对话|主旨")
_BEFORE = 900  # characters before a speech in which it is told whose it is
_OFFICE = 24  # characters after the name of a body in which the office stands


def speech(reading: Reading) -> dict[int, Turn]:
    """Where a printed speech begins, by the start of its first line; empty where none is printed."""
    if reading.words.lang != "zh":
        return {}
    begins = _BEGINS.search(reading.doc.text)
    return {begins.end() + 1: Turn(_speaker(reading, begins.start()), is_question=False)} if begins is not None else {}


def _speaker(reading: Reading, end: int) -> tuple[str, ...]:
    """Whom the last sentence before a speech that tells of it introduces."""
    before = [one for one in reading.doc.sentences if end - _BEFORE <= one.start < end]
    for sentence in reversed(before):
        if _TELLS.search(reading.doc.text, sentence.start, sentence.end) is None:
            continue
        found = tuple(_officers(reading, sentence))
        if found or reading.said("persons", sentence.start, sentence.end):
            return found[:1]
    return ()


def _officers(reading: Reading, sentence: Span) -> Iterator[str]:
    for one in reading.mentioned(sentence):
        if one.kind is Kind.ACTOR and reading.said("persons", one.span.end, one.span.end + _OFFICE):
            yield one.id

"""Who has the word in a Chinese text that prints what was said: in a conversation by turns, or in one speech.

问/答, 记者：…, 某某：…: each speaks until the next turn. Whoever answers 问 is whom the text says was asked:
记者采访了某部主任某某. A named speaker speaks for the body that introduced them.
以下为演讲全文：… is all said by the first body with an office in the last sentence that tells of the speech.
A speaker whom nobody knows, and a question, hold nothing, but nobody else holds what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from domain.records import Act, Span
from nlp.holding import Holding, Way
from nlp.reading import Kind, Reading

_LABEL = re.compile(
    r"^[“ ]*(?:\d+[.、]\s?)?(?P<who>[\u4e00-\u9fff·]{2,8}(?=[：:])|[问答QA](?=[：:]|\s*$))", re.MULTILINE
)
_ASKS = frozenset({"问", "Q", "记者", "主持人", "编者", "提问"})
_ANSWERS = frozenset({"答", "A"})
_ASKED = re.compile(r"采访了?|专访|访谈|对话|答记者问")
_HEAD = 1500  # characters in which it is said who was asked
_LEAST = 2  # turns that make a conversation
_BEGINS = re.compile(
    r"^(?:以下|下面)(?:就?[是为系])?[^，。；\n]{0,24}?(?:演讲|致辞|讲话|发言|报告|主旨|口述|专访|采访|访谈)"
    r"[^，。；《》\n]{0,12}[：:。]?$",
    re.MULTILINE,
)
_TELLS = re.compile(r"演讲|致辞|讲话|发言|报告|分享|出席|受访|采访|专访|对话|主旨")
_BEFORE = 900  # characters before a speech in which it is told whose it is
_OFFICE = 24  # characters after the name of a body in which the office stands


class Turn(NamedTuple):
    """Whom the speaker of a turn speaks for, and whether they only ask."""

    holders: tuple[str, ...]
    is_question: bool


def turns(reading: Reading) -> dict[int, Turn]:
    """The turns of a text, or the one speech that it prints, by the start of their line; most texts have none."""
    if reading.words.lang != "zh":
        return {}
    return _conversation(reading) or _speech(reading)


def spoken(sentence: Span, turn: Turn) -> Holding:
    """The holding of a sentence of a turn."""
    return Holding(
        holders=turn.holders, act=Act.QUOTE, sentence=sentence, content=sentence, way=Way.QUOTE, group="speech"
    )


def _conversation(reading: Reading) -> dict[int, Turn]:
    found = [(one.start(), one["who"], one.start("who")) for one in _LABEL.finditer(reading.doc.text)]
    counts = Counter(who for _, who, _ in found)
    known = {who: ids for _, who, start in found if (ids := _spoken_for(reading, start, who))}
    answered = sum(counts[who] for who in (*known, *_ANSWERS))
    if not answered or answered + sum(counts[who] for who in _ASKS) < _LEAST:
        return {}
    known.update(dict.fromkeys(_ANSWERS & counts.keys(), _asked(reading)))
    takers = {who for who in counts if who in known or who in _ASKS or counts[who] >= _LEAST}
    return {start: Turn(known.get(who, ()), who in _ASKS) for start, who, _ in found if who in takers}


def _spoken_for(reading: Reading, start: int, who: str) -> tuple[str, ...]:
    """The actor that the name before a colon stands for."""
    named = reading.mentioned(Span(start=start, end=start + len(who)))
    return tuple(dict.fromkeys(one.id for one in named if one.kind is Kind.ACTOR))[-1:]


def _asked(reading: Reading) -> tuple[str, ...]:
    """Whom a text says was interviewed: the last body with an office in the sentence that says so."""
    for sentence in reading.doc.sentences:
        if sentence.start > _HEAD:
            break
        if _ASKED.search(reading.text(sentence)) is not None and (found := tuple(_officers(reading, sentence))):
            return found[-1:]
    return ()


def _speech(reading: Reading) -> dict[int, Turn]:
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

"""A speaker carried on without a name: an open quotation, 同时, "also", the instrument expounded, the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.records import Act, Span
from nlp.holding import Holding, Way
from nlp.memory import ALSO, OPENS_QUOTE, Memory
from nlp.reading import Reading

_STRANGER = re.compile(r"[^:：“”\n]{2,140}[:：]\s*[“\"]")
_ENUMERATES = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）、.．)]|[一二三四五六]是|第[一二三四五六七八九十]|[^，。]{2,12}(?:方面|上)，)"
)
_SPOKEN = ("speech", "warn", "position")


def carried(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """The holding of a sentence that names nobody; nothing where a stranger speaks or nobody does."""
    text = reading.doc.text[sentence.start : sentence.end]
    author = bool(reading.said("author", sentence.start, sentence.end))
    if _STRANGER.match(text) or _is_strangers(reading, sentence):
        yield Holding(
            holders=(), act=Act.PARAPHRASE, sentence=sentence, content=sentence, way=Way.NAMED, group="speech"
        )
        return
    yield from _from_speaker(reading, sentence, memory, author=author) or _from_voice(
        reading, sentence, memory, author=author
    )


def _from_speaker(reading: Reading, sentence: Span, memory: Memory, *, author: bool) -> tuple[Holding, ...]:
    text, last = reading.doc.text[sentence.start : sentence.end], memory.last
    if memory.quote is not None:
        return (replace(memory.quote, sentence=sentence, content=sentence, way=Way.QUOTE, verb="", subject=None),)
    if last is None:
        return ()
    if OPENS_QUOTE.match(text) and last.group in _SPOKEN:
        return (replace(last, sentence=sentence, content=sentence, way=Way.QUOTE, verb="", subject=None),)
    if not author and not _is_abroad(reading, sentence, last) and _goes_on(reading, sentence, text):
        return (replace(last, sentence=sentence, content=sentence, way=Way.CARRIED, verb="", subject=None),)
    return ()


def _from_voice(reading: Reading, sentence: Span, memory: Memory, *, author: bool) -> Iterator[Holding]:
    about, who = memory.focus
    if who and not author and not memory.is_advice and _expounds(reading, sentence, memory):
        yield Holding(holders=who, act=Act.DOCUMENT, sentence=sentence, content=sentence, way=Way.FOCUS,
                      group="document", about=about)  # fmt: skip
    elif memory.voice.holders and (author or not memory.voice.is_personal):
        yield Holding(holders=memory.voice.holders, act=memory.voice.act, sentence=sentence, content=sentence,
                      way=Way.VOICE, group="voice")  # fmt: skip


def _is_strangers(reading: Reading, sentence: Span) -> bool:
    """Whether somebody the catalogue does not know speaks: a quotation with a verb of speech outside it."""
    quotes = [quote for quote in reading.quoted if quote.overlaps(sentence)]
    said = reading.of(("speech", "warn"), sentence.start, sentence.end) if quotes else []
    return any(not any(q.start <= hit.start < q.end for q in quotes) for hit, _ in said)


def _goes_on(reading: Reading, sentence: Span, text: str) -> bool:
    """A connective head; in Chinese a predicate must follow it, since a dropped subject is the earlier one."""
    also = ALSO.match(text)
    if reading.words.lang == "en":
        return also is not None
    start = sentence.start + (also.end() if also else 0)
    found = reading.of(("document", "position", "enact"), start, min(sentence.end, start + 8))
    if found and reading.doc.text.startswith("开源", found[0][0].start):
        return False
    return bool(found) and found[0][0].start <= start + (3 if also else 0)


def _is_abroad(reading: Reading, sentence: Span, holding: Holding) -> bool:
    """Whether 我国 stands in a sentence that would be carried to a foreign holder: then the writer advises."""
    if not reading.said("our_state", sentence.start, sentence.end):
        return False
    known = reading.catalogue.actors
    return all(actor not in known or known[actor].jurisdiction != "CN" for actor in holding.holders)


def _expounds(reading: Reading, sentence: Span, memory: Memory) -> bool:
    """Whether a sentence states what an instrument says: it enumerates or demands."""
    text = reading.doc.text[sentence.start : sentence.end]
    if _ENUMERATES.match(text) or reading.said("modals", sentence.start, sentence.end):
        return True
    found = reading.said("document", sentence.start, sentence.end)
    return bool(found) and (memory.focus[0] == memory.expounded or any(len(hit.word) > 1 for hit in found))

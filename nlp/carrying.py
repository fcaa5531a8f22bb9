"""A speaker carried on without a name: an open quotation, 同时, "also", the instrument expounded, the voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.records import Act, Span
from nlp.expounding import expounds
from nlp.holding import Holding, Way, unheld
from nlp.memory import ALSO, OPENS_QUOTE, Memory
from nlp.outsiders import are_others
from nlp.reading import Reading

_STRANGER = re.compile(r"[^:：“”\n]{2,140}[:：]\s*[“\"]")
_PARTS = ("；", ";")
_SPOKEN = ("speech", "warn", "position")
# the next point of a list that somebody has begun
_NEXT = re.compile(r"^(?:其次|再次|再者|最后|第[二三四五六七八九十]|[二三四五六七八九]是)[，、,]?")
_SIDES = ("modals", "qualities", "support", "counter")
_UNKNOWN = re.compile(
    r"[^，。：；“”]{2,40}?(?:表示|认为|指出|介绍|强调|坦言|直言|透露|告诉|说道|解释说|看来)(?=[，：:,“]|记者)|[^，。：；“”]{2,16}?[说称](?=[，：:,“])"
)
# 据了解, 3月5日, 本次论坛上: the report goes on, not the speaker
_REPORTS = re.compile(
    r"据(?:了解|悉|介绍|报道|统计)|(?:\d{4} ?年 ?)?\d{1,2} ?月|\d{4} ?年|近日|日前|此次|本次|本届|会上|论坛|活动|除了|"
    r"最后，|数据显示|资料显示|有分析|有观点|与会|当天|"
    r"今年|去年|近年来|目前|当前|如今"
)


def carried(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """The holding of a sentence that names nobody; nothing where a stranger speaks or nobody does."""
    text = reading.text(sentence)
    author = _is_authors(reading, sentence, memory)
    memory.others = are_others(reading, sentence, is_known=bool(memory.actors), going_on=memory.others)
    if memory.others or _STRANGER.match(text) or reading.is_told_outside(sentence) or _is_unknown(reading, text):
        yield unheld(sentence)
        return
    yield from _from_speaker(reading, sentence, memory, author=author) or _from_voice(
        reading, sentence, memory, author=author
    )


def _is_authors(reading: Reading, sentence: Span, memory: Memory) -> bool:
    """Whether a sentence is the writer's own; in a report 我们 is whoever has just spoken."""
    said = reading.said("author", sentence.start, sentence.end)
    is_report = memory.last is not None and not memory.voice.holders
    return any(hit.word != "我们" or not is_report for hit in said)


def _from_speaker(reading: Reading, sentence: Span, memory: Memory, *, author: bool) -> tuple[Holding, ...]:
    text, last = reading.text(sentence), memory.last
    if memory.quote is not None:
        return (memory.quote.on(sentence, Way.QUOTE),)
    if last is None:
        return ()
    if OPENS_QUOTE.match(text) and last.group in _SPOKEN:
        return (last.on(sentence, Way.QUOTE),)
    if author or _is_abroad(reading, sentence, last) or text.startswith("《"):
        return ()  # a text that nobody is known to have issued speaks for itself
    more = last.on(sentence, Way.CARRIED)
    if _goes_on(reading, sentence, text) or _is_same_sentence(reading, sentence):
        return (more,)
    if reading.words.lang == "zh" and _NEXT.match(text):
        return (more._replace(is_weak=False, group="position" if last.group == "enact" else last.group),)
    if _speaks_on(reading, sentence, text, last):
        return (more._replace(is_weak=last.is_weak or last.group == "enact"),)
    return ()


def _speaks_on(reading: Reading, sentence: Span, text: str, last: Holding) -> bool:
    """In Chinese a speaker goes on to the end of the paragraph where the sentences take sides and report no event.

    What follows an act only tells of it.
    """
    if reading.words.lang != "zh" or last.group not in (*_SPOKEN, "enact") or last.way is Way.SOURCE:
        return False
    return _REPORTS.match(text) is None and reading.says(_SIDES, sentence.start, sentence.end)


def _is_same_sentence(reading: Reading, sentence: Span) -> bool:
    """Whether a Chinese semicolon stands before: without a subject of its own, a part of a sentence has the first."""
    return (
        reading.words.lang == "zh" and reading.doc.text[max(0, sentence.start - 2) : sentence.start].strip() in _PARTS
    )


def _is_unknown(reading: Reading, text: str) -> bool:
    """Whether a Chinese sentence begins with a speaker whom nobody knows."""
    return reading.words.lang == "zh" and _UNKNOWN.match(text) is not None


def _from_voice(reading: Reading, sentence: Span, memory: Memory, *, author: bool) -> Iterator[Holding]:
    about, who = memory.focus
    if not author and expounds(reading, sentence, memory):
        yield Holding(holders=who, act=Act.DOCUMENT, sentence=sentence, content=sentence, way=Way.FOCUS,
                      group="document", about=about)  # fmt: skip
    elif memory.voice.holders and (author or not memory.voice.is_personal):
        yield Holding(holders=memory.voice.holders, act=memory.voice.act, sentence=sentence, content=sentence,
                      way=Way.VOICE, group="voice")  # fmt: skip


def _goes_on(reading: Reading, sentence: Span, text: str) -> bool:
    """A connective head; in Chinese a predicate must follow it, since a dropped subject is the earlier one."""
    also = ALSO.match(text)
    if reading.words.lang == "en":
        return also is not None
    start = sentence.start + (also.end() if also else 0)
    found = reading.of(("document", "position", "enact"), start, min(sentence.end, start + 8))
    found = [pair for pair in found if also or len(pair[0].word) > 1]
    if found and reading.doc.text.startswith("开源", found[0][0].start):
        return False
    return bool(found) and found[0][0].start <= start + (3 if also else 0)


def _is_abroad(reading: Reading, sentence: Span, holding: Holding) -> bool:
    """Whether 我国 stands in a sentence that would be carried to a foreign holder: then the writer advises."""
    if not reading.said("our_state", sentence.start, sentence.end):
        return False
    known = reading.catalogue.actors
    return all(actor not in known or known[actor].jurisdiction != "CN" for actor in holding.holders)

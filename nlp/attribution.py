"""Who speaks or acts in which stretch of a text: source, cue, content, for Chinese and English.

Sentence by sentence: named subjects first (with lists, agents, sources, inverted speech), then pronouns and defined
short forms, then what carries a speaker on (an open quotation, 同时/此外, "also", the instrument a
passage expounds), then the voice of the doc (its issuer or its author). What nobody holds stays unheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.records import Act, Span
from nlp import roles_en, roles_zh
from nlp.antecedents import is_document_noun, meant
from nlp.clauses import clause_at
from nlp.holding import Holding, Role, Way
from nlp.memory import OPENS_QUOTE, Memory, expounded, new_paragraph, remember
from nlp.reading import Group, Kind, Reading
from nlp.subjects import named, subject
from nlp.voice import voice
from nlp.words import Hit

_ALSO = re.compile(
    r"^[“\"]?(?:同时|此外|另外|并且|并|还|也|其中|与此同时|一方面|另一方面|一是|二是|三是|四是|五是|第[一二三四五六]|首先|其次|再次|最后|"
    r"In addition|Also\b|Additionally|Moreover|Furthermore|Among other)[，,、]?"
)
_STRANGER = re.compile(r"[^:：“”\n]{2,140}[:：]\s*[“\"]")
_NAMES_ON = re.compile(r"\s(?:of|for)\s|['’]s\b|\s[A-Z]")
_ENUMERATES = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）、.．)]|[一二三四五六]是|第[一二三四五六七八九十]|[^，。]{2,12}(?:方面|上)，)"
)


def holdings(reading: Reading) -> tuple[Holding, ...]:
    """Every attributed stretch, in order of the text."""
    memory = Memory(voice=voice(reading.doc, reading.catalogue))
    memory.expounded = expounded(reading)
    found: list[Holding] = []
    last: Span | None = None
    for sentence in reading.doc.sentences:
        if "\n" in reading.doc.text[last.end if last else 0 : sentence.start]:
            new_paragraph(reading, sentence, memory)
        now = list(named(reading, sentence, memory)) or list(_referred(reading, sentence, memory))
        now = now or list(_carried(reading, sentence, memory))
        if last is not None and _only_names_speaker(reading, last, sentence, now):
            found = [one for one in found if one.sentence != last]
            now = [replace(one, sentence=last, content=last) for one in now]
        now = [replace(one, antecedents=tuple(memory.instruments[:-6:-1])) for one in now]
        remember(reading, sentence, now, memory)
        found.extend(now)
        last = sentence
    return tuple(one for one in found if one.holders)


def _only_names_speaker(reading: Reading, last: Span, sentence: Span, now: list[Holding]) -> bool:
    """Whether a sentence is no more than `X said.` after a quotation that ended in a full stop."""
    if not now or now[0].group not in ("speech", "warn") or now[0].subject is None:
        return False
    rest = sentence.end - sentence.start - (now[0].subject.span.end - now[0].subject.span.start)
    ends = reading.doc.text[last.start : last.end].rstrip().endswith(("”", '"', "」"))
    return ends and rest <= (16 if reading.words.lang == "zh" else 50)


def _referred(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """Pronouns and defined short forms at the head of a clause."""
    pronouns = reading.said("pronouns", sentence.start, sentence.end)
    spans = reading.clauses(sentence) if pronouns else ()
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    for hit in pronouns:
        span = Span(start=hit.start, end=hit.end)
        is_document = is_document_noun(reading, hit)
        group = Group(span=span, kind=Kind.INSTRUMENT if is_document else Kind.ACTOR, mentions=())
        clause = spans[clause_at(spans, hit.start)]
        if not _is_head(reading, clause, hit) or rules.role(reading, clause, group) is not Role.SUBJECT:
            continue
        one = subject(reading, sentence, group, memory, Way.PRONOUN)
        about = meant(reading, hit, memory.instruments[::-1]) if is_document else ""
        who = memory.told.get(about, ()) if is_document else memory.actors
        if one is not None and who:
            yield replace(one, holders=who, about=about)
            return


def _is_head(reading: Reading, clause: Span, hit: Hit) -> bool:
    """Whether nothing but a connective stands before the pronoun in its clause, and no name goes on from it."""
    if _NAMES_ON.match(reading.doc.text, hit.end):
        return False
    lead = reading.doc.text[clause.start : hit.start].strip(' “"‘，,')
    return len(lead) <= (2 if reading.words.lang == "zh" else 9) or _ALSO.fullmatch(lead) is not None


def _carried(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """A speaker carried on without a name, else the voice of the doc."""
    text = reading.doc.text[sentence.start : sentence.end]
    author = reading.said("author", sentence.start, sentence.end)
    last = memory.last
    if _STRANGER.match(text) or _is_strangers(reading, sentence):
        yield Holding(
            holders=(), act=Act.PARAPHRASE, sentence=sentence, content=sentence, way=Way.NAMED, group="speech"
        )
    elif memory.quote is not None:
        yield replace(memory.quote, sentence=sentence, content=sentence, way=Way.QUOTE, verb="", subject=None)
    elif last is not None and OPENS_QUOTE.match(text) and last.group in ("speech", "warn", "position"):
        yield replace(last, sentence=sentence, content=sentence, way=Way.QUOTE, verb="", subject=None)
    elif last is not None and not author and _goes_on(reading, sentence, text):
        yield replace(last, sentence=sentence, content=sentence, way=Way.CARRIED, verb="", subject=None)
    elif memory.focus[1] and not author and not memory.is_advice and _expounds(reading, sentence, text):
        about, who = memory.focus
        yield Holding(holders=who, act=Act.DOCUMENT, sentence=sentence, content=sentence, way=Way.FOCUS,
                      group="document", about=about)  # fmt: skip
    elif memory.voice.holders:
        yield Holding(holders=memory.voice.holders, act=memory.voice.act, sentence=sentence, content=sentence,
                      way=Way.VOICE, group="voice")  # fmt: skip


def _is_strangers(reading: Reading, sentence: Span) -> bool:
    """Whether somebody the catalogue does not know speaks: a quotation with a verb of speech outside it."""
    quotes = [quote for quote in reading.quoted if quote.overlaps(sentence)]
    said = reading.of(("speech", "warn"), sentence.start, sentence.end) if quotes else []
    return any(not any(q.start <= hit.start < q.end for q in quotes) for hit, _ in said)


def _goes_on(reading: Reading, sentence: Span, text: str) -> bool:
    """A connective head; in Chinese a predicate must follow it, since a dropped subject is the earlier one."""
    also = _ALSO.match(text)
    if reading.words.lang == "en":
        return also is not None
    start = sentence.start + (also.end() if also else 0)
    found = reading.of(("document", "position", "enact"), start, min(sentence.end, start + 8))
    return bool(found) and found[0][0].start <= start + (3 if also else 0)


def _expounds(reading: Reading, sentence: Span, text: str) -> bool:
    return bool(_ENUMERATES.match(text)) or bool(reading.of(("modals", "document"), sentence.start, sentence.end))

"""Who speaks or acts in which stretch of a text: source, cue, content, for Chinese and English.

Sentence by sentence: named subjects first (with lists, agents, sources, inverted speech), then pronouns and defined
short forms, then what carries a speaker on (an open quotation, 同时/此外, "also", the instrument a
passage expounds), then the voice of the doc (its issuer or its author). What nobody holds stays unheld.
"""

from __future__ import annotations

from dataclasses import replace

from domain.records import Span
from nlp.carrying import carried
from nlp.holding import Holding
from nlp.memory import Memory, expounded, new_paragraph, remember
from nlp.pronouns import referred
from nlp.reading import Reading
from nlp.subjects import named
from nlp.targets import REFERRING


def holdings(reading: Reading) -> tuple[Holding, ...]:
    """Every attributed stretch, in order of the text."""
    memory = Memory(voice=reading.voice)
    memory.expounded = expounded(reading)
    found: list[Holding] = []
    last: Span | None = None
    for sentence in reading.doc.sentences:
        if "\n" in reading.doc.text[last.end if last else 0 : sentence.start]:
            new_paragraph(reading, sentence, memory)
        now = list(named(reading, sentence, memory)) or list(referred(reading, sentence, memory))
        now = now or list(carried(reading, sentence, memory))
        if last is not None and _only_names_speaker(reading, last, sentence, now):
            found = [one for one in found if one.sentence != last]
            now = [replace(one, sentence=last, content=last) for one in now]
        if memory.instruments:
            recent = tuple(memory.instruments[:-6:-1])
            now = [replace(one, antecedents=recent) if one.group in REFERRING else one for one in now]
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

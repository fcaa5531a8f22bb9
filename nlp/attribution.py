"""Who speaks or acts in which stretch of a text: source, cue, content, for Chinese and English.

Sentence by sentence: named subjects first (with lists, agents, sources, inverted speech), then pronouns and defined
short forms, then what carries a speaker on (an open quotation, 同时/此外, "also", the instrument a
passage expounds), then the voice of the doc (its issuer or its author). What nobody holds stays unheld.
"""

from __future__ import annotations

from domain.records import Span
from nlp.carrying import carried
from nlp.expounding import expounded
from nlp.headlines import speaker
from nlp.holding import Holding, Way, unheld
from nlp.labels import labelled
from nlp.memory import Memory, new_paragraph, remember
from nlp.printed import Printed, printed
from nlp.pronouns import referred
from nlp.reading import Kind, Reading
from nlp.subjects import named
from nlp.targets import REFERRING
from nlp.turns import spoken, turns

_RECENT = 5  # instruments that a short form can mean
_LEAD = 40  # characters that may stand before the speaker of a quotation


def holdings(reading: Reading) -> tuple[Holding, ...]:
    """Every attributed stretch, in order of the text."""
    memory = Memory(voice=reading.voice, actors=speaker(reading), turns=turns(reading), expounded=expounded(reading))
    found: list[Holding] = []
    last: Span | None = None
    documents = printed(reading)
    for sentence in reading.doc.sentences:
        if documents:
            _let_speak(reading, sentence, documents, memory)
        if "\n" in reading.doc.text[last.end if last else 0 : sentence.start]:
            new_paragraph(reading, sentence, memory)
        now = _speaks(reading, sentence, memory) or _said(reading, sentence, memory)
        if not now and memory.turn is not None:
            now = [spoken(sentence, memory.turn)]
        now = now or list(carried(reading, sentence, memory))
        if last is not None and _follows_quotation(reading, last, sentence, now):
            _drop(found, last)
            found.append(now[0]._replace(sentence=last, content=last, way=Way.QUOTE, gap=0))
        if last is not None and _only_names_speaker(reading, last, sentence, now):
            _drop(found, last)
            now = [one._replace(sentence=last, content=last) for one in now]
        now = [_referring(reading, one, memory) for one in now]
        remember(reading, sentence, now, memory)
        found.extend(now)
        last = sentence
    return tuple(one for one in found if one.holders)


def _referring(reading: Reading, one: Holding, memory: Memory) -> Holding:
    """The same holding with the instruments that "it" or "the bill" may mean: of its sentence first, then earlier."""
    if one.group not in REFERRING:
        return one
    before = one.subject.span.start if one.subject is not None else one.sentence.start
    here = reading.mentioned(Span(start=one.sentence.start, end=before)) if before > one.sentence.start else ()
    named = [mention.id for mention in here if mention.kind is Kind.INSTRUMENT]
    return one._replace(antecedents=(*named[::-1], *memory.instruments[:-6:-1])[:_RECENT])


def _drop(found: list[Holding], sentence: Span) -> None:
    """Take back what the last sentence was taken to say."""
    while found and found[-1].sentence == sentence:
        found.pop()


def _let_speak(reading: Reading, sentence: Span, documents: tuple[Printed, ...], memory: Memory) -> None:
    """Give the word to the document that is printed where a sentence stands, or back to the text's own voice."""
    now = next((one.voice for one in documents if one.span.holds(sentence)), reading.voice)
    if now is not memory.voice:
        memory.voice, memory.focus, memory.last = now, ("", ()), None


def _speaks(reading: Reading, sentence: Span, memory: Memory) -> list[Holding]:
    """Whoever a text itself gives the word: by a question, in English by a label or an open quotation."""
    if memory.asked:
        return [unheld(sentence)]
    if reading.words.lang != "en":
        return []
    if (label := labelled(reading, sentence)) is not None:
        return [label]
    if memory.quote is None or not _is_within(reading.quotes(sentence), sentence):
        return []
    return [memory.quote.on(sentence, Way.QUOTE)]


def _is_within(quoted: tuple[Span, ...], sentence: Span) -> bool:
    """Whether a sentence is all quotation, so that whoever it names does not speak."""
    return any(quote.start < sentence.start and sentence.end <= quote.end + 1 for quote in quoted)


def _said(reading: Reading, sentence: Span, memory: Memory) -> list[Holding]:
    """What a sentence attributes: to whom it names, or to 该公司 and "it" where that stands first."""
    now = list(named(reading, sentence, memory))
    starts = [one.subject.span.start for one in now if one.subject is not None and one.about]
    if now and len(starts) < len(now):
        return now
    told = list(referred(reading, sentence, memory))
    if now and told and told[0].subject is not None and told[0].subject.span.start < min(starts):
        return told
    return now or told


def _follows_quotation(reading: Reading, last: Span, sentence: Span, now: list[Holding]) -> bool:
    """Whether a quotation that is a sentence of its own is followed by its speaker: “…。”某某指出，…"""
    text = reading.doc.text
    if reading.words.lang != "zh" or not now or now[0].group not in ("speech", "warn") or now[0].subject is None:
        return False
    quotation = text[last.start : last.end].strip()
    if not (quotation.startswith("“") and quotation.endswith("”") and quotation.count("“") == 1):
        return False
    if "\n" in text[last.end : sentence.start] or now[0].subject.span.start - sentence.start > _LEAD:
        return False
    before = text[max(0, last.start - 120) : last.start].rsplit("\n", 1)[-1].rstrip()
    return not before.endswith(("：", ":", "，", ",")) and "“" not in text[sentence.start : sentence.start + 1]


def _only_names_speaker(reading: Reading, last: Span, sentence: Span, now: list[Holding]) -> bool:
    """Whether a sentence is no more than `X said.` after a quotation that ended in a full stop."""
    if not now or now[0].group not in ("speech", "warn") or now[0].subject is None:
        return False
    rest = sentence.end - sentence.start - (now[0].subject.span.end - now[0].subject.span.start)
    ends = reading.doc.text[last.start : last.end].rstrip().endswith(("”", '"', "」"))
    return ends and rest <= (12 if reading.words.lang == "zh" else 50)

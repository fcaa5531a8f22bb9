"""Who speaks or acts in which stretch of a text: source, cue, content, for Chinese and English.

Sentence by sentence: named subjects first (with lists, agents, sources, inverted speech), then pronouns and defined
short forms, then what carries a speaker on (an open quotation, 同时/此外, "also", the instrument a
passage expounds), then the voice of the doc (its issuer or its author). What nobody holds stays unheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.catalogue_checks import normal
from domain.records import Act, Span
from nlp import roles_en, roles_zh
from nlp.antecedents import is_document_noun, meant
from nlp.clauses import clause_at
from nlp.holding import Holding, Role, Way
from nlp.issuers import holders
from nlp.reading import Group, Kind, Reading, groups
from nlp.voice import Voice, voice
from nlp.words import Hit

_ALSO = re.compile(
    r"^[“\"]?(?:同时|此外|另外|并且|并|还|也|其中|与此同时|一方面|另一方面|一是|二是|三是|四是|五是|第[一二三四五六]|首先|其次|再次|最后|"
    r"In addition|Also\b|Additionally|Moreover|Furthermore|Among other)[，,、]?"
)
_OPENS_QUOTE = re.compile(r"^[“\"「]")
_ADVICE = re.compile(
    r"启示|展望|评析|点评|意义|思考|对策|建议$|结语|简评|结论|前景|我国应|笔者|implications|takeaways|analysis$",
    re.IGNORECASE,
)
_STRANGER = re.compile(r"[^:：“”\n]{2,140}[:：]\s*[“\"]")
_NAMES_ON = re.compile(r"\s(?:of|for)\s|['’]s\b|\s[A-Z]")
_ENUMERATES = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）、.．)]|[一二三四五六]是|第[一二三四五六七八九十]|[^，。]{2,12}(?:方面|上)，)"
)
_HEADING = 30


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What earlier sentences left behind."""

    voice: Voice
    actors: tuple[str, ...] = ()
    instruments: list[str] = field(default_factory=list)
    last: Holding | None = None
    quote: Holding | None = None
    focus: tuple[str, tuple[str, ...]] = ("", ())
    expounded: str = ""
    is_advice: bool = False
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)


def holdings(reading: Reading) -> tuple[Holding, ...]:
    """Every attributed stretch, in order of the text."""
    memory = _Memory(voice=voice(reading.doc, reading.catalogue))
    memory.expounded = expounded(reading)
    found: list[Holding] = []
    last: Span | None = None
    for sentence in reading.doc.sentences:
        if "\n" in reading.doc.text[last.end if last else 0 : sentence.start]:
            _new_paragraph(reading, sentence, memory)
        now = list(_named(reading, sentence, memory)) or list(_referred(reading, sentence, memory))
        now = now or list(_carried(reading, sentence, memory))
        if last is not None and _only_names_speaker(reading, last, sentence, now):
            found = [one for one in found if one.sentence != last]
            now = [replace(one, sentence=last, content=last) for one in now]
        now = [replace(one, antecedents=tuple(memory.instruments[:-6:-1])) for one in now]
        _remember(reading, sentence, now, memory)
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


def _new_paragraph(reading: Reading, sentence: Span, memory: _Memory) -> None:
    text = reading.doc.text[sentence.start : sentence.end]
    if len(text) <= _HEADING:
        memory.is_advice = _ADVICE.search(text) is not None
    if memory.focus[0] != memory.expounded:
        memory.focus = ("", ())
    if memory.last is not None and not _OPENS_QUOTE.match(text):
        memory.last = None


def _named(reading: Reading, sentence: Span, memory: _Memory) -> Iterator[Holding]:
    found = groups(reading, sentence)
    spans = reading.clauses(sentence) if found else ()
    held: list[Holding] = []
    for group in found:
        if held and _is_inside_speech(held[-1], group):
            continue
        one = _holding(reading, sentence, spans, group, memory)
        if one is not None and one.holders:
            held.append(one)
    if any(one.way is Way.AGENT for one in held):
        held = [one for one in held if not (one.about and one.group == "enact")]
    yield from _clipped(held, spans)


def _holding(
    reading: Reading, sentence: Span, spans: tuple[Span, ...], group: Group, memory: _Memory
) -> Holding | None:
    clause = spans[clause_at(spans, group.span.start)]
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    match rules.role(reading, clause, group):
        case Role.SUBJECT:
            return _subject(reading, sentence, group, memory, Way.NAMED)
        case Role.SPEAKER:
            return _speaker(reading, sentence, clause, group, memory)
        case Role.SOURCE:
            return _source(reading, sentence, group, memory)
        case Role.AGENT | Role.ACCUSER:
            return _agent(reading, sentence, clause, group)
        case Role.OBJECT:
            return None
        case never:
            assert_never(never)


def _subject(reading: Reading, sentence: Span, group: Group, memory: _Memory, way: Way) -> Holding | None:
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    own = rules.verb(reading, sentence, group)
    if own is None:
        return None
    hit, kind = own
    about = group.ids[0] if group.kind is Kind.INSTRUMENT and group.mentions else ""
    who = _holders_of(reading, group, memory)
    content = Span(start=group.span.end, end=sentence.end) if group.span.end < sentence.end else sentence
    rebuts = kind == "speech" and bool(reading.said("rebuttals", hit.end, sentence.end))
    if rebuts and group.span.start - sentence.start > 4:
        content = Span(start=sentence.start, end=group.span.start)
    elif kind in ("speech", "warn") and _stands_before(reading, sentence, group, hit.end):
        content = sentence
    return Holding(
        holders=who, act=_act(group, kind, memory), sentence=sentence, content=content, way=way,
        verb=reading.doc.text[hit.start : hit.end], group=kind, gap=hit.start - group.span.end, about=about,
        is_rebuttal=rebuts,
        subject=group,
    )  # fmt: skip


def _holders_of(reading: Reading, group: Group, memory: _Memory) -> tuple[str, ...]:
    if group.kind is Kind.INSTRUMENT:
        return holders(reading.catalogue, group, memory.told)
    return group.ids


def _stands_before(reading: Reading, sentence: Span, group: Group, verb_end: int) -> bool:
    """Whether what is said stands before its speaker: a leading quotation, or nothing left after the verb."""
    lead = reading.doc.text[sentence.start : group.span.start]
    tail = reading.doc.text[verb_end : sentence.end].strip(" ，,。.：:")
    return (_OPENS_QUOTE.match(lead) is not None and len(lead) > 8) or (
        len(tail) < 12 and len(lead) > 3 * len(tail) + 12
    )


def _act(group: Group, kind: str, memory: _Memory) -> Act:
    if kind in ("enact", "reject"):
        return Act.ACT
    if group.kind is Kind.INSTRUMENT or kind == "document":
        return Act.DOCUMENT
    if kind in ("position", "neutral") and memory.voice.holders and not memory.voice.is_official:
        return Act.CHARACTERISED
    return Act.PARAPHRASE


def _speaker(reading: Reading, sentence: Span, clause: Span, group: Group, memory: _Memory) -> Holding:
    said = reading.of(("speech", "warn"), clause.start, group.span.start)
    hit, kind = said[-1]
    return Holding(
        holders=_holders_of(reading, group, memory), act=Act.PARAPHRASE, sentence=sentence, content=sentence,
        way=Way.NAMED, verb=reading.doc.text[hit.start : hit.end], group=kind, subject=group,
    )  # fmt: skip


def _source(reading: Reading, sentence: Span, group: Group, memory: _Memory) -> Holding:
    is_instrument = group.kind is Kind.INSTRUMENT
    return Holding(
        holders=_holders_of(reading, group, memory), act=Act.DOCUMENT if is_instrument else Act.PARAPHRASE,
        sentence=sentence, content=sentence, way=Way.SOURCE, group="document" if is_instrument else "speech",
        about=group.ids[0] if is_instrument else "", subject=group,
    )  # fmt: skip


def _agent(reading: Reading, sentence: Span, clause: Span, group: Group) -> Holding | None:
    if group.kind is Kind.INSTRUMENT:
        return None
    left, right = (group.span.end, clause.end) if reading.words.lang == "zh" else (clause.start, group.span.start)
    found = reading.of(("reject", "enact", "position", "warn"), left, right)
    if not found:
        return None
    hit, kind = found[0] if reading.words.lang == "zh" else found[-1]
    return Holding(
        holders=group.ids, act=Act.ACT if kind in ("enact", "reject") else Act.CHARACTERISED, sentence=sentence,
        content=sentence, way=Way.AGENT, verb=reading.doc.text[hit.start : hit.end], group=kind, subject=group,
    )  # fmt: skip


def _is_inside_speech(held: Holding, group: Group) -> bool:
    return held.group in ("speech", "warn") and held.content.start <= group.span.start < held.content.end


def _clipped(held: list[Holding], spans: tuple[Span, ...]) -> Iterator[Holding]:
    """Each content ends where the next subject's clause begins."""
    for index, one in enumerate(held):
        later = [other.subject.span.start for other in held[index + 1 :] if other.subject and other.way is Way.NAMED]
        cut = spans[clause_at(spans, later[0])].start if later else one.content.end
        if one.content.start < cut < one.content.end:
            one = replace(one, content=Span(start=one.content.start, end=cut))
        yield one


def _referred(reading: Reading, sentence: Span, memory: _Memory) -> Iterator[Holding]:
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
        one = _subject(reading, sentence, group, memory, Way.PRONOUN)
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


def _carried(reading: Reading, sentence: Span, memory: _Memory) -> Iterator[Holding]:
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
    elif last is not None and _OPENS_QUOTE.match(text) and last.group in ("speech", "warn", "position"):
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


def expounded(reading: Reading) -> str:
    """The instrument a doc is about, by title and most of the mentions; empty when there is none."""
    title, counts = normal(reading.doc.title), Counter[str]()
    for mention in reading.mentions:
        if mention.kind is Kind.INSTRUMENT:
            counts[mention.id] += 1
            if normal(reading.doc.text[mention.span.start : mention.span.end]) in title:
                counts[mention.id] += 1
    for name, count in counts.most_common(1):
        if count >= 5 and 2 * count > counts.total():
            return name
    return ""


def _remember(reading: Reading, sentence: Span, now: list[Holding], memory: _Memory) -> None:
    for one in now:
        if one.way is Way.VOICE:
            memory.last = None
            continue
        memory.last = one
        if one.about:
            memory.focus = (one.about, one.holders)
        elif one.holders:
            memory.actors = one.holders
    found = reading.mentioned(sentence)
    for mention in found:
        if mention.kind is Kind.INSTRUMENT:
            memory.instruments.append(mention.id)
            enacted = [one for one in now if one.group == "enact" and one.content.holds(mention.span)]
            if enacted and not mention.id.startswith("instrument:"):
                memory.told.setdefault(mention.id, enacted[-1].holders)
            group = Group(span=mention.span, kind=Kind.INSTRUMENT, mentions=(mention,))
            memory.told.setdefault(mention.id, holders(reading.catalogue, group, memory.told))
    _track_quote(reading, sentence, now, memory)


def _track_quote(reading: Reading, sentence: Span, now: list[Holding], memory: _Memory) -> None:
    text = reading.doc.text[sentence.start : sentence.end]
    opened, closed = text.count("“"), text.count("”")
    if opened > closed and now:
        memory.quote = now[-1]
    elif closed > opened or "\n" in reading.doc.text[sentence.end : sentence.end + 1]:
        memory.quote = None

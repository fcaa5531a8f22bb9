"""Named groups as holders: subjects with their verbs, inverted speech, sources, agents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from domain.records import Act, Span
from nlp import roles_en, roles_zh
from nlp.accused import accused
from nlp.clauses import clause_at
from nlp.ellipsis import sharers, sharing
from nlp.groups import Group, groups
from nlp.holding import Holding, Role, Way
from nlp.issuers import holders
from nlp.memory import OPENS_QUOTE, Memory, is_owned
from nlp.outsiders import promised
from nlp.reading import Kind, Reading
from nlp.supposed import is_supposed
from nlp.words import Hit

_FRONTED = re.compile(
    r"(?:其中，|同时，)?(?:通过|对于|针对|关于|围绕|在[^，]{2,20}(?:方面|领域)，)|(?:For|On|Regarding|As for)\s|"
    r"(?:While|Although|Though|Even though)\s(?:it|they|he|she|\w+ing)\s",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"(?:but|while|whereas|yet|though|although)\s(?:the\s)?|但是?|而|不过|然而")
_SOON = 16  # characters between a speaker and the verb of speech
_BY = 48  # characters before a name in which the verb of "signed by" stands
_STATES = ("state", "say", "read", "note", "warn")


def named(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """Holdings of the groups that a sentence names, in order."""
    found = groups(reading, sentence)
    if not found:
        return
    spans = reading.clauses(sentence)
    held: list[Holding] = []
    shared = sharers(reading, found)
    for group in found:
        if group.span in shared:
            continue
        is_told = bool(held) and _is_inside_speech(held[-1], group)
        if is_told and not (_pledges(reading, group) or _answers(reading, sentence, spans, group)):
            continue
        one = _holding(reading, sentence, spans, group, memory)
        if one is not None and one.holders:
            held.append(one)
    if any(one.way is Way.AGENT for one in held):
        held = [one for one in held if not (one.about and one.group in ("enact", "reject"))]
    yield from _clipped(reading, held, spans)
    yield from promised(reading, sentence)
    if shared:
        yield from sharing(reading, found, held, memory.last)


def _holding(reading: Reading, sentence: Span, spans: tuple[Span, ...], group: Group, memory: Memory) -> Holding | None:
    clause = spans[clause_at(spans, group.span.start)]
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    if (blamed := accused(reading, sentence, clause, group)) is not None:
        return blamed
    match rules.role(reading, clause, group):
        case Role.SUBJECT:
            one = subject(reading, sentence, group, memory, Way.NAMED)
            relative = one is not None and rules is roles_en and roles_en.which(reading, group) is not None
            return one._replace(way=Way.FOCUS) if one is not None and relative else one
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


def subject(reading: Reading, sentence: Span, group: Group, memory: Memory, way: Way) -> Holding | None:
    """The holding of a group that is the subject of a verb of attribution; None without such a verb."""
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    own = rules.verb(reading, sentence, group)
    if own is None:
        return None
    hit, kind = own
    if is_supposed(reading, sentence, group, hit.start):
        return None
    about = group.ids[0] if group.kind is Kind.INSTRUMENT and group.mentions else ""
    who = _holders_of(reading, group, memory)
    act = _act(group, kind, memory)
    if act is Act.ACT and reading.said("hedges", group.span.end, hit.start):
        act = Act.CHARACTERISED  # who may or plans to sign has not signed
    content = Span(start=group.span.end, end=sentence.end) if group.span.end < sentence.end else sentence
    if _FRONTED.match(reading.doc.text, sentence.start, group.span.start):
        content = sentence  # 对于…，该法案规定; 通过…，某国致力于: what stands in front is what it is about
    rebuts = kind == "speech" and bool(reading.said("rebuttals", hit.start, sentence.end))
    if rebuts and group.span.start - sentence.start > 4:
        content = Span(start=sentence.start, end=group.span.start)
    elif (kind in ("speech", "warn") or hit.word in _STATES) and _stands_before(reading, sentence, group, hit.end):
        content = sentence
    return Holding(
        holders=who, act=act, sentence=sentence, content=content, way=way,
        verb=reading.text(hit), group=kind, gap=hit.start - group.span.end, about=about,
        is_rebuttal=rebuts,
        subject=group,
    )  # fmt: skip


def _holders_of(reading: Reading, group: Group, memory: Memory) -> tuple[str, ...]:
    if group.kind is Kind.INSTRUMENT:
        owned = any(is_owned(reading, mention) for mention in group.mentions)
        return holders(reading.catalogue, group, {} if owned and _is_known(group) else memory.told)
    return group.ids


def _is_known(group: Group) -> bool:
    return all(target.startswith("instrument:") for target in group.ids)


def _stands_before(reading: Reading, sentence: Span, group: Group, verb_end: int) -> bool:
    """Whether what is said stands before its speaker: a leading quotation, or nothing left after the verb."""
    lead = reading.doc.text[sentence.start : group.span.start]
    tail = reading.doc.text[verb_end : sentence.end].strip(" ，,。.：:")
    return (OPENS_QUOTE.match(lead) is not None and len(lead) > 8) or (
        len(tail) < 12 and len(lead) > 3 * len(tail) + 12
    )


def _act(group: Group, kind: str, memory: Memory) -> Act:
    if kind in ("enact", "reject"):
        return Act.ACT
    if group.kind is Kind.INSTRUMENT or kind == "document":
        return Act.DOCUMENT
    if kind in ("position", "neutral") and memory.voice.holders and not memory.voice.is_official:
        return Act.CHARACTERISED
    return Act.PARAPHRASE


def _speaker(reading: Reading, sentence: Span, clause: Span, group: Group, memory: Memory) -> Holding:
    said = reading.of(("speech", "warn"), clause.start, group.span.start)
    hit, kind = said[-1]
    return Holding(
        holders=_holders_of(reading, group, memory), act=Act.PARAPHRASE, sentence=sentence, content=sentence,
        way=Way.NAMED, verb=reading.text(hit), group=kind, subject=group,
    )  # fmt: skip


def _source(reading: Reading, sentence: Span, group: Group, memory: Memory) -> Holding:
    is_instrument = group.kind is Kind.INSTRUMENT
    return Holding(
        holders=_holders_of(reading, group, memory), act=Act.DOCUMENT if is_instrument else Act.PARAPHRASE,
        sentence=sentence, content=sentence, way=Way.SOURCE, group="document" if is_instrument else "speech",
        about=group.ids[0] if is_instrument else "", subject=group,
    )  # fmt: skip


def _agent(reading: Reading, sentence: Span, clause: Span, group: Group) -> Holding | None:
    if group.kind is Kind.INSTRUMENT:
        return None
    if reading.words.lang == "zh":
        left, right = group.span.end, clause.end
    else:
        left, right = max(clause.start, group.span.start - _BY), group.span.start
    found = reading.of(("reject", "enact", "position", "warn"), left, right)
    if (pledge := _pledges(reading, group)) is not None:
        found = [(pledge, "position")]
    elif (accused := _accuses(reading, group)) is not None:
        found = [(accused, "warn")]
    if not found:
        return None
    hit, kind = found[0] if reading.words.lang == "zh" else found[-1]
    return Holding(
        holders=group.ids, act=Act.ACT if kind in ("enact", "reject") else Act.CHARACTERISED, sentence=sentence,
        content=sentence, way=Way.AGENT, verb=reading.text(hit), group=kind, subject=group,
    )  # fmt: skip


def _pledges(reading: Reading, group: Group) -> Hit | None:
    return roles_en.pledged(reading, group) if reading.words.lang == "en" else None


def _accuses(reading: Reading, group: Group) -> Hit | None:
    return roles_zh.accused(reading, group) if reading.words.lang == "zh" else None


def _is_inside_speech(held: Holding, group: Group) -> bool:
    return held.group in ("speech", "warn") and held.content.start <= group.span.start < held.content.end


def _answers(reading: Reading, sentence: Span, spans: tuple[Span, ...], group: Group) -> bool:
    """Whether what a speaker says ends: "X claims that …, but Y says …", or it tells of another's side."""
    clause = spans[clause_at(spans, group.span.start)]
    if accused(reading, sentence, clause, group) is not None:
        return True
    if reading.is_quoted(clause) or _CONTRAST.fullmatch(reading.doc.text, clause.start, group.span.start) is None:
        return False
    return bool(reading.of(("speech", "warn"), group.span.end, min(clause.end, group.span.end + _SOON)))


def _clipped(reading: Reading, held: list[Holding], spans: tuple[Span, ...]) -> Iterator[Holding]:
    """Each content ends where the next subject's clause begins."""
    for index, one in enumerate(held):
        later = [other.subject.span.start for other in held[index + 1 :] if other.subject and other.way is Way.NAMED]
        cut = spans[clause_at(spans, later[0])].start if later else one.content.end
        if one.is_rebuttal and later and not reading.said("rebuttals", one.verb_end, cut):
            one = one._replace(is_rebuttal=False, content=Span(start=one.verb_end, end=cut))  # another rebuts
        if one.content.start < cut < one.content.end:
            one = one._replace(content=Span(start=one.content.start, end=cut))
        yield one

"""Mentions that a list joins, read as one subject or object: 中、美、英、德等28国, "the US, UK and EU"."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.catalogue import Catalogue
from domain.records import Span
from nlp.reading import Kind, Mention, Reading

_ZH_JOIN = re.compile(
    r"[）)]?(?:公司|集团|大中华区|中国区?|总部|政府|方面|科技|研究院|等公司)?(?:等(?:多|\d+)?(?:国|个国家|机构|部门|方)?)?(?:[、,，和与及跟暨]|以及|联同|会同|联合)\s*(?:[^、，。；\s]{0,8}、){0,2}$"
)
_EN_JOIN = re.compile(r"(?:\s*,|\s*,?\s+and|\s*,?\s+nor|\s*,?\s+as well as|\s*&|\s*/)\s*(?:the\s+)?$", re.IGNORECASE)
# in "Acme, Quillfeather AI, Meta and OpenAI" one name that the catalogue lacks does not end the list
_EN_UNKNOWN = re.compile(r"\s*,(?:\s(?:the\s)?[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*)?,){1,2}\s(?:and\s)?(?:the\s)?")
_ABBREVIATED = 2  # characters of a name that needs nothing between it and the next
_PREPOSITION = re.compile(r"\b(?:to|with|from|against|of|by|at|in|for|about|on|unlike|Unlike|than)\s(?:the\s)?$")
_COMPARED = re.compile(r"(?:相比于?|比起|较之|不同于|有别于)$")
_LONGEST = 24  # characters between two names of a list
_BRACKETS = frozenset({"（", "(", " (", "）", ")"})
_SPACED = re.compile(r"\s*(?:\([^()]{1,60}\)|（[^（）]{1,60}）)?\s*")


class Group(NamedTuple):
    """Mentions of one kind joined by a list: `中、美、英、德等28国`, "the US, UK and EU"; read as one subject."""

    span: Span
    kind: Kind
    mentions: tuple[Mention, ...]
    owner: Group | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the members, each once, in order of the text."""
        return tuple(dict.fromkeys(mention.id for mention in self.mentions))


def groups(reading: Reading, sentence: Span) -> tuple[Group, ...]:
    """The subjects and objects of a sentence that could hold or receive a stance."""
    found: list[Group] = []
    for mention in reading.mentioned(sentence):
        last = found[-1] if found else None
        between = reading.doc.text[last.span.end : mention.span.start] if last else ""
        if last and between == "" and _is_within(reading.catalogue, last, mention):
            found[-1] = last._replace(span=_to(last, mention), mentions=(*last.mentions[:-1], mention))
        elif last and between in _BRACKETS and mention.id == last.mentions[-1].id:
            end = mention.span.end  # 某某保护局（PPA）
            end += reading.doc.text[end : end + 1] in _BRACKETS
            found[-1] = last._replace(span=Span(start=last.span.start, end=end))
        elif last and last.kind is mention.kind and not _touches(last, mention) and _joins(reading, between):
            found[-1] = last._replace(span=_to(last, mention), mentions=(*last.mentions, mention))
        elif last and _owns(last, mention, between, reading.words.lang):
            found[-1] = Group(span=_to(last, mention), kind=Kind.INSTRUMENT, mentions=(mention,), owner=last)
        else:
            found.append(Group(span=mention.span, kind=mention.kind, mentions=(mention,)))
    return tuple(part for group in found for part in _apart(reading, sentence, group))


def _apart(reading: Reading, sentence: Span, group: Group) -> tuple[Group, ...]:
    """Two names that only a comma joins after a preposition are no list: "In a letter to X, Y asked", 相比甲，乙…"""
    if len(group.mentions) != 2:
        return (group,)
    text, (one, other) = reading.doc.text, group.mentions
    if text[one.span.end : other.span.start].strip() not in (",", ", the", "，"):
        return (group,)
    pattern = _PREPOSITION if reading.words.lang == "en" else _COMPARED
    if pattern.search(text, max(sentence.start, one.span.start - 16), one.span.start) is None:
        return (group,)
    return (
        group._replace(span=one.span, mentions=(one,)),
        Group(span=other.span, kind=group.kind, mentions=(other,)),
    )


def _touches(last: Group, mention: Mention) -> bool:
    """Whether two full names of actors touch: 某国某机构某公司 is no list, 中法 is one."""
    first = last.mentions[-1].span
    if mention.kind is not Kind.ACTOR or first.end != mention.span.start:
        return False
    return min(first.end - first.start, mention.span.end - mention.span.start) > _ABBREVIATED


def _is_within(catalogue: Catalogue, last: Group, mention: Mention) -> bool:
    """Whether a name goes on into a more exact one of the same principal: 中国 + 外交部."""
    if last.kind is not Kind.ACTOR or mention.kind is not Kind.ACTOR:
        return False
    return catalogue.principal(last.mentions[-1].id) == catalogue.principal(mention.id)


def _to(group: Group, mention: Mention) -> Span:
    return Span(start=group.span.start, end=mention.span.end)


def _joins(reading: Reading, between: str) -> bool:
    if len(between) > _LONGEST:
        return reading.words.lang == "en" and len(between) < 2 * _LONGEST and _EN_UNKNOWN.fullmatch(between) is not None
    bare = _SPACED.sub(" ", between) if "(" in between or "（" in between else between
    if reading.words.lang == "zh":
        return _ZH_JOIN.fullmatch(bare.strip()) is not None or bare.strip() == ""
    return _EN_JOIN.fullmatch(bare) is not None or _EN_UNKNOWN.fullmatch(between) is not None


def _owns(owner: Group, mention: Mention, between: str, lang: str) -> bool:
    if owner.kind is not Kind.ACTOR or mention.kind is not Kind.INSTRUMENT:
        return False
    return between.strip() in (("", "的", "之", "《", "的《") if lang == "zh" else ("'s", "’s", "’", "'", ""))

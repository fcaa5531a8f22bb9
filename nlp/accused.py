"""Who is blamed by another for a side: 某国指责某国反对《宣言》, "accused Acme of opposing the bill"."""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.governors import Governor
from nlp.groups import Group
from nlp.holding import Holding, Way
from nlp.reading import Kind, Reading

_BLAMED = re.compile(
    r"(?:指责|谴责|抨击|批评|控诉)了?$|\b(?:accus|critici[sz]|blam|denounc|fault|condemn|slamm|attack)\w*\s(?:the\s)?$"
)
_SIDES = ("reject", "position")
_REACH = {"zh": 6, "en": 20}  # characters between the accused and what it is accused of
_OF = re.compile(r"(?:\s(?:of|for)\s(?:\w+ly\s)?|一直|公然|多次|屡次)?")
# between somebody else and the word: that one is its subject
_ADVERBS = re.compile(
    r"(?:\s|\w+ly\b|\b(?:also|has|had|of|for|and|is|was|been|long)\b|明确|坚决|强烈|公开|一直|公然|曾|已|此前)*"
)


def accused(reading: Reading, sentence: Span, clause: Span, group: Group) -> Holding | None:
    """The side that a group is blamed for taking, as its accuser describes it."""
    text, end = reading.doc.text, group.span.end
    if group.kind is not Kind.ACTOR or _BLAMED.search(text, clause.start, group.span.start) is None:
        return None
    said = reading.of(_SIDES, end, min(clause.end, end + _REACH[reading.words.lang]))
    if not said or _OF.fullmatch(text, end, said[0][0].start) is None:
        return None
    hit, kind = said[0]
    return Holding(
        holders=group.ids, act=Act.CHARACTERISED, sentence=sentence, content=Span(start=end, end=clause.end),
        way=Way.NAMED, verb=reading.text(hit), group=kind, gap=hit.start - end, subject=group,
    )  # fmt: skip


def is_of_another(reading: Reading, holding: Holding, found: Governor) -> bool:
    """Whether somebody else, named after the holder's verb, is the subject of the governing word."""
    if holding.subject is None or found.is_own(holding) or found.hit.start <= holding.verb_end:
        return False
    between = reading.mentioned(Span(start=holding.verb_end, end=found.hit.start))
    if not between or between[-1].kind is not Kind.ACTOR or between[-1].id in holding.holders:
        return False
    return _ADVERBS.fullmatch(reading.doc.text, between[-1].span.end, found.hit.start) is not None

"""Holders that share what was just said: ", and so did the Chinese government", "joined by X", 法国也是如此."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.records import Span
from nlp.groups import Group
from nlp.holding import Holding, Way
from nlp.reading import Kind, Reading

_BEFORE = re.compile(
    r"(?:\b(?:so|as)\s+(?:did|does|do|has|have|had|was|were|is|are|will|would)|\bjoined\s+by|"
    r"(?<=[\w,]\s)(?:along|together)\s+with|\bechoed\s+by|\bnor\s+(?:did|does|do|has|have|will|would))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER_EN = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:did|done|does|do)\s+(?:so|too|the same|likewise|as well)\b|"
    r"\s+follow(?:ed|s)?\s+suit|"
    r"\s+(?:took|takes|shared|shares|echoed)\s+(?:the same|a similar|that|this)\s+(?:view|position|line|call|stance)",
    re.IGNORECASE,
)
_AFTER_ZH = re.compile(
    r"^(?:政府)?(?:也|亦|同样|随后也)(?:是如此|如此|持(?:相同|同样|类似)|作出(?:相同|同样)|采取(?:相同|同样)|"
    r"表示(?:了)?(?:支持|赞同|反对|欢迎)[。，；]|跟进|加入其中)"
)


def sharing(
    reading: Reading, found: Sequence[Group], held: Sequence[Holding], last: Holding | None
) -> Iterator[Holding]:
    """A holding like the one before for each group that only says "so do we"."""
    for group in found:
        earlier = [one for one in held if one.subject is not None and one.subject.span.start < group.span.start]
        model = earlier[-1] if earlier else last
        if group.kind is not Kind.ACTOR or model is None or not model.holders or not _shares(reading, group):
            continue
        others = tuple(actor for actor in group.ids if actor not in model.holders)
        if others:
            yield model._replace(holders=others, way=Way.NAMED, subject=group)


def _shares(reading: Reading, group: Group) -> bool:
    text, span = reading.doc.text, group.span
    if reading.words.lang == "zh":
        return _AFTER_ZH.match(text[span.end : span.end + 16]) is not None
    lead = text[max(0, span.start - 40) : span.start]
    return _BEFORE.search(lead) is not None or _AFTER_EN.match(text, span.end) is not None


def sharers(reading: Reading, found: Sequence[Group]) -> frozenset[Span]:
    """Spans of the groups that share, so that they are not read as subjects of their own."""
    return frozenset(group.span for group in found if group.kind is Kind.ACTOR and _shares(reading, group))

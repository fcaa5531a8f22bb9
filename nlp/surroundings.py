"""What stands around a description of an instrument: whether it is news, of which year, of AI at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.records import Span, TaggedDoc
from nlp.descriptions import SPEAKS_OF_AI, Description
from nlp.tenures import Tenure

_MONTH = 31
_THIS_MONTH = re.compile(r"\b(?:this month|earlier this month)\b|本月", re.IGNORECASE)
_WEEK = 8  # days in which something is news
_NOW = re.compile(
    r"\b(?:sign(?:s|ed|ing)?|issu(?:es|ed|ing)|unveil\w*|[Tt]oday|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|this week)"
    r"\b|签署|发布|今天|今日|日前|近日|周[一二三四五六日]|当天|\d日"
)
_THIS_DAY = re.compile(r"\b(?:[Tt]oday|[Yy]esterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|今天|今日|昨日|昨天")
_ONE = re.compile(r"(?:\b(?:an?|new)\b(?: [\w-]+){0,3} |一[项份道][^，。]{0,12})$")
_TO_COME = re.compile(
    r"\b(?:consider\w*|prepar\w+|plan(?:s|ning|ned)? to|expected to|draft\w*|developing|could|may|might|would|"
    r"(?:will|intends? to|going to) (?:sign|issue|release))\b[^.]{0,50}$|(?:起草|拟|考虑|准备|可能|或将|"
    r"将签署|将发布|有望|计划(?:签署|发布|出台))[^。，]{0,20}$"
)
_PLANNED = re.compile(r"\b(?:develop|produc|draft|propos|publish|need|want)\w*(?: [\w-]+)? an? (?:[\w-]+ )?$")
SOON = 60  # days in which an order spoken of before it was signed came out
_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")
_LAST_YEAR = re.compile(r"\blast year\b|去年", re.IGNORECASE)
# commitments of a field of their own, and orders of other offices
_ELSEWHERE = {
    "voluntary": re.compile(
        r"\b(?:health\w*|hospitals?|elections?|image-based|sexual|child|children|kids|teens?|climate|Seoul|Frontier)\b|"
        r"医疗|选举|儿童|首尔|前沿|气候"
    ),
    "executive_order": re.compile(r"\b(?:[Gg]overnors?|Gov\.|[Mm]ayors?)(?:\W|$)|州长|市长"),
}
_AFTER = 90  # characters after a description that tell its topic
_BEFORE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A description where it stands: its sentence, what stands around it, and who is named there."""

    told: Description
    index: int
    sentence: Span
    near: tuple[str, ...]
    owner: Tenure | None


def is_to_come(doc: TaggedDoc, place: Place) -> bool:
    """Whether an order is only considered, drafted or expected."""
    return _is_order(place) and _TO_COME.search(doc.text, place.sentence.start, place.told.span.start) is not None


def is_planned(doc: TaggedDoc, place: Place) -> bool:
    """Whether something is still to be made: shall develop a strategy on AI."""
    return _PLANNED.search(doc.text, place.sentence.start, place.told.span.start) is not None


def is_unheard_of(doc: TaggedDoc, place: Place) -> bool:
    """Whether the text tells of an order of today that it has not spoken of: only one of this week can be meant."""
    start, end = place.sentence.start, place.sentence.end
    return (
        _is_order(place)
        and _ONE.search(doc.text, start, place.told.span.start) is not None
        and _THIS_DAY.search(doc.text, start, end) is not None
    )


def is_of_ai(doc: TaggedDoc, place: Place) -> bool:
    """Whether a description near which AI is spoken of is not one of another field."""
    span = place.told.span
    start, end = around(place)
    if any(kind in _ELSEWHERE and _ELSEWHERE[kind].search(doc.text, start, end) for kind in place.told.sort.kinds):
        return False
    if place.told.says_ai or SPEAKS_OF_AI.search(doc.text, place.sentence.start, place.sentence.end):
        return True
    if re.match(r" (?:on|about|regarding|banning|imposing|to) ", doc.text[span.end :][:12]):
        return False
    before = doc.sentences[max(0, place.index - 1)]
    return SPEAKS_OF_AI.search(doc.text, before.start, before.end) is not None or bool(SPEAKS_OF_AI.search(doc.title))


def news_days(doc: TaggedDoc, place: Place) -> int:
    """In how many days before a text what the sentence tells as news was made; 0 when it tells none."""
    start, end = place.sentence.start, place.sentence.end
    if not _NOW.search(doc.text, start, end):
        return 0
    return _MONTH if _THIS_MONTH.search(doc.text, start, end) else _WEEK


def years_told(doc: TaggedDoc, place: Place) -> set[str]:
    """The years named near a description, last year among them."""
    start, end = around(place)
    years = set(_YEAR.findall(doc.text, start, end))
    if doc.published_at is not None and _LAST_YEAR.search(doc.text, start, end):
        years.add(str(doc.published_at.year - 1))
    return years


def around(place: Place) -> tuple[int, int]:
    """The stretch of the sentence that tells the topic of a description."""
    span = place.told.span
    return max(place.sentence.start, span.start - _BEFORE), min(place.sentence.end, span.end + _AFTER)


def _is_order(place: Place) -> bool:
    return place.told.sort.kinds == ("executive_order",)


def day(on: datetime | None, days: int) -> str:
    """The ISO day so many days after a time; of no time, one after every other."""
    return (on + timedelta(days=days)).strftime("%Y-%m-%d") if on is not None else "9999"

"""Which acts on instruments happened about when they were told: nearly every article retells older ones."""

from __future__ import annotations

import re
from datetime import date

from domain.entries import Instrument
from domain.records import STANDING, Act
from domain.snapshot import Evidence

_EARLY, _LATE = 3, 14  # days between a date of an instrument and an article that reports it as news
_NOW = re.compile(
    r"近日|日前|今日|今天|昨日|昨天|本周"
    r"|\b(?:today|yesterday|this (?:week|morning)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"去年|前年|上年|上个月|\b(?:last (?:year|month)|(?:years?|months) (?:ago|earlier))\b", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOLD_DAY = re.compile(
    rf"(20\d\d)年(?:(\d{{1,2}})月)?|\b(?:({'|'.join(_MONTHS)})[a-z]*\.? (?:\d{{1,2}},? )?|in |since )(20\d\d)\b",
    re.IGNORECASE,
)
_MONTH_BACK = 1


def is_news(item: Evidence, instrument: Instrument) -> bool:
    """Whether a statement tells of an act of its own days: near one of the instrument's dates, or by its own words."""
    if item.statement.act != Act.ACT or item.is_further or STANDING in item.statement.rules:
        return False
    told, quote = item.published_at.date(), item.statement.quote
    return not is_old(quote, told) and (_is_near(instrument, told) or _NOW.search(quote) is not None)


def is_old(quote: str, told: date) -> bool:
    """Whether the newest month that a sentence names lies before the last."""
    if _LONG_AGO.search(quote):
        return True
    months = [_month(found, told) for found in _TOLD_DAY.finditer(quote)]
    return bool(months) and max(months) < 12 * told.year + told.month - _MONTH_BACK


def _is_near(instrument: Instrument, told: date) -> bool:
    days = (
        date.fromisoformat(day)
        for day in (instrument.date, *instrument.dates.values())
        if len(day) == len("2024-07-01")
    )
    return any(-_EARLY <= (told - day).days <= _LATE for day in days)


def _month(found: re.Match[str], told: date) -> int:
    """A named month, counted from the year 0; a year alone is its last month, this one's the present."""
    year = int(found[1] or found[4])
    if found[2]:
        return 12 * year + int(found[2])
    if found[3]:
        return 12 * year + _MONTHS.index(found[3].lower()) + 1
    return min(12 * year + 12, 12 * told.year + told.month)

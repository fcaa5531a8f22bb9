"""How a source is doing, read from the counts of its crawls. Pure.

Zero results must never look like success: a source that answers but brings nothing, or only shells without an
article, for two expected intervals is silent just as one that does not answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.report import Outcome
from domain.catalogue import Source

ALARM_AFTER = 2  # silent intervals
_INTERVAL = {"daily": timedelta(days=1), "weekly": timedelta(days=7), "monthly": timedelta(days=31)}
_WEEK = timedelta(days=7)
_MANY_EMPTY = 0.8
_BLOCKED = (Outcome.OPTED_OUT, Outcome.ROBOTS_DENIED, Outcome.ROBOTS_UNREACHABLE, Outcome.RATE_LIMITED)
_DEAD = (Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.TLS_ERROR)


class Condition(StrEnum):
    """What people should know of a source."""

    NEW = "new"
    WELL = "well"
    SHORT = "short"
    EMPTY = "empty"
    SILENT = "silent"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One crawl of one source: pages that reached the sink, and how many of them held an article.

    `empty` counts pages without one (shells, challenges, removed); `counts` holds every outcome as the frontier does.
    """

    at: datetime
    fetched: int = 0
    empty: int = 0
    counts: Mapping[str, int]

    @classmethod
    def of(cls, at: datetime, counts: Mapping[str, int]) -> Visit:
        """From the frontier's counts; `empty` is written there by whoever extracts."""
        return cls(at=at, fetched=counts.get(Outcome.FETCHED, 0), empty=counts.get("empty", 0), counts=counts)

    @property
    def good(self) -> bool:
        """Whether it brought at least one article."""
        return self.fetched > self.empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source's condition; `alarm` means a person should look, `why` is the line to show."""

    source: str
    condition: Condition
    last_good: datetime | None
    silent_intervals: float
    week_articles: int
    weekly_floor: int
    empty_share: float
    alarm: bool
    why: str


def health(source: Source, visits: Sequence[Visit], *, now: datetime) -> Health:
    """Judge a source by its crawls, oldest first; the last three intervals' worth is enough."""
    interval = _INTERVAL[source.cadence]
    good = [visit.at for visit in visits if visit.good]
    since = good[-1] if good else (visits[0].at if visits else now)
    silent = (now - since) / interval
    recent = [visit for visit in visits if visit.at > now - max(_WEEK, ALARM_AFTER * interval)]
    fetched, empty = sum(visit.fetched for visit in recent), sum(visit.empty for visit in recent)
    week = sum(visit.fetched - visit.empty for visit in visits if visit.at > now - _WEEK)
    share = empty / fetched if fetched else 0.0
    condition, why = _condition(source, visits, silent=silent, week=week, share=share, now=now)
    # a source left out because its publisher reserves mining is no fault that a person could mend
    left_out = bool(visits) and f"channel:{Outcome.OPTED_OUT}" in visits[-1].counts
    return Health(
        source=source.id, condition=condition, last_good=good[-1] if good else None, silent_intervals=silent,
        week_articles=week, weekly_floor=source.weekly_floor, empty_share=share,
        alarm=not left_out and (silent >= ALARM_AFTER or condition is Condition.EMPTY), why=why,
    )  # fmt: skip


def _condition(
    source: Source, visits: Sequence[Visit], *, silent: float, week: int, share: float, now: datetime
) -> tuple[Condition, str]:
    if not visits:
        return Condition.NEW, "never crawled"
    if share >= _MANY_EMPTY:
        return Condition.EMPTY, f"{share:.0%} of the latest pages hold no article"
    if silent >= ALARM_AFTER:
        return _silence(source, visits[-1], silent)
    if week < source.weekly_floor and visits[0].at <= now - _WEEK:
        return Condition.SHORT, f"{week} articles in seven days, at least {source.weekly_floor} expected"
    return Condition.WELL, f"{week} articles in seven days"


def _silence(source: Source, last: Visit, silent: float) -> tuple[Condition, str]:
    for condition, outcomes in ((Condition.BLOCKED, _BLOCKED), (Condition.UNREACHABLE, _DEAD)):
        for outcome in outcomes:
            if last.counts.get(outcome) or last.counts.get(f"channel:{outcome}"):
                return condition, f"{outcome} at the last crawl; nothing for {silent:.1f} expected intervals"
    return Condition.SILENT, f"nothing for {silent:.1f} expected intervals ({source.cadence})"

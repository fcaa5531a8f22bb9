"""Every job on one screen: when it is due, which period it is for, what it does.

Hours and days are in the installation's zone. Days of the week are names, never numbers: APScheduler reads
crontab's `1` as Tuesday.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.week import Week
from scheduler import work
from scheduler.workplace import Workplace

Stats = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One row of the timetable.

    `cron` holds APScheduler cron fields; `period` names the stretch of time a run is for: one successful run per
    job and period, whatever is restarted or missed.
    """

    id: str
    cron: Mapping[str, str]
    period: Callable[[datetime, str], str]
    run: Callable[[Workplace, datetime, str], Stats]
    why: str


def this_slot(now: datetime, tz: str) -> str:
    """The three-hour slot a moment falls in: `2026-02-16T09`."""
    local = now.astimezone(ZoneInfo(tz))
    return f"{local:%Y-%m-%d}T{local.hour // 3 * 3:02d}"


def this_day(now: datetime, tz: str) -> str:
    """The day a moment falls in: `2026-02-16`."""
    return f"{now.astimezone(ZoneInfo(tz)):%Y-%m-%d}"


def last_week(now: datetime, tz: str) -> str:
    """The last complete ISO week before a moment: `2026-W07`."""
    return str(Week.of(now, tz).shift(-1))


JOBS: tuple[Job, ...] = (
    Job(id="crawl", cron={"hour": "*/3", "minute": "5"}, period=this_slot, run=work.crawl,
        why="fetch what is due, read it, tag it"),
    Job(id="digest", cron={"day_of_week": "mon", "hour": "6", "minute": "0"}, period=last_week, run=work.digest,
        why="publish last week's digest in every form"),
    Job(id="post", cron={"day_of_week": "mon", "hour": "7", "minute": "0"}, period=last_week, run=work.post,
        why="send last week's digest to its subscribers"),
    Job(id="backup", cron={"hour": "3", "minute": "40"}, period=this_day, run=work.backup,
        why="keep a copy of the store from before the day's work"),
)  # fmt: skip

"""The timetable: once per period, caught up after a stop, Monday is Monday, SIGTERM lets a job end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger

from domain import catalogue
from domain.errors import UsageError
from scheduler.crawling import due
from scheduler.jobs import JOBS, Job, last_week, this_day, this_slot
from scheduler.service import _only_one, run_job
from scheduler.workplace import Workplace
from store import runs
from store.database import open_store

MONDAY = datetime(2026, 2, 16, 8, 0, tzinfo=UTC)


def job(run: object) -> Job:
    return replace(JOBS[0], id="probe", period=this_day, run=run)  # type: ignore[arg-type]


def works(place: Workplace, now: datetime, period: str) -> Mapping[str, object]:
    return {"did": period}


def breaks(place: Workplace, now: datetime, period: str) -> Mapping[str, object]:
    raise OSError("disk gone")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return Workplace(root=tmp_path, tz="Asia/Shanghai")


@pytest.mark.parametrize("row", JOBS, ids=lambda row: row.id)
def test_every_job_has_a_trigger_that_parses_and_a_function_that_exists(row: Job) -> None:
    assert CronTrigger(timezone="Asia/Shanghai", **row.cron).get_next_fire_time(None, MONDAY) is not None
    assert callable(row.run)


def test_the_digest_is_due_on_mondays() -> None:
    digest = next(row for row in JOBS if row.id == "digest")
    due = CronTrigger(timezone="Asia/Shanghai", **digest.cron).get_next_fire_time(None, MONDAY)
    assert due is not None
    assert due.strftime("%A") == "Monday"


def test_an_autumn_night_does_not_run_a_period_twice(place: Workplace) -> None:
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # both 02:30 in Brussels
    brussels = replace(place, tz="Europe/Brussels")
    assert [run_job(job(works), brussels, lambda now=now: now) for now in at] == ["ok", "skipped"]


@pytest.mark.parametrize(
    ("period", "says"), [(last_week, "2026-W07"), (this_day, "2026-02-16"), (this_slot, "2026-02-16T15")]
)
def test_a_period_is_named_in_the_zone_of_the_installation(period: object, says: str) -> None:
    assert period(MONDAY, "Asia/Shanghai") == says  # type: ignore[operator]


def test_a_job_runs_once_per_period(place: Workplace) -> None:
    assert [run_job(job(works), place, lambda: MONDAY) for _ in range(2)] == ["ok", "skipped"]


def test_a_failed_job_is_recorded_and_may_run_again(place: Workplace) -> None:
    assert [run_job(job(run), place, lambda: MONDAY) for run in (breaks, works)] == ["failed", "ok"]
    assert "disk gone" in runs.latest(open_store(place.store))[-1].error


def test_a_second_service_in_one_place_is_refused(place: Workplace) -> None:
    with _only_one(place), pytest.raises(UsageError, match="another govprism schedule"), _only_one(place):
        pass


def test_a_weekly_source_is_due_once_a_day(place: Workplace) -> None:
    db, known = open_store(place.store), catalogue.default().sources.values()
    weekly = next(source for source in known if source.cadence == "weekly")
    assert due(db, [weekly], now=MONDAY) == [weekly]
    runs.save_crawl(db, {weekly.id: {"fetched": 1}}, now=MONDAY)
    assert [due(db, [weekly], now=MONDAY + timedelta(hours=hours)) for hours in (3, 24)] == [[], [weekly]]


SERVICE = """
import sys, time
from dataclasses import replace
from pathlib import Path
from scheduler.jobs import JOBS, this_day
from scheduler.service import serve
from scheduler.workplace import Workplace
def slow(place, now, period):
    (place.root / "begun").touch(); time.sleep(1.0); (place.root / "ended").touch(); return {}
sys.exit(serve(Workplace(root=Path(sys.argv[1])), jobs=[replace(JOBS[0], id="slow", period=this_day, run=slow)]))
"""


def test_a_missed_period_is_caught_up_and_sigterm_lets_the_job_end(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    process = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(tmp_path)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    deadline = time.monotonic() + 120
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=120) == 0
    assert (tmp_path / "ended").exists()
    assert [run.status for run in runs.latest(open_store(tmp_path / "govprism.db"))] == ["ok"]

"""Run the timetable: APScheduler holds the clock, `job_runs` holds the truth.

Why not a job store in SQLite: one lock there kills the scheduler's thread while the process stays up, and a renamed
function deletes its stored job. Schedules live in code; a unique (job, period) row makes runs idempotent and lets a
restart catch up. Source: docs/decisions/0006-schedule.md.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from domain.errors import UsageError
from scheduler.jobs import JOBS, Job
from scheduler.workplace import Workplace
from store import runs
from store.database import open_store

log = structlog.get_logger()
_BEAT_S = 60.0
_CHECK_S = 0.5
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def serve(place: Workplace, *, jobs: Sequence[Job] = JOBS, clock: Clock = utc_now) -> int:
    """Run jobs until SIGTERM or SIGINT; a job in progress is finished first.

    Returns:
        0 after a clean stop; 1 when the scheduler's thread has died.

    Raises:
        UsageError: another service holds this workplace.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _only_one(place):
        scheduler = _scheduler(place, jobs, clock)
        scheduler.start()
        _catch_up(scheduler, place, jobs, clock)
        log.info("service started", jobs=[job.id for job in jobs], zone=place.tz)
        alive = _watch(scheduler, place, stop, clock)
        scheduler.shutdown(wait=True)
        log.info("service stopped", clean=alive)
    return 0 if alive else 1


def run_job(job: Job, place: Workplace, clock: Clock = utc_now) -> str:
    """Run a job for the period that is due; returns `ok`, `failed`, or `skipped` when it is done or running."""
    period = job.period(clock(), place.tz)
    db = open_store(place.store)
    run = runs.begin(db, job.id, period, now=clock())
    if run is None:
        db.close()
        return "skipped"
    error, stats = "", {}
    with _beating(place, run, clock):
        try:
            stats = dict(job.run(place, clock(), period))
        except Exception as caught:  # noqa: BLE001  # a failed job is recorded and tried again; the service goes on
            error = f"{type(caught).__name__}: {caught}"
    runs.finish(db, run, now=clock(), stats=stats, error=error)
    db.close()
    log.info("job finished", job=job.id, period=period, outcome="failed" if error else "ok", error=error, **stats)
    return "failed" if error else "ok"


def _scheduler(place: Workplace, jobs: Sequence[Job], clock: Clock) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(1)},  # one writer
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone=place.tz,
    )
    for job in jobs:
        trigger = CronTrigger(timezone=place.tz, **job.cron)
        scheduler.add_job(run_job, trigger, args=[job, place, clock], id=job.id, name=job.why)
    return scheduler


def _catch_up(scheduler: BackgroundScheduler, place: Workplace, jobs: Sequence[Job], clock: Clock) -> None:
    # a period that came due while nobody was running is run now; `begin` refuses what is done
    db = open_store(place.store)
    for job in jobs:
        if not runs.done(db, job.id, job.period(clock(), place.tz)):
            scheduler.add_job(run_job, args=[job, place, clock], id=f"{job.id}-catch-up", name=f"catch up: {job.id}")
    db.close()


def _watch(scheduler: BackgroundScheduler, place: Workplace, stop: threading.Event, clock: Clock) -> bool:
    beat = 0.0
    while not stop.wait(_CHECK_S):
        if not scheduler._thread.is_alive():
            log.error("scheduler thread died")
            return False
        if time.monotonic() - beat > _BEAT_S:
            beat = time.monotonic()
            health = {"pid": os.getpid(), "at": clock().isoformat(timespec="seconds"), "jobs": _next_runs(scheduler)}
            _tell(place, json.dumps(health))
    return True


def _tell(place: Workplace, health: str) -> None:
    try:
        (place.root / "health.json").write_text(health, encoding="utf-8")
    except OSError as error:  # a full disk stops no timetable: the next beat tries again
        log.error("health not written", why=error.strerror or str(error))


def _next_runs(scheduler: BackgroundScheduler) -> dict[str, str]:
    return {job.id: str(job.next_run_time) for job in scheduler.get_jobs()}


@contextmanager
def _only_one(place: Workplace) -> Iterator[None]:
    place.root.mkdir(parents=True, exist_ok=True)
    with (place.root / "service.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "stop the other one, or give this one a folder of its own"
            raise UsageError("service", str(place.root), "another govprism schedule runs here", hint=hint) from error
        yield


@contextmanager
def _beating(place: Workplace, run: int, clock: Clock) -> Iterator[None]:
    done = threading.Event()

    def beat() -> None:
        while not done.wait(_BEAT_S):
            db = open_store(place.store)
            runs.beat(db, run, now=clock())
            db.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

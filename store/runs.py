"""What ran: one successful run per job and period, whatever is restarted; and what each crawl came to."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from store.database import moment, stamp, writing

_SILENT = timedelta(minutes=10)  # a running job beats every minute; ten silent minutes mean its process is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """One run of one job for one period (`2026-W07`, `2026-02-09`, …)."""

    n: int
    job: str
    period: str
    started_at: str
    finished_at: str | None
    status: str
    stats: dict[str, object]
    error: str


def begin(db: Database, job: str, period: str, *, now: datetime) -> int | None:
    """Claim a job's period; None when it is done or running. A run whose process is gone is marked abandoned."""
    with writing(db):
        running = db.execute(
            "SELECT n, heartbeat_at, pid FROM job_runs WHERE job=? AND period=? AND status='running'", [job, period]
        ).fetchone()
        if running and not (_alive(running[2]) and now - moment(running[1]) < _SILENT):
            db.execute("UPDATE job_runs SET status='abandoned', finished_at=? WHERE n=?", [stamp(now), running[0]])
        row = [job, period, stamp(now), stamp(now), os.getpid()]
        made = db.execute(
            """INSERT INTO job_runs(job, period, started_at, heartbeat_at, status, pid) VALUES(?,?,?,?,'running',?)
               ON CONFLICT DO NOTHING RETURNING n""",
            row,
        ).fetchone()
    return int(made[0]) if made else None


def beat(db: Database, run: int, *, now: datetime) -> None:
    """Say that a run is alive."""
    with writing(db):
        db.execute("UPDATE job_runs SET heartbeat_at=? WHERE n=?", [stamp(now), run])


def finish(db: Database, run: int, *, now: datetime, stats: Mapping[str, object], error: str = "") -> None:
    """Close a run: ok, or failed with its error (a failed period may be claimed again)."""
    with writing(db):
        db.execute(
            "UPDATE job_runs SET status=?, finished_at=?, stats=?, error=? WHERE n=?",
            ["failed" if error else "ok", stamp(now), json.dumps(dict(stats), default=str), error, run],
        )


def latest(db: Database, job: str = "", *, limit: int = 20) -> list[JobRun]:
    """The newest runs, of one job or of all."""
    sql = """SELECT n, job, period, started_at, finished_at, status, stats, error FROM job_runs
             WHERE ? IN ('', job) ORDER BY n DESC LIMIT ?"""
    return [
        JobRun(n=n, job=name, period=period, started_at=start, finished_at=end, status=status,
               stats=json.loads(stats), error=error)
        for n, name, period, start, end, status, stats, error in db.execute(sql, [job, limit])
    ]  # fmt: skip


def done(db: Database, job: str, period: str) -> bool:
    """Whether a job's period has been run to its end."""
    sql = "SELECT 1 FROM job_runs WHERE job=? AND period=? AND status='ok'"
    return db.execute(sql, [job, period]).fetchone() is not None


def save_crawl(db: Database, counts: Mapping[str, Mapping[str, int]], *, now: datetime) -> None:
    """Add a crawl's outcomes per source."""
    rows = [(stamp(now), source, outcome, n) for source, per in counts.items() for outcome, n in per.items()]
    with writing(db):
        db.conn.executemany(
            """INSERT INTO crawl_counts(run_at, source, outcome, count) VALUES(?,?,?,?)
               ON CONFLICT DO UPDATE SET count=count+excluded.count""",
            rows,
        )


def crawls(db: Database) -> list[tuple[str, str, str, int]]:
    """(run_at, source, outcome, count) of every crawl, oldest first."""
    sql = "SELECT run_at, source, outcome, count FROM crawl_counts ORDER BY 1, 2, 3"
    return [tuple(row) for row in db.execute(sql).fetchall()]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

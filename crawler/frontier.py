"""Which addresses are known, which are due, how each ended: one SQLite file that survives kill -9 anywhere.

The child adds links and remembers listings; the parent alone writes outcomes, and a fetched page's only after the
sink has taken it. So whatever dies, an address is either due again or done.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.links import Link
from crawler.report import Outcome
from crawler.schema import SCHEMA
from crawler.urls import canonical
from domain.errors import StoreError

_DAY = 86400.0
_MAX_TRIES = 5
# days until the next try; a pair is (first, growth per further try); what is absent is never tried again
_RETRY: dict[Outcome, tuple[float, float]] = {
    Outcome.HTTP_ERROR: (0.25, 2), Outcome.TIMEOUT: (0.25, 2), Outcome.UNREACHABLE: (0.25, 2),
    Outcome.TRUNCATED: (0.25, 2), Outcome.BAD_ENCODING: (1, 2), Outcome.TLS_ERROR: (1, 2),
    Outcome.REDIRECT_LOOP: (1, 2), Outcome.ROBOTS_UNREACHABLE: (0.25, 2), Outcome.RATE_LIMITED: (0.04, 2),
    Outcome.ROBOTS_DENIED: (30, 1), Outcome.OPTED_OUT: (30, 1), Outcome.BROWSER_MISSING: (0, 1),
    Outcome.SINK_FAILED: (0, 1),
}  # fmt: skip
_PATIENT = frozenset({Outcome.BROWSER_MISSING, Outcome.SINK_FAILED, Outcome.RATE_LIMITED, Outcome.ROBOTS_UNREACHABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An address to ask for now, with what makes the question conditional."""

    key: str
    url: str
    source: str
    etag: str = ""
    last_modified: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How one address ended; what is empty leaves the earlier value in place."""

    key: str
    outcome: Outcome
    status: int = 0
    detail: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    ref: str = ""
    opt_out: str = ""
    retry_after_s: float = 0.0


class Frontier:
    """The file of addresses. Safe to open from two processes at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def add(self, source: str, links: Iterable[Link], *, now: datetime, revisit_s: float) -> int:
        """Make links known, all or none; returns how many are new.

        A known page becomes due again when its listing dates it after we fetched it, or when it can be asked
        conditionally and `revisit_s` have passed.
        """
        with self._writing() as db:
            return sum(_add(db, source, link, now.timestamp(), revisit_s) for link in links)

    def due(self, source: str, *, now: datetime, limit: int) -> list[Due]:
        """What to ask for, newest first."""
        rows = self._db.execute(
            "SELECT key, url, source, etag, last_modified, part_of FROM address WHERE source = ? AND due_at <= ?"
            " ORDER BY dated_at IS NULL, dated_at DESC, found_at, key LIMIT ?",
            (source, now.timestamp(), limit),
        )
        return [Due(key=r[0], url=r[1], source=r[2], etag=r[3], last_modified=r[4], part_of=r[5]) for r in rows]

    def follow(self, source: str, url: str, *, part_of: str, now: datetime) -> None:
        """Make the next page of an article known; it comes with the address of its first."""
        at = now.timestamp()
        with self._writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO address (key, url, source, found_at, due_at, part_of) VALUES (?, ?, ?, ?, ?, ?)",
                (canonical(url), url, source, at, at, part_of),
            )

    def hold(self, key: str, ref: str) -> None:
        """A page is archived and about to be given to the sink: should we die now, `held` says so to the next crawl."""
        with self._writing() as db:
            db.execute("UPDATE address SET held = ? WHERE key = ?", (ref, key))

    def held(self) -> list[tuple[str, str, str]]:
        """Pages that were on their way to the sink when a crawl died: source, key, archive reference."""
        return self._db.execute("SELECT source, key, held FROM address WHERE held != '' ORDER BY key").fetchall()

    def finish(self, ending: Ending, *, now: datetime) -> None:
        """Write how an address ended, durably, before this returns."""
        at = now.timestamp()
        fetched = at if ending.outcome in (Outcome.FETCHED, Outcome.NOT_MODIFIED, Outcome.UNCHANGED) else None
        with self._writing() as db:
            row = db.execute("SELECT tries FROM address WHERE key = ?", (ending.key,)).fetchone()
            tries = 1 + (row[0] if row else 0)
            db.execute(
                "UPDATE address SET outcome = ?, status = ?, detail = ?, tries = ?, ended_at = ?, due_at = ?,"
                " held = '',"
                " fetched_at = coalesce(?, fetched_at), etag = coalesce(nullif(?, ''), etag),"
                " last_modified = coalesce(nullif(?, ''), last_modified), sha256 = coalesce(nullif(?, ''), sha256),"
                " ref = coalesce(nullif(?, ''), ref), opt_out = ? WHERE key = ?",
                (ending.outcome, ending.status, ending.detail[:500], 0 if fetched else tries, at,
                 _due(ending, tries, at), fetched, ending.etag, ending.last_modified, ending.sha256, ending.ref,
                 ending.opt_out, ending.key),
            )  # fmt: skip

    def known(self, key: str) -> tuple[str, str]:
        """Hash of the page last fetched under a key and where its bytes lie; empty when there is none."""
        row = self._db.execute("SELECT sha256, ref FROM address WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    def ended(self, url: str) -> str:
        """How an address last ended; empty when it is unknown or was never tried."""
        row = self._db.execute("SELECT outcome FROM address WHERE key = ?", (canonical(url),)).fetchone()
        return row[0] or "" if row else ""

    def opt_outs(self) -> dict[str, dict[str, int]]:
        """How pages reserve themselves against text mining, counted per source."""
        found: dict[str, dict[str, int]] = {}
        for source, how, n in self._db.execute(
            "SELECT source, opt_out, count(*) FROM address WHERE opt_out != '' GROUP BY 1, 2"
        ):
            found.setdefault(source, {})[how] = n
        return found

    def alias(self, key: str, url: str, source: str, *, now: datetime) -> None:
        """Remember that an address was reached through another one, so that it is not asked for again."""
        at = now.timestamp()
        with self._writing() as db:
            db.execute(
                "INSERT INTO address (key, url, source, found_at, outcome, ended_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET due_at = NULL, outcome = coalesce(outcome, excluded.outcome)",
                (key, url, source, at, Outcome.DUPLICATE, at),
            )

    def validators(self, source: str, url: str) -> tuple[str, str] | None:
        """ETag and Last-Modified of a listing; None when its last walk did not reach the end."""
        row = self._db.execute(
            "SELECT etag, last_modified FROM listing WHERE source = ? AND url = ? AND walked_at IS NOT NULL",
            (source, url),
        ).fetchone()
        return (row[0], row[1]) if row else None

    def walking(self, source: str, url: str) -> None:
        """A walk of this listing begins: until `walked`, it will be read in full again."""
        with self._writing() as db:
            db.execute("DELETE FROM listing WHERE source = ? AND url = ?", (source, url))

    def walked(
        self, source: str, url: str, *, etag: str, last_modified: str, now: datetime, children: Iterable[str] = ()
    ) -> None:
        """All of this listing's links, and the listings it leads to, are known: next time only changes matter."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?, ?)",
                (source, url, etag, last_modified, now.timestamp()),
            )
            db.execute("DELETE FROM child WHERE source = ? AND parent = ?", (source, url))
            db.executemany("INSERT OR IGNORE INTO child VALUES (?, ?, ?)", [(source, url, each) for each in children])

    def children(self, source: str, url: str) -> list[str]:
        """The listings that a listing led to when it was last read: they may change while it does not."""
        rows = self._db.execute("SELECT url FROM child WHERE source = ? AND parent = ? ORDER BY url", (source, url))
        return [row[0] for row in rows]

    def pause(self, host: str, until: datetime) -> None:
        """Keep away from a host that asked for it."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO host VALUES (?, ?)", (host, until.timestamp()))

    def paused(self, *, now: datetime) -> dict[str, datetime]:
        """Hosts to keep away from, and until when."""
        rows = self._db.execute("SELECT name, paused_until FROM host WHERE paused_until > ?", (now.timestamp(),))
        return {name: datetime.fromtimestamp(until, UTC) for name, until in rows}

    def record_visit(self, source: str, counts: Iterable[tuple[str, int]], *, now: datetime) -> None:
        """Keep a crawl's counts per source: the history that health is read from."""
        with self._writing() as db:
            rows = [(source, now.timestamp(), outcome, n) for outcome, n in counts]
            db.executemany("INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?)", rows)

    def visits(self, source: str, *, since: datetime) -> dict[datetime, dict[str, int]]:
        """Counts per crawl, oldest first."""
        found: dict[datetime, dict[str, int]] = {}
        for at, outcome, n in self._db.execute(
            "SELECT at, outcome, n FROM visit WHERE source = ? AND at >= ? ORDER BY at", (source, since.timestamp())
        ):
            found.setdefault(datetime.fromtimestamp(at, UTC), {})[outcome] = n
        return found

    def pending(self, source: str, *, now: datetime) -> int:
        """How many addresses are due now."""
        row = self._db.execute(
            "SELECT count(*) FROM address WHERE source = ? AND due_at <= ?", (source, now.timestamp())
        ).fetchone()
        return int(row[0])

    def outcomes(self, source: str = "") -> dict[str, int]:
        """Known addresses by how they last ended; `pending` are those never tried."""
        rows = self._db.execute(
            "SELECT coalesce(outcome, 'pending'), count(*) FROM address WHERE ? IN ('', source) GROUP BY 1", (source,)
        )
        return dict(rows.fetchall())

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _add(db: sqlite3.Connection, source: str, link: Link, at: float, revisit_s: float) -> int:
    key = canonical(link.url)
    dated = link.dated_at.timestamp() if link.dated_at else None
    new = db.execute(
        "INSERT OR IGNORE INTO address (key, url, source, title, dated_at, found_at, due_at) VALUES (?,?,?,?,?,?,?)",
        (key, link.url, source, link.title[:500], dated, at, at),
    ).rowcount
    if not new:
        db.execute(
            "UPDATE address SET due_at = ? WHERE key = ? AND due_at IS NULL AND fetched_at IS NOT NULL AND"
            " (? > fetched_at OR ((etag != '' OR last_modified != '') AND fetched_at <= ?))",
            (at, key, dated, at - revisit_s),
        )
    return new


def _due(ending: Ending, tries: int, at: float) -> float | None:
    if ending.retry_after_s:
        return at + ending.retry_after_s
    if ending.outcome is Outcome.HTTP_ERROR and 400 <= ending.status < 500 and tries >= 2:
        return None
    wait = _RETRY.get(ending.outcome)
    if wait is None or (tries >= _MAX_TRIES and ending.outcome not in _PATIENT):
        return None
    first, growth = wait
    return at + timedelta(days=min(first * growth ** (tries - 1), 30)).total_seconds()


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            "crawl frontier", str(path), str(error), hint="check the disk and who else has it open"
        ) from error

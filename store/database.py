"""Open the store: one SQLite file, WAL, foreign keys on, one writer at a time, errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from domain.errors import StoreError
from store.migrations import MIGRATIONS

__all__ = [
    "Database",
    "backup",
    "integrity",
    "moment",
    "open_store",
    "sqlite_version",
    "stamp",
    "translated",
    "writing",
]

APPLICATION_ID = 0x676F7670  # "govp": tells our file from anybody else's
_BUSY_MS = 10_000


def open_store(path: Path, *, create: bool = True) -> Database:
    """Open (and migrate) the store at `path`.

    Raises:
        StoreError: missing file (with `create=False`), not SQLite, another application's database, locked, newer
            than this code, unwritable folder or full disk.
    """
    if not create and not (path.exists() and path.stat().st_size):
        why = "the file is empty" if path.exists() else "the file is not there"
        raise StoreError("no store", str(path), why, hint="run `govprism init` first, or bring back a backup")
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = Database(sqlite3.connect(path, timeout=_BUSY_MS / 1000))
        try:
            _refuse_foreign(db, path)
            _set_up(db)
            if MIGRATIONS.pending(db):
                MIGRATIONS.apply(db)
                db.conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """One write transaction, taken at once (BEGIN IMMEDIATE): all of it is kept, or nothing."""
    with translated(_path_of(db)):
        if not db.conn.in_transaction:
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.rollback()
                raise
            db.conn.execute("COMMIT")
        else:
            with db.atomic():
                yield db


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's and the disk's errors into StoreError with the path, the cause and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError("store", str(path), str(error), hint=_hint(str(error))) from error
    except OSError as error:
        raise StoreError(
            "store", str(path), error.strerror or str(error), hint="check the folder and the disk"
        ) from error


def stamp(moment: datetime) -> str:
    """An aware moment as the store keeps it: `2024-08-16T16:00:00Z`, UTC, sortable."""
    if moment.tzinfo is None:
        raise ValueError(f"a naive time cannot be stored: {moment}")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def moment(text: str) -> datetime:
    """The aware UTC moment of a stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def backup(db: Database, target: Path) -> None:
    """Copy the store to `target` while it is in use (SQLite's online backup); whole or not at all."""
    partial = target.with_suffix(target.suffix + ".part")
    with translated(target):
        copy = sqlite3.connect(partial)
        try:
            db.conn.backup(copy)
        finally:
            copy.close()
        partial.replace(target)


def _set_up(db: Database) -> None:
    db.conn.execute("PRAGMA journal_mode=WAL")
    db.conn.execute("PRAGMA synchronous=NORMAL")
    db.conn.execute("PRAGMA foreign_keys=ON")
    db.conn.execute(f"PRAGMA busy_timeout={_BUSY_MS}")


def _refuse_foreign(db: Database, path: Path) -> None:
    owner = db.conn.execute("PRAGMA application_id").fetchone()[0]
    tables = db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and owner != APPLICATION_ID:
        raise StoreError("store", str(path), "this database belongs to another program", hint="choose another path")
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    if newer := [step.name for step in MIGRATIONS.applied(db) if step.name not in known]:
        raise StoreError("store", str(path), f"written by a newer govprism ({newer[0]})", hint="upgrade govprism")


def _path_of(db: Database) -> Path:
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2] or ":memory:")


def _hint(error: str) -> str:
    if "locked" in error or "busy" in error:
        return "another govprism is writing; wait for it, or stop it"
    if "full" in error:
        return "free some disk space and run again; nothing was half-written"
    if "not a database" in error:
        return "the path names some other file; choose another path"
    if "unable to open" in error or "readonly" in error:
        return "check that the folder exists and can be written"
    return ""


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return sqlite3.sqlite_version


def integrity(db: Database) -> str:
    """`ok`, or the first fault SQLite finds in the file or its foreign keys."""
    with translated(_path_of(db)):
        found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
        broken = db.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {broken[0]} points nowhere" if found == "ok" and broken else found

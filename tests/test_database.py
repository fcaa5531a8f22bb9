"""The store's file: whose it is, of which version, locked, full, copied; a failed write leaves nothing half written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from domain.errors import StoreError
from store import articles, pages
from store.database import backup, moment, open_store, stamp, writing
from tests.builders import NOW, article, page
from tests.storing import stored


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(tmp_path / "govprism.db")
    yield opened
    opened.close()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs(x)")
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be looked at " * 20)
    with pytest.raises(StoreError, match="not a database"):
        open_store(tmp_path / "x.db")


def test_an_empty_file_is_no_store_to_read(tmp_path: Path) -> None:
    (tmp_path / "govprism.db").touch()
    with pytest.raises(StoreError, match="empty"):
        open_store(tmp_path / "govprism.db", create=False)
    assert (tmp_path / "govprism.db").stat().st_size == 0


@pytest.mark.parametrize("year", [1, 999, 1970, 9999])
def test_a_stamp_of_any_year_is_read_as_it_was_written(year: int) -> None:
    at = datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (moment(stamp(at)), len(stamp(at))) == (at, 20)


def test_a_store_of_a_newer_govprism_is_refused(tmp_path: Path) -> None:
    db = open_store(tmp_path / "n.db")
    with writing(db):
        db.execute("INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES('govprism', 'm9999', 'x')")
    db.close()
    with pytest.raises(StoreError, match="newer govprism"):
        open_store(tmp_path / "n.db")


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database._BUSY_MS", 50)
    one, two = open_store(tmp_path / "l.db"), open_store(tmp_path / "l.db")
    with writing(one), pytest.raises(StoreError, match="locked"), writing(two):
        pass


def test_a_failed_write_leaves_nothing_half_written(db: Database) -> None:
    def half() -> None:
        with writing(db):
            pages.save(db, page())
            db.execute("INSERT INTO docs(article) VALUES('nobody')")

    with pytest.raises(StoreError):
        half()
    assert pages.pending(db) == []


def test_a_full_disk_is_said_and_loses_nothing(db: Database) -> None:
    kept = stored(db)
    db.execute(f"PRAGMA max_page_count={db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(StoreError, match="full") as refused:
        articles.save(db, article(url="https://news.example/big", id="sha256:big", text="算力" * 200_000), now=NOW)
    assert ("disk space" in refused.value.hint, [found.id for found in articles.every(db)]) == (True, [kept])


def test_a_backup_holds_the_whole_store(db: Database, tmp_path: Path) -> None:
    stored(db)
    backup(db, tmp_path / "copy.db")
    assert articles.count(open_store(tmp_path / "copy.db")) == 1


def test_a_backup_that_fails_leaves_nothing_half_written(db: Database, tmp_path: Path) -> None:
    stored(db)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "copy.db").mkdir()
    with pytest.raises(StoreError):
        backup(db, tmp_path / "copies" / "copy.db")
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy.db"]

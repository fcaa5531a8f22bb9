"""A published digest can be made again, byte for byte, whatever became of the catalogue since."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from domain.catalogue import ROOT, Catalogue, default, load
from domain.catalogue_files import pack, unpack
from domain.errors import CatalogueError, StoreError
from domain.snapshot import Digest
from domain.week import Week
from scheduler.publishing import Issue, make_digest, rebuild
from store import digests
from store.database import open_store
from tests.builders import NOW
from tests.test_store import stored


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(tmp_path / "govprism.db")
    yield opened
    opened.close()


def published(db: Database, catalogue: Catalogue) -> Digest:
    stored(db)
    return make_digest(
        db, Week(2026, 7), Issue(catalogue=catalogue, code_version="1", tagger_version="1", now=NOW)
    )  # fmt: skip


def renamed(folder: Path) -> Catalogue:
    """The catalogue that ships, with another name for one theme."""
    shutil.copytree(ROOT, folder)
    file = folder / "themes" / "public_compute.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(default().themes["public_compute"].zh, "共用算力"),
                    encoding="utf-8")  # fmt: skip
    return load(folder)


def test_an_issue_is_made_again_with_the_catalogue_of_its_day(db: Database, tmp_path: Path) -> None:
    of_its_day = published(db, renamed(tmp_path / "catalogue"))
    assert "共用算力" in of_its_day.json
    assert rebuild(db, of_its_day) == (of_its_day, True)


def test_a_touched_issue_is_found_out(db: Database) -> None:
    made = published(db, default())
    db.execute("UPDATE digests SET json = replace(json, '\"texts\": 1', '\"texts\": 7')")
    touched = digests.load(db, made.week)
    assert touched is not None
    assert rebuild(db, touched)[1] is False


def test_an_issue_whose_catalogue_was_not_kept_says_so(db: Database) -> None:
    made = published(db, default())
    db.execute("UPDATE digests SET catalogue = ''")
    with pytest.raises(StoreError, match="not kept"):
        rebuild(db, made)


def test_a_catalogue_survives_being_kept() -> None:
    assert unpack(pack(default())) == default()


def test_damaged_bytes_are_no_catalogue() -> None:
    with pytest.raises(CatalogueError, match="damaged"):
        unpack(pack(default())[:-9])

"""What a topic was in earlier weeks is asked of the calendar, not of the digests that happen to be there."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from domain.catalogue import default
from domain.records import State
from domain.snapshot import Digest
from store import digests
from store.database import open_store
from tests.builders_digest import Desk

NOW = datetime(2024, 8, 1, tzinfo=UTC)
TARGET = "theme:open_source"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_store(tmp_path / "store.db")


def published(db: Database, week: str, state: State) -> None:
    body = json.dumps({"topics": [{"topic_id": TARGET, "state": state.value}], "insufficient": []})
    snapshot = replace(Desk(default()).snapshot(), week=week)
    digest = Digest(week=week, version=1, snapshot=snapshot.sha256, json=body, states={TARGET: state})
    digests.save(db, digest, snapshot, now=NOW)


def test_a_week_without_a_digest_is_a_week_in_which_nothing_held(db: Database) -> None:
    published(db, "2024-W25", State.EMERGING)
    published(db, "2024-W27", State.OPEN)
    told = digests.states_before(db, "2024-W28", limit=4)
    assert told == {TARGET: (State.INSUFFICIENT, State.EMERGING, State.INSUFFICIENT, State.OPEN)}


def test_what_held_a_year_ago_is_forgotten_though_no_digest_came_between(db: Database) -> None:
    published(db, "2023-W27", State.EMERGING)
    assert digests.states_before(db, "2024-W28") == {}


def test_later_weeks_say_nothing(db: Database) -> None:
    published(db, "2024-W30", State.EMERGING)
    assert digests.states_before(db, "2024-W28") == {}

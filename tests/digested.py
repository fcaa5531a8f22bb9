"""The authored week as a digest, and small digests of a few sentences, for the tests of the digest."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from digest.build import build
from digest.canonical import Json
from domain.catalogue import default
from domain.snapshot import Digest, Snapshot
from tests.authored_week import authored_week
from tests.builders_digest import Desk, Said

CAPACITY = "theme:capacity_building"
SCHEMA = Path(__file__).parent.parent / "digest" / "digest.schema.json"


@cache
def week() -> tuple[Snapshot, Desk]:
    return authored_week(default())


DRAWS = 300  # what is claimed here does not hang on a fine interval


@cache
def issue() -> Digest:
    return build(week()[0], default(), draws=DRAWS)


@cache
def body() -> Json:
    return json.loads(issue().json)


def topic(ref: str = CAPACITY) -> Json:
    return next(row for row in body()["topics"] if row["topic_id"] == ref)


def small(*said: Said, draws: int = 100, **fields: object) -> Json:
    desk = Desk(default()).say(*said)
    return json.loads(build(desk.snapshot(**fields), default(), draws=draws).json)


def backing(actor: str = "gb_gov", **fields: object) -> Said:
    text = "Ministers support shared training."
    return Said(**{"actor": actor, "target": CAPACITY, "stance": "support", "sentence": text, **fields})

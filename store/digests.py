"""Published digests, the snapshots they were computed from, topics by week, and corrections."""

from __future__ import annotations

import json
from datetime import datetime

from sqlite_utils import Database

from domain.records import State, digest_of
from domain.snapshot import Correction, Digest, Snapshot
from domain.week import Week
from store import snapshot_codec
from store.database import moment, stamp, writing


def save(db: Database, digest: Digest, snapshot: Snapshot, *, now: datetime, catalogue: bytes = b"") -> Digest:
    """Keep a digest with its snapshot and the packed catalogue; the same JSON again keeps its version."""
    latest = load(db, digest.week)
    if latest is not None and latest.sha256 == digest.sha256:
        return latest
    kept = digest_of(catalogue) if catalogue else ""
    with writing(db):
        if kept:
            row = {"sha256": kept, "version": snapshot.catalogue_version, "body": catalogue}
            db.table("catalogues").insert(row, ignore=True)
        db.table("snapshots").insert(
            {"sha256": snapshot.sha256, "week": snapshot.week, "taken_at": stamp(snapshot.taken_at),
             "body": snapshot_codec.encode(snapshot)}, ignore=True,
        )  # fmt: skip
        db.table("digests").insert(
            {"week": digest.week, "version": digest.version, "snapshot": digest.snapshot, "sha256": digest.sha256,
             "json": digest.json, "made_at": stamp(now), "catalogue": kept}, replace=True,
        )  # fmt: skip
        _save_topics(db, digest)
    return digest


def load(db: Database, week: str, version: int | None = None) -> Digest | None:
    """A week's digest: its newest version, or the one asked for."""
    sql = """SELECT version, snapshot, json FROM digests WHERE week=? AND ? IN (-1, version)
             ORDER BY version DESC LIMIT 1"""
    row = db.execute(sql, [week, -1 if version is None else version]).fetchone()
    if row is None:
        return None
    return Digest(week=week, version=row[0], snapshot=row[1], json=row[2], states=_states(row[2]))


def weeks(db: Database) -> list[str]:
    """Weeks with a digest, oldest first."""
    return [row[0] for row in db.execute("SELECT DISTINCT week FROM digests ORDER BY week")]


def snapshot(db: Database, sha256: str) -> Snapshot | None:
    """The snapshot with this content id (or one that starts with it), as it was taken."""
    row = db.execute("SELECT body FROM snapshots WHERE sha256 LIKE ? LIMIT 1", [f"{sha256}%"]).fetchone()
    return snapshot_codec.decode(row[0]) if row else None


def catalogue(db: Database, week: str, version: int) -> bytes | None:
    """The packed catalogue that a digest was made with; None where none was kept."""
    sql = "SELECT c.body FROM digests d JOIN catalogues c ON c.sha256 = d.catalogue WHERE d.week=? AND d.version=?"
    row = db.execute(sql, [week, version]).fetchone()
    return bytes(row[0]) if row else None


def states_before(db: Database, week: str, *, limit: int = 12) -> dict[str, tuple[State, ...]]:
    """Each target's states in the `limit` weeks before `week`, oldest first, whether each had a digest or not."""
    weeks_ = [str(Week.parse(week).shift(-back)) for back in range(limit, 0, -1)]
    marks = ",".join("?" * limit)
    states: dict[str, dict[str, State]] = {}
    for at, target, state in db.execute(f"SELECT week, target, state FROM topics WHERE week IN ({marks})", weeks_):
        states.setdefault(target, {})[at] = State(state)
    # in a week without a digest, or in which nobody spoke of the target, nothing held
    return {target: tuple(told.get(at, State.INSUFFICIENT) for at in weeks_) for target, told in sorted(states.items())}


def correct(db: Database, correction: Correction) -> None:
    """Append a correction; nothing published is ever changed."""
    with writing(db):
        db.table("corrections").insert(
            {"digest": correction.digest, "item": correction.item, "old": correction.old, "new": correction.new,
             "reason": correction.reason, "made_at": stamp(correction.made_at)}, ignore=True,
        )  # fmt: skip


def corrections(db: Database, *, since: datetime, until: datetime) -> tuple[Correction, ...]:
    """Corrections made within [since, until), oldest first."""
    sql = """SELECT digest, item, old, new, reason, made_at FROM corrections
             WHERE made_at >= ? AND made_at < ? ORDER BY made_at, n"""
    return tuple(
        Correction(digest=digest, item=item, old=old, new=new, reason=reason, made_at=moment(made))
        for digest, item, old, new, reason, made in db.execute(sql, [stamp(since), stamp(until)])
    )


def _save_topics(db: Database, digest: Digest) -> None:
    body = json.loads(digest.json)
    db.execute("DELETE FROM topics WHERE week=?", [digest.week])
    rows = {topic["topic_id"]: topic for topic in (*body["topics"], *body["insufficient"])}
    for target, state in sorted(digest.states.items()):
        topic = rows.get(target, {})
        row = {"week": digest.week, "target": target, "state": state.value}
        row |= {field: topic.get(key) for field, key in _TOPIC_FIELDS.items()}
        db.table("topics").insert({**row, "body": json.dumps(topic, ensure_ascii=False, sort_keys=True)})


_TOPIC_FIELDS = {"eci": "eci", "lo": "lo", "hi": "hi", "principals": "voices", "families": "families"}


def _states(body: str) -> dict[str, State]:
    loaded = json.loads(body)
    return {
        topic["topic_id"]: State(topic.get("state", "insufficient"))
        for topic in (*loaded["topics"], *loaded["insufficient"])
    }

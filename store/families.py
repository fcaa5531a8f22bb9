"""Families (texts that are one text) and stories (texts that tell one event)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlite_utils import Database

from domain.records import Membership, Role
from store.database import moment, stamp, writing


def save(db: Database, memberships: Iterable[Membership], *, now: datetime) -> int:
    """Upsert memberships; returns how many rows changed."""
    rows = [(m.article, m.family, m.role.value, m.evidence, stamp(now)) for m in memberships]
    with writing(db):
        before = db.conn.total_changes
        db.conn.executemany(
            """INSERT INTO families(article, family, role, evidence, joined_at) VALUES(?,?,?,?,?)
               ON CONFLICT(article) DO UPDATE SET family=excluded.family, role=excluded.role,
               evidence=excluded.evidence, joined_at=excluded.joined_at
               WHERE families.family<>excluded.family OR families.role<>excluded.role""",
            rows,
        )
        return db.conn.total_changes - before


def every(db: Database) -> dict[str, Membership]:
    """All memberships by article."""
    rows = db.execute("SELECT article, family, role, evidence FROM families").fetchall()
    return {a: Membership(article=a, family=f, role=Role(role), evidence=why) for a, f, role, why in rows}


def unjoined(db: Database) -> int:
    """How many articles nobody has compared with the others yet."""
    sql = "SELECT count(*) FROM articles a LEFT JOIN families f ON f.article = a.id WHERE f.article IS NULL"
    return int(db.execute(sql).fetchone()[0])


def save_stories(db: Database, stories: Mapping[str, str], *, now: datetime) -> None:
    """Upsert article -> story."""
    rows = [(article, story, stamp(now)) for article, story in stories.items()]
    with writing(db):
        db.conn.executemany(
            """INSERT INTO stories(article, story, joined_at) VALUES(?,?,?)
               ON CONFLICT(article) DO UPDATE SET story=excluded.story, joined_at=excluded.joined_at
               WHERE stories.story<>excluded.story""",
            rows,
        )


def without_story(db: Database) -> tuple[datetime, datetime] | None:
    """Dates of the first and the last article that is in no story; None when all are."""
    sql = """SELECT min(a.effective_at), max(a.effective_at) FROM articles a
             LEFT JOIN stories s ON s.article = a.id WHERE s.article IS NULL"""
    first, last = db.execute(sql).fetchone()
    return (moment(first), moment(last)) if first else None


def stories(db: Database) -> dict[str, str]:
    """All stories by article."""
    return dict(db.execute("SELECT article, story FROM stories").fetchall())

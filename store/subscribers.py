"""Subscribers (double opt-in) and the outbox: each issue reaches each address once, whatever crashes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from domain.errors import UsageError
from store.database import stamp, writing

PRIVATE = frozenset(("subscribers", "outbox"))
"""Tables that hold readers' addresses and tokens: whatever shows the store to others leaves them out."""
_IN_FLIGHT = "in flight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Who gets which edition; `lenses` empty means all four."""

    address: str
    lang: str
    lenses: tuple[str, ...]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message that is still to go."""

    week: str
    version: int
    address: str
    message: str
    attempts: int


def ask(db: Database, address: str, *, lang: str, lenses: Sequence[str] = (), now: datetime) -> str:
    """Note a wish to subscribe; nothing is sent until it is confirmed with the token that is returned."""
    token = secrets.token_urlsafe(24)
    with writing(db):
        db.execute(
            """INSERT INTO subscribers(address, lang, lenses, token, asked_at) VALUES(?,?,?,?,?)
               ON CONFLICT(address) DO UPDATE SET lang=excluded.lang, lenses=excluded.lenses, token=excluded.token,
               asked_at=excluded.asked_at, confirmed_at=NULL, left_at=NULL""",
            [address, lang, json.dumps(list(lenses)), token, stamp(now)],
        )
    return token


def confirm(db: Database, token: str, *, now: datetime) -> str:
    """Confirm a subscription; returns the address."""
    return _mark(db, token, "confirmed_at", now)


def leave(db: Database, token: str, *, now: datetime) -> str:
    """End a subscription; returns the address."""
    return _mark(db, token, "left_at", now)


def confirmed(db: Database) -> list[Subscriber]:
    """Everybody who confirmed and has not left, in order of address."""
    sql = """SELECT address, lang, lenses, token FROM subscribers
             WHERE confirmed_at IS NOT NULL AND left_at IS NULL ORDER BY address"""
    return [
        Subscriber(address=address, lang=lang, lenses=tuple(json.loads(lenses)), token=token)
        for address, lang, lenses, token in db.execute(sql).fetchall()
    ]


def queue(db: Database, week: str, version: int, address: str, message: str, *, now: datetime) -> bool:
    """Put a message into the outbox; False when this week's issue is queued for, or sent to, this address already.

    A newer version takes the place of an older one that still waits; one that went out is not followed by another,
    since the next issue lists the corrections.
    """
    with writing(db):
        key = [week, address]
        db.execute(
            "DELETE FROM outbox WHERE week=? AND address=? AND version<? AND sent_at IS NULL AND error<>?",
            [*key, version, _IN_FLIGHT],
        )
        made = db.execute(
            """INSERT INTO outbox(week, version, address, message, queued_at) SELECT ?,?,?,?,?
               WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE week=? AND address=?) RETURNING 1""",
            [week, version, address, message, stamp(now), *key],
        ).fetchone()
    return made is not None


def waiting(db: Database) -> list[Queued]:
    """Messages to send, oldest issue first: not sent, not in doubt, and their reader has not left meanwhile."""
    return _unsent(db, "o.error <> ? AND s.left_at IS NULL AND s.confirmed_at IS NOT NULL")


def in_doubt(db: Database) -> list[Queued]:
    """Messages whose sending was cut off: they may have arrived, so nobody sends them again by themselves."""
    return _unsent(db, "o.error = ?")


def sending(db: Database, item: Queued) -> None:
    """Note that a message is about to be handed over; until it is marked sent or failed it is in doubt."""
    _outbox(db, item, "attempts=attempts+1, error=?", [_IN_FLIGHT])


def sent(db: Database, item: Queued, *, now: datetime) -> None:
    """Mark a message as handed over."""
    _outbox(db, item, "sent_at=?, error=''", [stamp(now)])


def failed(db: Database, item: Queued, error: str) -> None:
    """Note that a message was refused; it stays in the outbox and is tried again."""
    _outbox(db, item, "error=?", [error])


def _unsent(db: Database, condition: str) -> list[Queued]:
    sql = f"""SELECT o.week, o.version, o.address, o.message, o.attempts
              FROM outbox o JOIN subscribers s ON s.address = o.address
              WHERE o.sent_at IS NULL AND {condition} ORDER BY o.week, o.version, o.address"""
    return [
        Queued(week=week, version=version, address=address, message=message, attempts=attempts)
        for week, version, address, message, attempts in db.execute(sql, [_IN_FLIGHT]).fetchall()
    ]


def _outbox(db: Database, item: Queued, change: str, args: list[str]) -> None:
    with writing(db):
        where = [item.week, item.version, item.address]
        db.execute(f"UPDATE outbox SET {change} WHERE week=? AND version=? AND address=?", [*args, *where])


def _mark(db: Database, token: str, column: str, now: datetime) -> str:
    with writing(db):
        sql = f"UPDATE subscribers SET {column}=? WHERE token=? RETURNING address"
        found = db.execute(sql, [stamp(now), token]).fetchone()
    if found is None:
        raise UsageError("no such subscription", token, "the token is unknown or was replaced by a newer one")
    return str(found[0])

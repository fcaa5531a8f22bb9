"""People's verdicts on statements: attached to content, not to rows, so they survive re-tagging."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from domain.errors import UsageError
from domain.records import Stance
from domain.verdicts import Verdict
from store.database import stamp, writing

_DONE = {"accept": "accepted", "reject": "rejected", "replace": "replaced"}


def save(db: Database, statement: int, verdict: Verdict, *, now: datetime, note: str = "") -> None:
    """Record a verdict on statement S-n; the newest verdict counts, older ones are kept as revoked."""
    found = db.execute("SELECT key, article FROM statements WHERE id=?", [statement]).fetchone()
    if found is None:
        raise UsageError("no such statement", f"S-{statement:06d}", "it is not in the store")
    key, article = found
    with writing(db):
        revoke = "UPDATE reviews SET revoked_at=? WHERE key=? AND article=? AND revoked_at IS NULL"
        db.execute(revoke, [stamp(now), key, article])
        db.table("reviews").insert(
            {
                "key": key,
                "article": article,
                "verdict": verdict.decision,
                "stance": verdict.stance and verdict.stance.value,
                "actor": verdict.actor,
                "target": verdict.target,
                "reviewer": verdict.reviewer,
                "note": note,
                "made_at": stamp(now),
            }
        )


def told(db: Database, key: str, article: str) -> str | None:
    """The verdict that counts as a line: `replaced with oppose by ana, 2026-11-24: note`; None when nobody decided."""
    sql = """SELECT verdict, stance, actor, target, reviewer, made_at, note FROM reviews
             WHERE key=? AND article=? AND revoked_at IS NULL ORDER BY n DESC LIMIT 1"""
    row = db.execute(sql, [key, article]).fetchone()
    if row is None:
        return None
    verdict, *changed, reviewer, made_at, note = row
    right = ", ".join(part for part in changed if part)
    line = f"{_DONE[verdict]}{f' with {right}' if right else ''} by {reviewer}, {made_at[:10]}"
    return f"{line}: {note}" if note else line


def live(db: Database) -> dict[tuple[str, str], Verdict]:
    """The verdicts that count, by (statement key, article)."""
    sql = """SELECT key, article, verdict, reviewer, stance, actor, target FROM reviews
             WHERE revoked_at IS NULL ORDER BY n"""
    return {
        (key, article): Verdict(
            decision=decision, reviewer=reviewer, stance=Stance(stance) if stance else None, actor=actor, target=target
        )
        for key, article, decision, reviewer, stance, actor, target in db.execute(sql).fetchall()
    }

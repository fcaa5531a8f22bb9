"""People's verdicts on statements: attached to content, not to rows, so they survive re-tagging."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from domain.errors import UsageError
from store.database import stamp, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One verdict: `accept`, `reject`, or `replace` with another stance, actor or target."""

    key: str
    article: str
    verdict: str
    stance: str | None
    actor: str | None
    target: str | None
    reviewer: str
    note: str
    made_at: str


def save(db: Database, statement: int, verdict: str, *, reviewer: str, now: datetime, note: str = "",
         stance: str | None = None, actor: str | None = None, target: str | None = None) -> None:  # fmt: skip
    """Record a verdict on statement S-n; the newest verdict counts, older ones are kept as revoked."""
    found = db.execute("SELECT key, article FROM statements WHERE id=?", [statement]).fetchone()
    if found is None:
        raise UsageError("no such statement", f"S-{statement:06d}", "it is not in the store")
    key, article = found
    with writing(db):
        db.execute(
            "UPDATE reviews SET revoked_at=? WHERE key=? AND article=? AND revoked_at IS NULL",
            [stamp(now), key, article],
        )
        db.table("reviews").insert(
            {"key": key, "article": article, "verdict": verdict, "stance": stance, "actor": actor, "target": target,
             "reviewer": reviewer, "note": note, "made_at": stamp(now)}
        )  # fmt: skip


def live(db: Database) -> dict[tuple[str, str], Review]:
    """The verdicts that count, by (statement key, article)."""
    sql = """SELECT key, article, verdict, stance, actor, target, reviewer, note, made_at FROM reviews
             WHERE revoked_at IS NULL ORDER BY n"""
    names = ("key", "article", "verdict", "stance", "actor", "target", "reviewer", "note", "made_at")
    reviews = (Review(**dict(zip(names, row, strict=True))) for row in db.execute(sql).fetchall())
    return {(review.key, review.article): review for review in reviews}

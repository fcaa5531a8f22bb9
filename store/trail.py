"""From a statement back to the bytes: statement, article version, page, archive record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from domain.errors import UsageError
from store import reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One statement with every step that leads to it; `archive_ref` is `file#offset` of the page's record."""

    statement: str
    actor: str
    target: str
    stance: str
    act: str
    quote: str
    start: int
    end: int
    confidence: float
    rules: tuple[str, ...]
    tagger: str
    catalogue: str
    tagged_at: str
    live: bool
    article: str
    version: str
    title: str
    outlet: str | None
    published_at: str | None
    family: str | None
    role: str | None
    joined_by: str | None
    page: str
    fetched_at: str | None
    archive_ref: str | None
    url: str | None
    context: str
    review: str | None = None
    """What a person decided, who and on which day; None when nobody did."""


def of_statement(db: Database, statement: int) -> Trail:
    """The trail of statement S-n; raises UsageError when there is none."""
    sql = """
        SELECT s.actor, s.target, s.stance, s.act, s.quote, s.start, s."end", s.confidence, s.rules, g.name,
               g.catalogue, s.tagged_at, s.live, s.article, s.version, a.title, a.outlet, a.published_at, f.family,
               f.role, f.evidence, v.page, p.fetched_at, p.archive_ref, coalesce(p.url, a.url), v.text, s.key
        FROM statements s JOIN taggers g ON g.n = s.tagger JOIN articles a ON a.id = s.article
        JOIN article_versions v ON v.article = s.article AND v.version = s.version
        LEFT JOIN families f ON f.article = s.article LEFT JOIN pages p ON p.sha256 = v.page AND p.article = a.id
        WHERE s.id = ? LIMIT 1"""
    row = db.execute(sql, [statement]).fetchone()
    if row is None:
        raise UsageError("no such statement", f"S-{statement:06d}", "it is not in the store",
                         hint="statement ids stand in brackets in the digest, like S-000181")  # fmt: skip
    (actor, target, stance, act, quote, start, end, confidence, rules, tagger, catalogue, tagged_at, live, article,
     version, title, outlet, published, family, role, joined, page, fetched, ref, url, text, key) = row  # fmt: skip
    return Trail(
        statement=f"S-{statement:06d}", actor=actor, target=target, stance=stance, act=act, quote=quote, start=start,
        end=end, confidence=confidence, rules=tuple(json.loads(rules)), tagger=tagger, catalogue=catalogue,
        tagged_at=tagged_at, live=bool(live), article=article, version=version, title=title, outlet=outlet,
        published_at=published, family=family, role=role, joined_by=joined, page=page, fetched_at=fetched,
        archive_ref=ref, url=url, context=text[max(0, start - 80) : end + 80],
        review=reviews.told(db, key, article),
    )  # fmt: skip


def topic_of(db: Database, target: str, *, week: str = "") -> tuple[str, dict[str, Any]] | None:
    """A week and a target's topic as its digest tells it: of the week asked for, or of the newest that has it."""
    sql = "SELECT week, body FROM topics WHERE target=? AND ? IN ('', week) AND body <> '{}' ORDER BY week DESC LIMIT 1"
    row = db.execute(sql, [target, week]).fetchone()
    return (row[0], json.loads(row[1])) if row else None


def of_target(db: Database, target: str, *, week: str = "") -> list[int]:
    """Ids of the live statements on a target, newest first; of one week's topic when its digest names them."""
    if week:
        row = db.execute("SELECT body FROM topics WHERE week=? AND target=?", [week, target]).fetchone()
        body = json.loads(row[0]) if row else {}
        return [int(item["statement_id"].split("-")[1]) for item in body.get("evidence", [])]
    sql = """SELECT s.id FROM statements s JOIN articles a ON a.id = s.article
             WHERE s.target=? AND s.live ORDER BY a.effective_at DESC, s.id"""
    return [row[0] for row in db.execute(sql, [target])]

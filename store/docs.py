"""Docs: what the taggers found in an article. Older taggers' findings stay, marked as no longer live."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlite_utils import Database

from domain.records import Statement, TaggedDoc
from store.database import stamp, writing

TAGGED = "tagged"
UNTAGGED = "untagged"


def save(db: Database, doc: TaggedDoc, version: str, *, spec: str, now: datetime) -> None:
    """Replace what is live for this article; saving the same doc again changes nothing but the time."""
    with writing(db):
        taggers = {name: _tagger(db, name, tagger, spec, doc.catalogue, now) for name, tagger in doc.taggers.items()}
        db.execute("UPDATE tags SET live=0 WHERE article=?", [doc.id])
        db.execute("UPDATE statements SET live=0 WHERE article=?", [doc.id])
        _save_tags(db, doc, version, taggers, now)
        _save_statements(db, doc, version, taggers.get("stance", 0), now)
        row = {"article": doc.id, "version": version, "spec": spec, "lang": doc.lang, "relevant": doc.relevant,
               "outcome": TAGGED, "taggers": json.dumps(doc.taggers), "catalogue": doc.catalogue}  # fmt: skip
        _settle(db, row, now)


def settle_untagged(db: Database, article: str, version: str, why: str, *, spec: str, now: datetime) -> None:
    """Record that an article could not be tagged, and why; it is shown as untagged, never dropped."""
    with writing(db):
        row = {"article": article, "version": version, "spec": spec, "lang": "und", "relevant": 0.0,
               "outcome": UNTAGGED, "why": why, "taggers": "{}", "catalogue": ""}  # fmt: skip
        _settle(db, row, now)


def stale(db: Database, spec: str) -> dict[str, str]:
    """Articles to tag, in order of date, with the spec of the taggers that read this very wording ('' for none did)."""
    sql = """
        SELECT a.id, CASE WHEN d.version = a.version AND d.outcome = 'tagged' THEN d.spec ELSE '' END
        FROM articles a LEFT JOIN docs d ON d.article = a.id
        WHERE d.article IS NULL OR d.version <> a.version OR d.spec <> ? ORDER BY a.effective_at, a.id"""
    return dict(db.execute(sql, [spec]).fetchall())


def confirm(db: Database, article: str, spec: str) -> None:
    """Note that other taggers find the same in this article; its tags stay as they are."""
    with writing(db):
        db.execute("UPDATE docs SET spec=? WHERE article=?", [spec, article])


def keep_imprint(db: Database, spec: str, body: str, *, now: datetime) -> None:
    """Keep what a set of taggers knows, under its spec."""
    with writing(db):
        row = {"spec": spec, "body": body, "first_used_at": stamp(now)}
        db.table("imprints").insert(row, ignore=True)


def imprint(db: Database, spec: str) -> str | None:
    """What the taggers with this spec knew; None when it was not kept."""
    found = db.execute("SELECT body FROM imprints WHERE spec=?", [spec]).fetchone()
    return str(found[0]) if found else None


def relevant(db: Database, *, least: float = 0.5) -> list[str]:
    """Ids of the articles that belong in the corpus, in order of date."""
    sql = """SELECT a.id FROM docs d JOIN articles a ON a.id = d.article
             WHERE d.relevant >= ? ORDER BY a.effective_at, a.id"""
    return [row[0] for row in db.execute(sql, [least])]


def untagged(db: Database) -> list[tuple[str, str]]:
    """Articles that could not be tagged, by address (by id where there is none), each with its reason."""
    sql = """SELECT coalesce(a.url, a.id), d.why FROM docs d JOIN articles a ON a.id = d.article
             WHERE d.outcome = ? ORDER BY a.effective_at, a.id"""
    return [(where, why) for where, why in db.execute(sql, [UNTAGGED])]


def counts(db: Database) -> dict[str, int]:
    """How many docs ended in which outcome."""
    return dict(db.execute("SELECT outcome, count(*) FROM docs GROUP BY 1 ORDER BY 1").fetchall())


def _tagger(db: Database, component: str, name: str, spec: str, catalogue: str, now: datetime) -> int:
    row = {"component": component, "name": name, "spec": spec, "catalogue": catalogue, "first_used_at": stamp(now)}
    db.table("taggers").insert(row, ignore=True)
    found = db.execute("SELECT n FROM taggers WHERE component=? AND name=? AND spec=?", [component, name, spec])
    return int(found.fetchone()[0])


def _save_tags(db: Database, doc: TaggedDoc, version: str, taggers: Mapping[str, int], now: datetime) -> None:
    rows = [
        (doc.id, version, kind, label, cls, score, start, end, taggers[component], stamp(now))
        for kind, component, label, cls, score, start, end in _spans(doc)
    ]
    db.conn.executemany(
        """INSERT INTO tags(article, version, kind, label, class, score, start, "end", tagger, tagged_at)
           VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET live=1, score=excluded.score""",
        rows,
    )


def _spans(doc: TaggedDoc) -> Iterator[tuple[str, str, str, str, float, int, int]]:
    for kind, component, found in (
        ("theme", "themes", doc.themes),
        ("instrument", "instruments", doc.instruments),
        ("actor", "actors", doc.actors),
    ):
        for tag in found:
            for span in tag.spans:
                yield kind, component, tag.id, "", tag.score, span.start, span.end
    for kind, component, names in (
        ("new_instrument", "new_instruments", doc.new_instruments),
        ("new_actor", "new_actors", doc.new_actors),
    ):
        for name in names:
            for span in name.spans:
                yield kind, component, name.name, name.kind, 1.0, span.start, span.end


def _save_statements(db: Database, doc: TaggedDoc, version: str, tagger: int, now: datetime) -> None:
    for said in _in_order(doc.statements):
        rules = json.dumps(said.rules, ensure_ascii=False)
        (n,) = db.execute(
            """INSERT INTO statements(key, article, version, actor, target, stance, act, start, "end", quote,
                                      confidence, rules, tagger, tagged_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
               ON CONFLICT DO UPDATE SET live=1, act=excluded.act, confidence=excluded.confidence,
               rules=excluded.rules, tagger=excluded.tagger, tagged_at=excluded.tagged_at RETURNING id""",
            [said.key, doc.id, version, said.actor, said.target, said.stance.value, said.act.value, said.start,
             said.end, said.quote, said.confidence, rules, tagger, stamp(now)],
        ).fetchone()  # fmt: skip
        db.table("statement_taggers").insert(
            {"statement": n, "tagger": tagger, "confidence": said.confidence, "rules": rules, "tagged_at": stamp(now)},
            replace=True,
        )


def _in_order(statements: Sequence[Statement]) -> list[Statement]:
    # ids are given in this order, so the same text always gets the same ids
    return sorted(statements, key=lambda said: (said.start, said.end, said.actor, said.target, said.stance.value))


def _settle(db: Database, row: dict[str, object], now: datetime) -> None:
    db.table("docs").insert({**row, "tagged_at": stamp(now)}, replace=True)

"""Take the snapshot of one week: all that its digest is computed from, read once, in a fixed order.

A family is one text: only its first member's statements are evidence, its reprints are listed as outlets.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from domain.catalogue import Catalogue
from domain.lead import lead
from domain.records import Act, Stance, Statement
from domain.snapshot import Coverage, Evidence, FamilyText, Snapshot
from domain.text import has_han, side
from domain.verdicts import decided
from domain.week import Week
from store import digests, reviews
from store.database import moment, stamp
from store.snapshot_codec import content_id

WINDOW = timedelta(days=28)
BASELINE = timedelta(weeks=12)
RELEVANT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the store cannot know: versions, the moment, and what the crawl says about its sources."""

    now: datetime
    code_version: str
    tagger_version: str
    silent_sources: tuple[str, ...] = ()
    blocked_sources: tuple[str, ...] = ()


def take(db: Database, catalogue: Catalogue, week: Week, taken: Taken) -> Snapshot:
    """The snapshot of a week; what was taken before with the same content is given back as it was."""
    end, start = week.end, week.end - WINDOW
    texts = tuple(_texts(db, start - BASELINE, end))
    made = Snapshot(
        week=str(week),
        tz=week.tz,
        sha256="",
        taken_at=taken.now,
        catalogue_version=catalogue.version,
        tagger_version=taken.tagger_version,
        code_version=taken.code_version,
        texts=texts,
        evidence=tuple(_evidence(db, catalogue, start - BASELINE, end)),
        earlier_endorsers=_endorsers(db, catalogue, start - BASELINE),
        states=digests.states_before(db, str(week)),
        coverage=_coverage(db, start, end, taken),
        corrections=digests.corrections(db, since=week.start, until=end),
    )
    made = replace(made, sha256=content_id(made))
    return digests.snapshot(db, made.sha256) or made


def _texts(db: Database, start: datetime, end: datetime) -> Iterator[FamilyText]:
    targets, outlets = _targets(db), _outlets(db)
    sql = """
        SELECT f.family, a.id, a.version, a.title, a.url, a.outlet, a.source, a.page, a.lang, a.effective_at, a.text,
               coalesce(s.story, '')
        FROM articles a JOIN families f ON f.article = a.id AND f.role = 'first' JOIN docs d ON d.article = a.id
        LEFT JOIN stories s ON s.article = a.id
        WHERE a.effective_at >= ? AND a.effective_at < ? AND d.outcome = 'tagged' AND d.relevant >= ?
        ORDER BY a.effective_at, a.id"""
    for row in db.execute(sql, [stamp(start), stamp(end), RELEVANT]).fetchall():
        family, article, version, title, url, outlet, source, page, lang, at, text, story = row
        opening = lead(text, title)
        yield FamilyText(
            family=family, article=article, version=version, title=title, url=url, outlet=outlet, source=source,
            archive_ref=page, lang=lang, published_at=moment(at), lead=text[opening.start : opening.end] if opening else "",
            lead_span=opening, targets=tuple(targets.get(article, ())), outlets=tuple(outlets[family]), story=story,
        )  # fmt: skip


def _targets(db: Database) -> dict[str, list[str]]:
    """The targets of each article, the most mentioned first."""
    sql = """SELECT article, kind || ':' || label FROM tags
             WHERE live AND kind IN ('theme', 'instrument') AND score >= 0.5
             GROUP BY 1, 2 ORDER BY 1, count(*) DESC, max(score) DESC, 2"""
    found: dict[str, list[str]] = defaultdict(list)
    for article, target in db.execute(sql).fetchall():
        found[article].append(target)
    return found


def _outlets(db: Database) -> dict[str, list[tuple[str, str]]]:
    sql = """SELECT f.family, coalesce(a.outlet, a.source), coalesce(a.url, '') FROM families f
             JOIN articles a ON a.id = f.article ORDER BY f.family, f.role <> 'first', a.effective_at, a.id"""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family, outlet, url in db.execute(sql).fetchall():
        found[family].append((outlet, url))
    return found


def _evidence(db: Database, catalogue: Catalogue, start: datetime, end: datetime) -> Iterator[Evidence]:
    verdicts = reviews.live(db)
    sql = """
        SELECT s.id, s.key, s.actor, s.target, s.stance, s.act, s.start, s."end", s.quote, s.confidence, s.rules, g.name,
               a.id, s.version, a.title, a.url, a.outlet, a.page, a.effective_at, a.lang, f.family, a.source
        FROM statements s JOIN articles a ON a.id = s.article AND a.version = s.version
        JOIN families f ON f.article = a.id AND f.role = 'first' JOIN docs d ON d.article = a.id
        JOIN taggers g ON g.n = s.tagger
        WHERE s.live AND d.relevant >= ? AND a.effective_at >= ? AND a.effective_at < ?
        ORDER BY a.effective_at, a.id, s.id"""
    for row in db.execute(sql, [RELEVANT, stamp(start), stamp(end)]).fetchall():
        (n, key, actor, target, stance, act, begin, stop, quote, confidence, rules, tagger, article, version, title,
         url, outlet, page, at, lang, family, source) = row  # fmt: skip
        verdict = verdicts.get((key, article))
        said = Statement(
            actor=_holder(catalogue, actor, source), target=target, stance=Stance(stance), act=Act(act), start=begin,
            end=stop, quote=quote, confidence=confidence, rules=tuple(json.loads(rules)),
        )  # fmt: skip
        counted = decided(said, verdict)
        if counted is None or counted.actor not in catalogue.actors:
            continue
        who = catalogue.actors[counted.actor]
        yield Evidence(
            id=f"S-{n:06d}", statement=counted, article=article, version=version, title=title, url=url, outlet=outlet,
            archive_ref=page, published_at=moment(at), lang="zh" if has_han(quote) else "en", family=family,
            family_lang=lang, principal=catalogue.principal(counted.actor, moment(at)), cls=who.cls,
            jurisdiction=who.jurisdiction, tagger=tagger, reviewed_by=verdict.reviewer if verdict else None,
        )  # fmt: skip


def _holder(catalogue: Catalogue, actor: str, source: str) -> str:
    # an unsigned or signed text of an outlet that is itself an actor is that actor's own word
    own = catalogue.sources[source].actor if source in catalogue.sources else None
    return own if actor == "author" and own else actor


def _endorsers(db: Database, catalogue: Catalogue, before: datetime) -> dict[str, frozenset[str]]:
    sql = """
        SELECT DISTINCT s.target, s.actor, a.effective_at, a.source FROM statements s JOIN articles a ON a.id = s.article
        WHERE s.live AND s.stance IN ('support', 'conditional') AND a.effective_at < ? ORDER BY 1, 2, 3"""
    found: dict[str, set[str]] = defaultdict(set)
    for target, actor, at, source in db.execute(sql, [stamp(before)]).fetchall():
        holder = _holder(catalogue, actor, source)
        if holder in catalogue.actors:
            found[target].add(catalogue.principal(holder, moment(at)))
    return {target: frozenset(principals) for target, principals in sorted(found.items())}


def _coverage(db: Database, start: datetime, end: datetime, taken: Taken) -> Coverage:
    inside = [stamp(start), stamp(end)]
    # an article counts with its family's first text, which must be of this window and relevant, as `texts` has it
    sql = """
        SELECT count(*), count(DISTINCT f.family) FROM families f JOIN articles a ON a.id = f.article
        JOIN families g ON g.family = f.family AND g.role = 'first' JOIN articles b ON b.id = g.article
        JOIN docs d ON d.article = b.id
        WHERE a.effective_at >= :start AND a.effective_at < :end AND b.effective_at >= :start AND b.effective_at < :end
        AND d.relevant >= :relevant AND d.outcome = 'tagged'"""
    articles, families = db.execute(sql, {"start": inside[0], "end": inside[1], "relevant": RELEVANT}).fetchone()
    per_lang: dict[str, set[str]] = {"en": set(), "zh": set()}
    sql = """SELECT DISTINCT a.lang, CASE WHEN a.source LIKE 'import%' THEN coalesce(a.outlet, a.source) ELSE a.source END
             FROM articles a JOIN docs d ON d.article = a.id
             WHERE a.effective_at >= ? AND a.effective_at < ? AND d.relevant >= ?"""
    for lang, outlet in db.execute(sql, [*inside, RELEVANT]).fetchall():
        per_lang.setdefault(side(lang), set()).add(outlet)
    sql = "SELECT outcome, count(*) FROM pages WHERE fetched_at >= ? AND fetched_at < ? GROUP BY 1 ORDER BY 1"
    return Coverage(
        articles=articles,
        families=families,
        sources_by_lang={lang: len(outlets) for lang, outlets in sorted(per_lang.items())},
        silent_sources=taken.silent_sources,
        blocked_sources=taken.blocked_sources,
        outcomes=dict(db.execute(sql, inside).fetchall()),
    )

"""article -> doc -> family -> story: tag what is stale, join what is one text, join what tells one event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from domain.errors import GovprismError
from domain.records import Article, TaggedDoc
from nlp.families import families
from nlp.imprint import Change
from nlp.pipeline import Tagger, doc_of
from nlp.stories import stories
from scheduler.workplace import Progress, quiet
from store import articles as article_table
from store import docs as doc_table
from store import families as family_table
from store.database import Database

log = structlog.get_logger()
_STORY_REACH = timedelta(weeks=2)  # no event is reported as news for longer


@dataclass(slots=True, kw_only=True)
class TagReport:
    """How many articles were tagged, kept as they were, found relevant, and which could not be tagged."""

    tagged: int = 0
    kept: int = 0
    relevant: int = 0
    statements: int = 0
    untagged: list[tuple[str, str]] = field(default_factory=list)


def tag_stale(db: Database, tagger: Tagger, *, now: datetime, progress: Progress = quiet) -> TagReport:
    """Tag every article that these taggers would read differently; resumable at any point.

    A changed catalogue touches only the texts that hold one of the changed names or cues, old or new; the others keep
    their tags.
    """
    report, stale, changes = TagReport(), doc_table.stale(db, tagger.spec), _Changes(db, tagger)
    doc_table.keep_imprint(db, tagger.spec, tagger.imprint, now=now)
    for done, article in enumerate(article_table.many(db, list(stale)), start=1):
        if changes.touch(stale[article.id], article):
            _settle(db, tagger, article, report, now)
        else:
            doc_table.confirm(db, article.id, tagger.spec)
            report.kept += 1
        progress("tag", done, len(stale))
    return report


class _Changes:
    """What changed since each earlier set of taggers, worked out once."""

    def __init__(self, db: Database, tagger: Tagger) -> None:
        self._db, self._tagger = db, tagger
        self._since: dict[str, Change | None] = {}

    def touch(self, spec: str, article: Article) -> bool:
        """Whether an article tagged under an earlier spec ('' for never) must be tagged again."""
        if spec and spec not in self._since:
            old = doc_table.imprint(self._db, spec)
            self._since[spec] = self._tagger.change_since(old) if old else None
        change = self._since.get(spec)
        return change is None or change.touches(article.title, article.text)


def _settle(db: Database, tagger: Tagger, article: Article, report: TagReport, now: datetime) -> None:
    doc, why = _tag(tagger, article)
    if doc is None:
        doc_table.settle_untagged(db, article.id, article.version, why, spec=tagger.spec, now=now)
        report.untagged.append((article.url or article.id, why))
    else:
        doc_table.save(db, doc, article.version, spec=tagger.spec, now=now)
        report.tagged += 1
        report.relevant += doc.relevant >= 0.5
        report.statements += len(doc.statements)
    log.info("article tagged", source=article.source, article=article.id, outcome="tagged" if doc else "untagged")


def join_families(db: Database, *, now: datetime, progress: Progress = quiet) -> int:
    """Compare articles nobody has compared yet with all others; returns how many memberships changed."""
    if not family_table.unjoined(db):
        return 0
    progress("families", 0, 1)
    found = families(list(article_table.every(db)), known=family_table.every(db))
    progress("families", 1, 1)
    return family_table.save(db, found, now=now)


def join_stories(db: Database, *, now: datetime, progress: Progress = quiet) -> int:
    """Join articles that are in no story yet with their neighbours in time; returns how many stories there are."""
    kept = family_table.stories(db)
    fresh = family_table.without_story(db)
    if fresh is not None:
        progress("stories", 0, 1)
        near = article_table.between(db, fresh[0] - _STORY_REACH, fresh[1] + _STORY_REACH)
        found = stories(
            near,
            known={article.id: kept[article.id] for article in near if article.id in kept},
            families={one.article: one.family for one in family_table.every(db).values()},
        )
        family_table.save_stories(db, found, now=now)
        progress("stories", 1, 1)
    return len(set(family_table.stories(db).values()))


def _tag(tagger: Tagger, article: Article) -> tuple[TaggedDoc | None, str]:
    try:
        return tagger.tag(doc_of(article)), ""
    except GovprismError as error:
        return None, str(error)
    except Exception as error:  # noqa: BLE001  # one odd article must not end the run; it is shown as untagged
        return None, f"{type(error).__name__}: {error}"

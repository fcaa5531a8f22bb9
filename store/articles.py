"""Articles: clean texts, upserted by id; an earlier wording is kept as a version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database

from domain.records import Article
from store import search
from store.database import moment, stamp, writing

_FIELDS = (
    "id, url, source, title, title_prefix, text, authors, byline, outlet, original_outlet, published_at, "
    "date_precision, lang, method, warnings, page, fetched_at"
)


def save(db: Database, article: Article, *, now: datetime) -> str:
    """Upsert by id and index for search; returns `new`, `changed` or `same`."""
    with writing(db):
        old = db.execute("SELECT n, title, text, version FROM articles WHERE id=?", [article.id]).fetchone()
        row = _row(article, now)
        if old is None:
            db.table("articles").insert({**row, "first_seen_at": stamp(now)})
            (n,) = db.execute("SELECT n FROM articles WHERE id=?", [article.id]).fetchone()
            search.index(db, n, article.title, article.text)
        elif old[3] != article.version:
            search.index(db, old[0], article.title, article.text, old=(old[1], old[2]))
        if old is not None:
            db.table("articles").update(old[0], {key: value for key, value in row.items() if key != "id"})
        _keep_version(db, article, now)
    return "new" if old is None else ("same" if old[3] == article.version else "changed")


def get(db: Database, article: str) -> Article | None:
    """The article with this id, as it stands now."""
    return next(_articles(db, "WHERE id=?", [article]), None)


def text_of(db: Database, article: str, version: str) -> str | None:
    """The text of one wording; None when that wording was never kept."""
    row = db.execute("SELECT text FROM article_versions WHERE article=? AND version=?", [article, version]).fetchone()
    return str(row[0]) if row else None


def every(db: Database) -> Iterator[Article]:
    """All articles in the order of their dates, then ids: the same on every run."""
    return _articles(db, "ORDER BY effective_at, id", [])


def between(db: Database, start: datetime, end: datetime) -> list[Article]:
    """Articles dated within [start, end), in the order of their dates."""
    where = "WHERE effective_at >= ? AND effective_at < ? ORDER BY effective_at, id"
    return list(_articles(db, where, [stamp(start), stamp(end)]))


def many(db: Database, ids: Sequence[str]) -> Iterator[Article]:
    """The articles with these ids, in the order given; unknown ids are left out."""
    for article in ids:
        yield from _articles(db, "WHERE id=?", [article])


def count(db: Database) -> int:
    """How many articles there are."""
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def _row(article: Article, now: datetime) -> dict[str, object]:
    effective = article.published_at or article.fetched_at or now
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "title_prefix": article.title_prefix,
        "text": article.text,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "byline": article.byline,
        "outlet": article.outlet,
        "original_outlet": article.original_outlet,
        "published_at": article.published_at and article.published_at.isoformat(),
        "date_precision": article.date_precision,
        "effective_at": stamp(effective),
        "lang": article.lang,
        "method": article.method,
        "warnings": json.dumps(article.warnings, ensure_ascii=False),
        "version": article.version,
        "page": article.page,
        "fetched_at": article.fetched_at and stamp(article.fetched_at),
        "updated_at": stamp(now),
    }


def _keep_version(db: Database, article: Article, now: datetime) -> None:
    row = {
        "article": article.id,
        "version": article.version,
        "title": article.title,
        "text": article.text,
        "page": article.page,
        "seen_at": stamp(now),
    }
    db.table("article_versions").insert(row, ignore=True)


def _articles(db: Database, tail: str, args: list[str]) -> Iterator[Article]:
    for row in db.execute(f"SELECT {_FIELDS} FROM articles {tail}", args).fetchall():
        (id_, url, source, title, prefix, text, authors, byline, outlet, original, published, precision, lang, method,
         warnings, page, fetched) = row  # fmt: skip
        yield Article(
            id=id_, url=url, source=source, title=title, title_prefix=prefix, text=text,
            authors=tuple(json.loads(authors)), byline=byline, outlet=outlet, original_outlet=original,
            published_at=datetime.fromisoformat(published) if published else None, date_precision=precision,
            lang=lang, method=method, warnings=tuple(json.loads(warnings)), page=page,
            fetched_at=moment(fetched) if fetched else None,
        )  # fmt: skip

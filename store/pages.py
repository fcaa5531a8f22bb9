"""Pages: bytes as received, by reference into the archive, each with exactly one outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from domain.records import RawPage
from store.database import stamp, writing

PENDING = "pending"
ARTICLE = "article"
PART = "part"
SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A page row: where its bytes lie and what became of it."""

    n: int
    url: str
    source: str
    sha256: str
    archive_ref: str
    part_of: str
    file: str
    outcome: str
    why: str


def save(db: Database, page: RawPage) -> bool:
    """Keep a page by reference; False when these very bytes of this URL are known already."""
    row = {
        "url": page.url,
        "source": page.source,
        "fetched_at": stamp(page.fetched_at),
        "status": page.status,
        "content_type": page.content_type,
        "sha256": page.sha256,
        "bytes": len(page.body),
        "archive_ref": page.archive_ref,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "part_of": page.part_of,
        "file": page.file,
    }
    with writing(db):
        before = db.conn.total_changes
        db.table("pages").insert(row, ignore=True)
        return db.conn.total_changes > before


def known(db: Database, url: str, sha256: str) -> bool:
    """Whether these very bytes of this URL are kept already."""
    return bool(db.execute("SELECT 1 FROM pages WHERE url=? AND sha256=?", [url, sha256]).fetchone())


def pending(db: Database) -> list[StoredPage]:
    """Pages nobody has read yet, in the order of their URLs (the same on every run)."""
    return list(_rows(db, "outcome=?", [PENDING]))


def unread(db: Database) -> list[tuple[StoredPage, ...]]:
    """Articles to read: each page that nobody has read, with all pages of its article, the first page first."""
    firsts = sorted({page.part_of or page.url for page in pending(db)})
    return [group for first in firsts if (group := _pages_of(db, first))]


def settle(db: Database, n: int, outcome: str, *, why: str = "", article: str | None = None) -> None:
    """Record what became of a page; the last word replaces an earlier one."""
    with writing(db):
        db.execute("UPDATE pages SET outcome=?, why=?, article=? WHERE n=?", [outcome, why, article, n])


def supersede(db: Database, page: StoredPage) -> int:
    """Settle unread older bytes of a page that has just been read; returns how many there were."""
    with writing(db):
        sql = "UPDATE pages SET outcome=?, why='newer bytes were read' WHERE url=? AND n<>? AND outcome=?"
        return int(db.execute(sql, [SUPERSEDED, page.url, page.n, PENDING]).rowcount)


def requeue(db: Database, *, articles: bool) -> int:
    """Put pages that held no article (and, if asked, the others too) back to be read again; returns how many."""
    spared = (PENDING, SUPERSEDED) if articles else (PENDING, SUPERSEDED, ARTICLE, PART)
    with writing(db):
        marks = ",".join("?" * len(spared))
        return int(
            db.execute(f"UPDATE pages SET outcome='pending', why='' WHERE outcome NOT IN ({marks})", spared).rowcount
        )


def outcomes(db: Database, *, since: str = "") -> dict[str, dict[str, int]]:
    """Counts of pages by source and outcome, fetched since a stamp."""
    counts: dict[str, dict[str, int]] = {}
    sql = "SELECT source, outcome, count(*) FROM pages WHERE fetched_at >= ? GROUP BY 1, 2 ORDER BY 1, 2"
    for source, outcome, count in db.execute(sql, [since]):
        counts.setdefault(source, {})[outcome] = count
    return counts


def refused(db: Database) -> list[StoredPage]:
    """Pages that hold no article, each with its reason."""
    return list(_rows(db, "outcome NOT IN ('pending', 'article', 'part', 'superseded')", []))


def without_article(db: Database) -> list[tuple[str, str, int]]:
    """(source, fetched_at, count) of pages that were read and held no article."""
    sql = """SELECT source, fetched_at, count(*) FROM pages
             WHERE outcome NOT IN ('pending', 'article', 'part', 'superseded') GROUP BY 1, 2 ORDER BY 1, 2"""
    return [tuple(row) for row in db.execute(sql).fetchall()]


def _pages_of(db: Database, first: str) -> tuple[StoredPage, ...]:
    newest: dict[str, StoredPage] = {}
    for page in sorted(_rows(db, "url=? OR part_of=?", [first, first]), key=lambda page: page.n):
        newest[page.url] = page  # a page fetched again replaces what it was
    return tuple(sorted(newest.values(), key=lambda page: (page.url != first, page.n)))


def _rows(db: Database, where: str, args: list[str]) -> Iterator[StoredPage]:
    names = ("n", "url", "source", "sha256", "archive_ref", "part_of", "file", "outcome", "why")
    sql = f"SELECT {', '.join(names)} FROM pages WHERE {where} ORDER BY url, n"
    for row in db.execute(sql, args).fetchall():
        yield StoredPage(**dict(zip(names, row, strict=True)))


def archive_files(db: Database) -> list[str]:
    """The WARC files that pages lie in."""
    refs = db.execute("SELECT DISTINCT substr(archive_ref, 1, instr(archive_ref, '#') - 1) FROM pages ORDER BY 1")
    return [row[0] for row in refs if row[0]]

"""page -> article: pages from a crawl or from saved files go to the archive and the store, then become articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import structlog
from crawler.importers import Refused, pages

from crawler.archive import Archive
from crawler.extract import extract
from domain.catalogue import Source
from domain.errors import ExtractError
from domain.records import Article, RawPage
from scheduler.workplace import Progress, quiet
from store import articles as article_table
from store import pages as page_table
from store.database import Database
from store.pages import StoredPage

log = structlog.get_logger()
_POOL_FROM = 64  # starting a worker costs about as much as reading this many pages
_IN_FLIGHT = 8
Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one page: an article, or the kind of page it is instead, and why."""

    page: StoredPage
    article: Article | None = None
    kind: str = ""
    why: str = ""


@dataclass(slots=True, kw_only=True)
class IntakeReport:
    """Counts of pages kept and read, by outcome; every file or page that gave no article is named in `refused`."""

    kept: int = 0
    known: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)


def keep(db: Database, archive: Archive, page: RawPage) -> bool:
    """Archive a page's bytes and note the page; False when these bytes of this URL are kept already."""
    if page_table.known(db, page.url, page.sha256):
        return False
    reference = page.archive_ref or archive.keep(page)
    return page_table.save(db, replace(page, archive_ref=reference))


def take_in(db: Database, archive: Archive, paths: Sequence[Path], *, now: datetime,
            progress: Progress = quiet) -> IntakeReport:  # fmt: skip
    """Bring saved files into the line: archived, noted as pages, not yet read."""
    report = IntakeReport()
    for done, item in enumerate(pages(paths, now=now), start=1):
        progress("import", done, 0)
        if isinstance(item, Refused):
            report.outcomes["refused"] += 1
            report.refused.append((str(item.path), "refused", item.why))
        elif keep(db, archive, item):
            report.kept += 1
        else:
            report.known += 1
    return report


def read_pages(db: Database, archive: Path, sources: dict[str, Source], *, now: datetime, workers: int,
               progress: Progress = quiet) -> IntakeReport:  # fmt: skip
    """Read every page nobody has read yet; each ends in exactly one outcome."""
    report, waiting = IntakeReport(), page_table.pending(db)
    jobs = [(page, archive, sources.get(page.source)) for page in waiting]
    for done, reading in enumerate(_readings(jobs, workers), start=1):
        outcome = _settle(db, reading, now)
        report.outcomes[outcome] += 1
        if reading.article is None:
            report.refused.append((reading.page.url, reading.kind, reading.why))
        log.info("page read", source=reading.page.source, page=reading.page.url, outcome=outcome)
        progress("extract", done, len(waiting))
    return report


def read_page(job: tuple[StoredPage, Path, Source | None]) -> Reading:
    """Read one page from the archive; runs in a worker process."""
    page, archive, source = job
    try:
        raw = Archive(archive).read(page.archive_ref)
        article = extract(replace(raw, source=page.source, url=page.url), source)
    except ExtractError as error:
        return Reading(page=page, kind=error.detail, why=error.why)
    except Exception as error:  # noqa: BLE001  # one odd page must not end the run; it is named and queued
        return Reading(page=page, kind="unreadable", why=f"{type(error).__name__}: {error}")
    return Reading(page=page, article=replace(article, source=page.source, page=page.sha256))


def _settle(db: Database, reading: Reading, now: datetime) -> str:
    if reading.article is None:
        page_table.settle(db, reading.page.n, reading.kind, why=reading.why)
        return reading.kind
    article_table.save(db, reading.article, now=now)
    page_table.settle(db, reading.page.n, page_table.ARTICLE, article=reading.article.id)
    return page_table.ARTICLE


def _readings(jobs: list[tuple[StoredPage, Path, Source | None]], workers: int) -> Iterator[Reading]:
    if workers < 2 or len(jobs) < _POOL_FROM:
        yield from map(read_page, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver"), max_tasks_per_child=2000) as pool:
        yield from _bounded(pool, read_page, jobs, workers * _IN_FLIGHT)


def _bounded(
    pool: ProcessPoolExecutor, work: Callable[[Job], Result], jobs: Iterable[Job], limit: int
) -> Iterator[Result]:
    waiting = iter(jobs)
    flying = [pool.submit(work, job) for job in islice(waiting, limit)]
    while flying:
        yield flying.pop(0).result()
        flying += [pool.submit(work, job) for job in islice(waiting, 1)]

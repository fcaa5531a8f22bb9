"""page -> article: pages from a crawl or from saved files go to the archive and the store, then become articles."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import structlog

from crawler.archive import Archive
from crawler.extract import Effort, extract
from crawler.importers import Refused, pages
from crawler.pagination import join
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
_J = TypeVar("_J")
_R = TypeVar("_R")
Job = tuple[tuple[StoredPage, ...], Path, Source | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of the pages of one article: an article, or the kind of page it is instead, and why."""

    pages: tuple[StoredPage, ...]
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
               effort: Effort = "full", progress: Progress = quiet) -> IntakeReport:  # fmt: skip
    """Read every page nobody has read yet; each ends in exactly one outcome."""
    report, waiting = IntakeReport(), page_table.unread(db)
    jobs = [(group, archive, sources.get(group[0].source)) for group in waiting]
    readings = (_saved(db, reading, now) for reading in _readings(jobs, workers, effort))
    for done, reading in enumerate(readings, start=1):
        for page, outcome in _settle(db, reading):
            report.outcomes[outcome] += 1
            report.outcomes[page_table.SUPERSEDED] += page_table.supersede(db, page)
            log.info("page read", source=page.source, page=page.url, outcome=outcome)
        report.outcomes += Counter()  # drops zeros
        if reading.article is None:
            report.refused.append((reading.pages[0].file or reading.pages[0].url, reading.kind, reading.why))
        progress("extract", done, len(waiting))
    return report


def read_article(job: Job, effort: Effort = "full") -> Reading:
    """Read the pages of one article from the archive; runs in a worker process."""
    group, folder, source = job
    archive, articles = Archive(folder), []
    try:
        for page in group:
            raw = archive.read(page.archive_ref)
            articles.append(extract(replace(raw, source=page.source, url=page.url), source, effort=effort))
    except ExtractError as error:
        return Reading(pages=group, kind=error.detail, why=error.why)
    except Exception as error:  # noqa: BLE001  # one odd page must not end the run; it is named and queued
        return Reading(pages=group, kind="unreadable", why=f"{type(error).__name__}: {error}")
    return Reading(pages=group, article=replace(join(articles), source=group[0].source, page=group[0].sha256))


def _saved(db: Database, reading: Reading, now: datetime) -> Reading:
    """The reading once its article is in the store; what the store cannot hold (a time before time) is unreadable."""
    if reading.article is None:
        return reading
    try:
        article_table.save(db, reading.article, now=now)
    except (ValueError, OverflowError) as error:
        return replace(reading, article=None, kind="unreadable", why=f"{type(error).__name__}: {error}")
    return reading


def _settle(db: Database, reading: Reading) -> Iterator[tuple[StoredPage, str]]:
    article = reading.article
    for page in reading.pages:
        outcome = reading.kind if article is None else page_table.PART if page.part_of else page_table.ARTICLE
        page_table.settle(db, page.n, outcome, why=reading.why, article=article.id if article else None)
        yield page, outcome


def _readings(jobs: list[Job], workers: int, effort: Effort) -> Iterator[Reading]:
    read = partial(read_article, effort=effort)
    if workers < 2 or len(jobs) < _POOL_FROM:
        yield from map(read, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver"), max_tasks_per_child=2000) as pool:
        yield from _bounded(pool, read, jobs, workers * _IN_FLIGHT)


def _bounded(pool: Executor, read: Callable[[_J], _R], jobs: Iterable[_J], limit: int) -> Iterator[_R]:
    """Readings in the order of their jobs, never more than `limit` of them asked for and not yet taken."""
    waiting = iter(jobs)
    flying = deque(pool.submit(read, job) for job in islice(waiting, limit))
    while flying:
        yield flying.popleft().result()
        flying.extend(pool.submit(read, job) for job in islice(waiting, 1))

"""source -> page: one crawl over the sources that are due, into the archive and the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from crawler.archive import Archive
from crawler.backfill import Past, backfill
from crawler.run import CrawlReport, CrawlSettings, Sink
from crawler.run import crawl as walk
from domain.catalogue import Catalogue, Source
from domain.errors import UsageError
from domain.records import RawPage
from scheduler import intake
from scheduler.workplace import Progress, Workplace, quiet
from store import runs
from store.database import Database, moment

_EVERY = {"daily": timedelta(hours=3), "weekly": timedelta(days=1), "monthly": timedelta(days=3)}
_SLACK = timedelta(minutes=30)
Rename = Callable[[RawPage], RawPage]


def crawl_sources(db: Database, place: Workplace, catalogue: Catalogue, *, now: datetime, only: tuple[str, ...] = (),
                  rename: Rename | None = None, progress: Progress = quiet) -> CrawlReport:  # fmt: skip
    """Crawl the chosen sources; every page is archived and noted, every outcome counted.

    Args:
        only: Source ids; all of the workplace's when empty.
        rename: How a page is called in the store (the demo's pages live on loopback but have public names).

    Raises:
        UsageError: a source id that the catalogue does not hold.
    """
    settings = _settings(place)
    if rename:
        settings = replace(settings, archive=None)  # a renamed page is kept under its new name
    with _keeping(db, place, "crawl", progress, rename) as sink:
        report = walk(chosen(catalogue, only or place.sources), sink, settings=settings, now=now)
    counts = {sid: {str(outcome): n for outcome, n in part.pages.items()} for sid, part in report.sources.items()}
    for sid, part in report.sources.items():
        for visit in part.channels:
            counts[sid][f"channel:{visit.outcome}"] = counts[sid].get(f"channel:{visit.outcome}", 0) + 1
    runs.save_crawl(db, counts, now=now)
    return report


def backfill_source(db: Database, place: Workplace, source: Source, *, since: datetime, until: datetime,
                    past: Past, progress: Progress = quiet) -> Counter[str]:  # fmt: skip
    """Bring in what a web archive kept of a source between two moments; counts by outcome."""
    with _keeping(db, place, "backfill", progress) as sink:
        counts = backfill(source, sink, since=since, until=until, settings=_settings(place), past=past)
    return Counter({str(outcome): count for outcome, count in counts.items()})


def due(db: Database, sources: list[Source], *, now: datetime) -> list[Source]:
    """The sources whose cadence asks for a visit: dailies in 3 hours, weeklies in a day, monthlies in 3 days."""
    last = {source: moment(run_at) for run_at, source, _, _ in runs.crawls(db)}
    return [one for one in sources if one.id not in last or now - last[one.id] >= _EVERY[one.cadence] - _SLACK]


def chosen(catalogue: Catalogue, only: tuple[str, ...]) -> list[Source]:
    """The sources with these ids, in catalogue order; all when none are named."""
    if unknown := [name for name in only if name not in catalogue.sources]:
        raise UsageError(
            "no such source", unknown[0], "not in the catalogue", hint="`govprism sources list` shows them"
        )
    return [source for source in catalogue.sources.values() if not only or source.id in only]


@contextmanager
def _keeping(
    db: Database, place: Workplace, step: str, progress: Progress, rename: Rename | None = None
) -> Iterator[Sink]:
    """A sink that archives and notes each page it is given, told of as it goes."""
    with closing(Archive(place.archive, agent=place.user_agent)) as archive:
        taken = count(1)

        def sink(page: RawPage) -> None:
            intake.keep(db, archive, rename(page) if rename else page)
            progress(step, next(taken), 0)

        yield sink


def _settings(place: Workplace) -> CrawlSettings:
    return CrawlSettings(
        frontier=place.frontier,
        archive=place.archive,
        user_agent=place.user_agent,
        delay_s=place.delay_s,
        total_timeout_s=place.crawl_timeout_s,
        honour_opt_out=place.honour_opt_out,
    )

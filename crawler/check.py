"""Whether sources work: each channel is walked for real, a few pages are asked for, nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from crawler.report import ChannelVisit, Outcome, SourceReport, Trouble
from crawler.run import crawl
from crawler.settings import CrawlSettings
from domain.catalogue import Channel, Source
from domain.errors import GovprismError
from domain.records import RawPage

SAMPLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What was seen of one source. `verified_on` is set when every channel worked and a page came; else None."""

    source: str
    channels: tuple[ChannelVisit, ...]
    pages: int
    troubles: tuple[Trouble, ...]
    catalogue_verified: str | None
    verified_on: date | None
    error: GovprismError | None = None

    @property
    def works(self) -> bool:
        """Whether the source can be followed as its file says."""
        return self.verified_on is not None


def check(source: Source, *, settings: CrawlSettings, now: datetime) -> SourceCheck:
    """Walk one source's channels and try a few of its pages."""
    return check_all([source], settings=settings, now=now)[0]


def check_all(sources: Sequence[Source], *, settings: CrawlSettings, now: datetime) -> list[SourceCheck]:
    """The same for many sources in one crawl; the caller's frontier and archive stay untouched."""
    with tempfile.TemporaryDirectory(prefix="govprism-check-") as folder:
        scratch = replace(settings, frontier=Path(folder) / "frontier.db", archive=None, max_pages=SAMPLE)
        report = crawl(sources, _drop, settings=scratch, now=now)
    return [_seen(source, report.sources[source.id], report.troubles, now, report.error) for source in sources]


def _seen(
    source: Source, report: SourceReport, troubles: Sequence[Trouble], now: datetime, error: GovprismError | None
) -> SourceCheck:
    walked = all(_leads_on(channel, report.channels) for channel in source.channels)
    own = [trouble for trouble in troubles if trouble.source == source.id]
    # an article that two sources list is asked for once, on behalf of the first
    shared = not own and not any(visit.new for visit in report.channels)
    works = walked and (report.fetched > 0 or shared)
    return SourceCheck(
        source=source.id,
        channels=report.channels,
        pages=report.fetched,
        troubles=tuple(own),
        catalogue_verified=source.verified,
        verified_on=now.date() if works else None,
        error=error,
    )


def _leads_on(channel: Channel, visits: Sequence[ChannelVisit]) -> bool:
    """Whether this very channel gave links; an index of sitemaps does so through its children."""
    same = [visit for visit in visits if visit.kind == channel.kind and visit.outcome is Outcome.FETCHED]
    own = same if channel.kind in ("sitemap", "wechat") else [visit for visit in same if visit.url == channel.url]
    return any(visit.links for visit in own)


def _drop(_page: RawPage) -> None:
    """A check keeps nothing."""

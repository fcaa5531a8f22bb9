"""Whether sources work: each channel is walked for real, a few pages are asked for, nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.report import ChannelVisit, Outcome, SourceReport, Trouble
from crawler.run import crawl
from crawler.settings import USER_AGENT, CrawlSettings
from domain.catalogue import Channel, Source
from domain.records import RawPage

SAMPLE = 3
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # nothing of a check is kept, so no date of it is ever seen


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What was seen of one source. `verified` is what its file says; a person sets it once `ok` was seen."""

    source: str
    ok: bool
    verified: str | None
    pages: int
    channels: tuple[ChannelVisit, ...]
    troubles: tuple[Trouble, ...]

    @property
    def says(self) -> str:
        """One line for people: each channel, then what went wrong."""
        seen = [f"{visit.kind} {visit.outcome} ({visit.links} links)" for visit in self.channels]
        wrong = [f"{each.outcome} {each.url} {each.detail}".strip() for each in self.troubles]
        return "; ".join([*seen, f"{self.pages} pages", *wrong[:2]])


def check(source: Source, *, user_agent: str = USER_AGENT) -> SourceCheck:
    """Walk one source's channels and try a few of its pages."""
    return check_all([source], user_agent=user_agent)[0]


def check_all(sources: Sequence[Source], *, user_agent: str = USER_AGENT, delay_s: float = 1.0) -> list[SourceCheck]:
    """The same for many sources, side by side in one crawl."""
    with tempfile.TemporaryDirectory(prefix="govprism-check-") as folder:
        settings = CrawlSettings(
            frontier=Path(folder) / "frontier.db", user_agent=user_agent, max_pages=SAMPLE, delay_s=delay_s
        )
        report = crawl(sources, _drop, settings=settings, now=SOME_DAY)
    return [_seen(source, report.sources[source.id], report.troubles) for source in sources]


def _seen(source: Source, report: SourceReport, troubles: Sequence[Trouble]) -> SourceCheck:
    walked = all(_leads_on(channel, report.channels) for channel in source.channels)
    own = tuple(trouble for trouble in troubles if trouble.source == source.id)
    # an article that two sources list is asked for once, on behalf of the first
    shared = not own and not any(visit.new for visit in report.channels)
    return SourceCheck(
        source=source.id, ok=walked and (report.fetched > 0 or shared), verified=source.verified, pages=report.fetched,
        channels=report.channels, troubles=own,
    )  # fmt: skip


def _leads_on(channel: Channel, visits: Sequence[ChannelVisit]) -> bool:
    """Whether this very channel gave links; an index of sitemaps does so through its children."""
    same = [visit for visit in visits if visit.kind == channel.kind and visit.outcome is Outcome.FETCHED]
    own = same if channel.kind in ("sitemap", "wechat") else [visit for visit in same if visit.url == channel.url]
    return any(visit.links for visit in own)


def _drop(_page: RawPage) -> None:
    """A check keeps nothing."""

"""Whether sources work: each channel is walked for real, a few pages are asked for, nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.frontier import Frontier
from crawler.health import Visit
from crawler.report import GOOD, ChannelVisit, Outcome, SourceReport, Trouble
from crawler.run import crawl
from crawler.settings import USER_AGENT, CrawlSettings
from crawler.stubs import unfilled
from domain.catalogue import Channel, Source
from domain.records import RawPage

SAMPLE = 3
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # nothing of a check is kept, so no date of it is ever seen


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCheck:
    """What was seen of one source. `verified` is what its file says; a person sets it once `ok` was seen.

    `opt_outs` counts pages by how they reserve themselves against text mining; a crawl would leave them out, by policy.
    """

    source: str
    ok: bool
    verified: str | None
    pages: int
    channels: tuple[ChannelVisit, ...]
    troubles: tuple[Trouble, ...]
    opt_outs: Mapping[str, int] = field(default_factory=dict)
    unfilled: tuple[str, ...] = ()
    cut: str = ""
    """Why the check ended before this source was seen to work; empty when it ran to its end."""

    @property
    def says(self) -> str:
        """One line for people: each channel, then what went wrong."""
        seen = [f"{visit.kind} {visit.outcome} ({visit.links} links)" for visit in self.channels]
        wrong = [f"{each.outcome} {each.url} {each.detail}".strip() for each in self.troubles]
        reserved = [f"{n} reserved by {how}" for how, n in sorted(self.opt_outs.items())]
        blank = [f"still to fill in: {', '.join(self.unfilled)}"] if self.unfilled else []
        cut = [self.cut] if self.cut else []
        return "; ".join([*seen, f"{self.pages} pages", *reserved, *wrong[:2], *cut, *blank])


def check_all(
    sources: Sequence[Source], *, user_agent: str = USER_AGENT, delay_s: float = 1.0, timeout_s: float = 3600.0
) -> list[SourceCheck]:
    """Walk the channels of sources and try a few pages of each, side by side in one crawl of at most `timeout_s`.

    Reserved texts are asked for too: none is kept or read.
    """
    with tempfile.TemporaryDirectory(prefix="govprism-check-") as folder:
        settings = CrawlSettings(
            frontier=Path(folder) / "frontier.db", user_agent=user_agent, max_pages=SAMPLE, delay_s=delay_s,
            honour_opt_out=False, total_timeout_s=timeout_s,
        )  # fmt: skip
        report = crawl(sources, _drop, settings=settings, now=SOME_DAY)
        with closing(Frontier(settings.frontier)) as frontier:
            opt_outs = frontier.opt_outs()
    seen = [
        _seen(source, report.sources[source.id], report.troubles, opt_outs.get(source.id, {})) for source in sources
    ]
    if report.error is None:
        return seen
    return [one if one.ok else replace(one, cut=report.error.why) for one in seen]


def verified(source: Source, visits: Sequence[Visit]) -> date | None:
    """The last day on which a crawl saw every channel of a source work; None when none ever has."""
    days = [visit.at.date() for visit in visits if _all_worked(source, visit)]
    return max(days, default=None)


def _all_worked(source: Source, visit: Visit) -> bool:
    channels = {Outcome(name.removeprefix("channel:")): n for name, n in visit.counts.items() if ":" in name}
    answered = sum(n for outcome, n in channels.items() if outcome in GOOD)
    pages = visit.fetched + visit.counts.get(Outcome.NOT_MODIFIED, 0)
    return set(channels) <= GOOD and answered >= len(source.channels) and pages > visit.empty


def _seen(
    source: Source, report: SourceReport, troubles: Sequence[Trouble], opt_outs: Mapping[str, int]
) -> SourceCheck:
    walked = all(_leads_on(channel, report.channels) for channel in source.channels)
    own = tuple(trouble for trouble in troubles if trouble.source == source.id)
    # an article that two sources list is asked for once, on behalf of the first
    shared = not own and not any(visit.new for visit in report.channels)
    return SourceCheck(
        source=source.id, ok=walked and (report.fetched > 0 or shared), verified=source.verified, pages=report.fetched,
        channels=report.channels, troubles=own, opt_outs=opt_outs,
        unfilled=tuple(unfilled(source)),
    )  # fmt: skip


def _leads_on(channel: Channel, visits: Sequence[ChannelVisit]) -> bool:
    """Whether this very channel gave links; an index of sitemaps does so through its children."""
    same = [visit for visit in visits if visit.kind == channel.kind and visit.outcome is Outcome.FETCHED]
    own = same if channel.kind in ("sitemap", "wechat") else [visit for visit in same if visit.url == channel.url]
    return any(visit.links for visit in own)


def _drop(_page: RawPage) -> None:
    """A check keeps nothing."""

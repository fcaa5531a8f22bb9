"""One crawl: sources in a child process, pages to a sink, a report back.

A page is archived, noted as held, given to the sink, and only then noted as fetched. Whoever is killed in between,
the next crawl takes the held page from the archive and gives it to the sink again, equal in every field; so a sink
that saves by upsert has every page once, and no page is asked for twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from crawler import policy, wire
from crawler.archive import Archive
from crawler.browser import missing
from crawler.frontier import Ending, Frontier
from crawler.report import GOOD, ChannelVisit, CrawlReport, Outcome, SourceReport, Trouble
from crawler.settings import CrawlSettings
from crawler.supervise import Alarm, alone, running
from crawler.urls import canonical
from domain.catalogue import Source
from domain.errors import FetchError, GovprismError, StoreError
from domain.records import RawPage

__all__ = ["CrawlReport", "CrawlSettings", "Outcome", "Sink", "crawl"]

Sink = Callable[[RawPage], None]
log = structlog.get_logger(__name__)
_STARTUP_S = 120.0
_MAX_TROUBLES = 200
_NO_BROWSER = "this source needs a browser: install the extra `browser`, then `playwright install chromium`"
_RESERVED = "its publisher reserves text mining: nothing is asked for while opt-outs are honoured"


def crawl(sources: Sequence[Source], sink: Sink, *, settings: CrawlSettings, now: datetime) -> CrawlReport:
    """Walk every source's channels and give each due page to the sink.

    Args:
        sink: Takes one page after another; what it raises is in the report, and the page stays due.
        now: The moment of this crawl: what is due is judged by it, and pages carry it as `fetched_at`.

    Raises:
        StoreError: the frontier cannot be opened, or another crawl holds it.
    """
    with alone(settings.frontier), closing(Frontier(settings.frontier)) as frontier:
        archive = Archive(settings.archive, agent=settings.user_agent) if settings.archive else None
        desk = _Desk(frontier=frontier, archive=archive, sink=sink, now=now)
        try:
            desk.left_out(reserved := policy.reserved(sources, settings), Outcome.OPTED_OUT, _RESERVED)
            asked = [source for source in sources if source not in reserved]
            desk.left_out(barred := missing(asked), Outcome.BROWSER_MISSING, _NO_BROWSER)
            asked = [source for source in asked if source not in barred]
            error = desk.resume() or _listen(asked, settings, now, desk)
        finally:
            if archive is not None:
                archive.close()
        return desk.report(sources, error)


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Takes the child's messages, one after another, and keeps count."""

    frontier: Frontier
    archive: Archive | None
    sink: Sink
    now: datetime
    counts: dict[str, Counter[Outcome]] = field(default_factory=dict)
    visits: list[ChannelVisit] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)
    landed: set[str] = field(default_factory=set)

    def resume(self) -> GovprismError | None:
        """Give the sink what an earlier crawl held when it died; the error that must stop this one, or None."""
        for source, key, ref in self.frontier.held():
            try:
                ending = self._given(Ending(key=key, outcome=Outcome.FETCHED), self._kept(ref))
            except StoreError as error:
                return error
            except FetchError as error:  # not in this archive: it stays due, and is asked for again
                log.warning("held page lost", source=source, key=key, ref=ref, why=error.why)
                continue
            self.ended.add(key)
            self.frontier.finish(ending, now=self.now)
            self._count(source, key, ending)
        return None

    def left_out(self, sources: Sequence[Source], outcome: Outcome, why: str) -> None:
        """Say of sources that are not asked at all why they are not."""
        for source in sources:
            for channel in source.channels:
                visit = ChannelVisit(
                    source=source.id, kind=channel.kind, url=channel.url, outcome=outcome, detail=why,
                )  # fmt: skip
                self.visits.append(visit)

    def take(self, head: dict[str, Any], body: bytes) -> None:
        """One message; one that makes no sense is a trouble of its source, and the crawl goes on."""
        try:
            self._take(head, body)
        except (ValueError, KeyError, TypeError, OverflowError) as error:
            source, url = str(head.get("source", "")), str(head.get("url") or head.get("host") or "")
            ending = Ending(key=url, outcome=Outcome.SINK_FAILED, detail=f"{type(error).__name__}: {error}")
            self._count(source, url, ending)

    def _take(self, head: dict[str, Any], body: bytes) -> None:
        match head["kind"]:
            case "page":
                self._page(head, body)
            case "channel":
                self._channel(head)
            case "pause":
                self.frontier.pause(head["host"], self.now + timedelta(seconds=head["seconds"]))

    def report(self, sources: Sequence[Source], error: GovprismError | None) -> CrawlReport:
        """What it came to."""
        found = {}
        for source in sources:
            counts = self.counts.get(source.id, Counter())
            channels = tuple(visit for visit in self.visits if visit.source == source.id)
            seen = Counter(f"channel:{visit.outcome}" for visit in channels)
            self.frontier.record_visit(source.id, [*counts.items(), *seen.items()], now=self.now)
            pending = self.frontier.pending(source.id, now=self.now)
            found[source.id] = SourceReport(source=source.id, pages=dict(counts), channels=channels, pending=pending)
        return CrawlReport(started_at=self.now, sources=found, troubles=tuple(self.troubles), error=error)

    def _page(self, head: dict[str, Any], body: bytes) -> None:
        key = head["key"]
        if key in self.ended:
            if key in self.landed:  # another address led here first: this one too ends in one counted outcome
                self.landed.discard(key)
                self._count(head["source"], head["url"], Ending(key=key, outcome=Outcome.DUPLICATE))
            return
        self.ended.add(key)
        ending = Ending(
            key=key, outcome=Outcome(head["outcome"]), status=head.get("status", 0), detail=head.get("detail", ""),
            etag=head.get("etag", ""), last_modified=head.get("last_modified", ""), opt_out=head.get("opt_out", ""),
            retry_after_s=head.get("retry_after_s", 0.0),
        )  # fmt: skip
        if ending.outcome is Outcome.FETCHED:
            ending = self._fetched(ending, head, body)
        self.frontier.finish(ending, now=self.now)
        self._count(head["source"], head["url"], ending)

    def _fetched(self, ending: Ending, head: dict[str, Any], body: bytes) -> Ending:
        page = RawPage(
            url=head["url"], body=body, fetched_at=self.now, source=head["source"], content_type=head["content_type"],
            status=head["status"], etag=ending.etag, last_modified=ending.last_modified,
            part_of=head["part_of"],
        )  # fmt: skip
        sha256 = page.sha256
        if self.frontier.known(ending.key)[0] == sha256:
            return replace(ending, outcome=Outcome.UNCHANGED)
        landed = canonical(page.url)
        if landed != ending.key:
            if self.frontier.known(landed)[0]:
                return replace(ending, outcome=Outcome.DUPLICATE, detail=f"leads to {page.url}")
            self.frontier.alias(landed, page.url, page.source, now=self.now)
            self.ended.add(landed)
            self.landed.add(landed)
        if self.archive is not None:
            ref = self.archive.keep(page, headers=[(name, value) for name, value in head["headers"]], sha256=sha256)
            page = replace(page, archive_ref=ref)
            self.frontier.hold(ending.key, ref)
        return self._given(replace(ending, sha256=sha256), page)

    def _given(self, ending: Ending, page: RawPage) -> Ending:
        try:
            self.sink(page)
        except StoreError:
            raise
        except GovprismError as error:
            return replace(ending, outcome=Outcome.SINK_FAILED, detail=str(error), etag="", last_modified="", sha256="")
        return replace(
            ending, status=page.status, etag=page.etag, last_modified=page.last_modified,
            sha256=ending.sha256 or page.sha256, ref=page.archive_ref,
        )  # fmt: skip

    def _kept(self, ref: str) -> RawPage:
        if self.archive is None:
            raise FetchError("archive", ref, "this crawl has none")
        return self.archive.read(ref)

    def _channel(self, head: dict[str, Any]) -> None:
        outcome = Outcome(head["outcome"])
        visit = ChannelVisit(
            source=head["source"], kind=head["channel"], url=head["url"], outcome=outcome, status=head["status"],
            links=head["links"], new=head["new"], detail=head["detail"],
        )  # fmt: skip
        self.visits.append(visit)
        level = log.info if outcome in GOOD else log.warning
        level("listing read", source=visit.source, url=visit.url, outcome=outcome, links=visit.links, new=visit.new)

    def _count(self, source: str, url: str, ending: Ending) -> None:
        self.counts.setdefault(source, Counter())[ending.outcome] += 1
        log.info("page ended", source=source, url=url, outcome=ending.outcome, status=ending.status)
        if ending.outcome not in GOOD and len(self.troubles) < _MAX_TROUBLES:
            detail = ending.detail or (f"HTTP {ending.status}" if ending.status else "")
            self.troubles.append(Trouble(source=source, url=url, outcome=ending.outcome, detail=detail))


def _listen(sources: list[Source], settings: CrawlSettings, now: datetime, desk: _Desk) -> GovprismError | None:
    """Run the child to its end; the error that cut the crawl short, or None."""
    if not sources:
        return None
    with running(sources, settings, now) as child, Alarm(child.process) as alarm:
        alarm.set(_STARTUP_S)
        try:
            for head, body in wire.frames(child.pipe):
                if head["kind"] == "started":
                    alarm.set(settings.total_timeout_s)
                elif head["kind"] == "done":
                    return None if head["reason"] == "finished" else _broken(f"ended early ({head['reason']})")
                else:
                    desk.take(head, body)
        except StoreError as error:
            return error
        return _broken(f"not done after {settings.total_timeout_s:g} s" if alarm.rang else child.last_words())


def _broken(why: str) -> FetchError:
    return FetchError("crawl", "child process", why, hint="what was due stays due in the next crawl")

"""One crawl: sources in a child process, pages to a sink, a report back.

A page is archived, noted as held, given to the sink, and only then noted as fetched. Whoever is killed in between,
the next crawl takes the held page from the archive and gives it to the sink again, equal in every field; so a sink
that saves by upsert has every page once, and no page is asked for twice.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

import structlog

from crawler import child, wire
from crawler.archive import Archive
from crawler.browser import missing
from crawler.frontier import Ending, Frontier
from crawler.report import GOOD, ChannelVisit, CrawlReport, Outcome, SourceReport, Trouble
from crawler.settings import CrawlSettings
from crawler.urls import canonical
from domain.catalogue import Source
from domain.errors import FetchError, GovprismError, StoreError
from domain.records import RawPage

__all__ = ["CrawlReport", "CrawlSettings", "Outcome", "Sink", "crawl"]

Sink = Callable[[RawPage], None]
log = structlog.get_logger(__name__)
_ROOT = Path(__file__).parent.parent
_GRACE_S, _STARTUP_S = 15.0, 120.0
_MAX_TROUBLES = 200


def crawl(sources: Sequence[Source], sink: Sink, *, settings: CrawlSettings, now: datetime) -> CrawlReport:
    """Walk every source's channels and give each due page to the sink.

    Args:
        sink: Takes one page after another; what it raises is in the report, and the page stays due.
        now: The moment of this crawl: what is due is judged by it, and pages carry it as `fetched_at`.

    Raises:
        StoreError: the frontier cannot be opened, or another crawl holds it.
    """
    with _alone(settings.frontier), closing(Frontier(settings.frontier)) as frontier:
        archive = Archive(settings.archive, agent=settings.user_agent) if settings.archive else None
        desk = _Desk(frontier=frontier, archive=archive, sink=sink, now=now)
        try:
            desk.without_browser(barred := missing(sources))
            error = desk.resume() or _listen([each for each in sources if each not in barred], settings, now, desk)
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

    def without_browser(self, sources: Sequence[Source]) -> None:
        """Say of sources that want a browser that there is none."""
        for source in sources:
            for channel in source.channels:
                why = "this source needs a browser: install the extra `browser`, then `playwright install chromium`"
                self.visits.append(
                    ChannelVisit(
                        source=source.id,
                        kind=channel.kind,
                        url=channel.url,
                        outcome=Outcome.BROWSER_MISSING,
                        detail=why,
                    )
                )

    def take(self, head: dict[str, Any], body: bytes) -> None:
        """One message."""
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
            seen = Counter({f"channel:{visit.outcome}": 1 for visit in channels})
            self.frontier.record_visit(source.id, [*counts.items(), *seen.items()], now=self.now)
            pending = self.frontier.pending(source.id, now=self.now)
            found[source.id] = SourceReport(source=source.id, pages=dict(counts), channels=channels, pending=pending)
        return CrawlReport(started_at=self.now, sources=found, troubles=tuple(self.troubles), error=error)

    def _page(self, head: dict[str, Any], body: bytes) -> None:
        key = head["key"]
        if key in self.ended:
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
    with _running(sources, settings, now) as (process, pipe, stderr), _Alarm(process) as alarm:
        alarm.set(_STARTUP_S)
        try:
            for head, body in wire.frames(pipe):
                if head["kind"] == "started":
                    alarm.set(settings.total_timeout_s)
                elif head["kind"] == "done":
                    return None if head["reason"] == "finished" else _broken(f"ended early ({head['reason']})")
                else:
                    desk.take(head, body)
        except StoreError as error:
            return error
        return _broken(f"not done after {settings.total_timeout_s:g} s" if alarm.rang else _last_words(process, stderr))


class _Alarm:
    """Kills the child when its time is up. What it was doing stays due: killing is safe at any moment."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._timer, self.rang = process, threading.Timer(0, self._ring), False

    def __enter__(self) -> _Alarm:
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def set(self, seconds: float) -> None:
        """So many seconds from now."""
        self._timer.cancel()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()


def _broken(why: str) -> FetchError:
    return FetchError("crawl", "child process", why, hint="what was due stays due in the next crawl")


@contextmanager
def _running(
    sources: list[Source], settings: CrawlSettings, now: datetime
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as pipe, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.child", str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=[writing],
            cwd=_ROOT,
            start_new_session=True,
        )
        os.close(writing)
        assert process.stdin is not None
        try:
            process.stdin.write(child.job(sources, settings, now))
            process.stdin.flush()
            yield process, pipe, stderr
        finally:
            process.kill()
            process.wait()
            process.stdin.close()


def _last_words(process: subprocess.Popen[bytes], stderr: IO[bytes]) -> str:
    code = process.wait(timeout=_GRACE_S)
    stderr.seek(0)
    lines = stderr.read()[-4000:].decode(errors="replace").strip().splitlines()
    return f"ended with {code}" + (f": {lines[-1][:300]}" if lines else "")


@contextmanager
def _alone(frontier: Path) -> Iterator[None]:
    """One crawl at a time per frontier; the lock goes with the process that holds it."""
    try:
        frontier.parent.mkdir(parents=True, exist_ok=True)
        with frontier.with_name(frontier.name + ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        why, hint = "another crawl is running on it", "wait for it, or stop it"
        raise StoreError("crawl frontier", str(frontier), why, hint=hint) from error

"""A source's past from a web archive: captures by the CDX protocol (cdx_toolkit, an extra), into the same sink."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

from crawler.archive import Archive
from crawler.frontier import Ending, Frontier
from crawler.links import Link
from crawler.pages import is_page
from crawler.report import Outcome
from crawler.run import Sink
from crawler.settings import CrawlSettings
from crawler.urls import canonical, host
from domain.catalogue import Source
from domain.errors import FetchError
from domain.records import RawPage

_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Which archive to ask: `index` is `ia` or a CDX server's address, `playback` gives the bytes (`…/web`)."""

    index: str = "ia"
    playback: str = "https://web.archive.org/web"
    limit: int = 1000


def backfill(
    source: Source, sink: Sink, *, since: datetime, until: datetime, settings: CrawlSettings, past: Past = Past()
) -> Counter[Outcome]:
    """Give the sink every page of a source that an archive saw between two moments and the frontier does not know.

    Each page carries the moment of its capture. What the frontier knows already is not asked for.

    Raises:
        FetchError: the extra is not installed, or the archive does not answer.
    """
    if find_spec("cdx_toolkit") is None:
        raise FetchError("backfill", source.id, "cdx_toolkit is not there", hint="install the extra `backfill`")
    counts: Counter[Outcome] = Counter()
    archive = Archive(settings.archive, agent=settings.user_agent) if settings.archive else None
    with closing(Frontier(settings.frontier)) as frontier, closing(archive) if archive else nullcontext():
        for capture in _captures(source, past, since, until):
            counts[_one(capture, source, sink, frontier, archive)] += 1
    return counts


def _captures(source: Source, past: Past, since: datetime, until: datetime) -> Iterator[Any]:
    from cdx_toolkit import CDXFetcher

    wanted = [re.compile(channel.match) for channel in source.channels if channel.match]
    try:
        found = CDXFetcher(source=past.index, wb=past.playback).iter(
            f"{host(source.home)}/*", from_ts=since.strftime(_STAMP), to=until.strftime(_STAMP), limit=past.limit,
            filter=["status:200"], collapse="urlkey",
        )  # fmt: skip
        yield from (each for each in found if not wanted or any(rule.search(each["url"]) for rule in wanted))
    except (ValueError, RuntimeError, OSError) as error:
        raise FetchError("backfill", past.index, str(error), hint="try again later, or another archive") from error


def _one(capture: Any, source: Source, sink: Sink, frontier: Frontier, archive: Archive | None) -> Outcome:
    seen_at = datetime.strptime(capture["timestamp"], _STAMP).replace(tzinfo=UTC)
    key = canonical(capture["url"])
    if frontier.known(key)[0]:
        return Outcome.DUPLICATE
    try:
        body = capture.content
    except (ValueError, RuntimeError, OSError):
        return Outcome.UNREACHABLE
    label = capture.get("mime", "")
    if not is_page(label, body):
        return Outcome.NOT_A_PAGE
    page = RawPage(url=capture["url"], body=body, fetched_at=seen_at, source=source.id, content_type=label)
    frontier.add(source.id, [Link(url=page.url)], now=seen_at, revisit_s=float("inf"))
    ref = archive.keep(page) if archive else ""
    sink(RawPage(url=page.url, body=body, fetched_at=seen_at, source=source.id, content_type=label, archive_ref=ref))
    frontier.finish(Ending(key=key, outcome=Outcome.FETCHED, status=200, sha256=page.sha256, ref=ref), now=seen_at)
    return Outcome.FETCHED

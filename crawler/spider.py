"""The one spider: walks the channels of the sources it is given and hands on every page that is due."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import listing, policy
from crawler.addresses import is_public, local_hosts, refusal
from crawler.failures import Fate, fate
from crawler.frontier import Due, Frontier
from crawler.links import Link
from crawler.pages import is_page, may_continue
from crawler.report import Outcome
from crawler.settings import CrawlSettings
from crawler.urls import host
from domain.catalogue import Channel, Source
from domain.errors import FetchError
from domain.records import RawPage

Send = Callable[[dict[str, Any], bytes], Awaitable[None]]
MAX_CHILDREN = 50
MAX_LISTINGS = 500
MAX_WAITS = 3
_LANGUAGE = {"zh-Hans": "zh-CN,zh;q=0.9", "zh-Hant": "zh-TW,zh;q=0.9", "en": "en", "mixed": "zh-CN,zh;q=0.9,en;q=0.8"}


@dataclass(slots=True, kw_only=True)
class Walk:
    """One listing being walked, page after page, until its links are all known."""

    source: Source
    channel: Channel
    url: str
    in_full: bool
    validators: tuple[str, str] = ("", "")
    pages: int = 0
    links: int = 0
    new: int = 0
    seen: set[str] = field(default_factory=set)


class SourceSpider(Spider):
    """Walks every channel of every source; what it finds goes to the frontier, what it fetches to `send`."""

    name = "govprism"

    def __init__(
        self, *, sources: list[Source], frontier: Frontier, settings: CrawlSettings, now: datetime, send: Send
    ) -> None:
        super().__init__()
        self._sources, self._frontier, self._manners, self._now, self._send = sources, frontier, settings, now, send
        self._taken: dict[str, set[str]] = {source.id: set() for source in sources}
        self._begun = {source.id: {channel.url for channel in source.channels} for source in sources}

    async def start(self) -> AsyncIterator[Request]:
        """What an earlier crawl left, then every listing."""
        await self._send({"kind": "started"}, b"")
        for source in self._sources:
            for request in self._due(source):
                yield request
            for channel in source.channels:
                async for request in self._channel(source, channel):
                    yield request

    async def on_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request]:
        """A listing's page has come."""
        if response.status != 200:
            outcome = Outcome.NOT_MODIFIED if response.status == 304 else Outcome.HTTP_ERROR
            known = self._frontier.children(walk.source.id, walk.url) if response.status == 304 else []
            for request in self._children(walk, known):
                yield request
            await self._visited(walk, Fate(outcome=outcome), response.status)
            return
        try:
            found = listing.read(
                walk.channel, response.body, url=response.url, content_type=_header(response, "Content-Type")
            )
        except FetchError as error:
            await self._visited(walk, Fate(outcome=Outcome.UNREADABLE_LISTING, detail=error.why), response.status)
            return
        async for request in self._read(walk, found, response):
            yield request

    async def on_page(self, response: Response, due: Due, source: Source) -> AsyncIterator[Request]:
        """A page has come."""
        headers = {name.decode("latin-1"): _header(response, name.decode("latin-1")) for name in response.headers}
        lower = {name.lower(): value for name, value in headers.items()}
        reserved = policy.opt_out(lower, response.body) or response.meta.get("reserved", "")
        kept = not reserved or not policy.honoured(source.text_mining, honour_opt_out=self._manners.honour_opt_out)
        outcome = Outcome.REFUSED_ADDRESS if _came_from_inside(response) else _page_outcome(response, kept=kept)
        body = response.body if outcome is Outcome.FETCHED else b""
        following = await self._following(response.url, lower.get("content-type", ""), body)
        if following:  # known before this page is: whoever dies in between, no page of the article is lost
            self._frontier.follow(source.id, following, part_of=due.part_of or response.url, now=self._now)
        await self._send(
            {"kind": "page", "key": due.key, "source": source.id, "url": response.url, "asked": due.url,
             "outcome": outcome, "status": response.status, "opt_out": reserved, "headers": list(headers.items()),
             "etag": lower.get("etag", ""), "last_modified": lower.get("last-modified", ""),
             "content_type": lower.get("content-type", ""), "part_of": due.part_of},
            body,
        )  # fmt: skip
        for request in self._due(source) if following else ():
            yield request

    async def on_page_error(self, failure: Failure) -> AsyncIterator[Request]:
        """A page has not come."""
        assert failure.value is not None
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        found, due = fate(failure.value, request.url), request.cb_kwargs["due"]
        if again := await self._waited(request, found):
            yield again
            return
        await self._send(
            {"kind": "page", "key": due.key, "source": due.source, "url": request.url, "asked": due.url,
             "outcome": found.outcome, "detail": found.detail, "retry_after_s": found.retry_after_s,
             "opt_out": found.opt_out},
            b"",
        )  # fmt: skip

    async def on_listing_error(self, failure: Failure) -> AsyncIterator[Request]:
        """A listing has not come."""
        assert failure.value is not None
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        found = fate(failure.value, request.url)
        if again := await self._waited(request, found):
            yield again
            return
        await self._visited(request.cb_kwargs["walk"], found, 0)

    async def _following(self, url: str, content_type: str, body: bytes) -> str | None:
        if not may_continue(body):
            return None
        from crawler.pagination import next_page  # a parser that most crawls never need

        page = RawPage(url=url, body=body, fetched_at=self._now, content_type=content_type)
        return await asyncio.to_thread(next_page, page)

    async def _channel(self, source: Source, channel: Channel) -> AsyncIterator[Request]:
        if channel.kind != "wechat":
            yield self._listing(self._walk(source, channel, channel.url))
            return
        walk = Walk(source=source, channel=channel, url=f"wechat:{source.id}", in_full=True)
        links = listing.read(channel, b"", url=walk.url).links
        self._add(walk, links)
        await self._visited(walk, Fate(outcome=Outcome.FETCHED), 0)
        for request in self._due(source):
            yield request

    async def _read(self, walk: Walk, found: listing.Listing, response: Response) -> AsyncIterator[Request]:
        if walk.pages == 0:
            walk.validators = _header(response, "ETag"), _header(response, "Last-Modified")
            self._frontier.walking(walk.source.id, walk.url)
        walk.pages += 1
        walk.seen |= {response.url}
        new = self._add(walk, found.links)
        for request in self._children(walk, [child.url for child in _newest(found.children)]):
            yield request
        more = found.next_page if walk.pages < walk.channel.pages and (new or walk.in_full) else ""
        if more and more not in walk.seen:
            yield self._listing(walk, more)
        else:
            await self._walked(walk, found)
        for request in self._due(walk.source):
            yield request

    def _children(self, walk: Walk, urls: list[str]) -> Iterator[Request]:
        """The listings that one leads to, each once a crawl: an index may name itself, or go on without end."""
        begun = self._begun[walk.source.id]
        for url in urls:
            if url not in begun and url != walk.url and len(begun) < MAX_LISTINGS:
                begun.add(url)
                yield self._listing(self._walk(walk.source, walk.channel, url))

    async def _walked(self, walk: Walk, found: listing.Listing) -> None:
        etag, last_modified = walk.validators
        children = [child.url for child in _newest(found.children)]
        self._frontier.walked(
            walk.source.id, walk.url, etag=etag, last_modified=last_modified, now=self._now, children=children
        )  # fmt: skip
        await self._visited(walk, Fate(outcome=Outcome.FETCHED), 200)

    def _walk(self, source: Source, channel: Channel, url: str) -> Walk:
        known = self._frontier.validators(source.id, url)
        return Walk(source=source, channel=channel, url=url, in_full=known is None, validators=known or ("", ""))

    def _add(self, walk: Walk, links: tuple[Link, ...]) -> int:
        since = self._manners.since
        wanted = [link for link in links if since is None or link.dated_at is None or link.dated_at >= since]
        new = self._frontier.add(walk.source.id, wanted, now=self._now, revisit_s=self._manners.revisit_s)
        walk.links += len(links)
        walk.new += new
        return new

    def _due(self, source: Source) -> Iterator[Request]:
        taken = self._taken[source.id]
        room = self._manners.max_pages - len(taken)
        if room <= 0:
            return
        for due in self._frontier.due(source.id, now=self._now, limit=self._manners.max_pages + len(taken)):
            if due.key not in taken and len(taken) < self._manners.max_pages:
                taken.add(due.key)
                yield self._page(source, due)

    def _page(self, source: Source, due: Due) -> Request:
        return Request(
            due.url,
            callback=self.on_page,
            errback=self.on_page_error,
            headers=_headers(source, due.etag, due.last_modified),
            dont_filter=True,
            meta={"allowed": local_hosts(source), **_rendering(source)},
            cb_kwargs={"due": due, "source": source},
        )

    def _listing(self, walk: Walk, url: str = "") -> Request:
        validators = ("", "") if url else walk.validators
        return Request(
            url or walk.url,
            callback=self.on_listing,
            errback=self.on_listing_error,
            headers=_headers(walk.source, *validators),
            dont_filter=True,
            priority=10,
            meta={"allowed": local_hosts(walk.source), **_rendering(walk.source)},
            cb_kwargs={"walk": walk},
        )

    async def _visited(self, walk: Walk, found: Fate, status: int) -> None:
        await self._send(
            {"kind": "channel", "source": walk.source.id, "channel": walk.channel.kind, "url": walk.url,
             "outcome": found.outcome, "status": status, "links": walk.links, "new": walk.new, "detail": found.detail},
            b"",
        )  # fmt: skip

    async def _waited(self, request: Request, found: Fate) -> Request | None:
        """The same request again once the pause its host asked for is over; None when that is not worth the wait."""
        if found.outcome is not Outcome.RATE_LIMITED:
            return None
        waits = int(request.meta.get("waits", 0))
        if waits >= MAX_WAITS or found.retry_after_s > self._manners.max_wait_s:
            await self._send({"kind": "pause", "host": host(request.url), "seconds": found.retry_after_s}, b"")
            return None
        await asyncio.sleep(found.retry_after_s)
        return request.replace(meta={**request.meta, "waits": waits + 1})


def _page_outcome(response: Response, *, kept: bool) -> Outcome:
    if response.status == 304:
        return Outcome.NOT_MODIFIED
    if response.status != 200:
        # a redirect still here is one that Scrapy would not follow: to file:, to ftp:, to nowhere
        leads = _header(response, "Location") if response.status in (301, 302, 303, 307, 308) else ""
        return Outcome.REFUSED_ADDRESS if "://" in leads and refusal(leads) else Outcome.HTTP_ERROR
    if not kept:
        return Outcome.OPTED_OUT
    return Outcome.FETCHED if is_page(_header(response, "Content-Type"), response.body) else Outcome.NOT_A_PAGE


def _rendering(source: Source) -> dict[str, Any]:
    """For a source that needs a browser: read the page once it has stopped asking for more."""
    return {"playwright": True, "playwright_page_goto_kwargs": {"wait_until": "networkidle"}} if source.browser else {}


def _came_from_inside(response: Response) -> bool:
    """The last door, for a browser that resolves names by itself: what a private address answered is not kept."""
    address, meta = response.ip_address, response.meta
    return address is not None and not is_public(str(address)) and host(response.url) not in meta["allowed"]


def _headers(source: Source, etag: str, last_modified: str) -> dict[str, str]:
    named = {
        "Accept-Language": _LANGUAGE[source.language], "If-None-Match": etag, "If-Modified-Since": last_modified,
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


def _newest(children: tuple[Link, ...]) -> list[Link]:
    dated = sorted(children, key=lambda link: link.dated_at.timestamp() if link.dated_at else 0.0, reverse=True)
    return dated[:MAX_CHILDREN]

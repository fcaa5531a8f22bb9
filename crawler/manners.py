"""The spider's manners, as Scrapy takes them: who may be asked, how often, when to stay away."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import tdmrep
from crawler.addresses import refusal
from crawler.failures import NETWORK_ERRORS, Ended, fate
from crawler.policy import Robots, honoured, retry_after_s, robots
from crawler.report import Outcome
from crawler.settings import CrawlSettings
from crawler.urls import host

_ASKING = "asking_robots"
_Said = TypeVar("_Said")
# the host itself is out of reach: that says more than that its robots.txt is
_DEAD = frozenset({Outcome.UNREACHABLE, Outcome.TLS_ERROR, Outcome.REFUSED_ADDRESS})


class _Middleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.manners: CrawlSettings = crawler.settings["GOVPRISM"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """Built by Scrapy."""
        return cls(crawler)


class AddressGuard(_Middleware):
    """Refuses addresses that lead inside; every hop of a redirect comes through here."""

    def process_request(self, request: Request) -> None:
        """Raises Ended for an address that must not be asked."""
        if why := refusal(request.url, request.meta.get("allowed", ())):
            raise Ended(Outcome.REFUSED_ADDRESS, why)


class _Gate(_Middleware, Generic[_Said]):
    """Asks each site one question a crawl, which whoever comes meanwhile waits for."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, asyncio.Task[_Said]] = {}

    async def _ask(self, site: str, page: Request) -> _Said:
        raise NotImplementedError

    async def _answer(self, page: Request) -> tuple[str, _Said]:
        """The site of a page, and what it said."""
        parts = urlsplit(page.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._asked:
            self._asked[site] = asyncio.ensure_future(self._ask(site, page))
        return site, await asyncio.shield(self._asked[site])

    async def _fetched(self, url: str, page: Request, priority: int, **meta: bool) -> Response:
        waits = {"dont_retry": True, "download_timeout": self.manners.robots_timeout_s}
        whole = {**waits, "allowed": page.meta.get("allowed", ()), **meta}
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(
            Request(url, priority=priority, callback=NO_CALLBACK, dont_filter=True, meta=whole)
        )


class RobotsGate(_Gate[Robots]):
    """Obeys robots.txt by RFC 9309, its Crawl-delay included; one question per host and crawl."""

    async def process_request(self, request: Request) -> None:
        """Raises Ended for a page that robots.txt bars or whose host cannot say."""
        if request.meta.get(_ASKING):
            return
        site, rules = await self._answer(request)
        if not rules.reachable:
            raise Ended(Outcome.ROBOTS_UNREACHABLE, f"{site}/robots.txt gave no answer to go by")
        if not rules.allows(request.url, self.manners.robots_name):
            raise Ended(Outcome.ROBOTS_DENIED, f"barred by {site}/robots.txt")

    async def _ask(self, site: str, page: Request) -> Robots:
        url = f"{site}/robots.txt"
        try:
            answer = await self._fetched(url, page, 1000, **{_ASKING: True})
        except NETWORK_ERRORS as error:
            # one that loops is unavailable, which allows; anything else may have said no (RFC 9309 2.3.1)
            found = fate(error, url)
            if found.outcome is Outcome.REDIRECT_LOOP:
                return Robots()
            raise Ended(
                found.outcome if found.outcome in _DEAD else Outcome.ROBOTS_UNREACHABLE, found.detail
            ) from error
        rules = robots(answer.status, answer.body)
        self._space_out(host(site), rules.delay_s(self.manners.robots_name))
        return rules

    def _space_out(self, name: str, delay_s: float) -> None:
        if delay_s <= self.manners.delay_s:
            return
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[name] = {"delay": delay_s, "concurrency": 1, "jitter": 0.0}
        if slot := downloader.slots.get(name):
            slot.delay, slot.concurrency, slot.jitter = delay_s, 1, 0.0


class ReservationGate(_Gate[tuple[tdmrep.Rule, ...]]):
    """Reads each host's `tdmrep.json` once a crawl; what it reserves stays unasked, by policy."""

    async def process_request(self, request: Request) -> None:
        """Raises Ended for a page whose host reserves it; notes the reservation where it is not honoured."""
        if "due" not in request.cb_kwargs:  # a listing names texts, it is none
            return
        site, rules = await self._answer(request)
        how = tdmrep.reservation(rules, request.url)
        request.meta["reserved"] = how
        if how and honoured(request.cb_kwargs["source"].text_mining, honour_opt_out=self.manners.honour_opt_out):
            raise Ended(Outcome.OPTED_OUT, f"reserved by {site}{tdmrep.PATH}", opt_out=how)

    async def _ask(self, site: str, page: Request) -> tuple[tdmrep.Rule, ...]:
        try:
            answer = await self._fetched(f"{site}{tdmrep.PATH}", page, 900)
        except NETWORK_ERRORS:  # robots.txt bars it, or the host is ill: then its pages say so themselves
            return ()
        return tdmrep.rules(answer.status, answer.body)


class Patience(_Middleware):
    """Stays away from a host that answers 429 or 503, for as long as it asks."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.now: datetime = crawler.settings["GOVPRISM_NOW"]
        self._until: dict[str, float] = {}
        paused: Mapping[str, datetime] = crawler.settings["GOVPRISM_PAUSED"]
        self._earlier = {name: (until - self.now).total_seconds() for name, until in paused.items()}

    def process_request(self, request: Request) -> None:
        """Raises Ended while the host is to be left alone."""
        name, clock = host(request.url), asyncio.get_running_loop().time()
        if name in self._earlier:
            self._until[name] = clock + self._earlier.pop(name)
        if (left := self._until.get(name, 0.0) - clock) > 0:
            raise Ended(Outcome.RATE_LIMITED, f"{name} asked for a pause", retry_after_s=left)

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises Ended for 429 and 503."""
        if response.status not in (429, 503):
            return response
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        asked = retry_after_s(header, self.now)
        tried = int(request.meta.get("waits", 0))
        wait = asked if asked is not None else max(1.0, self.manners.delay_s) * 4.0 ** (tried + 1)
        name, clock = host(request.url), asyncio.get_running_loop().time()
        self._until[name] = max(self._until.get(name, 0.0), clock + wait)
        why = f"{response.status}, Retry-After: {header or 'none'}"
        self._call_back(request, Ended(Outcome.RATE_LIMITED, why, retry_after_s=wait))
        raise Ended(Outcome.RATE_LIMITED, why, retry_after_s=wait)

    def _call_back(self, request: Request, ended: Ended) -> None:
        """Requests that stand in the host's queue already must not go out either."""
        assert self.crawler.engine is not None
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        while slot is not None and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(ended)


class Throttle(AutoThrottle):  # type: ignore[misc,unused-ignore]  # untyped where scrapy ships no types
    """AutoThrottle that never goes below a host's Crawl-delay."""

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        floor = 0.0 if slot.jitter else slot.delay
        super()._adjust_delay(slot, latency, response)
        slot.delay = max(slot.delay, floor)

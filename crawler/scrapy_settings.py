"""Our settings in Scrapy's words; whatever of Scrapy is not named here stays off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler import browser
from crawler.addresses import local_hosts
from crawler.resolver import ALLOWED_HOSTS
from crawler.settings import CrawlSettings
from domain.catalogue import Source

_MIDDLEWARES = "scrapy.downloadermiddlewares"


def scrapy_settings(
    sources: list[Source], ours: CrawlSettings, now: datetime, paused: Mapping[str, datetime]
) -> dict[str, Any]:
    """What one child process runs with."""
    allowed = sorted({name for source in sources for name in local_hosts(source)})
    return {
        "GOVPRISM": ours, "GOVPRISM_NOW": now, "GOVPRISM_PAUSED": paused, ALLOWED_HOSTS: allowed,
        **_manners(ours), **_limits(ours), **_quiet(), **browser.scrapy_settings(sources, ours, allowed),
    }  # fmt: skip


def _manners(ours: CrawlSettings) -> dict[str, Any]:
    return {
        "USER_AGENT": ours.user_agent,
        "DOWNLOAD_DELAY": ours.delay_s,
        "RANDOMIZE_DOWNLOAD_DELAY": False,  # Scrapy would go down to half of what a host asks for
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": ours.delay_s,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(ours.per_host),
        "CONCURRENT_REQUESTS": ours.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": ours.per_host,
        # what is not named is not even imported: Scrapy's own lists cost half a second of every crawl's start
        "EXTENSIONS_BASE": {"scrapy.extensions.corestats.CoreStats": 0, "crawler.manners.Throttle": 0},
        "DOWNLOADER_MIDDLEWARES_BASE": {
            "crawler.manners.AddressGuard": 10,
            "crawler.manners.RobotsGate": 100,
            "crawler.manners.ReservationGate": 110,
            f"{_MIDDLEWARES}.downloadtimeout.DownloadTimeoutMiddleware": 350,
            f"{_MIDDLEWARES}.defaultheaders.DefaultHeadersMiddleware": 400,
            f"{_MIDDLEWARES}.useragent.UserAgentMiddleware": 500,
            "crawler.manners.Patience": 545,
            f"{_MIDDLEWARES}.retry.RetryMiddleware": 550,
            f"{_MIDDLEWARES}.httpcompression.HttpCompressionMiddleware": 590,
            f"{_MIDDLEWARES}.redirect.RedirectMiddleware": 600,
        },
        "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25},
        "DOWNLOAD_HANDLERS_BASE": {
            scheme: "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler" for scheme in ("http", "https")
        },
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5",
        },
        "TWISTED_DNS_RESOLVER": "crawler.resolver.PublicResolver",
        "DNS_TIMEOUT": min(20.0, ours.timeout_s),
    }


def _limits(ours: CrawlSettings) -> dict[str, Any]:
    return {
        "DOWNLOAD_TIMEOUT": ours.timeout_s,
        "DOWNLOAD_MAXSIZE": ours.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": ours.max_redirects,
        "RETRY_TIMES": ours.retries,
        "RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408],
    }


def _quiet() -> dict[str, Any]:
    return {
        "WARN_ON_GENERATOR_RETURN_VALUE": False,  # parses the source of every callback to look for a beginner's slip
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "STATS_DUMP": False,
        "LOG_LEVEL": "ERROR",
    }

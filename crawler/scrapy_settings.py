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
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": ours.delay_s,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(ours.per_host),
        "CONCURRENT_REQUESTS": ours.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": ours.per_host,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": None, "crawler.manners.Throttle": 0},
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.manners.AddressGuard": 10,
            "crawler.manners.RobotsGate": 100,
            "crawler.manners.Patience": 545,
            f"{_MIDDLEWARES}.robotstxt.RobotsTxtMiddleware": None,
            f"{_MIDDLEWARES}.offsite.OffsiteMiddleware": None,
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
        "HTTPERROR_ALLOW_ALL": True,
    }


def _quiet() -> dict[str, Any]:
    return {
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,  # parses the source of every callback to look for a beginner's slip
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "MEMUSAGE_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "STATS_DUMP": False,
        "LOG_LEVEL": "ERROR",
    }

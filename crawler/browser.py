"""Pages that only exist once a browser has run their scripts: scrapy-playwright, an extra, for sources that say so."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from crawler.addresses import refusal
from crawler.settings import CrawlSettings
from domain.catalogue import Source

_HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
# what an article's text never needs; every kept kind is one more way for a page to reach elsewhere
_NEEDED = frozenset({"document", "script", "xhr", "fetch", "stylesheet"})
_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
]


def missing(sources: Sequence[Source]) -> list[Source]:
    """The sources that want a browser where there is none to be had."""
    return [] if find_spec("scrapy_playwright") else [source for source in sources if source.browser]


def scrapy_settings(sources: Sequence[Source], ours: CrawlSettings, allowed: Sequence[str]) -> dict[str, Any]:
    """Settings that send requests marked `playwright` through Chromium; empty when no source wants it."""
    if not any(source.browser for source in sources):
        return {}
    launch: dict[str, Any] = {"headless": True, "args": [*_FLAGS, *(["--no-sandbox"] if ours.chromium_as_root else [])]}
    if ours.chromium:
        launch["executable_path"] = ours.chromium
    guard = Guard(frozenset(allowed))
    return {
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": ours.per_host,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": ours.timeout_s * 1000,
        "PLAYWRIGHT_ABORT_REQUEST": guard,
    }


class Guard:
    """Refuses what a page asks for by itself when it leads inside, or is not needed for its text."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed

    def __call__(self, request: Any) -> bool:
        """Whether to abort a request of the browser's."""
        if urlsplit(request.url).scheme in ("data", "blob"):
            return False
        return request.resource_type not in _NEEDED or bool(refusal(request.url, self._allowed))

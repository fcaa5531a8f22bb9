"""How a crawl behaves: limits, manners, places. Values come from the caller; nothing is read from the environment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

USER_AGENT = "govprism/0.1 (+https://github.com/govprism/govprism#contact)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """Limits and manners of one crawl.

    `user_agent` must hold a contact address; the word before its `/` is the name looked up in robots.txt.
    `timeout_s` bounds one download from first byte asked to last byte had, `total_timeout_s` the whole crawl.
    `max_wait_s` is the longest Retry-After that is sat out within a crawl; a longer one waits for the next.
    `chromium` is the browser's file for sources with `browser: true`; empty means the one playwright installed.
    Links that their listing dates before `since` are left alone: a sitemap may name decades of pages.
    `honour_opt_out` keeps texts that are reserved against text mining out: pages by header, meta or `tdmrep.json`, and
    whole sources marked `text_mining: reserved`; a source marked `allowed` has its publisher's word and goes before.
    `revisit_s` is how long a known page that can be asked conditionally rests before it is asked again.
    """

    frontier: Path
    archive: Path | None = None
    user_agent: str = USER_AGENT
    delay_s: float = 1.0
    concurrency: int = 16
    per_host: int = 2
    timeout_s: float = 30.0
    robots_timeout_s: float = 15.0
    total_timeout_s: float = 3600.0
    max_bytes: int = 16 * 1024 * 1024
    max_redirects: int = 5
    max_pages: int = 200
    max_wait_s: float = 60.0
    retries: int = 1
    revisit_s: float = 7 * 86400.0
    since: datetime | None = None
    honour_opt_out: bool = True
    chromium: str = ""
    chromium_as_root: bool = False

    @property
    def robots_name(self) -> str:
        """The product token that robots.txt rules are looked up by."""
        return self.user_agent.split("/", 1)[0].strip() or "govprism"

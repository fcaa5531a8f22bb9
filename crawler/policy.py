"""Manners, decided apart from the machinery: robots.txt, Retry-After, opt-outs from text mining. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from protego import Protego

from crawler.settings import CrawlSettings
from domain.catalogue import Source

MAX_ROBOTS = 512 * 1024  # RFC 9309 2.5 asks for at least 500 KiB
_OPT_OUT = frozenset({"noai", "noml", "notdm", "notrain"})
_META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
_NAME = re.compile(rb"name\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*[\"']?\s*([^\"'>]*)", re.IGNORECASE)
_HEAD = 65536
_LONGEST_S = 30 * 86400.0  # no host is left alone for longer, whatever it asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host's robots.txt lets us do. `reachable` is False when the host could not say."""

    rules: Protego | None = None
    reachable: bool = True

    def allows(self, url: str, agent: str) -> bool:
        """Whether a page may be asked for."""
        return self.reachable and (self.rules is None or bool(self.rules.can_fetch(url, agent)))

    def delay_s(self, agent: str) -> float:
        """Seconds between two requests that the host asks for; 0 when it does not say."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(agent)
        spacing = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.rules.crawl_delay(agent) or 0.0), spacing)


def robots(status: int, body: bytes) -> Robots:
    """Read a robots.txt answer as RFC 9309 says: 4xx allows everything, 5xx (and 429) nothing."""
    if 200 <= status < 300:
        return Robots(rules=Protego.parse(body[:MAX_ROBOTS].decode("utf-8-sig", errors="replace")))
    return Robots() if 300 <= status < 500 and status != 429 else Robots(reachable=False)


def retry_after_s(value: str, now: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait, 30 days at most; None when it says nothing that can be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_S)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()), _LONGEST_S)


def opt_out(headers: Mapping[str, str], body: bytes) -> str:
    """How a page reserves itself against text mining (`header noai`, `meta tdm-reservation`…); empty when it does not.

    Args:
        headers: Lower-case names.
    """
    if found := _reserved(headers.get("x-robots-tag", ""), headers.get("tdm-reservation", "")):
        return f"header {found}"
    tags = [(_value(_NAME, tag).lower(), _value(_CONTENT, tag)) for tag in _META.findall(body[:_HEAD])]
    robots_tags = ",".join(content for name, content in tags if name == "robots")
    tdm = next((content for name, content in tags if name == "tdm-reservation"), "")
    found = _reserved(robots_tags, tdm)
    return f"meta {found}" if found else ""


def honoured(text_mining: Literal["allowed", "reserved", "unknown"], *, honour_opt_out: bool) -> bool:
    """Whether an opt-out keeps a page out of the corpus: by setting, unless the source's own terms allow mining."""
    return honour_opt_out and text_mining != "allowed"


def reserved(sources: Sequence[Source], settings: CrawlSettings) -> list[Source]:
    """The sources whose own terms reserve text mining, where that is honoured: they are not asked for anything."""
    return [source for source in sources if settings.honour_opt_out and source.text_mining == "reserved"]


def _reserved(directives: str, tdm: str) -> str:
    words: Iterable[str] = (word.split(":")[-1].strip().lower() for word in directives.split(","))
    found = next((word for word in words if word in _OPT_OUT), "")
    return found or ("tdm-reservation" if tdm.strip() == "1" else "")


def _value(pattern: re.Pattern[bytes], tag: bytes) -> str:
    found = pattern.search(tag)
    return found[1].decode("ascii", errors="replace").strip() if found else ""

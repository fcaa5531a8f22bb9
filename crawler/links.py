"""A link to a page, with the hints its listing gives."""

from __future__ import annotations

import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import struct_time

from crawler.dates import CHINA

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_IN_URL = re.compile(r"/(?:t|art/|content_)?((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One address a listing names; `dated_at` (aware) is when the listing says it was published or changed."""

    url: str
    title: str = ""
    dated_at: datetime | None = None


def from_struct(value: struct_time | None) -> datetime | None:
    """A feed's parsed UTC time."""
    return None if value is None else datetime.fromtimestamp(timegm(value), UTC)


def from_text(text: str) -> datetime | None:
    """A W3C, RFC 822 or Chinese date as an aware moment, a bare day in China's zone; None when there is none."""
    text = text.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=CHINA)
    return _day(_DAY.search(text))


def from_epoch(value: float) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    seconds = value / 1000 if value > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < 4e9 else None


def from_address(url: str) -> datetime | None:
    """The day many sites write into their addresses (`/2024-07/26/`, `/t20240726_`)."""
    return _day(_IN_URL.search(url))


def _day(found: re.Match[str] | None) -> datetime | None:
    if found is None:
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=CHINA)
    except ValueError:
        return None

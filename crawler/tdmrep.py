"""`/.well-known/tdmrep.json`: what a host reserves against text mining, path by path. Pure.

W3C TDM Reservation Protocol, "TDM file on the origin server"; paths are written as in robots.txt, the first rule that
finds an address decides.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PATH = "/.well-known/tdmrep.json"
MAX_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the file."""

    location: re.Pattern[str]
    reserved: bool


def rules(status: int, body: bytes) -> tuple[Rule, ...]:
    """What an answer says; none where there is no such file, or one that cannot be read."""
    if status != 200 or len(body) > MAX_BYTES:
        return ()
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    named = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(
        Rule(_pattern(row["location"]), str(row.get("tdm-reservation", 0)).strip() == "1")
        for row in named
        if isinstance(row.get("location"), str)
    )


def reservation(found: tuple[Rule, ...], url: str) -> str:
    """How the file reserves an address; empty when it does not."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    reserved = next((rule.reserved for rule in found if rule.location.match(path)), False)
    return "file tdm-reservation" if reserved else ""


def _pattern(location: str) -> re.Pattern[str]:
    ends = location.endswith("$")
    stars = re.sub(r"\*+", "*", location.removesuffix("$")).split("*")
    return re.compile(".*?".join(map(re.escape, stars)) + (r"\Z" if ends else ""), re.DOTALL)

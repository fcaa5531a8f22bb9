"""What an adapter found on a page, before it is checked and becomes an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One page as an adapter read it; `lines` are paragraphs, `url` is the page's own idea of its address.

    `whole` is False when the source itself says that the text was cut (an archive's limit, a feed's excerpt).
    """

    title: str
    lines: tuple[str, ...]
    method: str
    authors: tuple[str, ...] = ()
    byline: str | None = None
    outlet: str | None = None
    origin: str | None = None
    published_at: datetime | None = None
    precision: str | None = None
    url: str | None = None
    whole: bool = True
    warnings: tuple[str, ...] = ()

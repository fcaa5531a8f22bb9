"""What a crawl comes to: every address ends in exactly one counted outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.errors import GovprismError


class Outcome(StrEnum):
    """How one address ended in one crawl."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    OPTED_OUT = "opted_out"
    NOT_A_PAGE = "not_a_page"
    ROBOTS_DENIED = "robots_denied"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    RATE_LIMITED = "rate_limited"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    TLS_ERROR = "tls_error"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    BAD_ENCODING = "bad_encoding"
    REDIRECT_LOOP = "redirect_loop"
    REFUSED_ADDRESS = "refused_address"
    UNREADABLE_LISTING = "unreadable_listing"
    BROWSER_MISSING = "browser_missing"
    SINK_FAILED = "sink_failed"


GOOD = frozenset({Outcome.FETCHED, Outcome.NOT_MODIFIED, Outcome.UNCHANGED, Outcome.DUPLICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelVisit:
    """One listing as seen in one crawl: how it ended, how many links it held, how many of them were new."""

    source: str
    kind: str
    url: str
    outcome: Outcome
    status: int = 0
    links: int = 0
    new: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One address that did not end well, for people to read."""

    source: str
    url: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One source in one crawl; `pages` counts addresses by outcome, `pending` those left for the next run."""

    source: str
    pages: Mapping[Outcome, int] = field(default_factory=dict)
    channels: tuple[ChannelVisit, ...] = ()
    pending: int = 0

    @property
    def fetched(self) -> int:
        """Pages that reached the sink."""
        return self.pages.get(Outcome.FETCHED, 0)

    @property
    def reached(self) -> bool:
        """Whether any channel answered as it should, or was left out because its publisher wants it so."""
        return any(visit.outcome in GOOD or visit.outcome is Outcome.OPTED_OUT for visit in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What one crawl did. The caller must look at `ok`: a crawl never raises for what a server or a sink did."""

    started_at: datetime
    sources: Mapping[str, SourceReport]
    troubles: tuple[Trouble, ...] = ()
    error: GovprismError | None = None

    @property
    def ok(self) -> bool:
        """Whether the crawl ran to its end and the sink took every page."""
        return self.error is None and not self.outcomes.get(Outcome.SINK_FAILED)

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """Addresses by outcome, over all sources."""
        total: Counter[Outcome] = Counter()
        for report in self.sources.values():
            total.update(report.pages)
        return total

    @property
    def fetched(self) -> int:
        """Pages that reached the sink."""
        return self.outcomes.get(Outcome.FETCHED, 0)

    @property
    def pending(self) -> int:
        """Addresses left for the next run."""
        return sum(report.pending for report in self.sources.values())

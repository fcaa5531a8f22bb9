"""Which sources are silent and which are blocked, as the digest's coverage and `govprism status` say it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.catalogue import Catalogue
from store import runs
from store.database import Database, moment, stamp

EXPECTED = {"daily": timedelta(days=3), "weekly": timedelta(weeks=1), "monthly": timedelta(days=31)}
_GOOD = frozenset({"fetched", "not_modified", "unchanged", "duplicate"})
_ALARM_AFTER = 2  # expected intervals without a new page


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source as its crawls show it; `alarm` after two silent expected intervals, `blocked` when none got in."""

    source: str
    crawls: int
    fetched: int
    bad: int
    last_new: datetime | None
    alarm: bool
    blocked: bool


def every(db: Database, catalogue: Catalogue, *, until: datetime) -> list[SourceHealth]:
    """The health of every source that was ever crawled, up to a moment."""
    seen: dict[str, list[tuple[datetime, str, int]]] = defaultdict(list)
    for run_at, source, outcome, count in runs.crawls(db):
        if run_at < stamp(until):
            seen[source].append((moment(run_at), outcome, count))
    return [_health(catalogue, source, visits, until) for source, visits in sorted(seen.items())]


def silent_and_blocked(
    db: Database, catalogue: Catalogue, *, until: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of sources with an alarm, and of sources that did not let us in, up to a moment."""
    found = every(db, catalogue, until=until)
    return (
        tuple(health.source for health in found if health.alarm and not health.blocked),
        tuple(health.source for health in found if health.blocked),
    )


def _health(
    catalogue: Catalogue, source: str, visits: list[tuple[datetime, str, int]], until: datetime
) -> SourceHealth:
    pages = [(at, outcome, n) for at, outcome, n in visits if not outcome.startswith("channel:")]
    channels = [outcome.removeprefix("channel:") for _, outcome, _ in visits if outcome.startswith("channel:")]
    new = [at for at, outcome, n in pages if outcome == "fetched" and n]
    cadence = catalogue.sources[source].cadence if source in catalogue.sources else "monthly"
    first = min(at for at, _, _ in visits)
    quiet_since = max(new, default=first)
    return SourceHealth(
        source=source,
        crawls=len({at for at, _, _ in visits}),
        fetched=sum(n for _, outcome, n in pages if outcome == "fetched"),
        bad=sum(n for _, outcome, n in pages if outcome not in _GOOD),
        last_new=max(new, default=None),
        alarm=until - quiet_since > _ALARM_AFTER * EXPECTED[cadence],
        blocked=bool(channels) and not any(outcome in _GOOD for outcome in channels),
    )

"""How the sources are, from what the store knows of their crawls; judged by `crawler.health`."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from crawler.health import Condition, Health, Visit, health
from domain.catalogue import Catalogue
from store import pages, runs
from store.database import Database, moment, stamp

_SHUT_OUT = (Condition.BLOCKED, Condition.UNREACHABLE)


def every(db: Database, catalogue: Catalogue, *, until: datetime) -> list[Health]:
    """The health of every source that was ever crawled, as it stood at a moment."""
    seen: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for run_at, source, outcome, count in runs.crawls(db):
        if run_at < stamp(until) and source in catalogue.sources:
            seen[source][run_at][outcome] = count
    for source, run_at, count in pages.without_article(db):
        if run_at in seen.get(source, {}):
            seen[source][run_at]["empty"] = count
    return [
        health(catalogue.sources[source], [Visit.of(moment(at), counts) for at, counts in visits.items()], now=until)
        for source, visits in sorted(seen.items())
    ]


def silent_and_blocked(
    db: Database, catalogue: Catalogue, *, until: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of sources with an alarm, and of those that did not let us in, as they stood at a moment."""
    alarmed = [found for found in every(db, catalogue, until=until) if found.alarm]
    return (
        tuple(found.source for found in alarmed if found.condition not in _SHUT_OUT),
        tuple(found.source for found in alarmed if found.condition in _SHUT_OUT),
    )

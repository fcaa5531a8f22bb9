"""The diary: formal acts of the week, and the dates of the next four."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from digest import quotes
from digest.attention import Calendar
from digest.canonical import Json
from digest.cards import target
from digest.thresholds import Thresholds
from domain.catalogue import Catalogue
from domain.records import Act
from domain.snapshot import Evidence, Snapshot

ACTS, DATES = 4, 4
DAYS_AHEAD = 28
_BINDING = ("in_force", "effective", "applies", "prohibitions_apply", "gpai_apply", "end")


def acts(snapshot: Snapshot, catalogue: Catalogue, calendar: Calendar, table: Thresholds) -> Json:
    """What was signed, voted or entered into force this week, and dates of the next four weeks."""
    week = [item for item in snapshot.evidence if calendar.in_week(item.published_at)]
    done = [item for item in week if item.statement.act == Act.ACT and item.statement.target.startswith("instrument:")]
    monday, sunday = calendar.week.monday, calendar.week.sunday
    return {
        "statements": [
            {"topic_id": item.statement.target, **quotes.entry(item, calendar, table),
             "target": target(item.statement.target, catalogue)}
            for item in _surest_per_actor(done, catalogue)
        ],
        "dates": _dates(catalogue, monday, sunday),
        "ahead": _dates(catalogue, sunday + timedelta(days=1), sunday + timedelta(days=DAYS_AHEAD)),
    }  # fmt: skip


def _surest_per_actor(done: Iterable[Evidence], catalogue: Catalogue) -> list[Evidence]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for item in sorted(done, key=lambda item: (-item.statement.confidence, item.published_at, item.id)):
        key = (item.principal, item.statement.target)
        if key not in seen and item.statement.target.partition(":")[2] in catalogue.instruments:
            seen.add(key)
            kept.append(item)
    # the surest are kept, and told in the order they happened
    return sorted(kept[:ACTS], key=lambda item: (item.published_at, item.id))


def _dates(catalogue: Catalogue, first: date, last: date) -> list[Json]:
    found: dict[tuple[str, str], Json] = {}
    for instrument in catalogue.instruments.values():
        for what, day in (("date", instrument.date), *instrument.dates.items()):
            # a month without a day is no date to keep in a diary
            if len(day) == 10 and first.isoformat() <= day <= last.isoformat():
                entry = {"day": day, "what": what, "topic_id": f"instrument:{instrument.id}",
                         "en": instrument.en, "zh": instrument.zh, "status": instrument.status}  # fmt: skip
                found.setdefault((day, instrument.id), entry)
    # when there are too many, what binds somebody stays
    weighty = sorted(found.values(), key=lambda entry: (entry["what"] not in _BINDING, entry["day"], entry["topic_id"]))
    return sorted(weighty[:DATES], key=lambda entry: (entry["day"], entry["topic_id"]))

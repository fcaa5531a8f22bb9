"""The diary: formal acts of the week, and the dates of the next four."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from digest import quotes
from digest.attention import Calendar
from digest.canonical import Json
from digest.cards import target
from digest.happened import is_news
from digest.thresholds import Thresholds
from domain.catalogue import Catalogue
from domain.entries import Instrument
from domain.snapshot import Evidence, Snapshot

ACTS, DATES = 4, 4
DAYS_AHEAD = 28
_BINDING = ("in_force", "effective", "applies", "prohibitions_apply", "gpai_apply", "end")


def acts(snapshot: Snapshot, catalogue: Catalogue, calendar: Calendar, table: Thresholds) -> Json:
    """What was signed, voted or entered into force this week, and dates of the next four weeks."""
    week = [item for item in snapshot.evidence if calendar.in_week(item.published_at)]
    done = [item for item in week if (text := _instrument(item, catalogue)) is not None and is_news(item, text)]
    monday, sunday = calendar.week.monday, calendar.week.sunday
    return {
        "statements": [
            {"topic_id": item.statement.target, **quotes.entry(item, calendar, table),
             "target": target(item.statement.target, catalogue)}
            for item in _surest_per_actor(done)
        ],
        "dates": _dates(catalogue, monday, sunday),
        "ahead": _dates(catalogue, sunday + timedelta(days=1), sunday + timedelta(days=DAYS_AHEAD)),
    }  # fmt: skip


def _instrument(item: Evidence, catalogue: Catalogue) -> Instrument | None:
    kind, _, key = item.statement.target.partition(":")
    return catalogue.instruments.get(key) if kind == "instrument" else None


def _surest_per_actor(done: Iterable[Evidence]) -> list[Evidence]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for item in sorted(done, key=lambda item: (-item.statement.confidence, item.published_at, item.id)):
        key = (item.principal, item.statement.target)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    # the surest are kept, and told in the order they happened
    return sorted(kept[:ACTS], key=lambda item: (item.published_at, item.id))


def _dates(catalogue: Catalogue, first: date, last: date) -> list[Json]:
    found: dict[tuple[str, str], Json] = {}
    for instrument in catalogue.instruments.values():
        for what, day in ((on_its_day(instrument), instrument.date), *instrument.dates.items()):
            # a month without a day is no date to keep in a diary
            if len(day) == 10 and first.isoformat() <= day <= last.isoformat():
                entry = {"day": day, "what": what, "topic_id": f"instrument:{instrument.id}",
                         "en": instrument.en, "zh": instrument.zh, "status": instrument.status}  # fmt: skip
                found.setdefault((day, instrument.id), entry)
    # when there are too many, what binds somebody stays
    weighty = sorted(found.values(), key=lambda entry: (entry["what"] not in _BINDING, entry["day"], entry["topic_id"]))
    return sorted(weighty[:DATES], key=lambda entry: (entry["day"], entry["topic_id"]))


def on_its_day(instrument: Instrument) -> str:
    """What an instrument's main date is the day of, whatever became of it later."""
    match instrument.status, instrument.kind:
        case "event", "summit":
            return "summit"
        case ("event" | "published" | "draft" | "proposed" | "adopted" | "vetoed") as status, _:
            return status
        case (("withdrawn" | "lapsed"), _):
            return "proposed"
        case _, "executive_order":
            return "signed"
        case _, ("standard" | "strategy" | "framework" | "report"):
            return "published"
        case _:
            return "adopted"

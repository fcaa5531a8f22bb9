"""ISO weeks: the digest's unit of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UsageError

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week, Monday 00:00 to Sunday 24:00 in a time zone; `str()` gives `2026-W07`."""

    year: int
    number: int
    tz: str = "UTC"

    @classmethod
    def parse(cls, text: str, tz: str = "UTC") -> Week:
        """Read `2026-W07`; raises UsageError on anything else, week 53 of a short year included."""
        found = _WEEK.fullmatch(text.strip())
        hint = "write an ISO week such as 2024-W30"
        if found is None:
            raise UsageError("no such week", text, "not of the form YYYY-Www", hint=hint)
        year, number = int(found[1]), int(found[2])
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError as error:
            raise UsageError("no such week", text, str(error), hint=hint) from error
        return cls(year, number, tz)

    @classmethod
    def of(cls, moment: datetime, tz: str = "UTC") -> Week:
        """The week an aware moment falls in, read in `tz`."""
        year, number, _ = moment.astimezone(ZoneInfo(tz)).isocalendar()
        return cls(year, number, tz)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        """First day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def start(self) -> datetime:
        """Monday 00:00 in the zone, as aware UTC."""
        return datetime.combine(self.monday, time(), ZoneInfo(self.tz)).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """Sunday 24:00 in the zone, as aware UTC; exclusive."""
        return datetime.combine(self.sunday + timedelta(days=1), time(), ZoneInfo(self.tz)).astimezone(UTC)

    def contains(self, moment: datetime) -> bool:
        """Whether an aware moment falls in this week."""
        return self.start <= moment < self.end

    def shift(self, weeks: int) -> Week:
        """The week `weeks` later (earlier when negative)."""
        year, number, _ = (self.monday + timedelta(weeks=weeks)).isocalendar()
        return Week(year, number, self.tz)

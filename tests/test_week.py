"""ISO weeks: read, written, bounded in a time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import UsageError
from domain.week import Week

ZONES = st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Europe/Berlin"])
# 2000-01-03 to 2099-12-30
MOMENTS = st.integers(946_857_600, 4_102_272_000).map(lambda second: datetime.fromtimestamp(second, UTC))
SMALL = settings(max_examples=50, deadline=None)


def test_a_week_is_read_as_it_is_written() -> None:
    assert str(Week.parse("2026-W07")) == "2026-W07"


def test_blanks_around_a_week_do_not_matter() -> None:
    assert Week.parse(" 2024-W30\n") == Week(2024, 30)


@pytest.mark.parametrize("text", ["", "2026-7", "2026W07", "2026-W7", "W07", "2026-W00", "2026-W54", "next week"])
def test_what_is_no_week_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Week.parse(text)
    assert "2024-W30" in caught.value.hint


def test_a_year_of_52_weeks_has_no_week_53() -> None:
    with pytest.raises(UsageError):
        Week.parse("2025-W53")


def test_a_year_of_53_weeks_has_week_53() -> None:
    assert Week.parse("2026-W53").sunday == date(2027, 1, 3)


def test_a_week_runs_from_monday_to_sunday() -> None:
    week = Week(2026, 7)
    assert (week.monday, week.sunday) == (date(2026, 2, 9), date(2026, 2, 15))


def test_new_years_day_may_belong_to_the_year_before() -> None:
    assert Week.of(datetime(2027, 1, 1, 12, tzinfo=UTC)) == Week(2026, 53)


def test_monday_morning_in_shanghai_is_still_sunday_in_utc() -> None:
    moment = datetime(2026, 2, 8, 16, 30, tzinfo=UTC)
    assert (Week.of(moment), Week.of(moment, "Asia/Shanghai")) == (Week(2026, 6), Week(2026, 7, "Asia/Shanghai"))


def test_a_week_in_shanghai_starts_on_sunday_afternoon_utc() -> None:
    assert Week(2026, 7, "Asia/Shanghai").start == datetime(2026, 2, 8, 16, tzinfo=UTC)


def test_the_week_the_clocks_go_forward_is_an_hour_shorter() -> None:
    week = Week(2026, 13, "Europe/Berlin")
    assert week.end - week.start == timedelta(days=7, hours=-1)


def test_the_end_of_a_week_is_outside_it() -> None:
    week = Week(2026, 7)
    assert (week.contains(week.start), week.contains(week.end)) == (True, False)


def test_weeks_sort_by_time() -> None:
    assert sorted([Week(2026, 1), Week(2025, 52), Week(2026, 10)]) == [Week(2025, 52), Week(2026, 1), Week(2026, 10)]


def test_the_week_before_the_first_is_the_last_of_the_year_before() -> None:
    assert Week(2027, 1).shift(-1) == Week(2026, 53)


@SMALL
@given(MOMENTS, ZONES)
def test_a_moment_lies_in_its_week_and_in_no_neighbour(moment: datetime, tz: str) -> None:
    week = Week.of(moment, tz)
    assert [each.contains(moment) for each in (week.shift(-1), week, week.shift(1))] == [False, True, False]


@SMALL
@given(MOMENTS, ZONES)
def test_a_week_ends_where_the_next_one_starts(moment: datetime, tz: str) -> None:
    week = Week.of(moment, tz)
    assert week.end == week.shift(1).start


@SMALL
@given(MOMENTS, ZONES, st.integers(-300, 300))
def test_a_shift_there_and_back_is_no_shift(moment: datetime, tz: str, weeks: int) -> None:
    week = Week.of(moment, tz)
    assert week.shift(weeks).shift(-weeks) == week


@SMALL
@given(MOMENTS)
def test_a_week_survives_being_written_and_read(moment: datetime) -> None:
    week = Week.of(moment)
    assert Week.parse(str(week)) == week

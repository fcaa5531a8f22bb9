"""A source's health: silence, emptiness and shortfall are seen; zero results never look like success."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.health import Condition, Health, Visit, health
from tests.crawling import NOW, listed

DAY = timedelta(days=1)


def judged(*days: dict[str, int], cadence: str = "daily", floor: int = 0) -> Health:
    """One crawl a day, the last one today."""
    source = listed("example", "http://127.0.0.1/a", cadence=cadence, weekly_floor=floor)
    visits = [Visit.of(NOW - (len(days) - 1 - n) * DAY, counts) for n, counts in enumerate(days)]
    return health(source, visits, now=NOW)


def test_a_source_that_brings_articles_is_well() -> None:
    found = judged({"fetched": 3}, {"fetched": 2})
    assert (found.condition, found.alarm, found.week_articles, found.last_good) == (Condition.WELL, False, 5, NOW)


@pytest.mark.parametrize(("silent_days", "alarm"), [(1, False), (2, True), (3, True)])
def test_two_silent_intervals_raise_the_alarm(silent_days: int, alarm: bool) -> None:
    assert judged({"fetched": 3}, *[{"channel:not_modified": 1}] * silent_days).alarm is alarm


def test_a_weekly_source_may_rest_for_days() -> None:
    assert not judged({"fetched": 1}, *[{"channel:not_modified": 1}] * 10, cadence="weekly").alarm
    assert judged({"fetched": 1}, *[{"channel:not_modified": 1}] * 14, cadence="weekly").alarm


def test_a_source_that_never_brought_anything_is_silent_from_its_first_crawl_on() -> None:
    assert judged({}, {}, {}).condition is Condition.SILENT


def test_pages_that_are_all_shells_are_as_bad_as_silence() -> None:
    found = judged({"fetched": 50, "empty": 50}, {"fetched": 40, "empty": 40})
    assert (found.condition, found.alarm, found.empty_share, found.last_good) == (Condition.EMPTY, True, 1.0, None)


def test_too_few_articles_in_a_week_are_a_shortfall_without_alarm() -> None:
    found = judged(*[{"fetched": 1}] * 8, floor=20)
    assert (found.condition, found.alarm) == (Condition.SHORT, False)
    assert "at least 20 expected" in found.why


def test_a_shortfall_waits_for_a_full_week() -> None:
    assert judged({"fetched": 1}, floor=20).condition is Condition.WELL


@pytest.mark.parametrize(
    ("counts", "condition"),
    [
        ({"robots_denied": 4}, Condition.BLOCKED),
        ({"channel:rate_limited": 1}, Condition.BLOCKED),
        ({"channel:unreachable": 1}, Condition.UNREACHABLE),
        ({"channel:timeout": 1}, Condition.UNREACHABLE),
    ],
)
def test_the_reason_for_silence_is_named(counts: dict[str, int], condition: Condition) -> None:
    found = judged({"fetched": 1}, {}, {}, counts)
    assert (found.condition, found.alarm) == (condition, True)


def test_a_source_left_out_because_it_reserves_mining_is_blocked_without_alarm() -> None:
    found = judged(*[{"channel:opted_out": 1}] * 5)
    assert (found.condition, found.alarm) == (Condition.BLOCKED, False)


def test_a_source_whose_every_page_was_always_empty_is_never_well() -> None:
    found = judged(*[{"fetched": 1, "empty": 1}] * 3)
    assert (found.condition, found.last_good, found.silent_intervals) == (Condition.EMPTY, None, 2.0)


def test_a_source_never_crawled_is_new() -> None:
    assert judged().condition is Condition.NEW

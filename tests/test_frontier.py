"""The frontier: known once, due when it should be, one outcome each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.frontier import Ending, Frontier
from crawler.links import Link
from crawler.report import Outcome
from crawler.urls import canonical
from domain.errors import StoreError
from tests.crawling import NOW

URL = "https://www.example.org/a"
KEY = canonical(URL)
WEEK_S = 7 * 86400.0
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    made = Frontier(tmp_path / "frontier.db")
    yield made
    made.close()


def add(frontier: Frontier, *links: Link, after: timedelta = timedelta()) -> int:
    return frontier.add("example", links, now=NOW + after, revisit_s=WEEK_S)


def due(frontier: Frontier, after: timedelta = timedelta()) -> list[str]:
    return [each.url for each in frontier.due("example", now=NOW + after, limit=10)]


def end(frontier: Frontier, outcome: Outcome, *, after: timedelta = timedelta(), **more: object) -> None:
    frontier.finish(Ending(key=KEY, outcome=outcome, **more), now=NOW + after)  # type: ignore[arg-type]  # test kwargs


def test_one_address_under_many_spellings_is_known_once(frontier: Frontier) -> None:
    assert add(frontier, Link(url=URL), Link(url=URL + "?utm_source=x"), Link(url="http://www.example.org/a#top")) == 1


def test_the_newest_is_due_first(frontier: Frontier) -> None:
    add(frontier, Link(url=URL + "1"), Link(url=URL + "2", dated_at=NOW - DAY), Link(url=URL + "3", dated_at=NOW))
    assert due(frontier) == [URL + "3", URL + "2", URL + "1"]


def test_a_fetched_page_is_not_due_again(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    end(frontier, Outcome.FETCHED)
    add(frontier, Link(url=URL), after=30 * DAY)
    assert due(frontier, 30 * DAY) == []


def test_a_page_its_listing_dates_later_is_due_again(frontier: Frontier) -> None:
    add(frontier, Link(url=URL, dated_at=NOW - DAY))
    end(frontier, Outcome.FETCHED)
    add(frontier, Link(url=URL, dated_at=NOW + HOUR), after=DAY)
    assert due(frontier, DAY) == [URL]


def test_a_page_that_can_be_asked_conditionally_is_asked_again_after_a_rest(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    end(frontier, Outcome.FETCHED, etag='"1"')
    add(frontier, Link(url=URL), after=DAY)
    assert due(frontier, DAY) == []
    add(frontier, Link(url=URL), after=8 * DAY)
    (again,) = frontier.due("example", now=NOW + 8 * DAY, limit=10)
    assert again.etag == '"1"'


@pytest.mark.parametrize(
    ("outcome", "waits"), [(Outcome.TIMEOUT, [6, 12, 24, 48]), (Outcome.TLS_ERROR, [24, 48, 96, 192])]
)
def test_what_failed_is_tried_again_later_and_later_then_no_more(
    frontier: Frontier, outcome: Outcome, waits: list[int]
) -> None:
    add(frontier, Link(url=URL))
    after = timedelta()
    for hours in waits:
        end(frontier, outcome, after=after)
        assert due(frontier, after + timedelta(hours=hours) - HOUR) == []
        after += timedelta(hours=hours)
        assert due(frontier, after) == [URL]
    end(frontier, outcome, after=after)
    assert due(frontier, after + 999 * DAY) == []


def test_a_page_that_is_gone_twice_is_not_asked_for_again(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    end(frontier, Outcome.HTTP_ERROR, status=404)
    end(frontier, Outcome.HTTP_ERROR, status=404, after=DAY)
    assert due(frontier, 999 * DAY) == []


@pytest.mark.parametrize("outcome", [Outcome.REFUSED_ADDRESS, Outcome.TOO_LARGE, Outcome.NOT_A_PAGE])
def test_what_cannot_change_is_never_tried_again(frontier: Frontier, outcome: Outcome) -> None:
    add(frontier, Link(url=URL))
    end(frontier, outcome)
    assert due(frontier, 999 * DAY) == []


def test_a_page_the_sink_refused_is_due_at_once(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    end(frontier, Outcome.SINK_FAILED)
    assert due(frontier) == [URL]


def test_retry_after_is_kept_to_the_second(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    end(frontier, Outcome.RATE_LIMITED, retry_after_s=90.0)
    assert (due(frontier, timedelta(seconds=89)), due(frontier, timedelta(seconds=90))) == ([], [URL])


def test_a_paused_host_stays_paused_until_its_time(frontier: Frontier) -> None:
    frontier.pause("www.example.org", NOW + HOUR)
    assert frontier.paused(now=NOW) == {"www.example.org": NOW + HOUR}
    assert frontier.paused(now=NOW + HOUR) == {}


def test_a_walk_that_broke_off_is_walked_in_full_again(frontier: Frontier) -> None:
    frontier.walked("example", URL, etag='"1"', last_modified="", now=NOW)
    assert frontier.validators("example", URL) == ('"1"', "")
    frontier.walking("example", URL)
    assert frontier.validators("example", URL) is None


def test_an_alias_is_not_asked_for(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    frontier.alias(KEY, URL, "example", now=NOW)
    assert due(frontier) == []
    assert frontier.ended(URL) == Outcome.DUPLICATE


def test_a_held_page_is_held_until_it_is_finished(frontier: Frontier) -> None:
    add(frontier, Link(url=URL))
    frontier.hold(KEY, "2024-07-10.warc.gz#1")
    assert frontier.held() == [("example", KEY, "2024-07-10.warc.gz#1")]
    end(frontier, Outcome.FETCHED)
    assert frontier.held() == []


def test_two_processes_may_have_it_open(frontier: Frontier, tmp_path: Path) -> None:
    other = Frontier(tmp_path / "frontier.db")
    add(other, Link(url=URL))
    other.close()
    assert due(frontier) == [URL]


def test_a_foreign_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "frontier.db").write_bytes(b"not a database, not at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Frontier(tmp_path / "frontier.db")


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(Outcome)), max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_address_has_exactly_one_outcome(
    tmp_path_factory: pytest.TempPathFactory, endings: list[tuple[int, Outcome]]
) -> None:
    frontier = Frontier(tmp_path_factory.mktemp("frontier") / "frontier.db")
    add(frontier, *(Link(url=f"{URL}{n}") for n in range(5)))
    for n, outcome in endings:
        frontier.finish(Ending(key=canonical(f"{URL}{n}"), outcome=outcome), now=NOW)
    assert sum(frontier.outcomes().values()) == 5
    frontier.close()

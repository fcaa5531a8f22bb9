"""How a crawl ends when it cannot go on: nothing is lost, and it says so."""

from __future__ import annotations

from contextlib import closing
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from crawler.frontier import Frontier
from crawler.run import _Desk, crawl
from domain.errors import StoreError
from domain.records import RawPage
from tests.crawling import NOW, listed, notice, quick
from tests.local_web import Answer, serving


def test_a_store_that_fails_stops_the_crawl_and_loses_nothing(tmp_path: Path) -> None:
    def full(page: RawPage) -> None:
        raise StoreError("store", "articles.db", "disk full")

    with serving({f"/{n}": notice(n) for n in range(5)}) as web:
        sources = [listed("pages", *(web(f"/{n}") for n in range(5)))]
        report = crawl(sources, full, settings=quick(tmp_path), now=NOW)
    assert isinstance(report.error, StoreError)
    assert report.pending == 5


@pytest.mark.slow
def test_a_crawl_out_of_time_says_so_and_leaves_the_rest_due(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 0.5\n")
    with serving({"/robots.txt": robots, **{f"/{n}": notice(n) for n in range(20)}}) as web:
        sources = [listed("pages", *(web(f"/{n}") for n in range(20)))]
        report = crawl(sources, lambda page: None, settings=quick(tmp_path, total_timeout_s=1.2), now=NOW)
    assert "not done after 1.2 s" in str(report.error)
    assert report.pending + report.fetched == 20
    assert report.pending > 10


def test_two_crawls_cannot_share_a_frontier(tmp_path: Path) -> None:
    with (tmp_path / "frontier.db.lock").open("w") as other:
        flock(other, LOCK_EX)
        with pytest.raises(StoreError, match="another crawl is running"):
            crawl([], lambda page: None, settings=quick(tmp_path), now=NOW)


@pytest.mark.parametrize(
    "head",
    [
        {"kind": "pause", "source": "daily", "host": "n.example", "seconds": 1e300},
        {"kind": "page", "source": "daily", "url": "https://n.example/a", "key": "a", "outcome": "unheard of"},
        {"kind": "channel", "source": "daily", "url": "https://n.example/"},
    ],
)
def test_a_message_that_makes_no_sense_is_a_trouble_of_its_source(tmp_path: Path, head: dict[str, object]) -> None:
    with closing(Frontier(tmp_path / "frontier.db")) as frontier:
        desk = _Desk(frontier=frontier, archive=None, sink=lambda page: None, now=NOW)
        desk.take(head, b"")
        report = desk.report([listed("daily", "https://n.example/")], None)
    assert ([trouble.source for trouble in report.troubles], report.ok) == (["daily"], False)

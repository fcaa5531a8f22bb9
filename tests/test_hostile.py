"""Servers that mean no good: each ends as one counted outcome, in bounded time and memory.

Two crawls, many cases: a patient one, as a loaded machine needs, and one that soon gives up what never ends.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

import pytest

from crawler.frontier import Frontier
from crawler.report import CrawlReport, Outcome
from crawler.run import crawl
from domain.records import RawPage
from tests import hostile_web
from tests.crawling import NOW, listed, quick
from tests.local_web import Answer, Web, serving

MAX_BYTES = 2 * hostile_web.MEGABYTE
PER_HOST = 8
SOON_S = 4.0

CASES = {
    "/honest": Outcome.FETCHED,
    "/bomb": Outcome.TOO_LARGE,
    "/endless": Outcome.TOO_LARGE,
    "/ten-megabytes": Outcome.TOO_LARGE,
    "/not-gzip": Outcome.BAD_ENCODING,
    "/lying-picture": Outcome.NOT_A_PAGE,
    "/shy-page": Outcome.FETCHED,
    "/nothing": Outcome.NOT_A_PAGE,
    "/broken": Outcome.HTTP_ERROR,
    "/gone": Outcome.HTTP_ERROR,
    "/loop": Outcome.REDIRECT_LOOP,
    "/to-metadata": Outcome.REFUSED_ADDRESS,
    "/to-private": Outcome.REFUSED_ADDRESS,
    "/to-disguise": Outcome.REFUSED_ADDRESS,
    "/to-six": Outcome.REFUSED_ADDRESS,
    "/to-mapped": Outcome.REFUSED_ADDRESS,
    "/to-file": Outcome.REFUSED_ADDRESS,
    "/noai": Outcome.OPTED_OUT,
    "/truncated": Outcome.TRUNCATED,
    "/hang-up": Outcome.UNREACHABLE,
    "/header-flood": Outcome.TOO_LARGE,
}
NEVER_DONE = ("/loris", "/silent")


@dataclass
class Ordeal:
    """What came of it all."""

    report: CrawlReport
    brief: CrawlReport
    pages: list[RawPage]
    outcomes: dict[str, str]
    seconds: float
    child_megabytes: float
    counter: hostile_web.Counter
    storm: Web
    endless_storm: Web


@pytest.fixture(scope="module")
def ordeal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordeal]:
    folder = tmp_path_factory.mktemp("hostile")
    slow, closed = {"/robots.txt": hostile_web.silent_robots}, {"/robots.txt": Answer("no", status=503)}
    barred = {"/robots.txt": Answer("User-agent: *\nDisallow: /private\n"), "/private/a": Answer(hostile_web.PAGE)}
    counter = hostile_web.Counter()
    with (
        serving(hostile_web.paths()) as web,
        serving({f"/{n}": hostile_web.storm("1", clears_after=1) for n in range(3)}, host="127.0.0.2") as storm,
        serving({f"/{n}": hostile_web.storm("7200", clears_after=99) for n in range(40)}, host="127.0.0.3") as endless,
        serving(slow, host="127.0.0.4") as silent,
        serving(closed, host="127.0.0.5") as refusing,
        serving(barred, host="127.0.0.6") as private,
        serving({f"/{n}": counter for n in range(20)}, host="127.0.0.7") as busy,
        hostile_web.untrusted_tls(folder) as tls,
    ):
        sources = [
            listed("hostile", *(web(path) for path in CASES), f"{tls}/page", "http://127.0.0.1:9/closed-port"),
            listed("storm", *(storm(f"/{n}") for n in range(3))),
            listed("endless_storm", *(endless(f"/{n}") for n in range(40))),
            listed("busy", *(busy(f"/{n}") for n in range(20))),
            listed("robots", refusing("/a"), private("/private/a")),
        ]
        endings = [listed("never_done", *(web(path) for path in NEVER_DONE)), listed("mute", silent("/a"))]
        pages: list[RawPage] = []
        patient = quick(folder, max_bytes=MAX_BYTES, per_host=PER_HOST)
        started = time.monotonic()
        with _weighed() as weights:
            report = crawl(sources, pages.append, settings=patient, now=NOW)
            soon = replace(patient, timeout_s=SOON_S, robots_timeout_s=SOON_S)
            brief = crawl(endings, pages.append, settings=soon, now=NOW)
        seconds = time.monotonic() - started
        frontier = Frontier(folder / "frontier.db")
        ended = {url: frontier.ended(url) for each in (*sources, *endings) for url in each.channels[0].urls}
        yield Ordeal(report, brief, pages, ended, seconds, max(weights), counter, storm, endless)
        frontier.close()


@pytest.mark.parametrize("path", CASES)
def test_every_misbehaviour_has_its_outcome(ordeal: Ordeal, path: str) -> None:
    (found,) = [outcome for url, outcome in ordeal.outcomes.items() if url.endswith(path) and "127.0.0.1:" in url]
    assert found == CASES[path]


def test_a_server_that_never_ends_is_given_up(ordeal: Ordeal) -> None:
    assert ordeal.brief.sources["never_done"].pages == {Outcome.TIMEOUT: len(NEVER_DONE)}


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (":9/closed-port", Outcome.UNREACHABLE),
        ("/page", Outcome.TLS_ERROR),
        ("/private/a", Outcome.ROBOTS_DENIED),
    ],
)
def test_closed_ports_false_certificates_and_barred_pages_are_told_apart(
    ordeal: Ordeal, end: str, outcome: Outcome
) -> None:
    assert [found for url, found in ordeal.outcomes.items() if url.endswith(end)] == [outcome]


@pytest.mark.parametrize("host", ["127.0.0.4", "127.0.0.5"])
def test_a_host_whose_robots_cannot_be_read_is_left_alone(ordeal: Ordeal, host: str) -> None:
    assert [found for url, found in ordeal.outcomes.items() if host in url] == [Outcome.ROBOTS_UNREACHABLE]


def test_a_short_storm_is_sat_out(ordeal: Ordeal) -> None:
    assert ordeal.report.sources["storm"].fetched == 3


def test_a_host_is_left_alone_for_as_long_as_it_asks(ordeal: Ordeal) -> None:
    pages = [at for path, at in ordeal.storm.moments if path[1:].isdigit()]
    assert max(later - earlier for earlier, later in pairwise(pages)) >= 1.0  # Retry-After: 1


def test_no_host_is_asked_by_more_at_once_than_the_limit(ordeal: Ordeal) -> None:
    assert 1 < ordeal.counter.busiest <= PER_HOST


def test_a_long_storm_is_not_asked_again(ordeal: Ordeal) -> None:
    assert ordeal.report.sources["endless_storm"].pages == {Outcome.RATE_LIMITED: 40}
    # two of them about the host itself; a slot may be filled once more before the first answer is read
    assert sum(ordeal.endless_storm.hits.values()) <= 2 + 2 * PER_HOST < 40


def test_every_address_is_counted_once(ordeal: Ordeal) -> None:
    counted = sum(sum(report.outcomes.values()) for report in (ordeal.report, ordeal.brief))
    assert counted == len(ordeal.outcomes)
    assert (ordeal.report.pending, ordeal.brief.pending) == (0, 0)


def test_only_honest_pages_reach_the_sink(ordeal: Ordeal) -> None:
    assert len(ordeal.pages) == ordeal.report.fetched
    assert all(hostile_web.PAGE.encode() == page.body for page in ordeal.pages)


def test_hostile_servers_cost_bounded_time_and_memory(ordeal: Ordeal) -> None:
    assert (ordeal.report.ok, ordeal.brief.ok) == (True, True)
    assert ordeal.seconds < 120  # seven on a quiet machine: who waits in vain takes four, and all wait at once
    assert ordeal.child_megabytes < 200


@contextmanager
def _weighed() -> Iterator[list[float]]:
    """The peaks, in megabytes, of the child as long as it lives: its own memory, not what it was forked from."""
    done, weights = Event(), [0.0]

    def weigh() -> None:
        while not done.wait(0.05):
            weights.extend(_peak(child) for child in Path("/proc/self/task").glob("*/children") if child.exists())

    watcher = Thread(target=weigh, daemon=True)
    watcher.start()
    try:
        yield weights
    finally:
        done.set()
        watcher.join()


def _peak(children: Path) -> float:
    try:
        status = [
            Path(f"/proc/{pid}/status").read_text()
            for pid in children.read_text().split()
            if b"crawler.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
    except OSError:  # it ended while we looked
        return 0.0
    lines = (line for text in status for line in text.splitlines() if line.startswith("VmHWM:"))
    return max((int(line.split()[1]) / 1024 for line in lines), default=0.0)

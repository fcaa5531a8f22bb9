"""kill -9 at random moments, of the crawl or of its child, then again: nothing lost, nothing twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from crawler.frontier import Frontier
from tests.local_web import Answer, Web, serving

ROOT = Path(__file__).parent.parent
ROUNDS = 200


@dataclass
class Aftermath:
    """What is left once every page was had, after so many kills."""

    count: int
    kills: int
    web: Web
    folder: Path

    @property
    def deliveries(self) -> list[tuple[str, str, str]]:
        with sqlite3.connect(self.folder / "sink.db") as db:
            return db.execute("SELECT url, page, ref FROM delivery").fetchall()


def battered(folder: Path, *, count: int, kills: int, seed: int) -> Aftermath:
    """Crawl `count` pages while killing the crawl, or its child, `kills` times."""
    dice, killed = random.Random(seed), 0
    pages = {f"/{n}": Answer(f"<html><body><p>Page {n}.</p></body></html>", plain=True) for n in range(count)}
    with serving({**pages}) as web, _driver(folder, web, count) as driver:
        for _ in range(ROUNDS):
            pid = driver.start()
            if killed < kills:
                # by progress, not by the clock: every kill falls among pages, on fast machines and on slow ones
                _wait(pid, web, sum(web.hits.values()) + dice.randint(2, 2 * count // (kills + 1)))
                time.sleep(dice.random() * 0.02)
                killed += _kill(pid, child=dice.random() < 0.5)
            if driver.ended() == 0:
                return Aftermath(count, killed, web, folder)
    raise AssertionError("never done")


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    return battered(tmp_path_factory.mktemp("kill"), count=60, kills=4, seed=7)


def test_the_crawl_and_its_child_were_killed_four_times_among_the_pages(aftermath: Aftermath) -> None:
    assert aftermath.kills == 4


def test_a_killed_crawl_loses_no_page(aftermath: Aftermath) -> None:
    assert len({url for url, _, _ in aftermath.deliveries}) == aftermath.count


def test_a_page_given_again_is_the_same_page_in_every_field(aftermath: Aftermath) -> None:
    assert len({page for _, page, _ in aftermath.deliveries}) == aftermath.count


def test_a_killed_crawl_keeps_no_page_twice(aftermath: Aftermath) -> None:
    assert _archived(aftermath) == Counter({url: 1 for url, _, _ in aftermath.deliveries})


def test_every_delivered_reference_leads_to_its_bytes(aftermath: Aftermath) -> None:
    archive = Archive(aftermath.folder / "warc")
    assert all(repr(archive.read(ref)) == page for _, page, ref in aftermath.deliveries)


def test_a_killed_crawl_asks_again_only_for_what_was_under_way(aftermath: Aftermath) -> None:
    again = sum(aftermath.web.hits[f"/{n}"] - 1 for n in range(aftermath.count))
    assert again <= aftermath.kills * 40


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    after = battered(tmp_path, count=1500, kills=50, seed=7)
    assert after.kills == 50
    assert len({url for url, _, _ in after.deliveries}) == len({page for _, page, _ in after.deliveries}) == 1500
    assert _archived(after) == Counter({url: 1 for url, _, _ in after.deliveries})
    frontier = Frontier(after.folder / "frontier.db")
    assert frontier.outcomes() == {"fetched": 1500}
    frontier.close()


class _Driver:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self) -> int:
        """Begin a crawl; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return self.ended()

    def ended(self) -> int:
        """The next number the driver says."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def _driver(folder: Path, web: Web, count: int) -> Iterator[_Driver]:
    command = [sys.executable, "-m", "tests.kill_driver", str(folder), web.base, str(count)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield _Driver(process)
        finally:
            process.kill()


def _wait(pid: int, web: Web, hits: int) -> None:
    while _lives(pid) and sum(web.hits.values()) < hits:
        time.sleep(0.002)


def _lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def _kill(pid: int, *, child: bool) -> int:
    """SIGKILL; 1 when there was something left to kill."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(found[0]) if child and found else pid, signal.SIGKILL)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return 1


def _archived(after: Aftermath) -> Counter[str]:
    found: Counter[str] = Counter()
    for file in (after.folder / "warc").glob("*.warc.gz"):
        with file.open("rb") as stream:
            records = (record for record in ArchiveIterator(stream) if record.rec_type == "response")
            found.update(str(record.rec_headers.get_header("WARC-Target-URI")) for record in records)
    return found

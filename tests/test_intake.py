"""Pages are read off the crawl's loop, in worker processes, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.extract import Effort, extract
from crawler.health import Condition
from domain.catalogue import Source, default
from domain.records import Article, RawPage
from scheduler import health, intake
from store import runs
from store.database import open_store
from tests.crawling import listed

NOW = datetime(2024, 7, 10, tzinfo=UTC)
PAGE = """<html><head><title>第{n}号通知</title></head><body><article><h1>第{n}号通知</h1><p>2024-07-09 来源：示例报</p>
<p>第{n}号通知要求各单位在年底之前完成对人工智能系统的登记，并且公开说明系统用在哪里、由谁负责、出了问题找谁。</p>
<p>示例部表示，登记的范围以后还会扩大，地方可以先行先试，结果每半年向社会公布一次。</p></article></body></html>"""


class Counting(Executor):
    """Runs at once, and knows how many results were asked for and not yet taken."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        self.asked += 1
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_of_many_pages_few_are_in_memory_at_once() -> None:
    pool, most = Counting(), 0
    for taken, _ in enumerate(intake._bounded(pool, str, range(200), 16)):
        most = max(most, pool.asked - taken)
    assert (pool.asked, most) == (200, 16)


def test_readings_come_in_the_order_of_their_pages() -> None:
    jobs = list(range(50))
    assert list(intake._bounded(Counting(), str, jobs, 8)) == [str(job) for job in jobs]


@pytest.mark.parametrize("effort", ["fast", "full"])
def test_a_page_is_read_with_the_effort_that_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, effort: Effort
) -> None:
    asked: list[str] = []

    def noted(page: RawPage, source: Source | None = None, *, effort: Effort) -> Article:
        asked.append(effort)
        return extract(page, source, effort=effort)

    monkeypatch.setattr(intake, "extract", noted)
    read(tmp_path, 1, effort=effort)
    assert asked == [effort]


def test_a_source_whose_pages_are_all_shells_raises_the_alarm(tmp_path: Path) -> None:
    db, archive = open_store(tmp_path / "govprism.db"), Archive(tmp_path / "archive")
    for n in range(3):
        shell = f"<html><head><title>{n}</title></head><body><div id='app'></div></body></html>".encode()
        intake.keep(db, archive, RawPage(url=f"https://e.example/{n}", body=shell, fetched_at=NOW, source="example"))
    archive.close()
    runs.save_crawl(db, {"example": {"fetched": 3, "channel:fetched": 1}}, now=NOW)
    intake.read_pages(db, tmp_path / "archive", {}, now=NOW, workers=1)
    catalogue = replace(default(), sources={"example": listed("example", "https://e.example/0")})
    (found,) = health.every(db, catalogue, until=NOW + timedelta(hours=1))
    assert (found.condition, found.alarm, found.last_good) == (Condition.EMPTY, True, None)


@pytest.mark.slow
def test_two_hundred_pages_are_read_by_two_processes(tmp_path: Path) -> None:
    report = read(tmp_path, 200, workers=2)
    assert report.outcomes == {"article": 200}


def read(folder: Path, pages: int, *, workers: int = 1, effort: Effort = "full") -> intake.IntakeReport:
    """Keep so many authored pages and read them."""
    db, archive = open_store(folder / "govprism.db"), Archive(folder / "archive")
    for n in range(pages):
        body = PAGE.format(n=n).encode()
        intake.keep(db, archive, RawPage(url=f"https://e.example/{n}", body=body, fetched_at=NOW, source="example"))
    archive.close()
    report = intake.read_pages(db, folder / "archive", {}, now=NOW, workers=workers, effort=effort)
    assert db.table("articles").count == pages
    return report


def test_an_article_that_the_store_cannot_hold_is_unreadable_and_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_time = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8)))

    def misread(page: RawPage, source: Source | None = None, *, effort: Effort) -> Article:
        return replace(extract(page, source, effort=effort), published_at=before_time)

    monkeypatch.setattr(intake, "extract", misread)
    db, archive = open_store(tmp_path / "govprism.db"), Archive(tmp_path / "archive")
    intake.keep(db, archive, RawPage(url="https://e.example/1", body=PAGE.format(n=1).encode(), fetched_at=NOW))
    archive.close()
    report = intake.read_pages(db, tmp_path / "archive", {}, now=NOW, workers=1)
    assert (report.outcomes, db.table("articles").count) == ({"unreadable": 1}, 0)
    assert report.refused[0][0] == "https://e.example/1"

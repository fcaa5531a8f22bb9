"""The embedded default, end to end over real HTTP: newsroom → crawl → tag → store → ten digests."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from app.demo import Demo, run_demo
from app.newsroom.edition import NOW, WEEKS
from digest.verify import verify
from domain.catalogue import default
from domain.errors import UsageError
from domain.verdicts import Verdict
from scheduler import publishing, work
from store import articles, digests, reviews, runs
from store.database import Database, open_store

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("demo") / "out")


@pytest.fixture(scope="module")
def db(demo: Demo) -> Database:
    return open_store(demo.store, create=False)


def states(demo: Demo, week: str) -> dict[str, int]:
    parts = (part.split(" ", 1) for part in dict(demo.weeks)[week].split(", "))
    return {state: int(count) for count, state in parts}


def test_the_last_week_shows_emerging_contested_and_insufficient_topics(demo: Demo) -> None:
    assert states(demo, "2026-W14").keys() >= {"emerging", "contested", "insufficient"}


def test_the_demo_counts_topics_as_its_page_does(demo: Demo) -> None:
    page = demo.digest.read_text(encoding="utf-8")
    tally = re.findall(r"<b>(\d+)</b> ", page.partition('<ul class="tally">')[2].partition("</ul>")[0])
    assert sorted(map(int, tally)) == sorted(states(demo, "2026-W14").values())


def test_the_demo_proposes_a_statement_that_its_page_shows_first(demo: Demo) -> None:
    page = demo.digest.read_text(encoding="utf-8")
    assert re.findall(r"S-\d{6}", page)[0] == demo.shown
    assert any(f"why {demo.shown}" in line for line in demo.lines())


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial.md"])
def test_what_a_document_asks_of_the_demo_stands_on_its_page(demo: Demo, document: str) -> None:
    page = demo.digest.read_text(encoding="utf-8")
    asked = re.findall(r"--home demo-out why (\S+)", (ROOT / document).read_text(encoding="utf-8"))
    assert asked
    assert [what for what in asked if what not in page and f'id="{what.replace(":", "-")}"' not in page] == []


def test_a_topic_that_emerged_is_consolidating_later(demo: Demo) -> None:
    assert "emerging" in states(demo, "2026-W09")
    assert "consolidating" in states(demo, "2026-W12")


def test_every_page_ends_in_one_outcome(demo: Demo) -> None:
    read = demo.stats["read"]
    assert isinstance(read, dict)
    assert demo.outcomes["fetched"] == sum(read.values())
    assert {"captcha", "deleted"} <= set(read)


def test_both_editions_and_all_forms_of_every_week_are_written(demo: Demo) -> None:
    folder = demo.digest.parent
    assert all((folder / f"digest-{week}.{lang}.html").exists() for week, _ in demo.weeks for lang in ("en", "zh"))
    assert {path.suffix for path in folder.iterdir()} == {".html", ".md", ".atom", ".json", ".csv"}


def test_stored_addresses_are_public_names_and_never_loopback(db: Database) -> None:
    assert not [article.url for article in articles.every(db) if "127.0.0.1" in (article.url or "")]


def test_every_digest_verifies_and_its_snapshot_gives_the_same_bytes(demo: Demo, db: Database) -> None:
    for week, _ in demo.weeks:
        made = digests.load(db, week)
        assert made is not None
        snapshot = digests.snapshot(db, made.snapshot)
        assert verify(made.json, lambda article, version: articles.text_of(db, article, version), snapshot) == []


def test_the_crawls_outcomes_are_kept_per_source(db: Database) -> None:
    assert {outcome for _, _, outcome, _ in runs.crawls(db)} >= {"fetched", "robots_denied", "http_error"}


@pytest.mark.slow
def test_a_second_run_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    again = run_demo(tmp_path / "again")
    assert again.sha256 == demo.sha256
    first, second = demo.digest.parent, again.digest.parent
    assert [p.name for p in sorted(first.iterdir()) if p.read_bytes() != (second / p.name).read_bytes()] == []


def test_a_folder_that_no_demo_made_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(UsageError, match="no demo made it"):
        run_demo(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "keep me"


def test_a_verdict_makes_a_new_version_and_a_correction_in_the_next_issue(db: Database) -> None:
    issue = work.the_issue(default(), NOW + timedelta(hours=1))
    first = publishing.make_digest(db, WEEKS[-1], issue)
    contested = next(topic for topic in json.loads(first.json)["topics"] if topic["state"] == "contested")
    for item in contested["evidence"]:
        if item["stance"] == "oppose":
            number = int(item["statement_id"].removeprefix("S-"))
            reviews.save(db, number, Verdict(decision="reject", reviewer="ana"), now=NOW)
    second = publishing.make_digest(db, WEEKS[-1], issue)
    following = publishing.make_digest(db, WEEKS[-1].shift(1), issue)
    (told,) = [c for c in json.loads(following.json)["corrections"] if c["item"] == contested["topic_id"]]
    assert (told["old"].split()[0], told["new"].startswith("contested")) == ("contested", False)
    assert second.version == first.version + 1
    assert digests.load(db, str(WEEKS[-1]), first.version) == first

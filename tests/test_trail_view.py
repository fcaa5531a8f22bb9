"""`govprism why`: from a topic's score over its voices to statements, and from a statement to the archived page."""

from __future__ import annotations

import json
import webbrowser
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from app import trail_view
from crawler.archive import Archive
from digest.build import build
from domain.catalogue import default
from domain.records import Article, RawPage
from domain.snapshot import Digest, Snapshot
from scheduler.workplace import Workplace
from store import articles, digests
from store.database import Database, open_store
from store.trail import Trail
from tests.authored_week import authored_week

NOW = datetime(2024, 7, 8, tzinfo=UTC)
TEXT = "The council met on Monday.\nThe council supports the register. It said so twice."
QUOTE = "The council supports the register."
HTML = b"<html><script>x()</script><body><p>The council <b>supports</b> the register. Twice.</p></body></html>"


@cache
def issue() -> tuple[Snapshot, Digest]:
    snapshot, _ = authored_week(default())
    return snapshot, build(snapshot, default(), draws=60)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(trail_view.out, "width", 200)
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    return Workplace(root=tmp_path)


@pytest.fixture
def db(place: Workplace) -> Database:
    made = open_store(place.store)
    digests.save(made, issue()[1], issue()[0], now=NOW)
    return made


def trail(**fields: object) -> Trail:
    start = TEXT.index(QUOTE)
    plain: dict[str, object] = dict(
        statement="S-000001", actor="gb_gov", target="theme:open_source", stance="support", act="quote", quote=QUOTE,
        start=start, end=start + len(QUOTE), confidence=0.9, rules=(), tagger="t/1", catalogue="1", tagged_at="",
        live=True, article="a", version="", title="A register", outlet=None, published_at=None, family=None, role=None,
        joined_by=None, page="", fetched_at=None, archive_ref=None, url=None, context=TEXT,
    )  # fmt: skip
    return Trail(**{**plain, **fields})  # type: ignore[arg-type]  # fields of one record, by name


def test_a_topic_is_told_with_its_score_voices_and_statements(db: Database, capfd: pytest.CaptureFixture[str]):
    assert trail_view.show_topic(db, "theme:capacity_building", "2024-W27", as_json=False)
    told = capfd.readouterr().out
    assert "cube root of agreement" in told
    assert told.index("emerging") < told.index("weight") < told.index("S-0000")


def test_every_statement_of_a_topic_is_named(db: Database, capfd: pytest.CaptureFixture[str]):
    trail_view.show_topic(db, "theme:capacity_building", "", as_json=False)
    told = capfd.readouterr().out
    rows = json.loads(issue()[1].json)["topics"]
    body = next(row for row in rows if row["topic_id"] == "theme:capacity_building")
    assert [item["statement_id"] for item in body["evidence"] if item["statement_id"] not in told] == []


def test_a_topic_without_a_digest_is_not_told(db: Database):
    assert not trail_view.show_topic(db, "theme:capacity_building", "2020-W01", as_json=False)


def test_the_archived_page_itself_is_opened_with_the_sentence_marked(place: Workplace):
    ref = Archive(place.archive).keep(
        RawPage(url="https://c.example/", body=HTML, fetched_at=NOW, content_type="text/html")
    )
    page = trail_view.open_page(trail(archive_ref=ref), place).read_text(encoding="utf-8")
    assert "<mark>The council</mark> <b><mark>supports</mark></b> <mark>the register.</mark>" in page
    assert "<script>" not in page


def test_the_clean_text_stands_in_for_a_page_that_cannot_be_shown(place: Workplace, db: Database):
    article = Article(id="a", url=None, title="A register", text=TEXT, lang="en", fetched_at=NOW)
    articles.save(db, article, now=NOW)
    page = trail_view.open_page(trail(version=article.version), place).read_text(encoding="utf-8")
    assert f"<mark>{QUOTE}</mark>" in page


@pytest.mark.parametrize(
    ("stance", "told"),
    [
        ("support", "supports theme"), ("conditional", "supports with conditions theme"), ("oppose", "opposes theme"),
        ("neutral", "is neutral on theme"),
    ],
)  # fmt: skip
def test_a_stance_is_told_in_words(place: Workplace, capfd: pytest.CaptureFixture[str], stance: str, told: str):
    trail_view.show(trail(stance=stance), place.archive)
    assert told in capfd.readouterr().out


def test_a_persons_verdict_stands_above_the_rules(place: Workplace, capfd: pytest.CaptureFixture[str]):
    trail_view.show(trail(review="rejected by ana, 2024-07-08"), place.archive)
    told = capfd.readouterr().out
    assert told.index("verdict: rejected by ana, 2024-07-08") < told.index("rules:")

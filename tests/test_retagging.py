"""A changed catalogue re-tags what it touches and nothing else; earlier findings stay readable by their tagger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.pipeline import Tagger, shipped
from scheduler.tagging import tag_stale
from store import articles, docs
from store.database import Database, open_store
from tests.builders import NOW, article

TEXTS = (
    "中国政府表示，支持开源模型。各国正在讨论人工智能治理规则。",
    "欧盟委员会说，阳光条款应当写进人工智能法规。阳光条款是透明的前提，各国都在讨论阳光条款。",
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(tmp_path / "govprism.db")
    for number, text in enumerate(TEXTS):
        url = f"https://news.example/{number}"
        articles.save(opened, article(url, text, title="人工智能治理"), now=NOW)
    yield opened
    opened.close()


@cache
def grown() -> Tagger:
    theme = default().themes["transparency"]
    more = theme.model_copy(update={"cues_zh": [*theme.cues_zh, "阳光条款"]})
    return Tagger(replace(default(), sha256="grown", themes={**default().themes, "transparency": more}))


def test_a_second_run_with_the_same_taggers_does_nothing(db: Database) -> None:
    assert tag_stale(db, shipped(), now=NOW).tagged == 2
    again = tag_stale(db, shipped(), now=NOW)
    assert (again.tagged, again.kept) == (0, 0)


def test_a_new_cue_retags_only_the_texts_that_hold_it(db: Database) -> None:
    tag_stale(db, shipped(), now=NOW)
    report = tag_stale(db, grown(), now=NOW)
    assert (report.tagged, report.kept) == (1, 1)
    labels = db.execute("SELECT DISTINCT label FROM tags WHERE live AND kind='theme'").fetchall()
    assert ("transparency",) in labels


def test_after_retagging_nothing_is_stale(db: Database) -> None:
    tag_stale(db, shipped(), now=NOW)
    tag_stale(db, grown(), now=NOW)
    report = tag_stale(db, grown(), now=NOW)
    assert (report.tagged, report.kept) == (0, 0)


def test_a_run_that_stops_half_way_goes_on_where_it_was(db: Database) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tag_stale(db, shipped(), now=NOW, progress=stop)
    assert tag_stale(db, shipped(), now=NOW).tagged == 1


def test_an_article_that_breaks_a_stage_is_untagged_until_other_taggers_come(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: Tagger, doc: TaggedDoc) -> TaggedDoc:
        raise ValueError("odd")

    with monkeypatch.context() as patch:
        patch.setattr(Tagger, "tag", breaks)
        report = tag_stale(db, shipped(), now=NOW)
    assert [why for _, why in report.untagged] == ["ValueError: odd"] * 2
    assert docs.counts(db) == {"untagged": 2}
    assert tag_stale(db, shipped(), now=NOW).tagged == 0
    assert tag_stale(db, grown(), now=NOW).tagged == 2


def test_an_earlier_taggers_findings_stay_readable(db: Database) -> None:
    tag_stale(db, shipped(), now=NOW)
    before = db.execute("SELECT count(*) FROM tags").fetchone()[0]
    tag_stale(db, grown(), now=NOW)
    assert db.execute("SELECT count(*) FROM tags").fetchone()[0] > before

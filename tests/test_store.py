"""The store: nothing twice, nothing lost, every tag with its tagger, Chinese found by two characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from domain.catalogue import default
from domain.errors import UsageError
from domain.records import Membership, Role, Stance
from domain.verdicts import Verdict
from domain.week import Week
from store import articles, docs, families, pages, reviews, runs, search, snapshots, subscribers, trail
from store.database import open_store
from store.snapshot_codec import decode, encode
from tests.builders import NOW, article, doc, page
from tests.storing import stored


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(tmp_path / "govprism.db")
    yield opened
    opened.close()


def test_the_store_runs_in_wal_with_foreign_keys(db: Database) -> None:
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_the_same_bytes_of_a_url_are_one_page(db: Database) -> None:
    assert [pages.save(db, page()), pages.save(db, page()), pages.save(db, page(body=b"other"))] == [True, False, True]


def test_of_a_page_fetched_twice_only_the_newest_bytes_are_read(db: Database) -> None:
    pages.save(db, page())
    pages.save(db, page(body=b"newer"))
    ((newest,),) = pages.unread(db)
    pages.settle(db, newest.n, pages.ARTICLE)
    assert (newest.sha256, pages.supersede(db, newest), pages.unread(db)) == (page(body=b"newer").sha256, 1, [])


def test_the_pages_of_one_article_are_read_together(db: Database) -> None:
    pages.save(db, page("https://news.example/a_2", part_of="https://news.example/a"))
    pages.save(db, page("https://news.example/a"))
    assert [[part.url[-3:] for part in group] for group in pages.unread(db)] == [["e/a", "a_2"]]


def test_save_then_load_is_identity(db: Database) -> None:
    made = article(authors=("张三", "李四"), warnings=("truncated",), title_prefix="前沿", source="")
    articles.save(db, made, now=NOW)
    assert articles.get(db, made.id) == made


@given(text=st.text(min_size=1).filter(lambda text: "\x00" not in text and text.isprintable()))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    db = open_store(Path(":memory:"))
    made = article(text=text, source="")
    articles.save(db, made, now=NOW)
    loaded = articles.get(db, made.id)
    assert loaded is not None
    assert loaded.text == text


def test_an_article_saved_again_is_the_same_and_a_new_wording_is_a_version(db: Database) -> None:
    first, second = article(), article(text="监管机构反对算力共享。")
    assert [articles.save(db, item, now=NOW) for item in (first, first, second)] == ["new", "same", "changed"]
    assert articles.text_of(db, first.id, first.version) == first.text


@pytest.mark.parametrize("query", ["算力", "监管", "監管", "算力共享", "支持 算力", "享", '"监管机构"'])
def test_a_short_chinese_word_is_found_in_either_script(db: Database, query: str) -> None:
    articles.save(db, article(), now=NOW)
    assert [hit.article for hit in search.search(db, query)] == [article().id]


def test_a_pair_across_a_gap_is_not_found(db: Database) -> None:
    articles.save(db, article(text="算法。力学"), now=NOW)
    assert search.search(db, "法力") == []


def test_english_is_found_by_stem_and_the_snippet_points_into_the_text(db: Database) -> None:
    text = "Regulators welcomed the evaluations of frontier models."
    articles.save(db, article(text=text, title="Note"), now=NOW)
    hit = search.search(db, "frontier")[0]
    assert text[hit.start : hit.end] == "frontier"
    assert search.count(db, "evaluation") == 1


def test_a_changed_article_is_no_longer_found_by_its_old_words(db: Database) -> None:
    articles.save(db, article(title="标题"), now=NOW)
    articles.save(db, article(title="标题", text="数据要素流通。"), now=NOW)
    assert [search.count(db, query) for query in ("算力", "要素")] == [0, 1]


@pytest.mark.parametrize("query", ['"', "AND", "a* OR (b", "NEAR(", "；；", "-- '"])
def test_no_query_breaks_the_search(db: Database, query: str) -> None:
    articles.save(db, article(), now=NOW)
    assert isinstance(search.search(db, query), list)


def test_every_tag_carries_tagger_confidence_and_time(db: Database) -> None:
    stored(db)
    found = db.execute(
        "SELECT t.kind, g.name, t.score, t.tagged_at FROM tags t JOIN taggers g ON g.n = t.tagger"
    ).fetchall()
    at = "2026-02-16T08:00:00Z"
    assert sorted(found) == [("actor", "names/1", 1.0, at), ("theme", "cues/1", 1.0, at)]


def test_tagging_again_keeps_statement_ids(db: Database) -> None:
    stored(db)
    before = db.execute("SELECT id, live FROM statements").fetchall()
    stored(db)
    assert db.execute("SELECT id, live FROM statements").fetchall() == before


def test_a_statement_no_longer_found_stays_readable_but_not_live(db: Database) -> None:
    made = article(text="中国政府表示，支持算力共享。")
    stored(db)
    docs.save(db, doc(made), made.version, spec="s2", now=NOW)
    assert db.execute("SELECT live, quote FROM statements").fetchall() == [(0, "支持算力共享")]


def test_only_articles_with_another_wording_or_tagger_are_stale(db: Database) -> None:
    one = stored(db)
    assert (docs.stale(db, "s1"), docs.stale(db, "s2")) == ({}, {one: "s1"})


def test_a_verdict_survives_retagging(db: Database) -> None:
    stored(db)
    reviews.save(db, 1, Verdict(decision="replace", reviewer="ana", stance=Stance.OPPOSE), now=NOW)
    stored(db)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    assert [(e.statement.stance, e.reviewed_by) for e in taken.evidence] == [(Stance.OPPOSE, "ana")]


def test_a_rejected_statement_is_no_evidence(db: Database) -> None:
    stored(db)
    reviews.save(db, 1, Verdict(decision="reject", reviewer="ana"), now=NOW)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    assert taken.evidence == ()


def test_a_reprint_is_an_outlet_and_no_second_voice(db: Database) -> None:
    first = stored(db)
    copy = stored(db, url="https://copy.example/b", id="sha256:copy", outlet="转载网")
    families.save(db, [Membership(article=copy, family=first, role=Role.REPRINT, evidence="containment 1.00")], now=NOW)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    assert (len(taken.texts), len(taken.evidence), len(taken.texts[0].outlets)) == (1, 1, 2)


def test_a_snapshot_is_the_same_whenever_it_is_taken(db: Database) -> None:
    stored(db)
    one, two = (
        snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=now, code_version="1", tagger_version="1"))
        for now in (NOW, NOW + timedelta(days=1))
    )
    assert one.sha256 == two.sha256


def test_a_snapshot_survives_its_encoding(db: Database) -> None:
    stored(db)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    assert decode(encode(taken)) == taken


def test_a_statement_leads_back_to_its_page(db: Database) -> None:
    stored(db)
    steps = trail.of_statement(db, 1)
    assert (steps.quote, steps.page, steps.tagger) == ("支持算力共享", article().page, "rules/1")


def test_an_unknown_statement_is_named(db: Database) -> None:
    with pytest.raises(UsageError, match="S-000009"):
        trail.of_statement(db, 9)


def test_a_period_is_run_once(db: Database) -> None:
    run = runs.begin(db, "digest", "2026-W07", now=NOW)
    assert run is not None
    assert runs.begin(db, "digest", "2026-W07", now=NOW) is None
    runs.finish(db, run, now=NOW, stats={})
    assert runs.begin(db, "digest", "2026-W07", now=NOW) is None


def test_a_failed_or_dead_run_may_be_claimed_again(db: Database) -> None:
    failed = runs.begin(db, "crawl", "2026-02-16", now=NOW)
    assert failed is not None
    runs.finish(db, failed, now=NOW, stats={}, error="boom")
    dead = runs.begin(db, "crawl", "2026-02-16", now=NOW)
    assert runs.begin(db, "crawl", "2026-02-16", now=NOW + timedelta(hours=1)) not in (None, failed, dead)


def test_an_issue_is_queued_once_per_address(db: Database) -> None:
    token = subscribers.ask(db, "a@x.example", lang="zh", now=NOW)
    assert subscribers.confirmed(db) == []
    subscribers.confirm(db, token, now=NOW)
    assert [person.address for person in subscribers.confirmed(db)] == ["a@x.example"]
    assert [subscribers.queue(db, "2026-W07", 1, "a@x.example", "m", now=NOW) for _ in range(2)] == [True, False]


def test_undated_saves_keep_the_fetch_date(db: Database) -> None:
    articles.save(db, replace(article(), published_at=None), now=NOW)
    assert db.execute("SELECT effective_at, published_at FROM articles").fetchone() == ("2026-02-16T08:00:00Z", None)


def test_coverage_counts_the_texts_that_the_digest_counts(db: Database) -> None:
    old = stored(db, url="https://old.example/a", id="sha256:old", published_at=NOW - timedelta(days=60))
    copy = stored(db, url="https://copy.example/b", id="sha256:copy")
    families.save(db, [Membership(article=copy, family=old, role=Role.REPRINT)], now=NOW)
    stored(db)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    inside = [text for text in taken.texts if text.published_at >= Week(2026, 7).end - timedelta(days=28)]
    assert (taken.coverage.families, taken.coverage.articles, len(inside)) == (1, 1, 1)

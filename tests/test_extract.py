"""Pages become articles: every example page reads as its neighbour `.json` says, whatever its kind."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extract import extract
from domain.catalogue import Source
from domain.errors import ExtractError
from domain.records import Article, RawPage

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
PAGES = sorted(Path(__file__).parent.glob("pages/extract/*.*ml")) + sorted(
    Path(__file__).parent.glob("pages/extract/*.md")
)
KINDS = {".html": "text/html", ".md": "text/markdown"}


def article(file: Path) -> Article:
    return extract(RawPage(url="", body=file.read_bytes(), fetched_at=NOW, content_type=KINDS[file.suffix]))


def expected(file: Path) -> dict[str, object]:
    return json.loads(file.with_suffix(".json").read_text())


@pytest.fixture(params=PAGES, ids=lambda file: file.stem)
def page(request) -> Path:
    return request.param


@pytest.mark.parametrize("name", ["title", "title_prefix", "outlet", "original_outlet", "url"])
def test_a_page_gives_its_facts(page, name):
    wanted = expected(page)
    if name in wanted:
        assert getattr(article(page), name) == wanted[name]


def test_a_page_gives_its_authors(page):
    assert list(article(page).authors) == expected(page)["authors"]


def test_a_page_gives_its_time_in_its_own_zone(page):
    assert article(page).published_at.isoformat() == expected(page)["published_at"]


def test_a_text_begins_with_its_first_sentence_and_ends_with_its_last(page):
    text, wanted = article(page).text, expected(page)
    assert (text.startswith(wanted["first"]), text.endswith(wanted["last"])) == (True, True)


def test_a_text_holds_no_chrome(page):
    text = article(page).text
    assert [phrase for phrase in expected(page)["absent"] if phrase in text] == []


def test_a_text_has_one_newline_between_paragraphs(page):
    assert "\n\n" not in article(page).text


def test_a_page_without_address_is_known_by_its_text():
    page = next(file for file in PAGES if file.stem == "portal")
    assert article(page).id == article(page).id != article(next(file for file in PAGES if file.stem == "english")).id


def test_a_wechat_article_has_one_id_however_it_was_shared():
    body = next(file for file in PAGES if file.stem == "wechat").read_bytes()
    links = (
        "https://mp.weixin.qq.com/s/AbC",
        "https://mp.weixin.qq.com/s?__biz=MzA0000000==&mid=2650000001&idx=2&scene=1",
    )
    ids = {extract(RawPage(url=url, body=body, fetched_at=NOW, content_type="text/html")).id for url in links}
    assert len(ids) == 1


def test_a_byline_keeps_the_authors_post():
    assert article(next(file for file in PAGES if file.stem == "wechat")).byline == "江城大学法学院 沈一鸣"


def test_a_json_row_that_is_an_article_stays_one():
    row = {
        "title": "Port city sets rules",
        "text": "The port city set rules for models. " * 5,
        "outlet": "The Lantern",
        "published_at": "2025-01-02",
        "url": "https://l.example/a",
    }
    page = RawPage(url="x", body=json.dumps(row).encode(), fetched_at=NOW, content_type="application/json")
    found = extract(page)
    assert (found.title, found.outlet, found.published_at.date().isoformat()) == (
        "Port city sets rules",
        "The Lantern",
        "2025-01-02",
    )


def test_a_text_that_the_archive_cut_is_marked():
    text = (
        "---\ntitle: 长文\ndate: 2024-01-01\n---\n\n"
        + "各方应当共同维护网络空间的安全与稳定。\n\n" * 400
        + "后面的内容..."
    )
    page = RawPage(url="a.md", body=text.encode(), fetched_at=NOW, content_type="text/markdown")
    assert "truncated" in extract(page).warnings


@settings(max_examples=50, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from(["", "text/html", "text/markdown", "application/pdf", "application/json"])
)
def test_any_bytes_give_an_article_or_an_extract_error(body, kind):
    with contextlib.suppress(ExtractError):
        extract(RawPage(url="https://a.example/x", body=body, fetched_at=NOW, content_type=kind))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PAGES), st.data())
def test_a_damaged_page_gives_an_article_or_an_extract_error(file, data):
    body = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=12))
        if not body:
            break
    try:
        found = extract(RawPage(url="", body=bytes(body), fetched_at=NOW, content_type=KINDS[file.suffix]))
        assert found.text == found.text.strip()
    except ExtractError:
        pass


def declared(**selectors) -> Source:
    names = {"id": "lantern", "en": "The Lantern", "zh": "灯笼报", "class": "media", "jurisdiction": "GB"}
    terms = {"robots": "allowed", "licence": "own", "why": "a test", "cadence": "daily", "language": "en"}
    channels = [{"kind": "feed", "url": "https://l.example/feed"}]
    rest = {"home": "https://l.example", "channels": channels, "selectors": selectors}
    return Source.model_validate({**names, **terms, **rest})


def test_a_sources_own_selectors_win():
    file = next(file for file in PAGES if file.stem == "english")
    source = declared(title="nav a", body="article", drop=["p:nth-of-type(3)"])
    found = extract(RawPage(url="", body=file.read_bytes(), fetched_at=NOW, content_type="text/html"), source)
    assert (found.title, found.outlet, "Neighbouring" in found.text, found.method) == (
        "Home",
        "The Lantern",
        False,
        "declared/lantern",
    )

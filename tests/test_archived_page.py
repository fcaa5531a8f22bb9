"""The archived page as `why --open` shows it: the sentence marked, nothing run, nothing loaded."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from app.archived_page import marked
from domain.records import RawPage


def page(body: str, content_type: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> RawPage:
    made = body.encode(encoding)
    return RawPage(url="https://p.example/a", body=made, fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
                   content_type=content_type)  # fmt: skip


def shown(body: str, sentence: str, **kwargs: str) -> str:
    made = marked(page(body, **kwargs), sentence, banner="<p>S-000001</p>", title="A <b> title")
    assert made is not None
    return made


def marks(html: str) -> str:
    return "".join(re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL))


def test_the_sentence_is_marked_where_it_stands():
    html = shown("<body><p>Before. We agree. After.</p></body>", "We agree.")
    assert "<p>Before. <mark>We agree.</mark> After.</p>" in html


def test_a_sentence_is_found_across_tags_and_white_space():
    html = shown("<body><p>Now <b>we\n  fully</b> agree<a href='https://x.example/'> with you</a>.</p></body>",
                 "we fully agree with you.")  # fmt: skip
    assert re.sub(r"\s+", "", marks(html)) == "wefullyagreewithyou."


def test_a_chinese_page_in_gb18030_is_read():
    html = shown("<body><p>前文。我们支持登记制度。</p></body>", "我们支持登记制度。",
                 content_type="text/html; charset=gb2312", encoding="gb18030")  # fmt: skip
    assert marks(html) == "我们支持登记制度。"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src='https://t.example/x.png' onerror='alert(1)'>",
        "<iframe src='https://t.example/'></iframe>", "<link rel=stylesheet href='https://t.example/s.css'>",
        "<p style='background:url(https://t.example/x)'>styled</p>", "<a href='javascript:alert(1)'>go</a>",
        "<svg onload='alert(1)'></svg>", "<style>@import url(https://t.example/s.css)</style>",
        "<form action='https://t.example/'><input></form>", "<!-- https://t.example/ -->",
    ],
)  # fmt: skip
def test_nothing_is_run_and_nothing_is_loaded(hostile: str):
    html = shown(f"<head>{hostile}</head><body>{hostile}<p>We agree.</p></body>", "We agree.")
    assert re.findall(r"t\.example|alert|@import|javascript:|\bon\w+=", html) == []


def test_text_after_what_is_dropped_stays():
    assert marks(shown("<body><p>We <script>x()</script>agree.</p></body>", "We agree.")) == "We agree."


def test_links_stay_links():
    html = shown("<body><p>We agree. <a href='https://x.example/law'>the law</a></p></body>", "We agree.")
    assert 'href="https://x.example/law"' in html


def test_the_title_is_text():
    assert "<title>A &lt;b> title</title>" in shown("<body><p>We agree.</p></body>", "We agree.")


def test_a_page_without_the_sentence_is_not_shown():
    assert marked(page("<body><p>Nothing here.</p></body>"), "We agree.", banner="<p>x</p>", title="t") is None


def test_a_page_that_is_no_html_is_not_shown():
    assert marked(page("%PDF-1.7 We agree."), "We agree.", banner="<p>x</p>", title="t") is None

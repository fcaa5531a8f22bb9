"""The shapes of WeChat posts: articles, pictures, words, films, reprints; some keep their text in a script alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.extract import extract
from domain.records import Article, RawPage

NOW = datetime(2026, 1, 5, tzinfo=UTC)
WORDS = json.loads((Path(__file__).parent / "pages" / "layouts" / "texts.json").read_text(encoding="utf-8"))
TITLE, BODY = WORDS["title"], [WORDS["one"], WORDS["two"], WORDS["three"]]
PAGE = (
    '<html><head><meta property="og:title" content="{}"><script src="https://res.wx.qq.com/a.js"></script></head>'
    '<body><div id="js_article" class="rich_media">{}</div><img data-src="https://mmbiz.qpic.cn/x"></body></html>'
)
HEAD = '<h1 id="activity-name">title</h1><a id="js_name"> 湖畔观察 </a>'
CONTENT = '<div id="js_content" style="visibility: hidden">{}<p>往期推荐</p><p><a>旧文</a></p></div><script>{}</script>'
PROSE = "".join(f"<p><span>{line}</span></p>" for line in BODY)
NEWLINE, TIME = "\\x0a", 'var ct = "1756866060";'


def escaped(markup: str) -> str:
    return markup.replace("<", "\\x3c").replace(">", "\\x3e").replace('"', "\\x22")


SHAPES = {
    "article": HEAD + CONTENT.format(PROSE, TIME),
    "pictures": "<script>window.cgiDataNew = { nick_name: JsDecode('湖畔观察'), ori_create_time: '1756866060', "
    f"content_noencode: JsDecode('{NEWLINE.join(BODY)}') }}</script>",
    "pictures, older": "<script>d.nick_name = \"湖畔观察\"; var createTime = '2025-09-03 10:21';"
    f"d.content_noencode = '{NEWLINE.join(BODY)}';</script>",
    "pictures with markup": '<script>window.cgiDataNew={nick_name:"湖畔观察",create_time:"1756866060",'
    f'content_noencode: "{escaped(PROSE)}"}}</script>',
    "words": '<script>window.cgiDataNew={nick_name:"湖畔观察",ct:"1756866060",text_page_info:{content_noencode:"'
    + "\\n".join(BODY)
    + '"}}</script>',
    "film": f'<script>var nick_name = "湖畔观察"; window.desc = "{NEWLINE.join(BODY)}"; {TIME}</script>',
}


def article(markup: str) -> Article:
    page = RawPage(
        url="https://mp.weixin.qq.com/s/x",
        body=PAGE.format(TITLE, markup).encode(),
        fetched_at=NOW,
        content_type="text/html",
    )
    return extract(page)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_post_of_any_shape_gives_text_title_account_and_time(shape):
    found = article(SHAPES[shape])
    assert (found.text.split("\n"), found.title, found.outlet) == (BODY, TITLE, "湖畔观察")
    assert found.published_at.isoformat().startswith("2025-09-03T10:21")


def test_a_reprint_names_its_first_account_and_author():
    card = "<div>以下文章来源于<a id='js_share_source'>湖区大学法学院</a> ，作者林小溪</div>"
    found = article(HEAD + card + CONTENT.format(PROSE, TIME))
    assert (found.original_outlet, found.authors) == ("湖区大学法学院", ("林小溪",))


def test_a_paid_preview_is_marked_truncated():
    found = article(HEAD + CONTENT.format(PROSE, TIME + 'var is_pay_subscribe="1"; var is_paid="0";'))
    assert "truncated" in found.warnings


def test_a_short_post_about_verification_is_an_article():
    words = "<p>关于安全验证：本周起，登录时请完成验证，验证码五分钟内有效。感谢理解。</p>"
    assert "安全验证" in article(HEAD + f'<div id="js_content">{words}</div><script>{TIME}</script>').text

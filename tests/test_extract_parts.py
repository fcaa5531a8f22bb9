"""The small readers: dates, titles, bylines, sources, chrome, pages of one article."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import byline, chrome, dates, origin
from crawler.extract import extract
from crawler.pagination import join, next_page
from crawler.title import of_page, split_label, without_site
from domain.records import RawPage

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)  # 10:00 in Beijing


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2024年08月17日 09:05:33", "2024-08-17T09:05:33+08:00", "second"),
        ("发布时间：2024-8-17 9:05", "2024-08-17T09:05:00+08:00", "minute"),
        ("2024.08.17", "2024-08-17T00:00:00+08:00", "day"),
        ("12月30日 18:20", "2025-12-30T18:20:00+08:00", "minute"),
        ("01-04 08:00", "2026-01-04T08:00:00+08:00", "minute"),
        ("昨天 21:30", "2026-01-04T21:30:00+08:00", "minute"),
        ("前天", "2026-01-03T00:00:00+08:00", "day"),
        ("3小时前", "2026-01-05T07:00:00+08:00", "hour"),
        ("2024-08-17T01:05:33Z", "2024-08-17T01:05:33+00:00", "second"),
        ("March 4, 2025", "2025-03-04T00:00:00+08:00", "day"),
        ("4 Mar 2025", "2025-03-04T00:00:00+08:00", "day"),
        ("2025年3月4日下午3:05", "2025-03-04T15:05:00+08:00", "minute"),
    ],
)
def test_a_printed_date_is_read_against_the_hour_of_the_fetch(text, iso, precision):
    moment = dates.read(text, NOW)
    assert (moment.at.isoformat(), moment.precision) == (iso, precision)


def test_an_impossible_date_is_no_date():
    assert dates.read("2024-13-45", NOW) is None


def test_a_date_in_the_future_is_not_believed():
    assert dates.plausible(dates.read("2031-01-01", NOW), NOW) is None


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_asked_for_a_date(text):
    moment = dates.read(text, NOW)
    assert moment is None or moment.at.tzinfo is not None


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [
        ("前沿 | 探索有效的治理方案", "前沿", "探索有效的治理方案"),
        ("论坛·全球算法治理 | 港城《算法条例》简析", "论坛·全球算法治理", "港城《算法条例》简析"),
        ("【资讯】港城公布算法审计办法", "资讯", "港城公布算法审计办法"),
        ("关注｜港城公布算法审计办法", "关注", "港城公布算法审计办法"),
        ("港城公布算法审计办法", None, "港城公布算法审计办法"),
        (
            "港城与湖区关于算法治理的联合声明；湖区拆分平台业务 | 速览",
            None,
            "港城与湖区关于算法治理的联合声明；湖区拆分平台业务 | 速览",
        ),
        ("AI Act | What it means for small firms", "AI Act", "What it means for small firms"),
    ],
)
def test_a_columns_label_is_taken_off_a_title(title, label, name):
    assert split_label(title) == (label, name)


@pytest.mark.parametrize(
    "title",
    [
        "港城公布算法审计办法-湖畔新闻网",
        "港城公布算法审计办法_治理频道_湖畔网",
        "港城公布算法审计办法|治理_湖畔新闻",
        "港城公布算法审计办法 - 湖畔日报",
    ],
)
def test_a_sites_name_is_taken_off_a_title(title):
    assert re.fullmatch("港城公布算法审计办法[^湖畔]{0,6}", without_site(title))


def test_a_heading_that_the_page_title_repeats_is_the_title():
    assert of_page("港城公布办法_湖畔网", ["热点", "聚焦|港城公布办法"]) == "聚焦|港城公布办法"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("文 | 江城大学法学院 沈一鸣", ("沈一鸣",)),
        ("文｜江城市算法办副主任、湖区顾问 王小舟", ("王小舟",)),
        ("作者：沈一鸣、林一舟", ("沈一鸣", "林一舟")),
        ("采写：湖畔晚报记者 林一舟 周溪", ("林一舟", "周溪")),
        ("（记者林一舟）港城今日公布办法。", ("林一舟",)),
    ],
)
def test_a_byline_names_persons(line, names):
    assert byline.of_lines([line])[0] == names


def test_an_editor_is_no_author():
    assert byline.of_lines(["责任编辑：周某某", "编辑 | 吴编辑"])[0] == ()


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("（来源：湖畔时报）", "湖畔时报"),
        ("2025-03-04 来源： 湖畔时报 作者：某某", "湖畔时报"),
        ("（本文刊登于《江城学刊》杂志2024年第6期）", "江城学刊"),
        ("文章来源：公众号“江城观察”", "江城观察"),
        ("转自：湖畔网", "湖畔网"),
        ("来源 | 湖畔研究院（ID：hupan）", "湖畔研究院"),
        ("来源：网络", None),
    ],
)
def test_a_credit_names_the_first_outlet(line, outlet):
    assert origin.of_lines([line]) == outlet


PROSE = "港城的办法要求平台每季度公开一次评估结果，并设立便于公众使用的申诉渠道，各方都应当遵守。"


@pytest.mark.parametrize(
    "line",
    [
        "扫码关注我们",
        "长按识别二维码",
        "邮发代号 0-000",
        "分享到：微信 微博",
        "点击上方蓝字关注我们",
        "欢迎关注《江城学刊》官方抖音号",
        "阅读 1.2万",
        "【字体：大 中 小】",
        "未经授权禁止转载",
    ],
)
def test_chrome_is_cut_wherever_it_stands(line):
    assert chrome.trimmed([PROSE, line, PROSE]) == [PROSE, PROSE]


@pytest.mark.parametrize(
    "line",
    ["往期推荐", "相关阅读", "— END —", "【免责声明】本文不构成建议", "责任编辑：周某某", "网友评论仅供其表达个人看法"],
)
def test_what_follows_an_article_is_cut(line):
    assert chrome.trimmed([PROSE, PROSE, PROSE, line, "另一篇文章的标题"]) == [PROSE] * 3


def test_a_sentence_about_scanning_is_kept():
    line = (
        "审计人员扫描了全部接口，发现其中三个没有记录日志，平台随后在一周内作出了整改，并向公众说明了"
        "原因和今后的措施，得到各方认可，成为业内经验，也为其他城市提供了参考和借鉴。"
    )
    assert chrome.trimmed([line]) == [line]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=50), max_size=12))
def test_cutting_chrome_twice_cuts_nothing_more_of_prose(lines):
    once = chrome.trimmed([PROSE, *lines, PROSE])
    assert [line for line in once if line == PROSE] == [line for line in chrome.trimmed(once) if line == PROSE]


def page(url: str, body: str) -> RawPage:
    title = "港城公布算法审计办法"
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>"
    return RawPage(url=url, body=markup.encode(), fetched_at=NOW, content_type="text/html")


@pytest.mark.parametrize(
    ("url", "link", "words"),
    [
        ("https://n.example/a/1.html", "https://n.example/a/1_2.html", "下一页"),
        ("https://n.example/a/1_2.html", "https://n.example/a/1_3.html", "【3】"),
        ("https://n.example/a?id=7", "https://n.example/a?id=7&page=2", "2"),
        ("https://n.example/story", "https://n.example/story/2", "Next page"),
    ],
)
def test_the_next_page_of_an_article_is_found(url, link, words):
    assert next_page(page(url, f'<p>{PROSE}</p><a href="{link}">{words}</a>')) == link


def test_the_next_article_is_no_next_page():
    assert (
        next_page(page("https://n.example/a/1.html", '<a href="/a/2.html">下一篇</a><a href="/a/2.html">下一页</a>'))
        is None
    )


def test_pages_joined_say_each_paragraph_once():
    first = extract(
        page(
            "https://n.example/a/1.html",
            f"<p>{PROSE}</p><p>第一页的第二段说明了审计的范围、方法和时间安排，共有四项。</p>",
        )
    )
    second = extract(
        page(
            "https://n.example/a/1_2.html",
            f"<p>{PROSE}</p><p>第二页说明了申诉的渠道、期限和费用，并附有联系方式和样表。</p>",
        )
    )
    text = join([first, second]).text
    assert (text.count(PROSE), "第二页说明" in text) == (1, True)

"""A listing → links: feeds, sitemaps, index pages, JSON answers, lists; what is none says so."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import listing, sitemaps
from crawler.links import from_address, from_text
from domain.catalogue import Channel
from domain.errors import FetchError

BASE = "https://www.example.org/news/"
CHINA = timezone(timedelta(hours=8))

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><title>One</title><link>https://www.example.org/a/1?utm_source=rss</link>
<pubDate>Tue, 09 Jul 2024 10:00:00 +0800</pubDate></item>
<item><title>Two</title><guid isPermaLink="true">https://www.example.org/a/2</guid></item>
<item><title>No address</title></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>甲</title>
<link rel="alternate" href="/a/3"/><published>2024-07-01T00:00:00Z</published>
<updated>2024-07-05T00:00:00Z</updated></entry></feed>"""

INDEX = """<html><head><meta charset="gb2312"></head><body><ul class="list">
<li><a href="./t20240709_1.html">第一条</a><span>2024-07-09</span></li>
<li><a href="/art/2024/7/8/art_2.html" title="第二条全名">第二…</a><span>[2024年7月8日]</span></li>
<li><a href="javascript:void(0)">更多</a></li></ul>
<div class="pages"><a class="next" href="index_1.html">下一页</a></div></body></html>"""


def channel(kind: str, **more: object) -> Channel:
    return Channel.model_validate({"kind": kind, "url": BASE, **more})


def urls(found: listing.Listing) -> list[str]:
    return [link.url for link in found.links]


def test_a_feed_gives_its_entries_with_title_and_date() -> None:
    first = listing.read(channel("feed"), RSS.encode(), url=BASE).links[0]
    assert (first.title, first.dated_at) == ("One", datetime(2024, 7, 9, 2, tzinfo=UTC))


def test_an_entry_without_a_link_is_reached_by_its_guid_or_left_out() -> None:
    found = listing.read(channel("feed"), RSS.encode(), url=BASE)
    assert urls(found) == ["https://www.example.org/a/1?utm_source=rss", "https://www.example.org/a/2"]


def test_an_atom_entry_is_dated_by_its_last_change() -> None:
    (entry,) = listing.read(channel("feed"), ATOM.encode(), url=BASE).links
    assert (entry.url, entry.dated_at) == ("https://www.example.org/a/3", datetime(2024, 7, 5, tzinfo=UTC))


def test_a_json_feed_is_a_feed() -> None:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a/4", "title": "Four"}]})
    assert urls(listing.read(channel("feed"), body.encode(), url=BASE)) == ["https://www.example.org/a/4"]


def test_a_page_is_no_feed() -> None:
    with pytest.raises(FetchError, match="no RSS or Atom"):
        listing.read(channel("feed"), b"<html><body>Not found</body></html>", url=BASE)


def test_an_index_page_gives_links_dates_and_the_next_page_in_gb18030() -> None:
    found = listing.read(
        channel("listing", links="ul.list a", next="a.next"),
        INDEX.encode("gb18030"),
        url=BASE,
        content_type="text/html",
    )
    assert [(link.title, link.dated_at) for link in found.links] == [
        ("第一条", datetime(2024, 7, 9, tzinfo=CHINA)),
        ("第二条全名", datetime(2024, 7, 8, tzinfo=CHINA)),
    ]
    assert found.next_page == "https://www.example.org/news/index_1.html"


def test_a_selector_may_name_what_holds_the_anchors() -> None:
    found = listing.read(channel("listing", links="ul.list"), INDEX.encode("gb18030"), url=BASE)
    assert len(found.links) == 2


def test_match_keeps_only_what_it_finds() -> None:
    found = listing.read(channel("feed", match=r"/a/2$"), RSS.encode(), url=BASE)
    assert urls(found) == ["https://www.example.org/a/2"]


def test_a_list_of_addresses_is_its_own_listing() -> None:
    found = listing.read(channel("wechat", urls=["https://mp.weixin.qq.com/s/abc"]), b"", url=BASE)
    assert urls(found) == ["https://mp.weixin.qq.com/s/abc"]


@pytest.mark.parametrize("link", ["path", "/n/{id}.html"])
def test_an_api_answer_is_read_by_path_or_by_pattern(link: str) -> None:
    rows = [{"id": 0, "path": "/n/0.html", "title": "零", "publishTime": 1720483200000}]
    body = json.dumps({"data": {"list": rows}}).encode()
    (found,) = listing.read(channel("api", items="data.list", link=link), body, url=BASE).links
    assert (found.url, found.title, found.dated_at) == (
        "https://www.example.org/n/0.html", "零", datetime(2024, 7, 9, tzinfo=UTC),
    )  # fmt: skip


def test_a_jsonp_wrapper_is_taken_off() -> None:
    body = b'callback_1({"list": [{"url": "/n/1"}]});'
    assert urls(listing.read(channel("api", items="list", link="url"), body, url=BASE)) == [
        "https://www.example.org/n/1"
    ]


@pytest.mark.parametrize("body", [b"<html>", b'{"data": {"list": 3}}', b'{"other": []}'])
def test_an_api_answer_without_the_list_is_unreadable(body: bytes) -> None:
    with pytest.raises(FetchError):
        listing.read(channel("api", items="data.list", link="url"), body, url=BASE)


def test_a_news_sitemap_gives_title_and_date() -> None:
    body = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://www.example.org/a/1</loc>
    <n:news><n:publication_date>2024-07-09</n:publication_date><n:title>One</n:title></n:news></url></urlset>"""
    (found,) = listing.read(channel("sitemap"), body.encode(), url=BASE).links
    assert (found.title, found.dated_at) == ("One", datetime(2024, 7, 9, tzinfo=CHINA))


def test_a_sitemap_index_gives_children_even_when_gzipped() -> None:
    body = "<sitemapindex><sitemap><loc>https://www.example.org/a.xml.gz</loc></sitemap></sitemapindex>"
    found = listing.read(channel("sitemap"), gzip.compress(body.encode()), url=BASE)
    assert [child.url for child in found.children] == ["https://www.example.org/a.xml.gz"]
    assert not found.links


def test_a_plain_list_is_a_sitemap() -> None:
    found = listing.read(channel("sitemap"), b"https://www.example.org/a\nhttps://www.example.org/b\n", url=BASE)
    assert len(found.links) == 2


def test_a_sitemap_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(FetchError, match="beyond"):
        sitemaps.unpacked(gzip.compress(bytes(sitemaps.MAX_XML + 1), 1), BASE)


def test_a_sitemap_never_reads_our_files() -> None:
    body = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://e.org/&e;</loc></url></urlset>"""
    found = listing.read(channel("sitemap"), body, url=BASE)
    assert "root:" not in "".join(urls(found))


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-07-09", 9), ("发布时间：2024年7月9日", 9), ("Tue, 09 Jul 2024 00:00:00 GMT", 9), ("2024/7/9 10:00", 9)],
)
def test_dates_are_read_as_people_write_them(text: str, day: int) -> None:
    found = from_text(text)
    assert found is not None
    assert (found.year, found.month, found.day) == (2024, 7, day)
    assert found.tzinfo is not None


@pytest.mark.parametrize("text", ["", "soon", "2024-13-45", "version 2.0.1"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert from_text(text) is None


def test_many_addresses_hold_their_day() -> None:
    found = [from_address(url) for url in ("https://e.org/2024-07/09/c_1.htm", "https://e.org/n/t20240709_3.html")]
    assert [moment.date().isoformat() if moment else "" for moment in found] == ["2024-07-09"] * 2


@given(st.binary(max_size=300), st.sampled_from(["feed", "sitemap", "listing", "api"]))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_links_or_a_fetch_error(body: bytes, kind: str) -> None:
    try:
        found = listing.read(channel(kind), body, url=BASE)
    except FetchError:
        return
    assert all(link.url.startswith("http") for link in found.links)

"""The demo's newsroom: every shape real sites have, over real HTTP, the same bytes on every run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser
import pytest
from lxml import etree, html
from pypdf import PdfReader

from app.newsroom.edition import Story, by_outlet, stories
from app.newsroom.outlets import PAGE, path, public_url, sources
from app.newsroom.server import serve
from app.newsroom.site import BROKEN, CAPTCHA, GONE, MEMBERS, REMOVED, site
from domain.catalogue import Source
from domain.errors import UsageError

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
CHANNELS = {name: source.channels[0] for name, source in sources(0).items()}


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serve() as url:
        yield url


@pytest.fixture(scope="module")
def outlets(base: str) -> dict[str, Source]:
    return sources(urlsplit(base).port or 0)


def get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers of an address."""
    request = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def story(name: str) -> Story:
    return next(each for each in stories() if each.id == name)


def page(base: str, name: str) -> bytes:
    each = story(name)
    return get(base + path(each, sources(0)[each.outlet]))[1]


def links(source: Source) -> list[str]:
    """The article addresses an outlet lists, read as a crawler reads them."""
    channel = source.channels[0]
    match channel.kind:
        case "feed":
            return [entry.link for entry in feedparser.parse(get(channel.url)[1]).entries]
        case "sitemap":
            maps = etree.fromstring(get(channel.url)[1]).xpath("//s:sitemap/s:loc/text()", namespaces=SITEMAP)
            trees = [etree.fromstring(get(str(each))[1]) for each in maps]
            return [str(loc) for tree in trees for loc in tree.xpath("//s:url/s:loc/text()", namespaces=SITEMAP)]
        case "api":
            return [item["url"] for item in json.loads(get(channel.url)[1])["data"]["items"]]
        case "wechat":
            return channel.urls
        case "listing":
            return _walk(channel.url)


def _walk(url: str) -> list[str]:
    found: list[str] = []
    place: str | None = url
    while place:
        tree = html.fromstring(get(place)[1], base_url=place)
        tree.make_links_absolute()
        found += [str(link) for link in tree.xpath("//ul[@class='news-list']//a/@href")]
        place = next(iter(tree.xpath("//a[@class='next']/@href")), None)
    return found


# --- how it is listed


@pytest.mark.parametrize("outlet", sorted(CHANNELS))
def test_an_outlet_lists_all_its_articles_and_each_is_served(
    base: str, outlets: dict[str, Source], outlet: str
) -> None:
    listed = links(outlets[outlet])
    wanted = [base + path(each, outlets[outlet]) for each in by_outlet(outlet)]

    assert set(wanted) <= set(listed)
    assert {get(url)[0] for url in wanted} == {200}


def test_there_are_feeds_of_both_kinds_a_sitemap_a_listing_an_api_and_wechat_accounts() -> None:
    assert {channel.kind for channel in CHANNELS.values()} == {"feed", "sitemap", "listing", "api", "wechat"}
    assert {feedparser.parse(body).version for body in _feeds()} == {"rss20", "atom10"}


def _feeds() -> list[bytes]:
    return [site()[urlsplit(channel.url).path].body for channel in CHANNELS.values() if channel.kind == "feed"]


def test_feeds_are_well_formed_and_date_every_article() -> None:
    for body in _feeds():
        feed = feedparser.parse(body)
        assert not feed.bozo
        assert sum("published_parsed" in entry or "updated_parsed" in entry for entry in feed.entries) >= 3


def test_a_listing_has_two_or_three_pages() -> None:
    pages = [place for place in site() if place.startswith("/zhengce-gongbao.example/col/index")]

    assert len(pages) in (2, 3)


def test_a_sitemap_index_leads_to_a_sitemap_per_month(outlets: dict[str, Source]) -> None:
    index = etree.fromstring(get(outlets["demo_brussels_courier"].channels[0].url)[1])

    assert index.tag.endswith("sitemapindex")
    assert len(index) >= 3


# --- what the pages look like


def test_a_reprint_is_edited_and_credits_its_first_outlet(base: str) -> None:
    body = page(base, "prov_itu_reprint").decode()

    assert "来源：联讯社" in body
    assert "<h1>关注 | 人工智能图像溯源有了国际标准</h1>" in body
    assert story("prov_itu_reprint").text != story("prov_itu_wire").text


def test_every_page_family_is_used() -> None:
    assert {each.outlet for each in stories()} == set(PAGE) == set(CHANNELS)


def test_a_wechat_page_hides_its_body_and_keeps_its_time_in_a_script(base: str) -> None:
    body = page(base, "prov_unesco").decode()
    tree = html.fromstring(body)

    assert "visibility: hidden" in tree.get_element_by_id("js_content").get("style")
    assert tree.get_element_by_id("js_name").text_content().strip() == "智治观察"
    assert f'var ct = "{int(story("prov_unesco").published.timestamp())}"' in body
    assert "微信扫一扫" in body


def test_a_government_page_carries_the_mandated_metas(base: str) -> None:
    tree = html.fromstring(page(base, "prov_cac"))
    metas = {meta.get("name"): meta.get("content") for meta in tree.iter("meta")}

    assert metas["ArticleTitle"] == story("prov_cac").title
    assert metas["PubDate"] == "2026-03-24 10:00"
    assert metas["SiteName"] == metas["ContentSource"] == "政策公报网"
    assert {"Author", "ColumnName"} <= set(metas)


def test_a_page_that_says_gb2312_has_characters_only_gb18030_knows(base: str) -> None:
    each = story("ndrc_compute")
    _, body, headers = get(base + path(each, sources(0)[each.outlet]))

    assert headers["Content-Type"].endswith("charset=gb2312")
    assert each.title in body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")


def test_a_long_article_goes_on_behind_a_link_to_the_next_page(base: str) -> None:
    each = story("prov_tencent")
    first = base + path(each, sources(0)[each.outlet])
    tree = html.fromstring(get(first)[1].decode("gb18030"), base_url=first)
    tree.make_links_absolute()
    following = next(link.get("href") for link in tree.iter("a") if link.text == "下一页")

    assert each.paragraphs[-1] not in tree.text_content()
    assert each.paragraphs[-1] in get(following)[1].decode("gb18030")


def test_a_paper_is_a_pdf_with_title_date_and_paragraphs(base: str) -> None:
    each = story("cap_rwanda")
    reader = PdfReader(BytesIO(page(base, "cap_rwanda")))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)

    assert reader.metadata is not None
    assert reader.metadata.title == each.title
    assert "18 March 2026" in text
    assert " ".join(each.paragraphs[1].split()) in " ".join(text.split())


def test_a_page_has_chrome_around_its_article(base: str) -> None:
    text = html.fromstring(page(base, "cap_kenya")).text_content()

    assert "Related stories" in text
    assert "All rights reserved" in text


def test_expectations_are_never_served() -> None:
    assert not any(b"expected:" in resource.body or b"reprint_of" in resource.body for resource in site().values())


# --- what else a newsroom has


def test_some_listed_links_lead_nowhere(base: str, outlets: dict[str, Source]) -> None:
    assert get(base + GONE)[0] == 404
    assert get(base + BROKEN)[0] == 500
    assert {base + GONE, base + BROKEN} <= set(links(outlets["demo_governance_record"]))


def test_a_removed_post_and_a_captcha_answer_200(base: str) -> None:
    assert "该内容已被发布者删除" in get(base + REMOVED)[1].decode()
    assert "完成验证后即可继续访问" in get(base + CAPTCHA)[1].decode()


def test_robots_closes_one_folder_that_is_listed_all_the_same(base: str, outlets: dict[str, Source]) -> None:
    assert b"Disallow: /policy-ledger.example/members/" in get(base + "/robots.txt")[1]
    assert base + MEMBERS in links(outlets["demo_policy_ledger"])


# --- how it is served


def test_nothing_known_is_sent_again(base: str) -> None:
    for place, resource in site().items():
        if resource.status == 200:
            assert get(base + place, If_None_Match=resource.etag)[:2] == (304, b"")


def test_a_date_is_enough_to_be_spared_a_second_copy(base: str) -> None:
    url = base + path(story("cap_kenya"), sources(0)["demo_governance_record"])
    seen = get(url)[2]["Last-Modified"]

    assert get(url, If_Modified_Since=seen)[0] == 304
    assert get(url, If_Modified_Since="Mon, 05 Jan 2026 00:00:00 GMT")[0] == 200


def test_two_runs_serve_the_same_bytes_but_for_the_port(base: str) -> None:
    with serve() as other:
        for place in site():
            assert get(base + place)[1].replace(base.encode(), b"") == get(other + place)[1].replace(
                other.encode(), b""
            )


def test_a_public_address_does_not_know_the_port() -> None:
    one = public_url("http://127.0.0.1:8001/policy-ledger.example/2026/03/x/")

    assert one == public_url("http://127.0.0.1:9/policy-ledger.example/2026/03/x/")
    assert one == "https://policy-ledger.example/2026/03/x/"
    assert public_url("https://elsewhere.example/x") == "https://elsewhere.example/x"


def test_a_page_names_its_public_address(base: str) -> None:
    each = story("prov_eu")
    tree = html.fromstring(page(base, "prov_eu"))

    assert tree.xpath("//link[@rel='canonical']/@href") == [public_url(base + path(each, sources(0)[each.outlet]))]


def test_a_taken_port_is_named(base: str) -> None:
    port = urlsplit(base).port or 0

    with pytest.raises(UsageError, match=str(port)), serve(port):
        pass

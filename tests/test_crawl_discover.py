"""`new source` and `sources check`: what a site offers is found, written down, and tried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from crawler import opml, stubs
from crawler.check import SourceCheck, check_all
from crawler.discover import discover, findings
from crawler.report import Outcome
from domain.catalogue import Source
from domain.errors import FetchError
from domain.records import RawPage
from tests.crawling import NOW, listed, source
from tests.local_web import Answer, Web, serving

HEADLINES = [f"部门发布人工智能治理第{n}号通知" for n in "一二三四五六"]
HOME = """<!doctype html><html lang="zh-CN"><head><title>示例部</title>
<meta property="og:site_name" content="示例部"><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>
<body><nav><ul>{nav}</ul></nav><div class="main"><ul class="news-list">{rows}</ul>
<div class="pager"><a class="pg-next" href="/index_1.html">下一页</a></div></div>
<footer><a href="/contact/about-this-ministry">关于我们以及联系方式说明</a></footer></body></html>"""


RSS = "<rss version='2.0'><channel><item><link>{}</link></item></channel></rss>"


def home(base: str) -> RawPage:
    rows = "".join(f"<li><a href='/2024-07/0{n}/c_{n}.html'>{text}</a></li>" for n, text in enumerate(HEADLINES, 1))
    nav = "".join(f"<li><a href='/channel-{n}/index.html'>栏目名称比较长的导航{n}</a></li>" for n in range(9))
    return RawPage(url=base, body=HOME.format(rows=rows, nav=nav).encode(), fetched_at=NOW, content_type="text/html")


def test_feeds_listings_and_sitemaps_are_found() -> None:
    found = findings(home("https://www.example.gov.cn/"), b"Sitemap: https://www.example.gov.cn/map.xml\n")
    assert [(each.kind, each.url) for each in found] == [
        ("feed", "https://www.example.gov.cn/rss.xml"),
        ("listing", "https://www.example.gov.cn/"),
        ("sitemap", "https://www.example.gov.cn/map.xml"),
    ]


def test_the_listing_is_where_the_headlines_stand_not_the_navigation() -> None:
    (found,) = [each for each in findings(home("https://www.example.gov.cn/")) if each.kind == "listing"]
    assert (found.links_css, found.next_css, found.links) == ("ul.news-list li a", "a.pg-next", 6)


def test_a_stub_loads_as_a_source_and_says_what_a_person_must_write() -> None:
    text = stubs.as_yaml(
        "https://www.example.gov.cn/", "示例部", "zh-Hans", findings(home("https://www.example.gov.cn/"))
    )
    made = Source.model_validate({"id": stubs.key("https://www.example.gov.cn/"), **yaml.safe_load(text)})
    assert (made.id, made.zh, made.jurisdiction, made.language) == ("cn_example", "示例部", "CN", "zh-Hans")
    assert stubs.unfilled(made) == ["en", "robots", "licence", "why"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.miit.gov.cn/", "cn_miit"),
        ("https://digital-strategy.ec.europa.eu/en", "eu_digital_strategy_ec_europa"),
        ("https://www.nist.gov/ai", "us_nist"), ("https://oecd.ai/", "intl_oecd"), ("https://www.gov.uk/", "gb_uk"),
    ],
)  # fmt: skip
def test_an_id_tells_the_country_and_the_host(url: str, key: str) -> None:
    assert stubs.key(url) == key


OPML = """<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="Policy">
<outline text="One" type="rss" xmlUrl="https://one.example.org/feed" htmlUrl="https://one.example.org/"/>
<outline text="一" XMLURL="https://two.example.cn/rss"/>
<outline text="One again" xmlUrl="http://one.example.org/feed/"/></outline></body></opml>"""


def test_every_feed_of_an_opml_becomes_a_source_once() -> None:
    found = opml.stubs(OPML.encode(), followed=[listed("cn_two_example", "https://e.org/")])
    made = [Source.model_validate({"id": stub.id, **yaml.safe_load(stub.yaml)}) for stub in found]
    assert [(each.id, each.channels[0].url) for each in made] == [
        ("intl_one_example", "https://one.example.org/feed"),
        ("cn_two_example_2", "https://two.example.cn/rss"),
    ]


def test_what_is_written_as_opml_is_read_again() -> None:
    sources = [source(f"s{n}", "https://e.org/", {"kind": "feed", "url": f"https://e.org/{n}"}) for n in range(2)]
    assert [feed.url for feed in opml.read(opml.export(sources).encode())] == ["https://e.org/0", "https://e.org/1"]


@pytest.mark.parametrize("body", [b"", b"<html/>", b"<opml><body/></opml>", b"not xml at all"])
def test_a_file_without_feeds_is_refused(body: bytes) -> None:
    with pytest.raises(FetchError, match="feed list"):
        opml.read(body)


@pytest.fixture(scope="module")
def site() -> Iterator[Web]:
    with serving({}) as web:
        web.pages |= {
            "/": Answer(home("/").body),
            "/robots.txt": Answer("User-agent: *\nDisallow: /no\n", type="text/plain"),
            "/rss.xml": Answer(RSS.format(web("/2024-07/01/c_1.html"))),
            "/2024-07/01/c_1.html": Answer("<html><body>正文</body></html>"),
        }  # fmt: skip
        yield web


@pytest.mark.slow
def test_a_stub_is_written_from_a_live_site(site: Web) -> None:
    stub = discover(site("/"), local=True)
    made = Source.model_validate({"id": stub.id, **yaml.safe_load(stub.yaml)})
    assert stub.summary == "1 feed, 1 listing"
    assert [channel.kind for channel in made.channels] == ["feed", "listing"]
    with pytest.raises(FetchError, match="http_error HTTP 404"):
        discover(site("/missing"), local=True)


@pytest.fixture(scope="module")
def checks(site: Web) -> dict[str, SourceCheck]:
    feed, lost = {"kind": "feed", "url": site("/rss.xml")}, {"kind": "feed", "url": site("/lost.xml")}
    sources = [source("works", site("/"), feed), source("half", site("/"), feed, lost), listed("barred", site("/no/a"))]
    return {each.source: each for each in check_all(sources, delay_s=0.0)}


def test_a_source_whose_channels_all_lead_to_pages_works(checks: dict[str, SourceCheck]) -> None:
    assert checks["works"].ok
    assert "feed fetched (1 links)" in checks["works"].says


def test_a_check_never_claims_what_the_file_does_not(checks: dict[str, SourceCheck]) -> None:
    assert checks["works"].verified is None


def test_a_source_with_a_dead_channel_does_not_work(checks: dict[str, SourceCheck]) -> None:
    assert not checks["half"].ok
    assert [visit.outcome for visit in checks["half"].channels if "lost" in visit.url] == [Outcome.HTTP_ERROR]


def test_a_barred_source_says_that_robots_barred_it(checks: dict[str, SourceCheck]) -> None:
    assert [trouble.outcome for trouble in checks["barred"].troubles] == [Outcome.ROBOTS_DENIED]

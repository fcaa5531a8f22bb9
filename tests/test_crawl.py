"""A crawl walks every kind of channel, asks politely, hands on each page once, and says what came of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler import tdmrep
from crawler.archive import Archive
from crawler.frontier import Frontier
from crawler.report import CrawlReport, Outcome
from crawler.run import crawl
from domain.catalogue import Source
from domain.errors import FetchError
from domain.records import RawPage
from tests.crawling import NOW, listed, notice, quick, source
from tests.local_web import Answer, Web, serving

RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{}</channel></rss>"
ITEM = "<item><title>{1}</title><link>{0}</link><pubDate>Tue, 09 Jul 2024 0{1}:00:00 GMT</pubDate></item>"
MAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
MAP_INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"
FUSSY = "/feed/3"
DELAY_S = 0.5


@dataclass
class Week:
    """Two crawls, a day apart: what they reported, what they handed on, what the server saw."""

    first: CrawlReport
    second: CrawlReport
    first_pages: list[RawPage]
    second_pages: list[RawPage]
    web: Web
    slow: Web
    first_hits: dict[str, int]
    folder: Path

    def path_of(self, page: RawPage) -> str:
        return page.url.removeprefix(self.web.base)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    folder = tmp_path_factory.mktemp("crawl")
    robots = Answer(f"User-agent: *\nCrawl-delay: {DELAY_S}\n")
    slow_pages = {"/robots.txt": robots, **{f"/{n}": notice(n, plain=True) for n in range(3)}}
    with serving({}) as web, serving(slow_pages, host="127.0.0.2") as slow:
        _publish(web)
        sources, settings = _sources(web, slow), quick(folder, revisit_s=3600.0, since=NOW - timedelta(days=100))
        first_pages: list[RawPage] = []
        second_pages: list[RawPage] = []

        def fussy(page: RawPage) -> None:
            if page.url.endswith(FUSSY):
                raise FetchError("sink", page.url, "not today")
            first_pages.append(page)

        first = crawl(sources, fussy, settings=settings, now=NOW)
        first_hits = dict(web.hits)
        _republish(web)
        second = crawl(sources, second_pages.append, settings=settings, now=NOW + timedelta(days=1))
        yield Week(first, second, first_pages, second_pages, web, slow, first_hits, folder)


@pytest.mark.parametrize(
    ("name", "pages"), [("feed", 4), ("map", 6), ("listing", 6), ("wechat", 2), ("api", 3), ("slow", 3)]
)
def test_every_kind_of_channel_leads_to_its_pages(week: Week, name: str, pages: int) -> None:
    assert week.first.sources[name].fetched == pages


def test_pages_carry_bytes_type_source_and_the_moment_of_the_crawl(week: Week) -> None:
    page = next(page for page in week.first_pages if week.path_of(page) == "/map/1")
    assert (page.body, page.content_type, page.source, page.fetched_at) == (
        notice(1).body.encode(), "text/html; charset=utf-8", "map", NOW,
    )  # fmt: skip


def test_every_page_can_be_read_from_the_archive_as_it_was(week: Week) -> None:
    archive = Archive(week.folder / "warc")
    pages = [*week.first_pages, *week.second_pages]
    assert [archive.read(page.archive_ref) for page in pages] == pages


def test_no_page_is_handed_on_twice(week: Week) -> None:
    assert len({page.url for page in week.first_pages}) == len(week.first_pages)


def test_an_address_that_leads_to_a_known_page_is_a_duplicate(week: Week) -> None:
    assert week.first.sources["moved"].pages == {Outcome.FETCHED: 1, Outcome.DUPLICATE: 1}


def test_a_listing_that_is_none_says_so(week: Week) -> None:
    visit = week.first.sources["broken"].channels[0]
    assert (visit.outcome, visit.detail) == (Outcome.UNREADABLE_LISTING, "the answer is no RSS or Atom")


def test_a_page_the_sink_refuses_is_counted_and_comes_again(week: Week) -> None:
    assert not week.first.ok
    assert week.first.sources["feed"].pages[Outcome.SINK_FAILED] == 1
    assert FUSSY in map(week.path_of, week.second_pages)


def test_a_second_crawl_downloads_only_what_is_new_or_changed(week: Week) -> None:
    assert {week.path_of(page) for page in week.second_pages} == {FUSSY, "/map/1", "/listing/new"}
    assert Outcome.UNCHANGED not in week.second.outcomes


def test_a_second_crawl_asks_conditionally(week: Week) -> None:
    assert week.second.sources["feed"].channels[0].outcome is Outcome.NOT_MODIFIED
    assert week.second.sources["listing"].pages == {Outcome.FETCHED: 1, Outcome.NOT_MODIFIED: 6}


def test_a_second_crawl_reads_no_listing_again_that_is_as_it_was(week: Week) -> None:
    ended = {visit.url.removeprefix(week.web.base): visit.outcome for visit in week.second.sources["map"].channels}
    assert ended == {
        "/index.xml": Outcome.NOT_MODIFIED, "/b.xml.gz": Outcome.NOT_MODIFIED, "/a.xml": Outcome.FETCHED,
    }  # fmt: skip


def test_an_index_of_sitemaps_that_names_itself_is_read_once(week: Week) -> None:
    assert week.first_hits["/index.xml"] == 1


def test_one_article_under_many_addresses_is_asked_for_once(week: Week) -> None:
    assert week.first.sources["shared"].pages == {Outcome.FETCHED: 1}
    assert sum(hits for path, hits in week.first_hits.items() if path.startswith("/one")) == 1


def test_the_crawler_gives_its_name_and_where_to_complain(week: Week) -> None:
    (agent,) = week.web.agents
    assert agent.startswith("govprism/")
    assert "+http" in agent


def test_links_dated_before_the_start_are_left_alone(week: Week) -> None:
    assert week.web.hits["/map/old"] == 0


def test_robots_is_asked_once_per_crawl(week: Week) -> None:
    assert week.web.hits["/robots.txt"] == 2


def test_crawl_delay_is_kept_between_any_two_requests(week: Week) -> None:
    moments = [at for path, at in week.slow.moments if path[1:].isdigit()]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.9 * DELAY_S, gaps  # both gaps: no request comes sooner than the host asked for


def test_an_opt_out_is_recorded_and_honoured_unless_the_terms_allow_mining(week: Week) -> None:
    frontier = Frontier(week.folder / "frontier.db")
    assert week.first.sources["reserved"].pages == {Outcome.OPTED_OUT: 2}
    assert week.first.sources["permitted"].pages == {Outcome.FETCHED: 2}
    assert frontier.opt_outs() == {
        "reserved": {"meta tdm-reservation": 1, "file tdm-reservation": 1},
        "permitted": {"header noai": 1, "file tdm-reservation": 1},
    }
    frontier.close()


def test_what_a_host_reserves_is_read_once_per_crawl_and_then_not_asked_for(week: Week) -> None:
    assert (week.first_hits[tdmrep.PATH], week.web.hits["/reserved/a"]) == (1, 0)


def test_a_source_whose_terms_reserve_mining_is_not_asked_for_anything(week: Week) -> None:
    (visit,) = week.first.sources["closed"].channels
    assert (visit.outcome, week.web.hits["/closed"]) == (Outcome.OPTED_OUT, 0)


def test_the_pages_of_one_article_come_with_the_address_of_its_first(week: Week) -> None:
    found = {week.path_of(page): page.part_of for page in week.first_pages if "long" in page.url}
    first = week.web("/long/a.html")
    assert found == {"/long/a.html": "", "/long/a_2.html": first, "/long/a_3.html": first}


def test_counts_of_every_crawl_are_kept_for_health(week: Week) -> None:
    frontier = Frontier(week.folder / "frontier.db")
    assert frontier.visits("wechat", since=NOW)[NOW] == {"fetched": 2, "channel:fetched": 1}
    frontier.close()


def _publish(web: Web) -> None:
    for kind, count in (("feed", 5), ("map", 6), ("listing", 6), ("wechat", 2), ("api", 3)):
        web.pages |= {f"/{kind}/{n}": notice(n) for n in range(count)}
    web.pages["/feed"] = Answer(
        RSS.format("".join(ITEM.format(web(f"/feed/{n}"), n) for n in range(5))), type="text/xml"
    )
    web.pages["/index.xml"] = Answer(
        MAP_INDEX.format(
            "".join(f"<sitemap><loc>{web(to)}</loc></sitemap>" for to in ("/a.xml", "/b.xml.gz", "/index.xml"))
        ),
        type="text/xml",
    )
    web.pages["/b.xml.gz"] = Answer(gzip.compress(_map(web, range(3, 6)).encode(), mtime=0), type="application/gzip")
    old = f"<url><loc>{web('/map/old')}</loc><lastmod>2019-01-01</lastmod></url></urlset>"
    web.pages["/a.xml"] = Answer(_map(web, range(3)).replace("</urlset>", old), type="text/xml")
    web.pages["/list"] = _list(range(3), "/list/2")
    web.pages["/list/2"] = _list(range(3, 6), "/list")
    web.pages["/api"] = Answer(json.dumps({"data": {"list": [{"id": n, "title": f"t{n}"} for n in range(3)]}}))
    web.pages["/"] = notice("home")
    web.pages["/old"] = Answer(status=301, headers={"Location": "/target"})
    web.pages["/target"] = notice("target")
    web.pages |= {f"/long/a{end}.html": _part(n) for n, end in enumerate(("", "_2", "_3"), 1)}
    web.pages["/tdm"] = Answer("<html><head><meta name='tdm-reservation' content='1'></head><body>no</body></html>")
    web.pages |= {
        "/one": notice("one"),
        "/reserved/a": notice("a"),
        "/reserved/b": notice("b"),
        "/closed": notice("closed"),
    }
    web.pages[tdmrep.PATH] = Answer(json.dumps([{"location": "/reserved/", "tdm-reservation": 1}]))
    web.pages["/noai"] = Answer("<html><body>yes</body></html>", headers={"X-Robots-Tag": "noai"})


def _part(number: int) -> Answer:
    following = f"<a href='/long/a_{number + 1}.html'>下一页</a>" if number < 3 else ""
    return Answer(f"<html><body><p>第{number}部分的正文。</p>{following}<a href='/other.html'>下一篇</a></body></html>")


def _republish(web: Web) -> None:
    """A day later: one article is corrected, one is new at the head of the listing."""
    web.pages["/map/1"] = notice("1, corrected")
    web.pages["/a.xml"] = Answer(_map(web, range(3)).replace("2024-07-01", "2024-07-10T12:00:00Z"), type="text/xml")
    web.pages["/listing/new"] = notice("new")
    web.pages["/list"] = _list(["new", 0, 1, 2], "/list/2")


def _map(web: Web, numbers: range) -> str:
    row = "<url><loc>{}</loc><lastmod>2024-07-0{}</lastmod></url>"
    return MAP.format("".join(row.format(web(f"/map/{n}"), n) for n in numbers))


def _list(names: range | list[object], following: str) -> Answer:
    rows = "".join(f"<li><a href='/listing/{name}'>Notice {name}</a><span>2024-07-09</span></li>" for name in names)
    return Answer(
        f"<html><body><ul class='news'>{rows}</ul><a class='next' href='{following}'>下一页</a></body></html>"
    )


def _sources(web: Web, slow: Web) -> list[Source]:
    home = web("/")
    listing = {"kind": "listing", "url": web("/list"), "links": "ul.news a", "next": "a.next", "pages": 5}
    api = {"kind": "api", "url": web("/api"), "items": "data.list", "link": "/api/{id}"}
    return [
        source("feed", home, {"kind": "feed", "url": web("/feed")}),
        source("map", home, {"kind": "sitemap", "url": web("/index.xml")}),
        source("listing", home, listing),
        source("api", home, api),
        listed("wechat", web("/wechat/0"), web("/wechat/1")),
        listed("slow", *(slow(f"/{n}") for n in range(3))),
        listed("long", web("/long/a.html")),
        listed("moved", web("/old"), web("/target")),
        listed("shared", *(web(f"/one{end}") for end in ("", "?utm_source=a", "/?spm=1&from=timeline", "#comments"))),
        listed("reserved", web("/tdm"), web("/reserved/a")),
        listed("permitted", web("/noai"), web("/reserved/b"), text_mining="allowed"),
        listed("closed", web("/closed"), text_mining="reserved"),
        source("broken", home, {"kind": "feed", "url": home}),
    ]

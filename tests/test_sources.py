"""Every source is well-formed, and every kind of channel is read from an authored example page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from cssselect import HTMLTranslator

from crawler import listing
from crawler.links import Link
from crawler.stubs import unfilled
from domain.catalogue import Channel, Source, default
from domain.text import has_han

PAGES = Path(__file__).parent / "pages" / "channels"
SOURCES = tuple(default().sources.values())
CHANNELS = tuple((source.id, channel) for source in SOURCES for channel in source.channels)
PLAIN_HTTP = {"cn_npc_news", "cn_cass_law", "cn_cicir", "cn_aiia", "cn_legal_daily", "cn_ali_research", "cn_caict_news",
              "cn_peoples_daily"}  # fmt: skip
CHINA = timezone(timedelta(hours=8))


def test_ninety_sources_forty_of_them_chinese_from_fifteen_jurisdictions() -> None:
    sources = default().sources.values()
    chinese = [source for source in sources if source.language.startswith("zh")]
    assert (len(sources) >= 90, len(chinese) >= 40) == (True, True)
    assert len({source.jurisdiction for source in sources}) >= 15


def test_every_outlet_class_has_at_least_two_sources() -> None:
    found = Counter(source.cls for source in default().sources.values())
    assert {name: found[name] for name in default().classes if found[name] < 2} == {}


def test_a_source_is_named_in_both_scripts() -> None:
    assert [source.id for source in SOURCES if not (re.search(r"[A-Za-z]", source.en) and has_han(source.zh))] == []


def test_a_source_says_in_its_own_words_why_we_follow_it() -> None:
    said = Counter(source.why for source in SOURCES)
    assert [source.id for source in SOURCES if len(source.why) < 40 or said[source.why] > 1] == []


def test_a_source_says_what_may_be_done_with_its_texts() -> None:
    assert [source.id for source in SOURCES if len(source.licence) < 10 or len(source.robots) < 10] == []


def test_no_source_is_an_unfinished_stub() -> None:
    assert {source.id: blank for source in SOURCES if (blank := unfilled(source))} == {}


def test_a_source_is_reached_by_https_unless_its_host_has_none() -> None:
    plain = {source.id for source in SOURCES if any(urlsplit(url).scheme != "https" for url in _addresses(source))}
    assert plain <= PLAIN_HTTP


def test_a_source_does_not_promise_more_than_its_cadence_gives() -> None:
    most = {"daily": 200, "weekly": 20, "monthly": 0}
    assert [source.id for source in SOURCES if source.weekly_floor > most[source.cadence]] == []


def test_an_outlet_that_is_an_actor_shares_its_jurisdiction() -> None:
    place = {actor.id: actor.jurisdiction for actor in default().actors.values()}
    assert [source.id for source in SOURCES if source.actor and place[source.actor] != source.jurisdiction] == []


def test_a_channel_is_at_a_host_with_a_full_name() -> None:
    hosts = {(name, urlsplit(url).hostname or "") for name, each in CHANNELS for url in (each.url, *each.urls) if url}
    assert {(name, host) for name, host in hosts if "." not in host} == set()


def test_a_channels_selectors_can_be_read() -> None:
    selectors = {css for _, channel in CHANNELS for css in (channel.links, channel.next) if css}
    assert {css for css in selectors if not HTMLTranslator().css_to_xpath(css)} == set()


def test_a_channels_expression_lets_not_everything_through() -> None:
    assert [name for name, channel in CHANNELS if channel.match and re.search(channel.match, "")] == []


def test_a_channel_that_walks_pages_knows_where_the_next_one_is() -> None:
    assert [name for name, channel in CHANNELS if (channel.pages > 1) != bool(channel.next)] == []


def test_only_index_pages_have_selectors() -> None:
    assert [name for name, channel in CHANNELS if channel.kind != "listing" and channel.links] == []


def test_every_kind_of_channel_is_in_use() -> None:
    assert {channel.kind for _, channel in CHANNELS} == {"feed", "sitemap", "listing", "wechat", "api"}


def _addresses(source: Source) -> list[str]:
    found = [source.home]
    for channel in source.channels:
        found.extend(url for url in (channel.url, *channel.urls) if url)
    return found


def read(name: str, **fields: object) -> listing.Listing:
    where = "https://www.example.org/zcwj/index.html"
    channel = Channel.model_validate({"url": where, **fields})
    return listing.read(channel, (PAGES / name).read_bytes(), url=where)


def addresses(found: listing.Listing) -> list[str]:
    return [link.url for link in found.links]


def test_an_rss_feed_lists_what_the_expression_lets_through() -> None:
    found = read("feed.rss.xml", kind="feed", match=r"/\d{4}-\d{2}/\d{2}/c_\d+\.htm")
    assert [link.title for link in found.links] == ["示例办法公开征求意见", "关于开展网络安全周活动的通知"]


def test_an_rss_feeds_date_is_a_moment_in_utc() -> None:
    found = read("feed.rss.xml", kind="feed")
    assert found.links[0].dated_at == datetime(2025, 3, 14, 10, tzinfo=UTC)


def test_an_atom_feed_lists_the_alternate_links() -> None:
    assert addresses(read("feed.atom.xml", kind="feed")) == [
        "https://policy.example.org/news/2025/07/pre-release-tests",
        "https://policy.example.org/news/2025/06/model-registers",
    ]


def test_a_sitemap_lists_the_paths_we_follow_with_their_change_dates() -> None:
    found = read("sitemap.xml", kind="sitemap", match="/research/")
    assert [link.dated_at is not None for link in found.links] == [True, True]


def test_an_index_page_lists_the_rows_and_not_the_menu() -> None:
    found = read("listing.html", kind="listing", links="ul.list a", match=r"/t\d{8}_\d+\.html")
    assert found.links == (
        Link(url="https://www.example.org/zcwj/202503/t20250314_2001.html", title="关于示例标准体系的通知",
             dated_at=datetime(2025, 3, 14, tzinfo=CHINA)),
        Link(url="https://www.example.org/zcwj/202503/t20250310_2000.html", title="示例部答记者问",
             dated_at=datetime(2025, 3, 10, tzinfo=CHINA)),
    )  # fmt: skip


def test_an_index_page_names_the_next_one() -> None:
    found = read("listing.html", kind="listing", links="ul.list a", next=".page a.next")
    assert found.next_page == "https://www.example.org/zcwj/index_2.htm"


def test_a_json_answer_lists_items_that_have_a_link() -> None:
    found = read("api.json", kind="api", items="data.list", link="url")
    assert addresses(found) == ["https://www.example.org/news/31", "https://www.example.org/news/30"]


def test_a_json_answer_may_have_its_links_made_from_an_id() -> None:
    found = read("api.json", kind="api", items="data.list", link="https://www.example.org/detail/{id}.html")
    assert addresses(found)[2] == "https://www.example.org/detail/29.html"


def test_a_wechat_list_is_the_articles_and_not_the_accounts_page() -> None:
    listed = (PAGES / "wechat.txt").read_text(encoding="utf-8").split()
    found = read("wechat.txt", kind="wechat", urls=listed, match="/s[?/]")
    assert addresses(found) == listed[:2]

"""Where a source lists its pages: a feed, a sitemap, an index page, a JSON answer, a list → links. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from crawler import feeds, indexes, sitemaps
from crawler.links import Link
from domain.catalogue import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One listing read: its links in page order, the next page's address, the sitemaps it points to."""

    links: tuple[Link, ...] = ()
    next_page: str = ""
    children: tuple[Link, ...] = ()


def read(channel: Channel, body: bytes, *, url: str, content_type: str = "") -> Listing:
    """The links a listing holds, those that `channel.match` does not find left out.

    Raises:
        FetchError: the answer is no feed, sitemap, page or JSON of the channel's kind.
    """
    match channel.kind:
        case "feed":
            return Listing(links=_kept(channel, feeds.links(body, url=url, content_type=content_type)))
        case "sitemap":
            links, children = sitemaps.links(body, url=url)
            return Listing(links=_kept(channel, links), children=tuple(children))
        case "listing":
            page = indexes.parse(body, content_type)
            links = indexes.links(page, channel.links, url=url)
            return Listing(links=_kept(channel, links), next_page=indexes.next_page(page, channel.next, url=url))
        case "api":
            return Listing(links=_kept(channel, feeds.json_links(body, channel.items, channel.link, url=url)))
        case "wechat":
            return Listing(links=_kept(channel, (Link(url=each) for each in channel.urls)))
        case _:
            assert_never(channel.kind)


def _kept(channel: Channel, found: Iterable[Link]) -> tuple[Link, ...]:
    wanted = re.compile(channel.match) if channel.match else None
    kept = {link.url: link for link in found if wanted is None or wanted.search(link.url)}
    return tuple(kept.values())

"""Where outlets list their articles: RSS, Atom, sitemaps with an index, paginated pages, a JSON API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from email.utils import format_datetime
from itertools import groupby
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from app.newsroom.edition import Story
from app.newsroom.outlets import host, path
from app.newsroom.pages import Printed
from domain.catalogue import Source

HERE = "http://newsroom.invalid"  # feeds need whole addresses: the server puts its own in place of this
_PER_PAGE = 4


def listings(source: Source, articles: Sequence[Story], extra: Sequence[str]) -> Iterator[Printed]:
    """Every page that lists an outlet's articles, newest first; `extra` are listed paths without an article."""
    channel = source.channels[0]
    where = urlsplit(channel.url).path
    match channel.kind:
        case "feed" if where.endswith("atom.xml"):
            yield Printed(path=where, body=_atom(source, articles, extra), content_type="application/atom+xml")
        case "feed":
            yield Printed(path=where, body=_rss(source, articles, extra), content_type="application/rss+xml")
        case "sitemap":
            yield from _sitemaps(where, source, articles)
        case "listing":
            yield from _pages(where, source, articles)
        case "api":
            yield Printed(path=where, body=_api(source, articles), content_type="application/json")
        case "wechat":
            return


def _rss(source: Source, articles: Sequence[Story], extra: Sequence[str]) -> bytes:
    items = [
        f"<item><title>{escape(story.headline)}</title><link>{HERE}{path(story, source)}</link>"
        f'<guid isPermaLink="false">{host(source)}:{story.id}</guid>'
        f"<pubDate>{format_datetime(story.published)}</pubDate>"
        f"<description>{escape(story.paragraphs[0])}</description></item>"
        for story in articles
    ]
    items += [f"<item><title>Note</title><link>{HERE}{place}</link></item>" for place in extra]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(_name(source))}</title><link>{HERE}/{host(source)}/</link>"
        f"<description>{escape(_name(source))}</description><language>{source.language}</language>\n"
        + "\n".join(items)
        + "\n</channel></rss>\n"
    ).encode()


def _atom(source: Source, articles: Sequence[Story], extra: Sequence[str]) -> bytes:
    entries = [
        f"<entry><title>{escape(story.headline)}</title>"
        f'<link rel="alternate" href="{HERE}{path(story, source)}"/>'
        f"<id>tag:{host(source)},2026:{story.id}</id><updated>{story.published.isoformat()}</updated>"
        f"<summary>{escape(story.paragraphs[0])}</summary></entry>"
        for story in articles
    ]
    entries += [
        f'<entry><title>Members</title><link href="{HERE}{place}"/><id>tag:{host(source)},2026:{index}</id>'
        "<updated>2026-03-01T00:00:00+00:00</updated></entry>"
        for index, place in enumerate(extra)
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(_name(source))}</title><id>tag:{host(source)},2026:feed</id>"
        f"<updated>{articles[0].published.isoformat()}</updated>\n" + "\n".join(entries) + "\n</feed>\n"
    ).encode()


def _sitemaps(where: str, source: Source, articles: Sequence[Story]) -> Iterator[Printed]:
    months: list[str] = []
    for month, group in groupby(articles, key=lambda story: f"{story.published:%Y-%m}"):
        months.append(f"{where.removesuffix('.xml')}-{month}.xml")
        urls = "\n".join(
            f"<url><loc>{HERE}{path(story, source)}</loc><lastmod>{story.published.isoformat()}</lastmod></url>"
            for story in group
        )
        yield Printed(path=months[-1], body=_sitemap("urlset", urls), content_type="application/xml")
    index = "\n".join(f"<sitemap><loc>{HERE}{month}</loc></sitemap>" for month in months)
    yield Printed(path=where, body=_sitemap("sitemapindex", index), content_type="application/xml")


def _sitemap(root: str, inner: str) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{inner}\n</{root}>\n'.encode()


def _pages(where: str, source: Source, articles: Sequence[Story]) -> Iterator[Printed]:
    chunks = [articles[start : start + _PER_PAGE] for start in range(0, max(len(articles), 1), _PER_PAGE)]
    folder = where.rpartition("/")[0]
    places = [where, *(f"{folder}/index_{number}.html" for number in range(1, len(chunks)))]
    for place, following, chunk in zip(places, [*places[1:], ""], chunks, strict=True):
        yield Printed(path=place, body=_page(source, chunk, following), content_type="text/html; charset=utf-8")


def _page(source: Source, chunk: Sequence[Story], following: str) -> bytes:
    rows = "\n".join(
        f'<li><a href="{path(story, source)}">{escape(story.headline)}</a><span>{story.published:%Y-%m-%d}</span></li>'
        for story in chunk
    )
    label = "Older posts" if source.language == "en" else "下一页"
    more = f'<a class="next" rel="next" href="{following}">{label}</a>' if following else ""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(_name(source))}</title></head><body>\n'
        f'<div class="nav"><a href="/{host(source)}/about.html">{escape(_name(source))}</a></div>\n'
        f'<ul class="news-list">\n{rows}\n</ul>\n<div class="pager">{more}</div>\n</body></html>\n'
    ).encode()


def _api(source: Source, articles: Sequence[Story]) -> bytes:
    items = [
        {"id": story.id, "title": story.headline, "time": story.published.isoformat(),
         "url": f"{HERE}{path(story, source)}"}
        for story in articles
    ]  # fmt: skip
    answer = {"code": 0, "data": {"total": len(items), "items": items}}
    return json.dumps(answer, ensure_ascii=False, indent=1).encode()


def _name(source: Source) -> str:
    return source.en if source.language == "en" else source.zh

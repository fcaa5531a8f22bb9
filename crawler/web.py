"""A web page becomes a draft: adapters for families of pages first, the general reading after."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from typing import Literal

from lxml.html import HtmlElement

from crawler import body, byline, chrome, dates, embedded, facts, guards, origin, paragraphs, zones
from crawler import title as titles
from crawler.draft import Draft
from crawler.encoding import decode
from crawler.sites import declared, wechat
from crawler.urls import host
from domain.catalogue import Source
from domain.errors import ExtractError, PageKind
from domain.records import RawPage
from domain.text import has_han

_HEADINGS = (
    "//h1|//h2|//h3|//*[contains(translate(@class,'TILE','tile'),'title') or "
    "contains(translate(@id,'TILE','tile'),'title')]"
)


def read(page: RawPage, source: Source | None, *, encoding: str | None, effort: Literal["fast", "full"]) -> Draft:
    """HTML bytes as a draft.

    Raises:
        ExtractError: the page holds no article.
    """
    text = decode(page.body, content_type=page.content_type, declared=encoding).text
    if wechat.is_wechat(page.url, text):
        return wechat.read(text, page.url)
    return _read(text, page, source, effort=effort)


def _read(
    text: str, page: RawPage, source: Source | None, *, effort: Literal["fast", "full"], rebuilt: bool = True
) -> Draft:
    """Markup as a draft; when it shows no body, the one in its scripts is asked, once."""
    root = paragraphs.tree(text)
    if root is None:
        raise ExtractError(PageKind.STUB, page.url, "an empty page")
    told = facts.read(root)
    whole = None if has_han(told.page_title) else copy.deepcopy(root)
    paragraphs.mark(root)
    title = _title(root, told, source)
    found = body.read(body.Sight(root, whole, text), title, effort=effort, source=source)
    if not found.lines or guards.is_stub("\n".join(found.lines)):
        if rebuilt and (kept := embedded.page(text)) is not None:
            return _read(kept, page, source, effort=effort, rebuilt=False)
        shown = "\n".join([told.page_title, *paragraphs.marked_lines(root)])
        if error := guards.refusal(shown, page.url):
            raise error
    draft = _draft(page, text, told, title, found, zones.read(root, title, found.lines, hints=_needs_hints(told)))
    return _declared(draft, root, source, page) if source is not None else draft


def _draft(page: RawPage, text: str, told: facts.Facts, title: str, found: body.Body, around: zones.Zones) -> Draft:
    chinese = has_han(title + "".join(found.lines[:3]))
    signed = tuple(line for line in around.lead if chrome.is_imprint(line))
    around = replace(around, head=around.head + signed, below=around.below + signed)
    moment = _moment(told, around, page, text, chinese=chinese)
    authors, printed = _authors(told, around, found.raw, chinese=chinese)
    return Draft(
        title=title,
        lines=found.lines,
        method=found.method,
        authors=authors,
        byline=printed,
        outlet=_outlet(told, title),
        origin=first if (first := _origin(told, around, host(page.url))) not in authors else None,
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else None,
    )


def _needs_hints(told: facts.Facts) -> bool:
    """Whether names of elements must be asked: not when the page's head gives date and authors."""
    return not (told.published and told.authors)


def _declared(draft: Draft, root: HtmlElement, source: Source, page: RawPage) -> Draft:
    """What the source's own selectors say, where they say anything."""
    chosen = source.selectors
    when, by, first = (declared.words(root, selector) for selector in (chosen.date, chosen.author, chosen.origin))
    moment = dates.plausible(dates.read(when, page.fetched_at), page.fetched_at) if when else None
    return replace(
        draft,
        authors=byline.names(by) or draft.authors,
        origin=(origin.in_zone([first]) or origin.outlet(first) if first else None) or draft.origin,
        published_at=moment.at if moment else draft.published_at,
        precision=moment.precision if moment else draft.precision,
    )


def _title(root: HtmlElement, told: facts.Facts, source: Source | None) -> str:
    if source is not None and (chosen := declared.words(root, source.selectors.title)):
        return chosen
    nodes = [node for node in root.xpath(_HEADINGS) if isinstance(node, HtmlElement)]
    headings = [" ".join(" ".join(paragraphs.marked_lines(node)).split()) for node in nodes[:60]]
    lines = [line for line in paragraphs.marked_lines(root)[:400] if len(line) <= 120]
    names = [told.first("sitename", "og:site_name", "application-name"), *((source.en, source.zh) if source else ())]
    given = [told.first("articletitle"), told.headline, told.first("og:title", "twitter:title")]
    name = titles.of_page(told.page_title, headings, lines, given, names)
    if name and not (has_han(name) and titles.is_site(name, told.page_title)):
        return name
    first = [one for node, one in zip(nodes, headings, strict=False) if node.tag == "h1" and len(titles.key(one)) >= 8]
    return (first[0] if len(set(first)) == 1 else "") or _above_imprint(lines) or name or (headings or [""])[0]


def _above_imprint(lines: list[str]) -> str:
    """The line before the one that gives date and source: the title where `<title>` names the site alone."""
    for before, line in itertools.pairwise(lines):
        if chrome.is_imprint(line) and 8 <= len(titles.key(before)) <= 80 and has_han(before):
            return before
    return ""


def _moment(told: facts.Facts, around: zones.Zones, page: RawPage, text: str, *, chinese: bool) -> dates.Moment | None:
    """The first date found, or the first with a clock that falls on the same day; on Chinese pages in China's time.

    A government's meta of first publication wins over what is printed (a page may print when it was built), what
    is printed beside the title wins over other metas (they may give a later edit).
    """
    zone = dates.CHINA if chinese else UTC
    printed = [line for line in around.head if len(line) <= 160]
    full = [line for line in printed if dates.printed(line) is not None]
    foot = [line for line in around.foot if len(line) <= 60]
    texts = [told.first(*_GOVERNMENT_DATES), *reversed(full), told.first(*_DATE_METAS), told.published]
    texts += [*around.hinted["date"], *reversed(printed), *foot]
    if not chinese:
        texts = [told.published, told.first(*_DATE_METAS), *texts]
    read = (dates.plausible(dates.read(text, page.fetched_at, zone), page.fetched_at) for text in texts if text)
    moments = [moment for moment in read if moment is not None]
    if not moments and (scripted := embedded.published(text)):
        return dates.plausible(dates.read(scripted, page.fetched_at, zone), page.fetched_at)
    if not moments:
        return None
    first = _finest(moments, zone)
    return replace(first, at=first.at.astimezone(zone)) if chinese else first


def _finest(moments: list[dates.Moment], zone: tzinfo) -> dates.Moment:
    """The first with a clock on the first one's day, with its seconds where another one has them."""
    day = moments[0].at.astimezone(zone).date()
    clocked = (moment for moment in moments if moment.precision != "day" and moment.at.astimezone(zone).date() == day)
    first = next(clocked, moments[0])
    same = (moment for moment in moments if first.at <= moment.at < first.at + timedelta(minutes=1))
    return next((moment for moment in same if moment.precision == "second" and first.precision == "minute"), first)


_GOVERNMENT_DATES = ("firstpublishedtime", "pubdate")
_DATE_METAS = (
    "article:published_time", "publishdate", "publish_date", "publishtime", "og:release_date", "datepublished",
    "date", "dc.date", "dcterms.created", "dc.date.issued", "article:create_at", "weibo: article:create_at",
    "weibo:article:create_at", "releasedate", "og:pubdate", "apub:time", "parsely-pub-date", "sailthru.date",
    "article.published", "pub_date", "bytedance:published_time", "_pubtime", "citation_publication_date",
)  # fmt: skip


def _authors(
    told: facts.Facts, around: zones.Zones, lines: Sequence[str], *, chinese: bool
) -> tuple[tuple[str, ...], str | None]:
    if not chinese:
        return _latin_authors(told, around), None
    authors, printed = byline.of_lines([*around.head[-8:], *lines])
    if not authors:
        authors = (
            byline.in_zone(around.head)
            or byline.of_reporter(around.lead[:2], around.foot[:6])
            or byline.in_zone([*around.lead[:1], *around.foot[:8]])
        )
    return authors or _named(told, around), printed


def _named(told: facts.Facts, around: zones.Zones) -> tuple[str, ...]:
    """Authors without a label: in elements named for them, beside the date, in the head when the page shows them."""
    shown = byline.without_editors(" ".join(around.head))
    for text in (*around.hinted["author"], told.first("author"), *told.authors):
        found = _persons(text)
        if found and all(name in shown for name in found):
            return found
    if beside := byline.beside_date(around.below):
        return beside
    for text in sorted(around.hinted["author"], key=len):
        if (pen := byline.handle(text)) and pen in shown and not origin.is_outlet(pen):
            return (pen,)
    return ()


def _persons(text: str) -> tuple[str, ...]:
    names = byline.names(text) if text and not re.search(r"编辑|责编|来源|审核|\d{4}", text) else ()
    covered = 2 * sum(len(name) for name in names) >= len("".join(text.split()))
    return (
        names if covered and all(byline.is_chinese_name(name) and not origin.is_outlet(name) for name in names) else ()
    )


def _latin_authors(told: facts.Facts, around: zones.Zones) -> tuple[str, ...]:
    site = told.first("og:site_name", "application-name") or told.publisher
    metas = [
        told.first(name)
        for name in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
    ]
    for given in (told.authors, *([name] for name in metas if name), *([text] for text in around.hinted["author"])):
        if found := byline.latin(given, site):
            return found
    return byline.of_latin([*around.head[-8:], *around.lead[:2]])


def _outlet(told: facts.Facts, title: str) -> str | None:
    name = told.first("sitename", "og:site_name", "application-name") or told.publisher
    return name or titles.site_of(told.page_title, title)


def _origin(told: facts.Facts, around: zones.Zones, own: str) -> str | None:
    """The outlet the page credits: its meta, a labelled line, a name beside the date, an element named for it."""
    if name := origin.of_latin([*around.lead[:2], *around.foot]):
        return name if name.lower() != (told.publisher or told.first("og:site_name")).lower() else None
    if name := origin.outlet(told.first("contentsource", "content_source", "mediaid", "copyright:source")):
        return name
    if (
        name := origin.in_zone([*around.head, *around.lead, *around.foot])
        or origin.behind_date(around.below)
        or origin.gazette(around.head)
    ):
        return name
    for text in around.hinted["source"]:
        bare = re.sub(r"^(来\s*源|稿源|出处|来自|来源于)\s*[:：]?\s*", "", text)
        if len(bare) <= 24 and not re.search(r"\d{4}|[，。？！]|编辑|作者", bare) and (name := origin.outlet(bare)):
            return name
    hinted = next((text for text in around.hinted["author"] if origin.is_outlet(text)), "")
    named = origin.outlet(hinted) or origin.beside_date(around.below)
    return named or origin.linked([*around.head, *around.lead, *around.foot], own)

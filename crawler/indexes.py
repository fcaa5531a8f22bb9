"""Index pages: links by CSS, the next page by CSS. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import html
from w3lib.encoding import html_to_unicode

from crawler import links as hints
from crawler.links import Link
from crawler.urls import absolute
from domain.errors import FetchError

_ROW_LINKS = 3  # a row may link its picture, its title and its column
_ROW = ("li", "tr", "dd", "dl", "article", "section", "div")


def parse(body: bytes, content_type: str = "") -> html.HtmlElement:
    """An HTML page as a tree; a declared gb2312 is read as GB18030.

    Raises:
        FetchError: there is nothing to parse.
    """
    _, text = html_to_unicode(content_type or None, body)
    try:
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (html.etree.ParserError, ValueError) as error:
        raise FetchError("listing", "page", f"no HTML ({error})") from error


def links(page: html.HtmlElement, selector: str, *, url: str) -> list[Link]:
    """The links that a CSS selector finds: it may name the anchors or what holds them."""
    base = _base(page, url)
    return [link for anchor in _anchors(page, selector) if (link := _link(anchor, base)) is not None]


def next_page(page: html.HtmlElement, selector: str, *, url: str) -> str:
    """Where the CSS selector says the next page is; empty when there is none."""
    if not selector:
        return ""
    base = _base(page, url)
    found = (absolute(base, anchor.get("href", "")) for anchor in _anchors(page, selector))
    return next((address for address in found if address and address != url), "")


def _base(page: html.HtmlElement, url: str) -> str:
    declared = page.xpath("string(//base/@href)")
    return (absolute(url, str(declared)) if declared else None) or url


def _anchors(page: html.HtmlElement, selector: str) -> Iterator[html.HtmlElement]:
    seen: set[html.HtmlElement] = set()
    for element in page.cssselect(selector or "a[href]"):
        for anchor in [element] if element.get("href") else element.iterdescendants("a", "link"):
            if anchor not in seen and anchor.get("href"):
                seen.add(anchor)
                yield anchor


def _link(anchor: html.HtmlElement, base: str) -> Link | None:
    address = absolute(base, anchor.get("href", ""))
    if address is None:
        return None
    title = anchor.get("title") or " ".join(anchor.text_content().split())
    return Link(url=address, title=title.strip(), dated_at=_beside(anchor) or hints.from_address(address))


def _beside(anchor: html.HtmlElement) -> datetime | None:
    """The day written in the anchor's own row, as long as that row holds no other article."""
    for row in anchor.iterancestors(*_ROW):
        if len(row.xpath(".//a[@href]")) > _ROW_LINKS:
            return None
        if found := hints.from_text(" ".join(row.text_content().split())):
            return found
    return None

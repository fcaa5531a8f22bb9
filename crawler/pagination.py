"""Articles spread over several pages: the address of the next one, and the pages joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from crawler import paragraphs
from crawler.encoding import decode
from crawler.urls import absolute
from domain.records import Article, RawPage

_NEXT = re.compile(
    r"[\s<《«【\[(（]*(下一页|下页|后一页|余下全文|阅读余下全文|继续阅读|剩余全文|Next( page)?|"
    r"Continue)[\s>》»】\])）›→]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\s【\[(（]*(\d{1,2})[\s】\])）]*")
_PAGE_PARAMETER = re.compile(r"(page|p|pg|pn|pageno|page_no|currentpage|paged)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(s?html?|jsp|php|aspx?)$", re.IGNORECASE)
_COUNTER = re.compile(r"(?:[_\-/](\d{1,2}))?/?$")


def next_page(page: RawPage) -> str | None:
    """The address of the article's next page; None on the last, and for a link to another article (下一篇)."""
    if not page.url.startswith("http") or b"<" not in page.body[:2000]:
        return None
    root = paragraphs.tree(decode(page.body, content_type=page.content_type).text)
    if root is None:
        return None
    stem, number = _split(page.url)
    for link in root.iter("a", "link"):
        address = absolute(page.url, link.get("href") or "")
        if address is None or not _leads_on(link, number + 1):
            continue
        if _split(address) == (stem, number + 1):
            return address
    return None


def join(articles: Sequence[Article]) -> Article:
    """One article of its pages, in order: the first one's facts, every page's paragraphs once."""
    first = articles[0]
    lines: list[str] = []
    seen: set[str] = set()
    for article in articles:
        for line in article.text.split("\n"):
            if len(line) < 30 or line not in seen:
                lines.append(line)
            seen.add(line)
    warnings = tuple(dict.fromkeys(warning for article in articles for warning in article.warnings))
    last = articles[-1]
    return replace(
        first,
        text="\n".join(lines),
        original_outlet=first.original_outlet or last.original_outlet,
        authors=first.authors or last.authors,
        byline=first.byline or last.byline,
        warnings=warnings,
        method=f"{first.method}+pages/{len(articles)}" if len(articles) > 1 else first.method,
    )


def _leads_on(link: HtmlElement, number: int) -> bool:
    """Whether a link says `next page`, or bears the next number."""
    if (link.get("rel") or "").lower() == "next":
        return True
    words = str(link.text_content())
    if len(words) > 20:
        return False
    found = _NUMBER.fullmatch(words)
    return _NEXT.fullmatch(words) is not None or (found is not None and int(found[1]) == number)


def _split(url: str) -> tuple[str, int]:
    """An address without its page counter, and the counter: `a_2.html`, `a/2`, `a?page=2` are page 2 of `a`."""
    parts = urlsplit(url)
    named = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in named if not _PAGE_PARAMETER.fullmatch(name)]
    asked = [
        int(value) for name, value in named if _PAGE_PARAMETER.fullmatch(name) and value.isdecimal() and len(value) < 3
    ]
    path = _SUFFIX.sub("", parts.path)
    found = _COUNTER.search(path)
    counted = int(found[1]) if found and found[1] else None
    if counted is not None and not asked and counted > 1:
        path = path[: found.start()] if found else path
        return f"{parts.netloc}{path}?{kept}", counted
    return f"{parts.netloc}{path.rstrip('/')}?{kept}", asked[0] if asked else 1

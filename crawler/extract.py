"""A page becomes an article, or an error that says why it is none. Pure: bytes in, record out."""

from __future__ import annotations

import re
from typing import Literal

from crawler import guards, pdf, rows, title, web
from crawler.draft import Draft
from crawler.encoding import decode, looks_garbled
from crawler.sites import markdown, wechat
from crawler.urls import canonical, one_line
from domain.catalogue import Source
from domain.records import Article, RawPage, digest_of
from domain.text import language, tidy

Effort = Literal["fast", "full"]

_ELLIPSIS = re.compile(r"(\.{3}|…)$")
_ARCHIVE_LIMIT = 7_000  # saved archives cut texts at about 8,000 characters, chrome included


def extract(
    page: RawPage, source: Source | None = None, *, encoding: str | None = None, effort: Effort = "full"
) -> Article:
    """Read one page.

    Args:
        page: The bytes as received; `content_type` decides how they are read, the bytes themselves when it is empty.
        source: The catalogue's source, for its selectors and its name.
        encoding: A person's word on the encoding; wins over header, meta and detection.
        effort: `fast` asks one general extractor, `full` lets several agree where one may be wrong.

    Raises:
        ExtractError: the page holds no article; `kind` and `detail` say which sort of page it is.
    """
    match kind_of(page):
        case "pdf":
            draft = pdf.read(page)
        case "json":
            draft = rows.read(decode(page.body, declared=encoding).text, page)
        case "markdown":
            text = decode(page.body, content_type=page.content_type, declared=encoding).text
            draft = markdown.read(text, page.fetched_at)
        case _:
            draft = web.read(page, source, encoding=encoding, effort=effort)
    return _article(draft, page, source)


def kind_of(page: RawPage) -> Literal["pdf", "json", "markdown", "html"]:
    """How a page's bytes are to be read; the bytes win over a header that lies."""
    named, head = page.content_type.split(";")[0].strip().lower(), page.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"<"):
        return "markdown" if named == "text/markdown" else "html"
    if named.endswith("json") or (not named and head.startswith(b"{")):
        return "json"
    if named in ("text/markdown", "text/x-markdown") or (named != "text/html" and head.startswith(b"---\n")):
        return "markdown"
    return "markdown" if not named and page.url.lower().endswith((".md", ".markdown")) else "html"


def _article(draft: Draft, page: RawPage, source: Source | None) -> Article:
    text = tidy("\n".join(draft.lines))
    given = one_line(draft.url or page.url)
    url = given if draft.url or given.startswith(("http://", "https://")) else None
    label, name = title.split_label(tidy(draft.title).replace("\n", " "))
    guards.check_article(name, text, page.url, **({"reach": 0} if draft.method == wechat.METHOD else {}))
    address = canonical(url) if url else None
    lang = language(text)
    outlet = _outlet(draft, source, lang)
    return Article(
        id=digest_of(address) if address else digest_of(name, text),
        url=url,
        title=name,
        title_prefix=label,
        text=text,
        lang=lang,
        authors=draft.authors,
        byline=draft.byline,
        outlet=outlet,
        original_outlet=draft.origin,
        published_at=draft.published_at,
        date_precision=draft.precision if draft.published_at else None,
        method=draft.method,
        warnings=_warnings(draft, text),
        source=page.source,
        page=page.sha256,
        fetched_at=page.fetched_at,
    )


def _outlet(draft: Draft, source: Source | None, lang: str) -> str | None:
    """The source's own name in the text's language; an account that a saved post names is its own outlet."""
    if source is None or (draft.outlet and "wechat" in draft.method):
        return draft.outlet
    return source.zh if lang.startswith("zh") else source.en


def _warnings(draft: Draft, text: str) -> tuple[str, ...]:
    found = list(draft.warnings)
    if not draft.whole or (_ELLIPSIS.search(text) and len(text) >= _ARCHIVE_LIMIT):
        found.append("truncated")
    if draft.published_at is None:
        found.append("no date")
    if looks_garbled(text):
        found.append("garbled")
    return tuple(dict.fromkeys(found))

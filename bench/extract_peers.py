"""Tools that read an article from a page: ours and its peers, behind one signature."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from crawler.encoding import decode
from crawler.extract import extract
from domain.errors import ExtractError
from domain.records import Article, RawPage

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Reader = Callable[[bytes, str, str], dict[str, Any]]


def ours(effort: str) -> Reader:
    def read(body: bytes, url: str, kind: str) -> dict[str, Any]:
        page = RawPage(url=url, body=body, fetched_at=NOW, content_type=kind)
        try:
            return fields(extract(page, effort=effort))  # type: ignore[arg-type]
        except ExtractError as error:
            return {"error": error.detail, "kind": error.kind.value}

    return read


def fields(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "full_title": f"{article.title_prefix or ''}{article.title}",
        "text": article.text,
        "date": article.published_at.isoformat() if article.published_at else "",
        "author": " ".join(article.authors),
        "source": article.original_outlet or "",
        "outlet": article.outlet or "",
        "warnings": article.warnings,
    }


def peers() -> dict[str, Reader]:
    import html as _html

    import trafilatura
    from readability import Document

    def trafilatura_(body: bytes, url: str, _kind: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(body, url=url or None, include_comments=False, with_metadata=True)
        if found is None:
            return {"error": "none"}
        return {
            "title": found.title or "",
            "text": found.text or "",
            "date": found.date or "",
            "author": found.author or "",
        }

    def fast(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        return {"text": trafilatura.extract(body, fast=True, include_comments=False) or ""}

    def readability_(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        document = Document(body)
        text = re.sub(r"</(p|div|h\d|li|section)>|<br[^>]*>", "\n", document.summary(html_partial=True))
        return {"title": document.short_title() or "", "text": _html.unescape(re.sub(r"<[^>]+>", "", text))}

    found: dict[str, Reader] = {"trafilatura": trafilatura_, "trafilatura fast": fast, "readability-lxml": readability_}
    for name, make in (("newspaper4k", _newspaper), ("resiliparse", _resiliparse), ("gne", _gne)):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return found


def _newspaper() -> Reader:
    """newspaper4k and GNE take text: they are given ours, read by the right encoding."""
    import newspaper

    def read(body: bytes, url: str, _kind: str) -> dict[str, Any]:
        page = newspaper.Article(url or "http://a.invalid/", fetch_images=False)
        page.download(input_html=decode(body).text)
        page.parse()
        date = page.publish_date.isoformat() if page.publish_date else ""
        return {"title": page.title or "", "text": page.text or "", "date": date, "author": " ".join(page.authors)}

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        return {"text": extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)}

    return read


def _gne() -> Reader:
    from gne import GeneralNewsExtractor

    def read(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        found = GeneralNewsExtractor().extract(decode(body).text)
        return {
            "title": found["title"],
            "text": found["content"],
            "date": found["publish_time"],
            "author": found["author"],
        }

    return read

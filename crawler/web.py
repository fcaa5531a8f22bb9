"""A web page becomes a draft: adapters for families of pages first, the general extractors after."""

from __future__ import annotations

from typing import Literal

import lxml.html

from crawler import body, chrome
from crawler.draft import Draft
from crawler.encoding import decode
from domain.catalogue import Source
from domain.records import RawPage


def read(page: RawPage, source: Source | None, *, encoding: str | None, effort: Literal["fast", "full"]) -> Draft:
    """HTML bytes as a draft."""
    text = decode(page.body, content_type=page.content_type, declared=encoding).text
    lines = body.paragraphs(text)
    tree = lxml.html.document_fromstring(text)
    title = tree.findtext(".//title") or ""
    return Draft(title=title, lines=tuple(chrome.trimmed(lines)), method="trafilatura")

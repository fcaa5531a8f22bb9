"""The body of a web page: one general extractor, or the agreement of several, and our own reading of Chinese pages."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Literal

import trafilatura
from lxml.html import HtmlElement

from crawler import byline, chrome, density, paragraphs
from crawler.title import key
from domain.text import has_han


_TAIL_LINK = re.compile(r"(?:返回\S{0,8}首页|[，,]?查看更多|\[?点击查看\S{0,6}\]?)[>》»\s]*$")


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines, the lines of its element before chrome was cut, and how they were found."""

    lines: tuple[str, ...]
    raw: tuple[str, ...]
    method: str


def read(root: HtmlElement, text: str, title: str, *, effort: Literal["fast", "full"]) -> Body:
    """The body of a page; `root` is its marked tree and is changed, `text` its markup."""
    if _is_chinese(root, title):
        return _chinese(root, title)
    lines = tuple((trafilatura.extract(text, include_comments=False, include_tables=True, fast=True) or "").split("\n"))
    return Body(tuple(chrome.trimmed(lines)), lines, "trafilatura")


def _is_chinese(root: HtmlElement, title: str) -> bool:
    sample = str(root.text_content())[:20_000]
    han = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    return has_han(title) or han > 0.15 * len("".join(sample.split()))


def _chinese(root: HtmlElement, title: str) -> Body:
    found = density.main(root, _title_node(root, title))
    if found is None:
        return Body((), (), "density/1")
    raw = tuple(paragraphs.marked_lines(found.node))
    node = copy.deepcopy(found.node)
    density.prune(node)
    lines = _without_head(paragraphs.marked_lines(node), title)
    lines = [_TAIL_LINK.sub("", line) for line in chrome.trimmed(lines) if not byline.is_line(line)]
    return Body(tuple(lines), raw, f"density/1{'+hint' if found.hinted else ''}")


def _title_node(root: HtmlElement, title: str) -> HtmlElement | None:
    """The last small element that holds the title, before which no body stands."""
    wanted = key(title)
    if len(wanted) < 4:
        return None
    for tags in (("h1",), ("h1", "h2", "h3", "h4", "div", "p", "span", "td", "strong", "li", "font", "center")):
        for part in root.iter(*tags):
            words = str(part.text_content())
            if len(words) < 3 * len(title) + 60 and wanted in key(words):
                return part
    return None


def _without_head(lines: list[str], title: str) -> list[str]:
    """Leave out the title and what stands between it and the first paragraph."""
    wanted = key(title)
    for at in range(min(8, len(lines))):
        for count in range(1, 6):
            if wanted and key("".join(lines[at : at + count])) == wanted:
                return lines[at + count :]
    return lines

"""The body of a web page: our own reading of Chinese pages, general extractors and their agreement on others."""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import dataclass
from typing import Literal

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from crawler import agreement, byline, chrome, density, paragraphs
from crawler.sites import declared
from crawler.title import key
from domain.catalogue import Source
from domain.text import has_han

_TAIL_LINK = re.compile(r"(?:返回\S{0,8}首页|[，,]?查看更多|\[?点击查看\S{0,6}\]?)[>》»\s]*$")
_SENTENCE_END = (".", "!", "?", "”", '"', "。", "！", "？")
_ENGLISH = "trafilatura/2"
_INLINE = frozenset(("span", "strong", "b", "em", "i", "u", "font", "small", "mark"))


@dataclass(frozen=True, slots=True)
class Sight:
    """A page in three forms: its marked tree, the same tree untouched (None on Chinese pages), its markup."""

    root: HtmlElement
    whole: HtmlElement | None
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines, how they were found, and the lines of its element with bylines (Chinese only)."""

    lines: tuple[str, ...]
    method: str
    raw: tuple[str, ...] = ()


def read(page: Sight, title: str, *, effort: Literal["fast", "full"], source: Source | None = None) -> Body:
    """The body of a page; a source's own selector wins."""
    root = page.root
    if source is not None and (lines := declared.body(root, source)):
        kept = [line for line in chrome.trimmed(_without_head(lines, title)) if not byline.is_line(line)]
        return Body(tuple(kept), f"declared/{source.id}", tuple(lines))
    if page.whole is None or _is_chinese(root, title):
        return _chinese(root, title)
    lone = _lone_links(root)
    if effort == "fast" and (first := _cleaned(_trafilatura(page.whole, recall=True), title, lone)):
        return Body(tuple(first), _ENGLISH)
    voices = {
        "recall": _cleaned(_trafilatura(copy.deepcopy(page.whole), recall=True), title, lone),
        "precision": _cleaned(_trafilatura(page.whole, recall=False), title, lone),
        "readability": _cleaned(_readability(page.text), title, lone),
        "density": _cleaned(_density(root, title), title, lone),
    }
    lines = agreement.agreed(voices, "recall", "readability", "density", ["precision", "readability"])
    return Body(tuple(lines), f"{_ENGLISH}+readability+density/1")


def _is_chinese(root: HtmlElement, title: str) -> bool:
    sample = str(root.text_content())[:20_000]
    han = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    return has_han(title) or han > 0.15 * len("".join(sample.split()))


# ---- Chinese -------------------------------------------------------------------------------------------------------


def _chinese(root: HtmlElement, title: str) -> Body:
    found = density.main(root, _title_node(root, title))
    if found is None:
        return Body((), "density/1")
    raw = tuple(paragraphs.marked_lines(found.node))
    node = copy.deepcopy(found.node)
    density.prune(node)
    lines = _without_head(paragraphs.marked_lines(node), title)
    lines = [_TAIL_LINK.sub("", line) for line in chrome.trimmed(lines) if not byline.is_line(line)]
    return Body(tuple(lines), f"density/1{'+hint' if found.hinted else ''}", raw)


def _title_node(root: HtmlElement, title: str) -> HtmlElement | None:
    """The first small element that holds the title, before which no body stands."""
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
    """Leave out the title, which may be broken over lines, and what stands before it."""
    wanted = key(title)
    for at in range(min(8, len(lines))):
        for count in range(1, 6):
            if wanted and key("".join(lines[at : at + count])) == wanted:
                return lines[at + count :]
    return lines


# ---- other languages -----------------------------------------------------------------------------------------------


def _trafilatura(tree: HtmlElement, *, recall: bool) -> list[str]:
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=True, fast=True, favor_recall=recall, favor_precision=not recall
    )
    return [line.strip() for line in (found or "").split("\n") if line.strip()]


def _readability(text: str) -> list[str]:
    logging.getLogger("readability.readability").disabled = True  # it logs a traceback for every page it gives up
    try:
        node = paragraphs.tree(str(Document(text).summary(html_partial=True)))
    except (Unparseable, etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return []  # a second opinion that fails is none
    return paragraphs.lines(node) if node is not None else []


def _density(root: HtmlElement, title: str) -> list[str]:
    found = density.main(root, _title_node(root, title))
    if found is None:
        return []
    node = copy.deepcopy(found.node)
    density.prune(node)
    return paragraphs.marked_lines(node)


def _cleaned(lines: list[str], title: str, lone: frozenset[str]) -> list[str]:
    kept = _without_head(lines, title)
    return chrome.trimmed([line for line in kept if line.lstrip("- ") not in lone or line.endswith(_SENTENCE_END)])


def _lone_links(root: HtmlElement) -> frozenset[str]:
    """Lines that are nothing but a link: further reading between paragraphs, unless they are sentences."""
    found: set[str] = set()
    for link in root.iter("a"):
        size = density.length(link) if link.get("href") else 0
        block = link.getparent()
        while block is not None and block.tag in _INLINE:
            block = block.getparent()
        if 0 < size < 160 and block is not None and size > 0.8 * density.length(block):
            found.update(paragraphs.marked_lines(block))
    return frozenset(found)

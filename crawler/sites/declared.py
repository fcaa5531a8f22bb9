"""Fields of a page by the CSS selectors that a source's YAML declares; they win over every general rule."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from cssselect import SelectorError
from lxml.html import HtmlElement

from crawler import paragraphs
from domain.catalogue import Source


def words(root: HtmlElement, selector: str) -> str:
    """The words of the first element a selector names in a marked tree; empty without one."""
    found = _nodes(root, selector)
    return " ".join(" ".join(paragraphs.marked_lines(found[0])).split()) if found else ""


def body(root: HtmlElement, source: Source) -> list[str]:
    """The lines of all elements the source calls its body, without those it drops."""
    lines: list[str] = []
    for node in _nodes(root, source.selectors.body):
        kept = copy.deepcopy(node)
        paragraphs.remove([part for selector in source.selectors.drop for part in _nodes(kept, selector)], kept)
        lines += paragraphs.marked_lines(kept)
    return lines


def _nodes(root: HtmlElement, selector: str) -> Sequence[HtmlElement]:
    if not selector:
        return ()
    try:
        return [node for node in root.cssselect(selector) if isinstance(node, HtmlElement)]
    except (SelectorError, ValueError):
        return ()  # a broken selector is the catalogue's fault and shown by `sources check`

"""What a page says of itself in its head: metas, JSON-LD; read before the tree is stripped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_NEWS = re.compile(r"Article|Posting|Report|WebPage|Blog", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Metas by lower-case name (first non-empty wins) and the page's JSON-LD article, flattened."""

    metas: dict[str, str]
    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    page_title: str = ""
    links: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first meta of these that is there."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")


def read(root: HtmlElement) -> Facts:
    """Facts of a page's tree."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            metas.setdefault(name, content)
    links = {
        link.get("rel", "").lower(): link.get("href", "")
        for link in root.iter("link")
        if link.get("rel") in ("canonical", "next", "amphtml")
    }
    title = root.find(".//title")
    page_title = " ".join(str(title.text_content()).split()) if title is not None else ""
    for node in _json_nodes(root):
        if _NEWS.search(str(node.get("@type", ""))) and (node.get("headline") or node.get("datePublished")):
            return Facts(
                metas, _text(node.get("headline")), _text(node.get("datePublished")), tuple(_names(node.get("author"))),
                next(iter(_names(node.get("publisher"))), ""), page_title, links,
            )  # fmt: skip
    return Facts(metas, page_title=page_title, links=links)


def _json_nodes(root: HtmlElement) -> Iterator[dict[str, object]]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            loaded = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _dicts(loaded, 3)


def _dicts(value: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        if depth and isinstance(graph := value.get("@graph") or value.get("mainEntity"), (list, dict)):
            yield from _dicts(graph, depth - 1)
    elif isinstance(value, list) and depth:
        for part in value[:30]:
            yield from _dicts(part, depth - 1)


def _names(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        name = part.get("name") if isinstance(part, dict) else part
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one.strip() and not one.startswith("http"):
                yield one.strip()


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""

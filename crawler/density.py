"""Where a page's article stands, by its prose: blocks with punctuation and few links, and the element that holds them.

Made for Chinese pages, where containers known by id or class of a CMS family help, and a third voice on others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import chrome, paragraphs
from crawler.containers import BLOCKS, BODY_CLASSES, BODY_IDS, CONTAINERS, JUNK

_PUNCTUATION = re.compile(r"[，。；！？、：”,.;!?]")
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Main:
    """The element that holds the article and the share of the page's prose in it."""

    node: HtmlElement
    share: float
    hinted: bool


def main(root: HtmlElement, after: HtmlElement | None = None) -> Main | None:
    """The article's element in a marked tree; prose before `after` (the title) does not count."""
    scores = _scores(root, after)
    total = scores.get(root, 0.0)
    if total <= 0:
        return None
    if (hinted := _hinted(root, scores, total)) is not None:
        return hinted
    node = _lone_article(root, scores, total)
    while (child := max(node, key=lambda part: scores.get(part, 0.0), default=None)) is not None:
        if scores.get(child, 0.0) < 0.72 * scores[node] or child.tag not in CONTAINERS or _is_leaf(child, scores):
            break
        node = child
    return Main(node, scores[node] / total, hinted=False)


def prune(node: HtmlElement) -> None:
    """Take out of an article's element what is not its text: related links, sharing, login, lists of links."""
    size = length(node)
    doomed = []
    for part in node.iter(
        "div",
        "section",
        "ul",
        "ol",
        "dl",
        "p",
        "table",
        "aside",
        "nav",
        "footer",
        "span",
        "form",
        "h2",
        "h3",
        "h4",
        "a",
    ):
        if part is node:
            continue
        inner = length(part)
        if (
            (inner < 0.3 * size and (part.tag in ("aside", "nav", "footer", "form") or _is_junk(part)))
            or (
                part.tag in ("div", "section", "ul", "ol", "dl", "table")
                and inner < 0.4 * size
                and _is_link_list(part, inner)
            )
            or (part.tag in ("p", "div") and inner < 60 and _is_lone_link(part, inner))
        ):
            doomed.append(part)
    paragraphs.remove(doomed, node)


def _hinted(root: HtmlElement, scores: Mapping[HtmlElement, float], total: float) -> Main | None:
    found = [
        part
        for part in root.iter("div", "section", "article", "td", "span", "ul")
        if _is_hint(part) and scores.get(part, 0.0) > 0
    ]
    best = max((scores[part] for part in found), default=0.0)
    good = [part for part in found if scores[part] >= 0.85 * best]
    if not good:
        return None
    node = good[-1] if all(part in set(good[-1].iterancestors()) for part in good[:-1]) else good[0]
    enough = best >= 0.35 * total or len(_HAN.findall(str(node.text_content()))) >= 200
    return Main(node, best / total, hinted=True) if enough else None


def _lone_article(root: HtmlElement, scores: Mapping[HtmlElement, float], total: float) -> HtmlElement:
    """The page's one `<article>`, when it holds most of the prose; else the root."""
    found = list(root.iter("article"))
    return found[0] if len(found) == 1 and scores.get(found[0], 0.0) >= 0.5 * total else root


def _is_hint(part: HtmlElement) -> bool:
    if (part.get("id") or "").lower() in BODY_IDS or part.get("itemprop") == "articleBody":
        return True
    return any(name in BODY_CLASSES for name in (part.get("class") or "").lower().split())


def _scores(root: HtmlElement, after: HtmlElement | None) -> dict[HtmlElement, float]:
    """Prose in each element: every block's own words, counted into all that hold it."""
    own: dict[HtmlElement, list[int]] = {}
    seen, size = after is None, length(root)
    barred: set[HtmlElement] = set()
    for part in root.iter():
        if not isinstance(part.tag, str):
            continue
        parent = part.getparent()
        if parent in barred or (
            part.tag in BLOCKS and (part.tag in ("footer", "nav") or _is_junk(part)) and length(part) < 0.4 * size
        ):
            barred.add(part)
        seen = seen or part is after
        if seen and part not in barred:
            _count(part, own)
    scores: dict[HtmlElement, float] = {}
    for block, (words, linked, marks) in own.items():
        value = _worth(block, words, linked, marks)
        while value and block is not None:
            scores[block] = scores.get(block, 0.0) + value
            block = block.getparent()
    return scores


def _count(part: HtmlElement, own: dict[HtmlElement, list[int]]) -> None:
    """Add an element's direct words to the block they stand in."""
    block, linked = part, False
    while block.tag not in BLOCKS and block.getparent() is not None:
        linked = linked or block.tag == "a"
        block = block.getparent()
    pieces = [part.text or ""] + ([child.tail or "" for child in part])
    text = "".join(pieces)
    if not text.strip():
        return
    row = own.setdefault(block, [0, 0, 0])
    size = len("".join(text.split()))
    row[1 if linked else 0] += size
    row[2] += 0 if linked else len(_PUNCTUATION.findall(text))


def _worth(block: HtmlElement, words: int, linked: int, marks: int) -> float:
    if words < 8 or marks == 0 or linked > words:
        return 0.0
    if words < 200 and any(
        chrome.is_noise(line) or chrome.is_ending(line) for line in paragraphs.marked_lines(block)[:1]
    ):
        return 0.0
    return (min(words, 400) + 6 * min(marks, 30)) * (1 - linked / (words + linked))


def _is_leaf(part: HtmlElement, scores: Mapping[HtmlElement, float]) -> bool:
    """A single paragraph never is the article's element, unless it holds the lines itself."""
    return (
        part.tag in ("p", "span", "font", "li", "blockquote")
        and not any(child in scores for child in part)
        and part.find("br") is None
    )


def _is_junk(part: HtmlElement) -> bool:
    name = f"{part.get('class') or ''} {part.get('id') or ''}"
    return len(name) > 2 and JUNK.search(re.sub(r"([a-z])([A-Z])", r"\1-\2", name)) is not None and not _is_hint(part)


def _is_link_list(part: HtmlElement, size: int) -> bool:
    links = [link for link in part.iter("a") if link.get("href")]
    if len(links) < 2 or size == 0:
        return False
    return sum(length(link) for link in links) > 0.6 * size


def _is_lone_link(part: HtmlElement, size: int) -> bool:
    """A line that is nothing but a link and no sentence: further reading between paragraphs."""
    if size == 0 or _PUNCTUATION.search(str(part.text_content()).strip()[-1:]):
        return False
    return sum(length(link) for link in part.iter("a") if link.get("href")) > 0.7 * size


def length(part: HtmlElement) -> int:
    """Characters of an element's words, spaces left out."""
    return len("".join(str(part.text_content()).split()))

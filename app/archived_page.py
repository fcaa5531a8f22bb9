"""An archived page as one safe file with a sentence marked: no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring, tostring

from crawler.encoding import decode
from domain.records import RawPage

_DROPPED = frozenset((
    "script", "style", "link", "meta", "base", "iframe", "frame", "frameset", "object", "embed", "applet", "form",
    "input", "button", "select", "textarea", "video", "audio", "source", "track", "svg", "math", "template",
    "noscript", "canvas", "portal",
))  # fmt: skip
_KEPT = frozenset(("id", "class", "lang", "dir", "title", "colspan", "rowspan", "scope", "alt"))
_LINK = re.compile(r"https?://", re.IGNORECASE)
_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_HEAD = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    'content="default-src \'none\'; style-src \'unsafe-inline\'"><meta name="referrer" content="no-referrer">'
    "<style>body{{max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere;font:1.05rem/1.8 system-ui,'Noto Sans CJK SC',"
    "sans-serif}}mark{{background:#ffe08a;color:#000;padding:.1em 0}}table{{border-collapse:collapse}}</style>"
    "<title>{title}</title>"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of text: that of an element, or what follows it."""

    node: HtmlElement
    slot: Literal["text", "tail"]

    @property
    def text(self) -> str:
        """The run."""
        return str(getattr(self.node, self.slot) or "")


def marked(page: RawPage, sentence: str, *, banner: str, title: str) -> str | None:
    """The page as archived, made harmless, with the sentence in `<mark>`; None when it is not found there.

    Args:
        page: Bytes as received.
        sentence: Looked for across tags, whatever the white space.
        banner: Trusted HTML put before the page.
        title: Plain text for the window.
    """
    text = decode(page.body, content_type=page.content_type).text
    if "<" not in text[:1000]:
        return None
    try:
        root = document_fromstring(text.encode(), parser=etree.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None
    body = root.find("body")
    if body is None:
        return None
    _make_harmless(body)
    if not _mark(body, sentence):
        return None
    body.insert(0, fragment_fromstring(banner, create_parent="header"))
    head = _HEAD.format(title=title.replace("&", "&amp;").replace("<", "&lt;"))
    return f"<!doctype html>\n<html><head>{head}</head>{tostring(body, encoding='unicode')}</html>"


def _make_harmless(body: HtmlElement) -> None:
    for node in list(body.iter()):
        if not isinstance(node.tag, str) or node.tag.lower() in _DROPPED:
            _remove(node)
            continue
        link = node.get("href", "") if node.tag == "a" else ""
        for name in set(node.attrib) - _KEPT:
            del node.attrib[name]
        if _LINK.match(link):
            node.set("href", link)
            node.set("rel", "noreferrer noopener")


def _remove(node: HtmlElement) -> None:
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail:
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _mark(body: HtmlElement, sentence: str) -> bool:
    pieces = list(_pieces(body))
    places = [(n, at) for n, piece in enumerate(pieces) for at, char in enumerate(piece.text) if not _SPACE.match(char)]
    whole = "".join(pieces[n].text[at] for n, at in places)
    wanted = _SPACE.sub("", sentence)
    start = whole.find(wanted)
    if not wanted or start < 0:
        return False
    ranges: dict[int, tuple[int, int]] = {}
    for n, at in places[start : start + len(wanted)]:
        first, _ = ranges.get(n, (at, at))
        ranges[n] = (first, at + 1)
    for n, (first, last) in ranges.items():
        _wrap(pieces[n], first, last)
    return True


def _pieces(body: HtmlElement) -> Iterator[_Piece]:
    # iteratively: saved pages nest deeper than the stack
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield _Piece(node, "text")
        elif node is not body:
            yield _Piece(node, "tail")


def _wrap(piece: _Piece, first: int, last: int) -> None:
    text = piece.text
    mark = etree.Element("mark")
    mark.text, mark.tail = text[first:last], text[last:]
    if piece.slot == "text":
        piece.node.text = text[:first]
        piece.node.insert(0, mark)
    else:
        # `addnext` would carry the tail along, so it is set after
        piece.node.tail = text[:first]
        parent = piece.node.getparent()
        if parent is not None:
            parent.insert(parent.index(piece.node) + 1, mark)

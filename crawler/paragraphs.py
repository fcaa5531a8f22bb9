"""An HTML subtree as paragraphs: blocks and line breaks end a line, inline marks do not."""

from __future__ import annotations

import re
from collections.abc import Iterable

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

# A private-use character stands for a line's end while text is collected: pages never contain it.
_BREAK = "\ue000"
# White space that stands where one inline element ends and another begins; clean markup has none of it.
_SEAM = "\u2028"
_INLINE = ("span", "a", "em", "i", "b", "small", "strong", "font", "time", "label", "cite")
_BLOCKS = (
    "p", "div", "section", "article", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "tr", "table", "blockquote", "pre", "figure", "figcaption", "hr", "header", "footer", "main",
    "center", "address", "details", "summary", "caption", "form",
)  # fmt: skip
_NEVER = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "button",
    "input", "audio", "video", "canvas", "head",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SOFT = re.compile(r"(?<=[㐀-鿿，。、；：！？”’）》])[ \t\r]*\n\s*(?=[㐀-鿿“‘（《，。、])")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\ue000\ufffe\uffff\ud800-\udfff]")
MAX_HTML = 12_000_000
# No page that people read is nested so deep; the parser loses what follows far below, the readers' time grows with it.
_DEEP = etree.XPath("*" + "/*" * 250)
_NESTING = re.compile(
    r"(?:<(?!/?(?:html|head|body|title|meta|link|script|style|p|a|br)\b)/?[a-z][^<>]*>\s*)+", re.IGNORECASE
)


def tree(text: str) -> HtmlElement | None:
    """A page's tree; None when there is nothing to parse. Markup is cut at 12 million characters.

    Of a page nested beyond reason, paragraphs and links are kept, and every other element ends a line.
    """
    text = clean(text).strip()
    root = _parsed(text) if text else None
    return _parsed(_NESTING.sub("<br>", text)) if root is not None and _DEEP(root) else root


def _parsed(text: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return root if isinstance(root, HtmlElement) else None


def clean(text: str) -> str:
    """Markup that a parser reads to its end: no control characters, no `</html>` in the middle."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _ILLEGAL.sub(" ", text[:MAX_HTML]))
    return re.sub(r"</(?:html|body)\s*>", " ", text, flags=re.IGNORECASE)


def lines(node: HtmlElement) -> list[str]:
    """The subtree's paragraphs in order. The subtree is changed by `mark`."""
    mark(node)
    return marked_lines(node)


def mark(node: HtmlElement) -> None:
    """Take out what is never shown and mark where lines end, once for a whole tree; then ask `marked_lines`."""
    strip(node)
    for block in node.iter(*_BLOCKS):
        block.text = _BREAK + (block.text or "")
        block.tail = _BREAK + (block.tail or "")
    for part in node.iter(*_INLINE):
        part.text = _SEAM + (part.text or "")
        part.tail = _SEAM + (part.tail or "")
    for cell in node.iter("td", "th"):
        cell.tail = " " + (cell.tail or "")
    for pre in node.iter("pre"):
        for part in pre.iter():
            part.text = (part.text or "").replace("\n", _BREAK)
            part.tail = (part.tail or "").replace("\n", _BREAK) if part is not pre else part.tail


def marked_lines(node: HtmlElement) -> list[str]:
    """The paragraphs of any subtree of a marked tree."""
    parts = etree.tostring(node, method="text", encoding="unicode", with_tail=False).replace(_SEAM, "").split(_BREAK)
    cleaned = (" ".join(_SOFT.sub("", part).split()) for part in parts)
    return [part for part in cleaned if part]


def seamed_lines(node: HtmlElement) -> list[str]:
    """The same paragraphs, two spaces standing where an inline element begins or ends."""
    parts = etree.tostring(node, method="text", encoding="unicode", with_tail=False).split(_BREAK)
    split = ([" ".join(piece.split()) for piece in part.split(_SEAM)] for part in parts)
    joined = ("  ".join(piece for piece in pieces if piece) for pieces in split)
    return [line for line in joined if line]


def strip(node: HtmlElement) -> None:
    """Take out what is never shown: scripts, forms' controls, hidden elements."""
    doomed: list[HtmlElement] = list(node.iter(*_NEVER))
    hidden = node.xpath(".//*[contains(@style, 'none')]")
    doomed += [part for part in hidden if isinstance(part, HtmlElement) and _HIDDEN.search(part.get("style") or "")]
    remove(doomed, node)


def remove(doomed: Iterable[HtmlElement], root: HtmlElement) -> None:
    """Take elements out of their tree and keep the text behind them."""
    for part in doomed:
        if part is not root and part.getparent() is not None:
            part.drop_tree()

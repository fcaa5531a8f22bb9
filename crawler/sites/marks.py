"""Markdown as paragraphs without marks: what archives write, not what the specification allows."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from domain.text import has_han

_IMAGE = re.compile(r"!\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(((?:[^()\s]|\([^()]*\))*)(?:\s+\"[^\"]*\"?)?\)", re.DOTALL)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*<?https?://.*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_STRONG = re.compile(r"\*{1,4}|(?<![\w])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\w])|~~|(?<!`)`(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$])")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*")
_ITEM = re.compile(r"\s*[*+\-•]\s+(.*)")
_RULE = re.compile(r"\s*([-*_=]\s*){3,}|\s*\|?(\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?|\s*```.*")
# Tags that hold no words but may run over lines and would leave their attributes behind.
_BROKEN_TAG = re.compile(
    r"<(?:img|source|video|audio|input|link|meta|iframe)\b[^<>]*>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_CUT_MARK = re.compile(r"(?:!?\[[^\]\n]*\]\([^)\n]*|!\[[^\]\n]*|<[^>\n]*)(?:\.{3}|…)\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its words, whether it heads a part or lists, and which share of it is links."""

    text: str
    heading: bool = False
    item: bool = False
    linked: float = 0.0


def parse(body: str) -> list[Line]:
    """Markdown as paragraphs without marks; hard-wrapped Latin lines are joined, Chinese ones stay apart."""
    body = _BROKEN_TAG.sub("", _CUT_MARK.sub("…", body))
    body = _IMAGE.sub("", _REFERENCE.sub("", body.replace("\r\n", "\n")))
    body = re.sub(
        r"</?(p|div|br|li|ul|ol|h[1-6]|tr|blockquote|section|figure|table)\b[^<>]*>", "\n\n", body, flags=re.IGNORECASE
    )
    lines: list[Line] = []
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", body):
        lines += _block(block)
    return [line for line in lines if line.text]


def _block(block: str) -> list[Line]:
    rows = [re.sub(r"^\s*(>\s*)+", "", row) for row in _LINK.sub(_one_line, block).split("\n")]
    rows = [row for row in rows if row.strip() and not _RULE.fullmatch(row)]
    lines: list[Line] = []
    wrapped = False
    for row in rows:
        line = _line(row)
        if lines and wrapped and not (line.heading or line.item) and not has_han(lines[-1].text + line.text):
            before = lines.pop()
            line = Line(f"{before.text} {line.text}", before.heading, before.item, max(before.linked, line.linked))
        lines.append(line)
        wrapped = not line.heading and not row.endswith("  ") and "|" not in row
    return lines


def _one_line(found: re.Match[str]) -> str:
    return re.sub(r"\s*\n\s*", " ", found[0])


def _line(row: str) -> Line:
    heading, item = _HEADING.fullmatch(row), _ITEM.fullmatch(row)
    inner = heading[2] if heading else item[1] if item else row
    if not heading and item and (within := _HEADING.fullmatch(inner)):
        inner = within[2]
    if inner.strip().startswith("|"):
        inner = " ".join(cell.strip() for cell in inner.split("|"))
    anchors = [plain(found[1]) for found in _LINK.finditer(inner)]
    text = plain(_AUTOLINK.sub(r"\1", _LINK.sub(r"\1", inner)))
    share = sum(len(anchor) for anchor in anchors) / len(text) if text else 0.0
    return Line(text, heading is not None, item is not None, min(1.0, share))


def plain(text: str) -> str:
    """Inline markdown as words: no emphasis, code marks, tags, escapes or entities."""
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = _ESCAPE.sub(r"\1", _STRONG.sub("", text.replace(r"\*", "\0").replace(r"\_", "\1")))
    return " ".join(html.unescape(text.replace("\0", "*").replace("\1", "_")).split())

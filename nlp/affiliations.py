"""For which institution the author of a text writes, by the byline or by the line of the text that presents them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.catalogue import Catalogue
from domain.records import Span, TaggedDoc
from domain.text import has_han, side
from nlp.matching import Hit, Layer
from nlp.patterns import matcher
from nlp.references import holds

_ZH = re.compile(
    r"[（(]\s*(?:本文)?作者(?:系|为|是|单位|简介)?[：:]?[^（）()\n]{2,80}[)）]|"
    r"^\s*(?:作者(?:单位|简介)?\s*[:：|｜]|文\s*[|｜/]|本文作者(?:系|为|是))[^\n]{2,80}|"
    r"^[（(][^（）()\n]{2,40}(?:教授|研究员|院长|所长|主任|博士|学者|专家)[)）]$",
    re.MULTILINE,
)
_EN = re.compile(
    r"^By\s[A-Z][^\n.]{3,140}$|^(?:The\s(?:author|writer)|About\sthe\sauthor:)\s[^\n.]{3,160}|"
    r"^(?:[A-Z][\w.’'-]+\s){2,3}is\s(?:an?|the)\s[^.\n]{0,60}?"
    r"\b(?:fellow|professor|researcher|lecturer|scholar|director|analyst|counsel|economist|scientist|president)\b[^.\n]{2,120}",
    re.MULTILINE,
)
_HEAD, _TAIL = 400, 600  # characters of a text in which its author is presented
_LEFT = re.compile(r"(?:[原前]|[Ff]ormer(?:ly)?\s(?:at\s)?(?:the\s)?)$")


def in_byline(doc: TaggedDoc, catalogue: Catalogue) -> Iterator[Hit]:
    """The institutions of the catalogue that the byline names on the text's date."""
    if not doc.byline:
        return
    for hit in matcher(catalogue).find(doc.byline, ()):
        # in a Chinese byline what stands in Latin letters is a working group on the side
        is_held = hit.layer is Layer.ACTOR and (has_han(hit.name) or not has_han(doc.byline))
        if is_held and holds(hit.period, doc.published_at):
            yield hit


def affiliation(doc: TaggedDoc, catalogue: Catalogue) -> str:
    """The first institution with a voice that the author belongs to; empty where none is known."""
    signed = (
        hit.id
        for hit in in_byline(doc, catalogue)
        if not _LEFT.search((doc.byline or "")[: hit.span.start]) and catalogue.has_voice(hit.id)
    )
    return next(signed, "") or next(_presented(doc, catalogue), "")


def _presented(doc: TaggedDoc, catalogue: Catalogue) -> Iterator[str]:
    lines = [
        Span(start=line.start(), end=line.end())
        for line in (_ZH if side(doc.lang) == "zh" else _EN).finditer(doc.text)
        if line.start() < _HEAD or line.start() >= len(doc.text) - _TAIL
    ]
    for line in lines:
        named = [(span.start, tag.id) for tag in doc.actors for span in tag.spans if line.holds(span)]
        yield from (actor for _, actor in sorted(named) if catalogue.has_voice(actor))

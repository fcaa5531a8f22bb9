"""Which actors of the catalogue a text mentions, and where: names, office holders of the day, states that act."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import chain

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from nlp import lawmakers
from nlp.affiliations import in_byline
from nlp.covered import Covered
from nlp.goods import goods
from nlp.matching import Hit, Layer, in_order
from nlp.references import holds, short_forms
from nlp.scan import Scan, Stage, tags
from nlp.states import States

TAGGER = "names/9"
_ACTOR = Layer.ACTOR  # bound once: Python looks up an enum's member slowly, and a text has hundreds of hits
_CROWD = re.compile(r"来自[^。；！\n]{4,160}?等[\d一二三四五六七八九十百多余]+[余多]?(?:所|个|家|国|支|名|位)")
_CREDIT = r"\b(?:[Ii]mages?|[Pp]hotos?)(?: [Cc]redits?)?(?: by)?: ?[^.\n]{2,60}"
_IDLE = (
    ("来自", _CROWD),
    (" to the stage", re.compile(r"\b(?:brought|bring|brings|featur\w+|welcom\w+) [^.\n]{10,300}? to the stages?\b")),
    ("referred source", re.compile(r"\bpreferred source on [A-Z]\w+")),
    ("议会和", re.compile(r"欧洲议会和(?:欧盟)?理事会(?=关于|第|[（(]欧盟[)）])")),
    ("arliament and of the", re.compile(r"\bof the European Parliament and of the Council\b")),
    ("Library of", re.compile(r"\bLibrary of Congress\b")),
    ("mage", re.compile(_CREDIT)),
    ("hoto", re.compile(_CREDIT)),
    (" via Getty", re.compile(r"(?:\A|\n)[^.\n]{2,120}\n?[^.\n]{0,60}? via Getty")),
    ("图", re.compile(r"(?:图源|图片来源|图自|封面图)[：:/][^。\n]{2,30}")),
    (
        "大",
        re.compile(
            r"在[^，。；\n]{0,6}(?:联合国大会|联大)(?:第[^，。；]{1,8}届(?:会议|大会))?[^，。；]{0,6}?(?:期间|上)"
        ),
    ),
    ("生成的", re.compile(r"(?:AI|人工智能)生成的(?!内容)[^，。；\n]{2,24}?的?(?:照片|图片|图像|视频|音频)")),
    ("mage", re.compile(r"\b(?:AI-generated|fake|deepfake[sd]?) (?:images?|pictures?|photos?) of (?:[A-Z]\w+ ?){1,4}")),
)
# 某部原副部长, "a former White House adviser": who has left an office does not speak for it
_LEFT_ZH = re.compile(
    "[原前][一-鿿]{0,4}?(?:部长|主任|局长|司长|干事|主席|院长|所长|总裁|秘书长|行长|官员|高管|员工|雇员|首相|总统)"
)
_LEFT_EN = re.compile(r"\b(?:[Ff]ormer|ex-?)\s?$")


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `actors`."""
    states = States(catalogue)
    classes = {key: actor.cls for key, actor in catalogue.actors.items()}

    def add(doc: TaggedDoc) -> TaggedDoc:
        hits = [hit for hit in _hits(doc, scan(doc), states) if not goods(doc.text, hit.span, classes[hit.id])]
        found = tags(hits, Layer.ACTOR)
        found = (*found, *_authors(doc, catalogue, {tag.id for tag in found}))
        return replace(doc, actors=found, taggers={**doc.taggers, "actors": TAGGER})

    return add


def _authors(doc: TaggedDoc, catalogue: Catalogue, others: Container[str]) -> Iterator[Tag]:
    """Institutions of a byline that the text has not named yet, and whom they belong to.

    They have no span, as they stand outside the text.
    """
    ids = (hit.id for hit in in_byline(doc, catalogue))
    for key in dict.fromkeys(chain.from_iterable((one, catalogue.principal(one)) for one in ids)):
        if key not in others:
            yield Tag(id=key, spans=())


def _enlisted(text: str) -> list[Span]:
    """Where none of those named acts: lists of where a crowd comes from, guests of an advert, titles of EU law."""
    return [
        Span(start=found.start(), end=found.end())
        for word, form in _IDLE
        if word in text
        for found in form.finditer(text)
    ]


def _has_left(text: str, span: Span) -> bool:
    after = text[span.end : span.end + 1]
    if after in ("原", "前"):
        return _LEFT_ZH.match(text, span.end) is not None
    return (
        text[span.start - 1 : span.start] in (" ", "-")
        and _LEFT_EN.search(text, max(0, span.start - 8), span.start) is not None
    )


def _hits(doc: TaggedDoc, hits: list[Hit], states: States) -> list[Hit]:
    crowds = _enlisted(doc.text)
    named = [
        hit
        for hit in hits
        if hit.layer is _ACTOR
        and holds(hit.period, doc.published_at)
        and not any(crowd.holds(hit.span) for crowd in crowds)
        and not _has_left(doc.text, hit.span)
    ]
    taken = Covered(hit.span for hit in named)
    bare = [hit for hit in states.acting(doc, hits) if not taken.meets(hit.span)]
    members = [hit for hit in lawmakers.acting(doc) if not taken.meets(hit.span)]
    short = short_forms(doc.text, named, Layer.ACTOR, doc.sentences)
    return sorted((*named, *bare, *members, *short), key=in_order)

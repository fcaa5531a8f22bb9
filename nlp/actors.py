"""Which actors of the catalogue a text mentions, and where: names, office holders of the day, states that act."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import Span, TaggedDoc
from nlp.goods import goods
from nlp.matching import Hit, Layer, in_order
from nlp.references import holds, short_forms
from nlp.scan import Scan, Stage, tags
from nlp.states import acting, by_name

TAGGER = "names/5"
_CROWD = re.compile(r"来自[^。；！\n]{4,160}?等[\d一二三四五六七八九十百多余]+[余多]?(?:所|个|家|国|支|名|位)")


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `actors`."""
    names = by_name(catalogue)
    classes = {key: actor.cls for key, actor in catalogue.actors.items()}

    def add(doc: TaggedDoc) -> TaggedDoc:
        hits = [hit for hit in _hits(doc, scan(doc), names) if not goods(doc.text, hit.span, classes[hit.id])]
        found = tags(hits, Layer.ACTOR)
        return replace(doc, actors=found, taggers={**doc.taggers, "actors": TAGGER})

    return add


def _enlisted(text: str) -> list[Span]:
    """Lists that say where a crowd comes from (来自甲、乙、丙等三十所…): none of those named acts."""
    return [Span(start=found.start(), end=found.end()) for found in _CROWD.finditer(text)]


def _hits(doc: TaggedDoc, hits: list[Hit], names: dict[str, str]) -> list[Hit]:
    crowds = _enlisted(doc.text)
    named = [
        hit
        for hit in hits
        if hit.layer is Layer.ACTOR
        and (hit.period is None or holds(hit.period, doc.published_at))
        and not any(crowd.holds(hit.span) for crowd in crowds)
    ]
    states = [
        hit
        for hit in acting(doc.text, doc.lang, hits, doc.sentences, names)
        if not any(hit.span.overlaps(name.span) for name in named)
    ]
    short = short_forms(doc.text, named, Layer.ACTOR, doc.sentences)
    return sorted((*named, *states, *short), key=in_order)

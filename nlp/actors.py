"""Which actors of the catalogue a text mentions, and where: names, office holders of the day, states that act."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.matching import Hit, Layer
from nlp.references import holds, short_forms
from nlp.scan import Scan, Stage, tags
from nlp.states import acting, by_name

TAGGER = "names/2"


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `actors`."""
    names = by_name(catalogue)

    def add(doc: TaggedDoc) -> TaggedDoc:
        found = tags(_hits(doc, scan(doc), names), Layer.ACTOR)
        return replace(doc, actors=found, taggers={**doc.taggers, "actors": TAGGER})

    return add


def _hits(doc: TaggedDoc, hits: list[Hit], names: dict[str, str]) -> list[Hit]:
    named = [
        hit for hit in hits if hit.layer is Layer.ACTOR and (hit.period is None or holds(hit.period, doc.published_at))
    ]
    states = [
        hit
        for hit in acting(doc.text, doc.lang, hits, doc.sentences, names)
        if not any(hit.span.overlaps(name.span) for name in named)
    ]
    short = short_forms(doc.text, named, Layer.ACTOR, doc.sentences)
    return sorted((*named, *states, *short), key=lambda hit: hit.span)

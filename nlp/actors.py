"""Which actors of the catalogue a text mentions, and where."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.matching import Layer
from nlp.scan import Scan, Stage, tags

TAGGER = "names/1"


def stage(_: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `actors`."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        return replace(doc, actors=tags(scan(doc), Layer.ACTOR), taggers={**doc.taggers, "actors": TAGGER})

    return add

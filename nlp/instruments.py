"""Which instruments of the catalogue a text names, and where."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.matching import Layer
from nlp.scan import Scan, Stage, tags

TAGGER = "names/1"


def stage(_: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `instruments`."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        return replace(
            doc, instruments=tags(scan(doc), Layer.INSTRUMENT), taggers={**doc.taggers, "instruments": TAGGER}
        )

    return add

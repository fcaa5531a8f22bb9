"""Which instruments of the catalogue a text names, and where: names, defined short forms, "the Act", editions."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.matching import Hit, Layer
from nlp.references import Editions, anaphora, short_forms
from nlp.scan import Scan, Stage, tags

TAGGER = "names/2"


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `instruments`."""
    editions, entries = Editions(catalogue), dict(catalogue.instruments)

    def add(doc: TaggedDoc) -> TaggedDoc:
        named = [
            replace(hit, id=editions.resolve(hit, doc.published_at))
            for hit in scan(doc)
            if hit.layer is Layer.INSTRUMENT
        ]
        short = short_forms(doc.text, named, Layer.INSTRUMENT, doc.sentences)
        back = anaphora(doc.text, [*named, *short], entries, doc.sentences)
        hits: list[Hit] = sorted((*named, *short, *back), key=lambda hit: hit.span)
        found = tags(hits, Layer.INSTRUMENT)
        return replace(doc, instruments=found, taggers={**doc.taggers, "instruments": TAGGER})

    return add

"""Which instruments of the catalogue a text means, and where: names, short forms, "the Act", kind and issuer."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.indirect import Indirect
from nlp.matching import Hit, Layer, in_order
from nlp.references import Editions, anaphora, short_forms
from nlp.scan import Scan, Stage, tags

TAGGER = "names/4"


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `instruments`."""
    editions, entries, indirect = Editions(catalogue), dict(catalogue.instruments), Indirect(catalogue)

    def add(doc: TaggedDoc) -> TaggedDoc:
        named = [
            hit._replace(id=editions.resolve(hit, doc.published_at))
            for hit in scan(doc)
            if hit.layer is Layer.INSTRUMENT
        ]
        short = short_forms(doc.text, named, Layer.INSTRUMENT, doc.sentences)
        actors = [(tag.id, span) for tag in doc.actors for span in tag.spans]
        called = indirect.find(doc.text, [*named, *short], actors, doc.published_at, doc.sentences)
        back = anaphora(doc.text, [*named, *short, *called], entries, doc.sentences)
        hits: list[Hit] = sorted((*named, *short, *called, *back), key=in_order)
        found = tags(hits, Layer.INSTRUMENT)
        return replace(doc, instruments=found, taggers={**doc.taggers, "instruments": TAGGER})

    return add

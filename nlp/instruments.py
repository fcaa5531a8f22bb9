"""Which instruments of the catalogue a text means, and where: names, short forms, "the Act", kind and issuer."""

from __future__ import annotations

from dataclasses import replace

from domain.catalogue import Catalogue
from domain.catalogue_checks import names, normal
from domain.records import TaggedDoc
from nlp.indirect import Indirect
from nlp.matching import Hit, Layer, in_order
from nlp.references import Editions, anaphora, goes_on, is_common, short_forms
from nlp.scan import Scan, Stage, tags
from nlp.summits import Summits

TAGGER = "names/9"
_NAME = Layer.INSTRUMENT  # bound once: Python looks up an enum's member slowly, and a text has hundreds of hits


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `instruments`."""
    editions, entries = Editions(catalogue), dict(catalogue.instruments)
    printed = {normal(name): one.id for one in entries.values() for name in names(one)}
    indirect, summits = Indirect(catalogue), Summits(catalogue)

    def add(doc: TaggedDoc) -> TaggedDoc:
        named = [
            hit._replace(id=editions.resolve(hit, doc.published_at))
            for hit in scan(doc)
            if hit.layer is _NAME
            and not goes_on(doc.text, hit, entries[hit.id])
            and not is_common(doc.text, hit, entries[hit.id], doc.published_at)
        ]
        short = short_forms(doc.text, named, Layer.INSTRUMENT, doc.sentences)
        held = summits.find(doc, [*named, *short])
        called = [*held, *indirect.find(doc, [*named, *short, *held])]
        own = printed.get(normal(doc.title), "")
        back = anaphora(doc.text, [*named, *short, *called], entries, doc.sentences, own)
        hits: list[Hit] = sorted((*named, *short, *called, *back), key=in_order)
        found = tags(hits, Layer.INSTRUMENT)
        return replace(doc, instruments=found, taggers={**doc.taggers, "instruments": TAGGER})

    return add

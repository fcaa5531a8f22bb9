"""What the stages share: one pass of the matcher over a doc, remembered while the doc walks the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from nlp.matching import Hit, Layer
from nlp.patterns import matcher

Stage = Callable[[TaggedDoc], TaggedDoc]
Scan = Callable[[TaggedDoc], list[Hit]]
_REMEMBERED = 8  # docs


def scanner(catalogue: Catalogue) -> Scan:
    """A function that gives a doc's hits; the last few docs are remembered."""
    names = matcher(catalogue)
    known: tuple[tuple[str, tuple[Span, ...], list[Hit]], ...] = ()

    def scan(doc: TaggedDoc) -> list[Hit]:
        # compared, not hashed: the hash of some hundred sentences costs more than the whole look-up
        nonlocal known
        for text, sentences, hits in known:
            if text == doc.text and sentences == doc.sentences:
                return hits
        hits = names.find(doc.text, doc.sentences)
        known = ((doc.text, doc.sentences, hits), *known[: _REMEMBERED - 1])
        return hits

    return scan


def tags(hits: Iterable[Hit], layer: Layer) -> tuple[Tag, ...]:
    """One tag per id, in order of first mention, with all its spans."""
    spans: dict[str, list[Span]] = {}
    for hit in hits:
        if hit.layer is layer:
            spans.setdefault(hit.id, []).append(hit.span)
    return tuple(Tag(id=key, spans=tuple(dict.fromkeys(found))) for key, found in spans.items())

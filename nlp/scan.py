"""What the stages share: one pass of the matcher over a doc, remembered while the doc walks the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from nlp.matching import Hit, Layer
from nlp.patterns import matcher

Stage = Callable[[TaggedDoc], TaggedDoc]
Scan = Callable[[TaggedDoc], list[Hit]]


def scanner(catalogue: Catalogue) -> Scan:
    """A function that gives a doc's hits; the last few docs are remembered."""
    names = matcher(catalogue)

    @lru_cache(maxsize=8)
    def find(text: str, sentences: tuple[Span, ...]) -> list[Hit]:
        return names.find(text, sentences)

    return lambda doc: find(doc.text, doc.sentences)


def tags(hits: Iterable[Hit], layer: Layer) -> tuple[Tag, ...]:
    """One tag per id, in order of first mention, with all its spans."""
    spans: dict[str, list[Span]] = {}
    for hit in hits:
        if hit.layer is layer:
            spans.setdefault(hit.id, []).append(hit.span)
    return tuple(Tag(id=key, spans=tuple(dict.fromkeys(found))) for key, found in spans.items())

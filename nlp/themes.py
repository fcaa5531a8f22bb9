"""Which themes a text is about: cues that fired, weighed by where and how often."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from nlp.matching import Hit, Layer
from nlp.scan import Scan, Stage

TAGGER = "cues/1"


def stage(_: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `themes`; a theme without a span that fired is not reported."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        found = tuple(
            Tag(id=key, spans=tuple(hit.span for hit in hits), score=_score(hits))
            for key, hits in fired(scan(doc)).items()
        )
        ranked = sorted(found, key=lambda tag: (-tag.score, tag.id))
        return replace(doc, themes=tuple(ranked), taggers={**doc.taggers, "themes": TAGGER})

    return add


def fired(hits: list[Hit]) -> dict[str, list[Hit]]:
    """Hits per theme, cues and antigoals together, those inside a not-label left out."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.layer in (Layer.THEME, Layer.ANTIGOAL):
            found[hit.id].append(hit)
    return found


def _score(hits: list[Hit]) -> float:
    sentences = {hit.sentence for hit in hits}
    return min(0.99, 0.35 + 0.15 * len(hits) + 0.1 * len(sentences))


def spans(hits: list[Hit]) -> tuple[Span, ...]:
    """The spans of hits."""
    return tuple(hit.span for hit in hits)

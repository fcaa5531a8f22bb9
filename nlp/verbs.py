"""Which lexicon group a verb of attribution belongs to in its sentence, when it stands in several."""

from __future__ import annotations

from collections.abc import Sequence

from domain.records import Span
from nlp.reading import Kind, Reading
from nlp.words import Hit

_ORDER = ("reject", "speech", "warn", "enact", "position", "document", "neutral")


def preferred(reading: Reading, sentence: Span, subject: Kind, groups: Sequence[str], hit: Hit) -> str:
    """The group that counts: an instrument states before it is enacted, an actor enacts only what can be enacted."""
    if subject is Kind.INSTRUMENT and "document" in groups:
        return "document"
    enacts = (
        any(mention.kind is Kind.INSTRUMENT for mention in reading.mentioned(Span(start=hit.end, end=sentence.end)))
        if hit.end < sentence.end
        else False
    )
    if "enact" in groups and enacts:
        return "enact"
    if "position" in groups and not enacts:
        return next((group for group in ("reject", "speech", "warn") if group in groups), "position")
    return next(group for group in _ORDER if group in groups)

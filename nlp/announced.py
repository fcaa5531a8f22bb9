"""A law that a lede tells before it names it: "the governor signed a bill on Friday that …", below: the RAISE Act."""

from __future__ import annotations

import re

from domain.records import Span
from nlp.holding import Holding
from nlp.reading import Mention, Reading

_NEW = re.compile(
    r"(?:\ban?\s(?:[\w-]+\s){0,4}|\b(?:sign|pass|approv|introduc|enact|adopt|advanc|unveil)\w*\s(?:new\s|landmark\s|major\s)?)$"
)
_ANOTHER = re.compile(
    r"\b(?:another|similar|different|previous|separate|second|earlier|last year|more \w+|prior|several)\b",
    re.IGNORECASE,
)
_KINDS = {"bill": ("bill", "law"), "legislation": ("bill", "law"), "law": ("law", "bill"), "act": ("law", "bill")}
_REACH = 60  # characters between the verb and the noun


def announced(reading: Reading, holding: Holding) -> tuple[str, Span] | None:
    """The law of the holder that is named further on, and where it is told of; None where the text has told of it."""
    if reading.words.lang != "en" or holding.group not in ("enact", "reject") or holding.subject is None:
        return None
    text, start = reading.doc.text, holding.subject.span.end
    for hit in reading.said("documents", start, min(holding.content.end, start + holding.gap + _REACH)):
        if hit.word not in _KINDS or _NEW.search(text, start, hit.start) is None:
            continue
        if _ANOTHER.search(text, holding.sentence.start, hit.end) is not None:
            return None
        named = next((one for one in reading.mentions if _is_meant(reading, holding, one, hit.word)), None)
        if named is None or named.span.start < hit.start:
            return None
        return named.id, Span(start=hit.start, end=hit.end)
    return None


def _is_meant(reading: Reading, holding: Holding, mention: Mention, noun: str) -> bool:
    """Whether a mention is a law of the holder, or of the state it is a part of."""
    entry, principal = reading.instrument(mention.id), reading.catalogue.principal
    if entry is None or entry.kind not in _KINDS[noun]:
        return False
    return bool(set(map(principal, entry.issuers)) & set(map(principal, holding.holders)))

"""What makes support conditional: a proviso, a balance struck, a reservation after a contrast."""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.holding import Holding, Way
from nlp.reading import Reading
from nlp.targets import Target

_EXCESS = re.compile(
    r"过度|过于|过严|过早|一刀切|excessive|overly|over-|too\s|unnecessary|undue|burdensome|onerous|unduly",
    re.IGNORECASE,
)
_WEAK = ("同时", "与此同时", "while", "still")
_LISTS = re.compile(r"not (?:be )?limited to|not yet\b|but also|not only", re.IGNORECASE)
_INNOVATION = "theme:innovation_environment"


def condition(reading: Reading, holding: Holding, target: Target, here: Span) -> str:
    """The words that make support conditional; a condition inside the target's own name is none."""
    if settled := _settles(reading, holding):
        return settled
    groups = (*(("conditions",) if _takes_side(reading, holding) else ()),
              *(("balances",) if target.id == _INNOVATION else ()))  # fmt: skip
    scope = here if holding.group == "enact" else holding.sentence
    met = [hit for hit, _ in reading.of(groups, scope.start, scope.end) if not reading.is_named(hit)]
    met = [hit for hit in met if hit.end <= target.span.start or hit.start >= target.span.end]
    return reading.doc.text[met[0].start : met[0].end] if met else ""


def _settles(reading: Reading, holding: Holding) -> str:
    """The word of settling a claim: a company that settles meets the claim without granting it."""
    if reading.words.lang != "en" or holding.subject is None or holding.group not in ("enact", "position"):
        return ""
    if not reading.are(holding.holders, {"industry"}):
        return ""
    said = reading.said("settles", holding.subject.span.end, holding.content.end)
    return reading.doc.text[said[0].start : said[0].end] if said else ""


def _takes_side(reading: Reading, holding: Holding) -> bool:
    """Whether somebody says that they are for something: what a document orders on conditions is no reservation."""
    if holding.act is Act.DOCUMENT or holding.way is Way.FOCUS:
        return False
    return bool(reading.said("attitudes", holding.sentence.start, holding.sentence.end))


def contrast(reading: Reading, holding: Holding, here: Span, spans: list[Span]) -> str:
    """The contrast word when a later clause of the same speaker reserves what this one supports; empty otherwise.

    What a document says, and what an article adds to an act, is no reservation of the holder.
    """
    if holding.act is Act.DOCUMENT or holding.way is Way.FOCUS or holding.group == "enact":
        return ""
    for clause in spans:
        strong = [hit for hit in reading.said("concession", clause.start, clause.end) if hit.word not in _WEAK]
        if strong and clause.start > here.start and _reserves(reading, clause):
            return strong[0].word
    return ""


def _reserves(reading: Reading, clause: Span) -> bool:
    text = reading.text(clause)
    if _LISTS.search(text):
        return False
    if reading.of(("oppose", "warn", "conditions"), clause.start, clause.end):
        return True
    return bool(reading.said("negators", clause.start, clause.end) or _EXCESS.search(text))

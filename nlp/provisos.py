"""What makes support conditional: a proviso, a condition, a balance struck, a reservation after a contrast."""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.antecedents import is_document_noun
from nlp.conditions import clause_of_condition
from nlp.governors import Governor
from nlp.holding import Holding, Way
from nlp.reading import Kind, Reading
from nlp.segment import sentence_at
from nlp.targets import Target

_EXCESS = re.compile(
    r"过度|过于|过严|过早|一刀切|excessive|overly|over-|too\s|unnecessary|undue|burdensome|onerous|unduly",
    re.IGNORECASE,
)
_WEAK = ("同时", "与此同时", "while", "still")
_LISTS = re.compile(r"not (?:be )?limited to|not yet\b|but also|not only", re.IGNORECASE)
_INNOVATION = "theme:innovation_environment"
_RESERVES = ("oppose", "warn", "conditions", "reservations")
# a sentence that takes back: "However, it says …", 不过，该组织批评…
_TAKES_BACK = re.compile(
    r"[“\"]?(?:However|But|Yet|Nevertheless|Nonetheless|That said|不过|但是|但|然而|可是)(?![a-z])[，,]?\s*(?:the\s)?"
)
_SAYS = ("speech", "warn", "position", "oppose", "reservations")
_NEAR = 24  # characters between a subject and its verb


def condition(reading: Reading, holding: Holding, target: Target, here: Span, found: Governor | None) -> str:
    """The words that make support conditional; a condition inside the target's own name is none."""
    said = _settles(reading, holding) or clause_of_condition(reading, holding, target, found)
    if said:
        return said
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


def contrast(reading: Reading, holding: Holding, target: Target, here: Span, spans: list[Span]) -> str:
    """The contrast word when the same speaker reserves further on what this clause supports; empty otherwise.

    What a document says, and what an article adds to an act, is no reservation of the holder.
    """
    is_act = holding.group == "enact" and not holding.verb.lower().startswith("endors")
    if holding.act is Act.DOCUMENT or holding.way is Way.FOCUS or is_act:
        return ""
    return _in_clauses(reading, here, spans) or _granted(reading, here, spans) or _taken_back(reading, holding, target)


def _in_clauses(reading: Reading, here: Span, spans: list[Span]) -> str:
    """The contrast word of a later clause that reserves."""
    for clause, following in zip(spans, (*spans[1:], None), strict=True):
        strong = [hit for hit in reading.said("concession", clause.start, clause.end) if hit.word not in _WEAK]
        if not strong or clause.start <= here.start:
            continue
        # "…; nevertheless, it faults …": the comma after the word cuts it off from its clause
        is_alone = following is not None and not reading.text(clause)[strong[0].end - clause.start :].strip(" ，,")
        end = following.end if following is not None and is_alone else clause.end
        if _reserves(reading, Span(start=clause.start, end=end)):
            return strong[0].word
    return ""


def _granted(reading: Reading, here: Span, spans: list[Span]) -> str:
    """The word that grants what a later clause reserves: "While it supports X, it objects to Y"."""
    heads = reading.said("contrast_heads", here.start, here.end)
    later = [clause for clause in spans if clause.start >= here.end]
    if not heads or heads[0].start != here.start or not later:
        return ""
    is_reserved = any(reading.says(("oppose", "warn", "reservations"), one.start, one.end) for one in later)
    return heads[0].word if is_reserved else ""


def _taken_back(reading: Reading, holding: Holding, target: Target) -> str:
    """The word that opens the next sentence where the same holder reserves there what this one supports."""
    sentences = reading.doc.sentences
    place = sentence_at(sentences, holding.sentence.start) + 1
    if target.is_theme or holding.subject is None or place >= len(sentences):
        return ""
    later = sentences[place]
    opened = _TAKES_BACK.match(reading.doc.text, later.start, later.end)
    others = [one for one in reading.mentioned(later) if one.kind is Kind.INSTRUMENT and one.id != target.id]
    if opened is None or others or not _is_same(reading, holding, Span(start=opened.end(), end=later.end)):
        return ""
    says = reading.says(_RESERVES, later.start, later.end) or _EXCESS.search(reading.text(later))
    return opened[0].strip(' ，,“"') if says else ""


def _is_same(reading: Reading, holding: Holding, rest: Span) -> bool:
    """Whether a sentence without its opening word begins with the holder, or a pronoun for it, who says something."""
    named = next((one for one in reading.mentioned(rest) if one.span.start == rest.start), None)
    if named is not None:
        end = named.span.end if named.id in holding.holders else 0
    else:
        hits = [hit for hit in reading.said("pronouns", rest.start, rest.end) if hit.start <= rest.start]
        end = hits[0].end if hits and not is_document_noun(reading, hits[0]) else 0
    return bool(end) and reading.says(_SAYS, end, end + _NEAR)


def _reserves(reading: Reading, clause: Span) -> bool:
    text = reading.text(clause)
    if _LISTS.search(text):
        return False
    if reading.of(_RESERVES, clause.start, clause.end):
        return True
    return bool(reading.said("negators", clause.start, clause.end) or _EXCESS.search(text))

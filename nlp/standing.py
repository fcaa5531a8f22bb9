"""Texts that their issuers stand behind: an order, a regulation, a strategy that a text names is its issuers' act.

Coders read the mere naming of such a text as its issuers' support; of treaties and standards they do not, of laws
only where they are said to be in force or passed. What has ended has nobody behind it, and what a former administration
issued only where its issuing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from domain.catalogue_checks import names, normal
from domain.entries import Instrument
from domain.records import AUTHOR, STANDING, Act, Span, Stance, Tag
from nlp.candidate import Candidate
from nlp.holding import Holding, Way
from nlp.keyed import Keyed
from nlp.reading import Reading
from nlp.segment import sentence_at
from nlp.stance import Judgement
from nlp.targets import Target

KINDS = frozenset({"executive_order", "regulation", "strategy", "resolution", "voluntary", "framework"})
_MOST = 4  # issuers; more of them are named by nobody
_LOOKED_AT = 6  # mentions among which the best sentence is looked for
_FOLLOWING = frozenset({"落实", "贯彻", "贯彻落实", "执行", "开展", "投入"})  # what others do with a text
# a law that is in force or was passed is its makers', however it is told
_IN_FORCE = re.compile(
    r"[^.;:“”]{0,60}?\b(?P<what>(?:goes|went|gone|comes|came|going|coming|enters|entered) into (?:effect|force)|"
    r"(?:takes|took|taking) effect|became law|signed into law|passed in [A-Z])"
)
_STOP = re.compile(r"[，；;]")
_ENDS = ("revoked", "rescission_announced", "withdrawn", "withdrawal_announced", "vetoed", "struck", "lapsed")
_REACH = {"zh": (24, 6), "en": (60, 20)}  # characters before and after a name in which it is said to be issued


def standing(reading: Reading, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Issuers' support of the texts that are named, where nothing else says how they stand to them."""
    principal, known = reading.catalogue.principal, reading.catalogue.actors
    named = {principal(tag.id) for tag in reading.doc.actors}
    told = {(principal(one.actor), one.target.id) for one in found if not one.target.is_theme}
    for tag in reading.doc.instruments:
        entry = reading.catalogue.instruments[tag.id]
        issuers = {principal(one): one for one in reversed(entry.issuers) if one in known}
        missing = [one for one in issuers if (one, f"instrument:{tag.id}") not in told and one in named]
        if _is_ended(reading, entry):
            continue
        if entry.provisional or len(issuers) > _MOST or not missing:
            continue
        if entry.kind not in KINDS and not (entry.kind == "law" and reading.words.lang == "en"):
            continue
        best = _best(reading, tag) if entry.kind in KINDS else _enforced(reading, tag)
        if best is None or (not best[2] and (entry.kind == "framework" or _is_argued(reading))):
            continue  # a framework is also what others merely apply, any text what an author merely cites
        for actor in missing if best[2] else [one for one in missing if _is_in_office(reading, entry, one)]:
            yield _candidate(actor, f"instrument:{tag.id}", *best)
    yield from _printed(reading, told)


def _is_ended(reading: Reading, entry: Instrument) -> bool:
    """Whether a text was done away with before the day of the article."""
    on = reading.doc.published_at
    return on is not None and any(entry.dates.get(what, "9") <= on.date().isoformat() for what in _ENDS)


def _is_in_office(reading: Reading, entry: Instrument, actor: str) -> bool:
    """Whether those who issued a text are in office on the day of the article."""
    on, principal = reading.doc.published_at, reading.catalogue.principal
    issued = date.fromisoformat(f"{entry.date}-01-01"[:10])
    return on is None or on.date() < issued or principal(actor, on) == principal(actor, issued)


def _printed(reading: Reading, told: set[tuple[str, str]]) -> Iterator[Candidate]:
    """The issuer's act where its own page prints a text in full under the name of the text."""
    target = _titles(Keyed(reading.catalogue)).get(normal(reading.doc.title)) if reading.voice.is_official else None
    if target is None or not reading.doc.sentences:
        return
    principal, first = reading.catalogue.principal, reading.doc.sentences[0]
    own = {principal(actor) for actor in reading.voice.holders}
    for actor in reading.catalogue.instruments[target].issuers:
        if principal(actor) in own and (principal(actor), f"instrument:{target}") not in told:
            yield _candidate(principal(actor), f"instrument:{target}", first, first, "issued")


@cache
def _titles(held: Keyed) -> dict[str, str]:
    """The instruments that their issuers print under a name of their own, by name."""
    return {
        normal(name): one.id for one in held.catalogue.instruments.values() if one.kind in KINDS for name in names(one)
    }


def _is_argued(reading: Reading) -> bool:
    """Whether an author argues throughout."""
    return AUTHOR in reading.voice.holders


def _best(reading: Reading, tag: Tag) -> tuple[Span, Span, str] | None:
    """Sentence, place and verb of the mention with a verb of issuing beside it, else of the fullest name."""
    best: tuple[tuple[bool, int], Span, Span, str] | None = None
    for span in tag.spans[:_LOOKED_AT]:
        sentences = reading.doc.sentences
        sentence = sentences[sentence_at(sentences, span.start)] if sentences else None
        if sentence is None or not sentence.start <= span.start < sentence.end:
            continue
        issued = _issued(reading, sentence, span)
        rank = (bool(issued), span.end - span.start)
        if best is None or rank > best[0]:
            best = (rank, sentence, span, issued)
    return best[1:] if best is not None else None


def _enforced(reading: Reading, tag: Tag) -> tuple[Span, Span, str] | None:
    """Sentence, place and words of the first mention of a law that says it is in force or was passed."""
    sentences = reading.doc.sentences
    for span in tag.spans[:_LOOKED_AT]:
        sentence = sentences[sentence_at(sentences, span.start)]
        found = _IN_FORCE.match(reading.doc.text, span.end, sentence.end)
        if found is not None and sentence.start <= span.start:
            return sentence, span, found["what"]
    return None


def _issued(reading: Reading, sentence: Span, span: Span) -> str:
    """The verb of issuing beside a name; what stands behind it must not be what the text itself says."""
    before, after = _REACH[reading.words.lang]
    for hit in reversed(reading.said("enact", max(sentence.start, span.start - before), span.start)):
        if (
            hit.word not in _FOLLOWING
            and not reading.is_named(hit)
            and not _STOP.search(reading.doc.text, hit.end, span.start)
        ):
            return hit.word
    says = {hit.start for hit in reading.said("document", span.end, span.end + after)}
    later = reading.said("enact", span.end, min(sentence.end, span.end + after))
    return next((hit.word for hit in later if hit.start not in says and hit.word not in _FOLLOWING), "")


def _candidate(actor: str, target: str, sentence: Span, span: Span, verb: str) -> Candidate:
    act = Act.ACT if verb else Act.CHARACTERISED  # nobody does anything where a text is only named
    holding = Holding(
        holders=(actor,), act=act, sentence=sentence, content=sentence, way=Way.STANDING, verb=verb, group="enact"
    )
    judged = Judgement(stance=Stance.SUPPORT, rules=(STANDING,), sign=2 if verb else 1)
    return Candidate(
        actor=actor, target=Target(id=target, span=span, score=1.0), holding=holding, judgement=judged, act=act
    )

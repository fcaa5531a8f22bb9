"""Statements of a doc: actor × target × stance, with the sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from domain.catalogue import Catalogue
from domain.records import AUTHOR, WRITES_FOR, Act, Span, Stance, Statement, TaggedDoc
from domain.snapshot import FURTHER
from nlp.agreed import claimed
from nlp.attribution import holdings
from nlp.candidate import Candidate
from nlp.expounding import expounded
from nlp.further import again, continued, told_on
from nlp.hints import hinted
from nlp.holding import Holding, Way
from nlp.ranking import Model, confidences, model
from nlp.reading import Reading, read
from nlp.scan import Scan, Stage
from nlp.stance import Judgement, judge
from nlp.standing import standing
from nlp.targets import MOST as TOP
from nlp.targets import Target, cues, targets
from nlp.trial import least_sure
from nlp.worded import worded

TAGGER = "rules+words/6"
MOST = 120
RELEVANT = 0.1  # a doc less relevant than this has no statements
LEAST = {"zh": 0.35, "en": 0.38}  # less sure than this is not stated; chosen on articles the ranker had not seen
FLOOR = 0.15  # of further sentences for a pair that is stated
APART = 0.05  # a second stance on one target must be as sure as the first but for this
EACH = 14  # sentences kept for one stance of one actor on one target
GOES_ON = 0.6  # how sure a sentence is that only goes on, as a share of the one it goes on from


def stage(catalogue: Catalogue, scan: Scan) -> Stage:  # noqa: ARG001 - every stage is made alike
    """The stage that adds `statements`."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        said = statements(doc, catalogue) if doc.relevant >= RELEVANT else ()
        return replace(doc, statements=said, taggers={**doc.taggers, "stance": TAGGER})

    return add


def statements(
    doc: TaggedDoc,
    catalogue: Catalogue,
    *,
    least: float | None = None,
    trained: Model | Literal["shipped"] | None = "shipped",
) -> tuple[Statement, ...]:
    """The statements of a tagged doc of at least some confidence, best first; each quote is a sentence of the text.

    Without `least` the language says how sure one must be.
    """
    reading = read(doc, catalogue)
    least = LEAST[reading.words.lang] if least is None else least
    held = holdings(reading)
    possible = candidates(reading, held)
    sure = confidences(reading, possible, model() if trained == "shipped" else trained)
    told = {id(one): confidence for one, confidence in zip(possible, sure, strict=True)}
    best = _stated(reading, possible, sure, least)
    floor = min(FLOOR, least)
    standing = [one for one in _standing(possible, told, best) if _further(told[id(one)]) >= floor]
    themes, texts = (
        [one for one in standing if one.target.is_theme],
        [one for one in standing if not one.target.is_theme],
    )
    further = {
        "continued": continued(reading, held, possible),
        "hinted": hinted(reading, held, themes),
        "again": again(reading, held, texts),
        "told_on": told_on(reading, held, themes),
    }
    rated = [
        *zip(possible, sure, strict=True),
        *((more._replace(further=how), _further(told[id(one)])) for how, by in further.items() for more, one in by),
    ]
    found = [(one, sureness) for one, sureness in rated if sureness >= floor and _key(one) in best]
    kept = [_statement(reading, one, sureness) for one, sureness in _first_of_each(found)]
    return tuple(sorted(kept, key=lambda one: (-one.confidence, one.start, one.actor, one.target))[:MOST])


def _first_of_each(found: Sequence[tuple[Candidate, float]]) -> Iterator[tuple[Candidate, float]]:
    """The surest sentences of each stance of one actor on one target, each sentence once."""
    told: dict[tuple[str, str, Stance], set[int]] = defaultdict(set)
    for one, sureness in sorted(found, key=_by_sureness):
        starts, start = told[_key(one)], quoted(one).start
        if len(starts) < EACH and start not in starts:
            starts.add(start)
            yield one, sureness


def _by_sureness(rated: tuple[Candidate, float]) -> tuple[float, int, str, str]:
    one, sureness = rated
    return -sureness, quoted(one).start, one.actor, one.target.id


def _further(confidence: float) -> float:
    return round(GOES_ON * confidence, 3)


def _key(one: Candidate) -> tuple[str, str, Stance]:
    return one.actor, one.target.id, one.judgement.stance


def _stated(
    reading: Reading, possible: Sequence[Candidate], sure: Sequence[float], least: float
) -> frozenset[tuple[str, str, Stance]]:
    """Actor, target, stance that stand: sure enough somewhere, and established by a theme of the first rank."""
    established = {(one.actor, one.target.id) for one in possible if one.target.order < TOP}
    best: dict[tuple[str, str, Stance], float] = {}
    for one, confidence in zip(possible, sure, strict=True):
        if confidence >= least_sure(reading, one.target.id, least) and (one.actor, one.target.id) in established:
            best[_key(one)] = max(best.get(_key(one), 0.0), confidence)
    return frozenset(key for key in best if _is_settled(reading, key, best))


def _is_settled(reading: Reading, key: tuple[str, str, Stance], best: Mapping[tuple[str, str, Stance], float]) -> bool:
    """Whether a holder really takes this stance beside others on the same target: nearly as sure, and a side.

    A body that only reports takes no side beside one of the same principal that takes one.
    """
    principal, (actor, target, stance) = reading.catalogue.principal, key
    others = [
        (value, one)
        for (one, other, another), value in best.items()
        if other == target and another is not stance and principal(one) == principal(actor)
    ]
    if stance is Stance.NEUTRAL:
        return not others
    return best[key] > max((value for value, one in others if one == actor), default=0.0) - APART


def _standing(
    possible: Sequence[Candidate], told: Mapping[int, float], best: frozenset[tuple[str, str, Stance]]
) -> list[Candidate]:
    """The surest candidate of each actor, target and stance that stand."""
    surest = {_key(one): one for one in sorted(possible, key=lambda one: told[id(one)])}
    return [one for key, one in surest.items() if key in best]


def candidates(reading: Reading, held: Sequence[Holding] | None = None) -> list[Candidate]:
    """Every holder × target of every holding, and the issuers of texts that are only named."""
    held = holdings(reading) if held is None else held
    main, themes = expounded(reading), cues(reading)
    found = [
        one
        for holding in held
        for target in (() if holding.is_weak else targets(reading, holding, themes))
        for one in _judged(reading, holding, target, main)
    ]
    by_wording = [
        one._replace(is_worded=True)
        for actor, holding, target in worded(reading, held, found)
        for one in _judged(reading, holding, target, main)
        if one.actor == actor
    ]
    return [*found, *by_wording, *standing(reading, found)]


def _judged(reading: Reading, holding: Holding, target: Target, main: str) -> Iterator[Candidate]:
    """The holders of a holding on one target; none where no stance can be read from it."""
    judgement = judge(reading, holding, target)
    opposes = judgement.stance is Stance.OPPOSE and holding.way is Way.FOCUS
    if judgement.sign < 0 or (opposes and not _revokes(reading, holding, target)):
        return  # an expounded text does not speak against anything in words of its own
    if judgement.sign == 0 and not _may_be_silent(holding, target, judgement):
        return
    is_official = reading.voice.is_official or _is_printed(holding)
    for actor in holding.holders:
        yield Candidate(
            actor=actor, target=target, holding=holding, judgement=judgement, act=_act(reading, holding, target),
            is_expounded=bool(main) and holding.about == main, is_official=is_official,
        )  # fmt: skip


def _revokes(reading: Reading, holding: Holding, target: Target) -> bool:
    """Whether a line of an expounded text begins with what that text does away with: "Revokes the order …"."""
    start = holding.sentence.start
    said = reading.said("reject", start, target.span.start) if start < target.span.start else []
    return not target.is_theme and bool(said) and said[0].start == start


def _is_printed(holding: Holding) -> bool:
    """Whether a document speaks that is printed within the text."""
    return holding.way is Way.VOICE and holding.act is Act.DOCUMENT


def _may_be_silent(holding: Holding, target: Target, judgement: Judgement) -> bool:
    """Without a stance word, a stance needs an act; a neutral report needs somebody named who reports."""
    if not target.is_theme:
        return holding.group in ("enact", "reject")
    return judgement.stance is not Stance.NEUTRAL or holding.way in (Way.NAMED, Way.AGENT, Way.PRONOUN)


def _act(reading: Reading, holding: Holding, target: Target) -> Act:
    sentence = holding.sentence
    if claimed(reading, sentence.start, sentence.end) and holding.group not in ("enact", "reject"):
        return Act.CONSENSUS_CLAIM
    if holding.act is Act.PARAPHRASE and any(quote.holds(target.span) for quote in reading.quotes(target.span)):
        return Act.QUOTE
    return holding.act


def _statement(reading: Reading, one: Candidate, confidence: float) -> Statement:
    span = quoted(one)
    return Statement(
        actor=one.actor,
        target=one.target.id,
        stance=one.judgement.stance,
        act=one.act,
        start=span.start,
        end=span.end,
        quote=reading.doc.text[span.start : span.end],
        confidence=confidence,
        rules=(*one.holding.rules, *one.judgement.rules, *_why(reading, one)),
    )


def _why(reading: Reading, one: Candidate) -> Iterator[str]:
    """Rules beside those of the stance: that it goes on from elsewhere, for which institution its author writes."""
    if one.further:
        yield FURTHER + one.further
    if one.actor == AUTHOR and reading.voice.affiliation:
        yield WRITES_FOR + reading.voice.affiliation


def quoted(one: Candidate) -> Span:
    """The sentence that is the evidence."""
    return one.holding.sentence

"""The stance of a stretch of text towards a target, by the catalogue's ten rules.

The verb that governs the target is the last stance word before it in its clause, else the first after it, else the last
one of an earlier clause of the same holder. Its direction is turned by negators of its own clause, by an antigoal or
hazard as its object, by a removal verb; conditions and contrasts make support conditional. Speech verbs never vote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.records import Span, Stance
from nlp.clauses import clause_at
from nlp.holding import Holding, Way
from nlp.reading import Reading
from nlp.targets import Target
from nlp.words import Hit

_SIGNS = ("oppose", "counter", "harm", "support")
_ACTS = {"enact": "support", "reject": "oppose"}
_FEAR = ("warn",)
_EXCESS = re.compile(
    r"过度|过严|过早|一刀切|excessive|overly|over-|too\s|unnecessary|undue|burdensome|onerous|unduly", re.IGNORECASE
)
_BARE_PASS = re.compile(r"通过(?!了|《|该|决议|法案|表决|审议)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A stance with what led to it; `sign` is how direct the evidence was (0 none, 1 elsewhere, 2 in the clause)."""

    stance: Stance
    rules: tuple[str, ...]
    sign: int
    is_negated: bool = False
    is_hedged: bool = False
    distance: int = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class _Governor:
    hit: Hit
    kind: str
    place: int
    clause: Span


def judge(reading: Reading, holding: Holding, target: Target) -> Judgement:
    """The holder's stance towards one target of a holding."""
    scope = holding.content
    spans = [span for span in reading.clauses(holding.sentence) if span.overlaps(scope) or span.overlaps(target.span)]
    here = spans[clause_at(tuple(spans), target.span.start)] if spans else holding.sentence
    governor = _governor(reading, holding, target, here, spans)
    value, rules = _direction(reading, holding, target, governor)
    value, more, negated = _negated(reading, governor, value, bad=target.is_theme and _is_bad(reading, target))
    if holding.is_rebuttal:
        value, more = -value, (*more, "quotation_of_rival")
    value, contrast = _contrasted(reading, here, spans, value)
    stance, last = _scaled(value, _condition(reading, holding, target, here), contrast)
    hedged = bool(reading.said("hedges", here.start, here.end))
    return Judgement(
        stance=stance, rules=(*rules, *more, *last), sign=governor.place if governor else 0, is_negated=negated,
        is_hedged=hedged, distance=_gap(governor, target),
    )  # fmt: skip


def _governor(reading: Reading, holding: Holding, target: Target, here: Span, spans: list[Span]) -> _Governor | None:
    before = _signs(reading, max(here.start, holding.content.start), target.span.start)
    before = [pair for pair in before if not _is_bare_pass(reading, pair[0], target)]
    if before:
        return _Governor(hit=before[-1][0], kind=before[-1][1], place=2, clause=here)
    after = _signs(reading, target.span.end, here.end)
    if after and (reading.words.lang == "zh" or after[0][0].start - target.span.end < 60):
        return _Governor(hit=after[0][0], kind=after[0][1], place=2, clause=here)
    for clause in reversed([span for span in spans if span.end <= here.start]):
        earlier = _signs(reading, max(clause.start, holding.content.start), clause.end)
        if earlier:
            return _Governor(hit=earlier[-1][0], kind=earlier[-1][1], place=1, clause=clause)
    return None


def _signs(reading: Reading, start: int, end: int) -> list[tuple[Hit, str]]:
    """Stance words of a range, one per place: the longest wins, then the strongest kind."""
    kept: list[tuple[Hit, str]] = []
    for hit, group in reading.of((*_SIGNS, *_ACTS), start, end):
        if not kept or hit.start >= kept[-1][0].end:
            kept.append((hit, _ACTS.get(group, group)))
        elif hit == kept[-1][0] and _rank(group) < _rank(kept[-1][1]):
            kept[-1] = (hit, _ACTS.get(group, group))
    return kept


def _rank(kind: str) -> int:
    return (*_SIGNS, *_ACTS).index(kind)


def _is_bare_pass(reading: Reading, hit: Hit, target: Target) -> bool:
    return target.is_theme and _BARE_PASS.match(reading.doc.text, hit.start) is not None and hit.word == "通过"


def _direction(
    reading: Reading, holding: Holding, target: Target, governor: _Governor | None
) -> tuple[float, tuple[str, ...]]:
    """+1 for the proposition, -1 against, 0 unknown; with the rule that says so."""
    bad = target.is_theme and _is_bad(reading, target)
    if governor is None:
        return _silent(holding, bad)
    if holding.group == "neutral" and governor.hit.start >= target.span.end:
        return 0.0, (f"neutral:{holding.verb}",)
    return _governed(reading, target, governor, bad)


def _governed(reading: Reading, target: Target, governor: _Governor, bad: bool) -> tuple[float, tuple[str, ...]]:
    verb = reading.doc.text[governor.hit.start : governor.hit.end]
    word = reading.doc.text[target.span.start : target.span.end]
    match governor.kind:
        case "counter":
            return (1.0 if target.is_theme else -1.0), (
                f"counter_verbs:{verb}+{word}" if bad else f"counter_verbs:{verb}",
            )
        case "oppose":
            return (1.0, (f"antigoal_flip:{verb}+{word}",)) if bad else (-1.0, (f"opposes:{verb}",))
        case "harm":
            return (1.0 if target.is_theme else -1.0), (f"complains:{verb}+{word}",)
        case _ if target.is_antigoal and governor.place == 2 and _is_direct(governor, target):
            return -1.0, (f"antigoal_flip:{verb}+{word}",)
        case _:
            return 1.0, (f"supports:{verb}",)


def _silent(holding: Holding, bad: bool) -> tuple[float, tuple[str, ...]]:
    if holding.group == "reject":
        return (1.0 if bad else -1.0), (f"opposes:{holding.verb}",)
    if holding.group == "warn" or bad:
        return 1.0, ("antigoal_flip:fear",)
    if holding.group in ("enact", "document", "position"):
        return 1.0, (f"supports:{holding.verb or holding.way.value}",)
    return 0.0, ()


def _is_bad(reading: Reading, target: Target) -> bool:
    if target.is_antigoal:
        return True
    reach = 5 if reading.words.lang == "zh" else 16
    near = reading.said(
        "hazard", target.span.start - reach if target.span.start > reach else 0, target.span.end + reach
    )
    return bool(near)


def _is_direct(governor: _Governor, target: Target) -> bool:
    return 0 <= target.span.start - governor.hit.end <= 8


def _negated(
    reading: Reading, governor: _Governor | None, value: float, *, bad: bool
) -> tuple[float, tuple[str, ...], bool]:
    """Flip for each negator between the clause's start (or the word before) and the governor."""
    if governor is None or value == 0 or governor.kind == "harm":
        return value, (), False
    found = _negators(reading, governor)
    if not found or (value > 0 and governor.kind == "support" and bad):  # not to let a bad thing in is no opposition
        return value, (), False
    words = "+".join(reading.doc.text[hit.start : hit.end] for hit in found)
    twice = len(found) % 2 == 0 or governor.kind == "oppose"
    rule = f"double_negation:{words}" if twice else f"negation_scope:{words}"
    return (value if len(found) % 2 == 0 else -value), (rule,), True


def _negators(reading: Reading, governor: _Governor) -> list[Hit]:
    """Negators that reach the governing word: near ones, and a ban anywhere before it in its clause."""
    zh = reading.words.lang == "zh"
    is_quality = bool(reading.said("qualities", governor.hit.start, governor.hit.end))
    reach = (3 if zh else 7) if is_quality else (5 if zh else 28)
    near = reading.said("negators", max(governor.clause.start, governor.hit.start - reach), governor.hit.start)
    if near or is_quality:
        return near
    return reading.said("bans", governor.clause.start, governor.hit.start)[:1]


def _contrasted(reading: Reading, here: Span, spans: list[Span], value: float) -> tuple[float, str]:
    """The contrast word when the clauses around it point different ways about one thing; empty otherwise."""
    if value <= 0:
        return value, ""
    for clause in spans:
        found = reading.said("concession", clause.start, clause.end)
        strong = [hit for hit in found if hit.word not in ("同时", "与此同时", "while", "still")]
        if not strong or clause.end <= here.start:
            continue
        if clause.start > here.start and _reserves(reading, clause):
            return value, strong[0].word
    return value, ""


def _reserves(reading: Reading, clause: Span) -> bool:
    if reading.of(("oppose", "warn", "conditions"), clause.start, clause.end):
        return True
    negated = reading.said("negators", clause.start, clause.end)
    return bool(negated or _EXCESS.search(reading.doc.text[clause.start : clause.end]))


def _condition(reading: Reading, holding: Holding, target: Target, here: Span) -> str:
    """The words that make support conditional; a condition inside the target's own name is none."""
    if holding.way is Way.FOCUS:
        return ""
    if target.is_theme and target.id != "theme:innovation_environment" and holding.group != "position":
        return ""
    scope = here if holding.group == "enact" else holding.sentence
    met = reading.said("conditions", scope.start, scope.end)
    met = [hit for hit in met if hit.end <= target.span.start or hit.start >= target.span.end]
    return reading.doc.text[met[0].start : met[0].end] if met else ""


def _scaled(value: float, condition: str, contrast: str) -> tuple[Stance, tuple[str, ...]]:
    if value < 0:
        return Stance.OPPOSE, ()
    if value == 0:
        return Stance.NEUTRAL, ()
    if condition:
        return Stance.CONDITIONAL, (f"condition:{condition}",)
    if contrast:
        return Stance.CONDITIONAL, (f"concession:{contrast}",)
    return Stance.SUPPORT, ()


def _gap(governor: _Governor | None, target: Target) -> int:
    if governor is None:
        return 99
    return max(0, max(target.span.start - governor.hit.end, governor.hit.start - target.span.end))

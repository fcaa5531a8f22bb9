"""The stance of a stretch of text towards a target, by the catalogue's ten rules.

The verb that governs the target (`governors.py`) gives a direction; negators of its own clause, an antigoal or hazard
as its object and removal verbs turn it; opposition needs the target as object (`opposition.py`); conditions and
contrasts make support conditional (`provisos.py`). Speech verbs never vote.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.records import Act, Span, Stance
from nlp.accused import is_of_another
from nlp.clauses import clause_at
from nlp.conditions import is_condition
from nlp.governors import Governor, governor, negators
from nlp.holding import Holding, Way
from nlp.leanings import leaning
from nlp.opposition import is_lacking, is_opposed, is_refused, is_wanted
from nlp.provisos import condition, contrast
from nlp.reading import Kind, Reading
from nlp.supposed import is_open
from nlp.targets import Target
from nlp.words import Hit

_OBJECT = 40  # characters between a verb of removal and the text that it removes
_ASSERTING = ("enact", "document", "position")
_TELLING = ("speech", "warn", "document")
Turned = tuple[float, tuple[str, ...], bool]  # direction, rules, whether a negator turned it
_REMOVING = frozenset({"remove", "strip", "removes", "removed", "removing", "stripped", "lift", "lifts",
                       "lifted", "lifting"})  # fmt: skip
_EXPLAINED: Turned = (0.0, ("neutral:explained",), False)


class Judgement(NamedTuple):
    """A stance with what led to it; `sign` is how direct the evidence was (0 none, 1 elsewhere,
    2 in the clause; -1 where a word stands that cannot be read as a stance)."""

    stance: Stance
    rules: tuple[str, ...]
    sign: int
    is_negated: bool = False
    is_hedged: bool = False
    distance: int = 99


def judge(reading: Reading, holding: Holding, target: Target) -> Judgement:
    """The holder's stance towards one target of a holding."""
    scope = holding.content
    spans = list(reading.clauses(holding.sentence))
    if scope != holding.sentence:
        spans = [span for span in spans if span.overlaps(scope) or span.overlaps(target.span)]
    here = spans[clause_at(tuple(spans), target.span.start)] if spans else holding.sentence
    found = governor(reading, holding, target, here, spans)
    bad = target.is_theme and _is_bad(reading, target)
    leans = leaning(reading, holding, target, found)
    if not target.is_theme and _is_explained(reading, holding, target, here):
        found, turned = None, _EXPLAINED
    elif leans is not None:
        turned = leans
    elif found is not None and (is_condition(reading, target, found) or is_of_another(reading, holding, found)):
        return Judgement(stance=Stance.NEUTRAL, rules=("neutral:another",), sign=-1)
    elif found is not None and is_open(reading, holding, found):
        turned = (0.0, ("open",), False)
    else:
        turned = (
            _silent(reading, holding, target, bad) if found is None else _governed(reading, holding, target, found, bad)
        )
    value, rules, negated = turned
    if holding.is_rebuttal:
        value, rules = -value, (*rules, "quotation_of_rival")
    reserved = contrast(reading, holding, target, here, spans) if value > 0 else ""
    stance, last = _scaled(value, condition(reading, holding, target, here, found), reserved)
    return Judgement(
        stance=stance, rules=(*rules, *last), sign=(found.place if value else -1) if found else 0, is_negated=negated,
        is_hedged=bool(reading.said("hedges", here.start, here.end)),
        distance=abs(found.gap(target)) if found else 99,
    )  # fmt: skip


def _governed(reading: Reading, holding: Holding, target: Target, found: Governor, bad: bool) -> Turned:
    """+1 for the target, -1 against, 0 unknown; with the rules that say so."""
    if holding.group == "neutral" and found.hit.start >= target.span.end:
        return 0.0, (f"neutral:{holding.verb}",), False
    if not target.is_theme and _is_removed(reading, holding, target):
        return _flipped(reading, -1.0, (f"opposes:{holding.verb}",), negators(reading, holding, found))
    match found.kind:
        case "oppose" | "harm" if not target.is_theme:
            return _against_text(reading, holding, target, found)
        case "oppose":
            return _opposing(reading, holding, target, found, bad)
        case "counter":
            return _countering(reading, holding, target, found, bad)
        case "harm":
            return 1.0, (f"complains:{reading.text(found.hit)}+{reading.text(target.span)}",), False
        case _:
            return _supporting(reading, holding, target, found, bad)


def _opposing(reading: Reading, holding: Holding, target: Target, found: Governor, bad: bool) -> Turned:
    verb, turned = reading.text(found.hit), negators(reading, holding, found)
    near = is_opposed(reading, holding, target, found)
    if bad and found.place != 2:
        return 0.0, (), False
    if bad:
        return _flipped(reading, 1.0, (f"antigoal_flip:{verb}+{reading.text(target.span)}",), turned if near else [])
    if is_lacking(reading, target, found):
        return 1.0, (f"complains:{verb}+{reading.text(target.span)}",), False
    if not near or (holding.group == "reject" and _is_of_text(reading, holding)):
        return 0.0, (), False
    return _flipped(reading, -1.0, (f"opposes:{verb}",), turned)


def _countering(reading: Reading, holding: Holding, target: Target, found: Governor, bad: bool) -> Turned:
    verb, turned = reading.text(found.hit), negators(reading, holding, found)
    rule = f"counter_verbs:{verb}+{reading.text(target.span)}" if bad else f"counter_verbs:{verb}"
    if found.place != 2 and not bad:
        return 0.0, (), False
    if turned and is_refused(reading, holding, target, found) and not bad:
        return _flipped(reading, 1.0, (rule,), turned)
    return 1.0, (rule,), bool(turned)


def _supporting(reading: Reading, holding: Holding, target: Target, found: Governor, bad: bool) -> Turned:
    verb, turned = reading.text(found.hit), negators(reading, holding, found)
    if not target.is_theme and _is_report(reading, holding, found):
        return 0.0, (), False
    if bad:  # not to let a bad thing in is no opposition; to speak of it is none either
        if target.is_antigoal and is_wanted(reading, holding, target, found):
            return _flipped(reading, -1.0, (f"antigoal_flip:{verb}+{reading.text(target.span)}",), turned)
        return 1.0, (f"supports:{verb}",), False
    rules = (f"supports:{verb}",)
    if not turned or len(turned) % 2 == 0:
        return _flipped(reading, 1.0, rules, turned)
    if _is_failing(reading, holding, found):
        return 0.0, (), True
    if is_refused(reading, holding, target, found):
        return _flipped(reading, 1.0, rules, turned)
    if holding.act is Act.DOCUMENT or not target.is_theme:
        return 0.0, (), True
    return 1.0, (f"complains:{turned[0].word}{verb}",), True  # what cannot be had is missed


def _is_failing(reading: Reading, holding: Holding, found: Governor) -> bool:
    """Whether the holder's own act merely has not come about: that is no refusal."""
    if not found.is_own(holding) or holding.subject is None:
        return False
    start = max(found.clause.start, holding.subject.span.end)
    if reading.said("failings", start, found.hit.start):
        return True
    takes_side = reading.said("attitudes", found.hit.start, found.hit.end)
    return not takes_side and bool(reading.said("unable", start, found.hit.start))


def _is_removed(reading: Reading, holding: Holding, target: Target) -> bool:
    """Whether a text is what the holder takes away, not what it is taken from."""
    if holding.verb.lower() not in _REMOVING or holding.subject is None:
        return False
    start = holding.verb_end
    between = reading.doc.text[start : target.span.start]
    return start <= target.span.start <= start + _OBJECT and " from " not in between


def _is_report(reading: Reading, holding: Holding, found: Governor) -> bool:
    """Whether a speaker or a document only tells that somebody else issued a text."""
    if holding.group not in _TELLING or holding.way is Way.VOICE or found.is_own(holding):
        return False
    issued = reading.of(("enact", "modals"), found.hit.start, found.hit.end)
    return bool(issued) and not reading.of(("attitudes", "pledge"), found.hit.start, found.hit.end)


def _against_text(reading: Reading, holding: Holding, target: Target, found: Governor) -> Turned:
    """Refusal of an instrument, or a complaint about what it does: then it is the subject of the verb."""
    verb, turned = reading.text(found.hit), negators(reading, holding, found)
    if found.kind == "oppose" and is_opposed(reading, holding, target, found):
        return _flipped(reading, -1.0, (f"opposes:{verb}",), turned)
    near = 0 > found.gap(target) >= (-16 if reading.words.lang == "zh" else -40)
    if found.kind == "harm" and near and not turned and holding.group in ("speech", "warn", "position"):
        return -1.0, (f"complains:{verb}",), False
    return 0.0, (), False


def _is_of_text(reading: Reading, holding: Holding) -> bool:
    """Whether what is rejected is a text: then its themes do not vote."""
    span = holding.sentence
    return bool(reading.said("documents", span.start, span.end)) or any(
        mention.kind is Kind.INSTRUMENT for mention in reading.mentioned(span)
    )


def _flipped(reading: Reading, value: float, rules: tuple[str, ...], turned: list[Hit]) -> Turned:
    if not turned:
        return value, rules, False
    words = "+".join(reading.text(hit) for hit in turned)
    rule = f"double_negation:{words}" if len(turned) % 2 == 0 or value < 0 else f"negation_scope:{words}"
    return (value if len(turned) % 2 == 0 else -value), (*rules, rule), True


def _is_explained(reading: Reading, holding: Holding, target: Target, here: Span) -> bool:
    """Whether an act is the issue of something else that only explains the text."""
    if holding.group != "enact" or here.start >= target.span.start:
        return False
    start = max(here.start, holding.verb_end if holding.subject else here.start)
    said = reading.said("explains", start, target.span.start) if start < target.span.start else []
    return bool(said) and not reading.said("attitudes", said[-1].end, target.span.start)


def _silent(reading: Reading, holding: Holding, target: Target, bad: bool) -> Turned:
    """Where no word takes a side: who issues, demands or says it in an own document or in own words is for it."""
    if holding.group == "neutral":
        return 0.0, (), False
    if holding.group == "reject":
        return (1.0 if bad else -1.0), (f"opposes:{holding.verb}",), False
    if holding.group == "warn" or bad:
        return 1.0, ("antigoal_flip:fear",), False
    if holding.group in _ASSERTING or _is_own_word(reading, holding, target):
        return 1.0, (f"supports:{holding.verb or holding.way.value}",), False
    return 0.0, (), False


def _is_own_word(reading: Reading, holding: Holding, target: Target) -> bool:
    """Whether an institution speaks in a text of its own, or a speaker is quoted word for word."""
    if holding.group == "voice":
        return holding.act is Act.DOCUMENT
    return holding.group == "speech" and any(quote.holds(target.span) for quote in reading.quotes(target.span))


def _is_bad(reading: Reading, target: Target) -> bool:
    if target.is_antigoal or reading.said("harm", target.span.start, target.span.end):
        return True
    reach = 5 if reading.words.lang == "zh" else 16
    return bool(reading.said("hazard", max(0, target.span.start - reach), target.span.end + reach))


def _scaled(value: float, proviso: str, reserved: str) -> tuple[Stance, tuple[str, ...]]:
    if value < 0:
        return Stance.OPPOSE, ()
    if value == 0:
        return Stance.NEUTRAL, ()
    if proviso:
        return Stance.CONDITIONAL, (f"condition:{proviso}",)
    if reserved:
        return Stance.CONDITIONAL, (f"concession:{reserved}",)
    return Stance.SUPPORT, ()

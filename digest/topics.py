"""Statements of the window become topics: one per theme's proposition and per instrument, each with its score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from digest.attention import Attention, Calendar, attention
from digest.canonical import rounded
from digest.consensus import HELD, Score, Vote, score
from digest.interval import Confusion
from digest.thresholds import THRESHOLDS, Thresholds
from domain.catalogue import Catalogue
from domain.records import Stance, State
from domain.snapshot import Evidence, Snapshot
from domain.text import side

BACKING = (Stance.SUPPORT, Stance.CONDITIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A target within one window.

    `evidence` are the statements that vote, in the window; `past` those of the baseline, both oldest first.
    `weekly` are families on the target per week, `totals` all families, both newest first.
    """

    target: str
    score: Score
    evidence: tuple[Evidence, ...]
    past: tuple[Evidence, ...]
    counts: tuple[int, int, int, int]
    overdispersion: float
    weekly: tuple[int, ...]
    totals: tuple[int, ...]
    prior_endorsers: frozenset[str]
    prior_states: tuple[State, ...]
    seed: str

    @property
    def state(self) -> State:
        """Where the topic stands."""
        return self.score.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """How topics are scored: settings, number of draws, the tagger's confusion matrix where one is known."""

    table: Thresholds = THRESHOLDS
    draws: int = THRESHOLDS.draws
    confusion: Confusion | None = None


def topics(snapshot: Snapshot, catalogue: Catalogue, scoring: Scoring) -> tuple[Topic, ...]:
    """Every target that somebody took a side on, wrote about, or held in earlier weeks; ranked by lower bound."""
    table = replace(scoring.table, act_weight=catalogue.act_weight)
    calendar = Calendar.of(snapshot, table)
    counted = attention(snapshot, calendar)
    heard = _by_target(item for item in snapshot.evidence if is_vote(item, catalogue))
    held = {target for target, states in snapshot.states.items() if any(state in HELD for state in states)}
    known = [
        target
        for target in sorted({*heard, *counted.by_target, *held})
        if is_scored(target, catalogue) and (target in heard or target in held or counted.counts(target)[0])
    ]
    weighed = replace(scoring, table=table)
    made = [_topic(target, heard[target], snapshot, calendar, counted, weighed) for target in known]
    return tuple(sorted(made, key=lambda topic: (-topic.score.lo, -topic.score.principals, topic.target)))


def is_scored(target: str, catalogue: Catalogue) -> bool:
    """Whether a target is a proposition of the catalogue; what is not is only ever suggested."""
    kind, _, key = target.partition(":")
    return key in (catalogue.themes if kind == "theme" else catalogue.instruments if kind == "instrument" else {})


def is_vote(item: Evidence, catalogue: Catalogue) -> bool:
    """Whether a statement takes a side and its actor is one whose voice counts (media and unknown actors do not).

    A sentence that only goes on from another adds no voice, and often says nothing of the topic.
    """
    actor, cls = item.statement.actor, catalogue.classes.get(item.cls)
    return (
        item.statement.stance != Stance.NEUTRAL
        and not item.is_further
        and actor in catalogue.actors
        and cls is not None
        and cls.votes
        and catalogue.act_weight[item.statement.act] > 0
        and item.statement.confidence > 0
    )


def vote(item: Evidence, calendar: Calendar) -> Vote:
    """A statement as the scorer sees it: nothing of the catalogue's outcomes, nothing of the text."""
    return Vote(
        family=item.family, principal=item.principal, cls=item.cls, jur=item.jurisdiction, lang=side(item.family_lang),
        stance=item.statement.stance.value, act=item.statement.act.value, conf=rounded(item.statement.confidence, 4),
        age=rounded(calendar.age(item.published_at), 4),
    )  # fmt: skip


def seed(snapshot: str, target: str, week: str) -> str:
    """What the random draws of a topic follow from."""
    return f"{snapshot}|{target}|{week}"


def attended(counts: tuple[int, int, int, int], overdispersion: float) -> tuple[float, float, float, float]:
    """Counts as the growth formula takes them: those on the target are divided by the over-dispersion."""
    y, total, before, total_before = counts
    return y / overdispersion, total, before / overdispersion, total_before


def _topic(
    target: str, heard: list[Evidence], snapshot: Snapshot, calendar: Calendar, counted: Attention, scoring: Scoring
) -> Topic:
    now = tuple(item for item in heard if calendar.in_window(item.published_at))
    past = tuple(item for item in heard if calendar.in_baseline(item.published_at))
    endorsers = snapshot.earlier_endorsers.get(target, frozenset()) | {
        item.principal for item in past if item.statement.stance in BACKING
    }
    states = snapshot.states.get(target, ())[-12:]
    spread, counts = counted.overdispersion(target), counted.counts(target)
    rule = seed(snapshot.sha256, target, snapshot.week)
    found = score(
        [vote(item, calendar) for item in now], attended(counts, spread), endorsers, states, rule,
        scoring.draws, scoring.confusion, table=scoring.table,
    )  # fmt: skip
    return Topic(
        target=target, score=found, evidence=now, past=past, counts=counts, overdispersion=spread,
        weekly=counted.by_target.get(target, (0,) * calendar.weeks), totals=counted.total,
        prior_endorsers=frozenset(endorsers), prior_states=states, seed=rule,
    )  # fmt: skip


def _by_target(evidence: Iterable[Evidence]) -> defaultdict[str, list[Evidence]]:
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        found[item.statement.target].append(item)
    for items in found.values():
        items.sort(key=lambda item: (item.published_at, item.id))
    return found

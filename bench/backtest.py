"""Would the digest have seen it coming? Instruments with a known outcome, against what was said before.

    python -m bench.backtest --store govprism.db [--null 200] [--draws 1000]

The store holds a corpus that went through the line (`govprism import`, then `govprism run`). Outcomes, signers and
decliners are read here and nowhere else: the scorer never sees them. Four tables are printed: state within two weeks
of the event against the outcome; how well a principal's stance in the twelve weeks before tells signers from
decliners (AUC); the Brier score of P(consensus); topics called emerging when stances are shuffled between topics
(the null); each again for the ablations.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from digest.thresholds import THRESHOLDS
from digest.topics import Scoring, Topic, is_vote, topics
from domain.catalogue import Catalogue, Instrument, default
from domain.records import Stance, State
from domain.snapshot import Evidence, Snapshot
from domain.week import Week

Take = Callable[[Week], Snapshot]
Variant = Callable[[Snapshot], Snapshot]
AGREED = {State.EMERGING, State.EARLY_SIGNAL, State.CONSOLIDATING, State.STEADY}
EXPECTED = {"consensus": AGREED, "near_consensus": AGREED, "contested": {State.CONTESTED}}
VALUE = {Stance.SUPPORT: 1.0, Stance.CONDITIONAL: 0.5, Stance.OPPOSE: -1.0}
LATER_WEEKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One instrument's outcome beside the topic's states in the event's week and the two after it."""

    instrument: str
    outcome: str
    states: tuple[State, ...]
    p_consensus: float | None
    voices: int = 0
    mean: float = 0.0

    @property
    def called(self) -> State | None:
        """The last state that says something; None when evidence stayed thin."""
        said = [state for state in self.states if state not in (State.INSUFFICIENT, State.OPEN)]
        return said[-1] if said else None

    @property
    def is_hit(self) -> bool:
        """Whether the call fits the outcome."""
        return self.called in EXPECTED.get(self.outcome, set())


def cases(take: Take, catalogue: Catalogue, scoring: Scoring, variant: Variant = lambda s: s) -> list[Case]:
    """Every instrument whose outcome is known and whose day is known."""
    found: dict[str, tuple[Topic, ...]] = {}

    def scored(week: Week) -> tuple[Topic, ...]:
        if str(week) not in found:
            found[str(week)] = topics(variant(take(week)), catalogue, scoring)
        return found[str(week)]

    return [
        _case(instrument, [scored(_week(instrument).shift(later)) for later in range(LATER_WEEKS + 1)])
        for instrument in catalogue.instruments.values()
        if instrument.outcome in EXPECTED and len(instrument.date) == 10
    ]


def auc(take: Take, catalogue: Catalogue) -> tuple[float | None, int, int]:
    """P(a signer's earlier stance lies above a decliner's), with the numbers of signers and decliners heard."""
    yes: list[float] = []
    no: list[float] = []
    for instrument in catalogue.instruments.values():
        if len(instrument.date) != 10 or not instrument.decliners:
            continue
        stood = earlier_stance(take(_week(instrument)), instrument, catalogue)
        yes += [stood[actor] for actor in instrument.signers if actor in stood]
        no += [stood[actor] for actor in instrument.decliners if actor in stood]
    if not yes or not no:
        return None, len(yes), len(no)
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no)), len(yes), len(no)


def earlier_stance(snapshot: Snapshot, instrument: Instrument, catalogue: Catalogue) -> dict[str, float]:
    """Mean stance of each principal on an instrument or its themes, before its day, weighed by act and confidence."""
    wanted = {f"instrument:{instrument.id}", *(f"theme:{theme}" for theme in instrument.themes)}
    day = datetime.fromisoformat(instrument.date).replace(tzinfo=UTC)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for item in snapshot.evidence:
        if item.statement.target in wanted and item.published_at < day and is_vote(item, catalogue):
            weight = catalogue.act_weight[item.statement.act] * item.statement.confidence
            held = sums[item.principal.partition(".")[0]]
            held[0] += weight * VALUE[item.statement.stance]
            held[1] += weight
    return {principal: total / weight for principal, (total, weight) in sums.items()}


def brier(found: Iterable[Case]) -> float | None:
    """Mean squared error of P(consensus) where a topic was scored at all; 0.25 is a coin's."""
    errors = [(c.p_consensus - (c.outcome != "contested")) ** 2 for c in found if c.p_consensus is not None]
    return sum(errors) / len(errors) if errors else None


def null_emerging(snapshot: Snapshot, catalogue: Catalogue, scoring: Scoring, times: int, seed: int = 7) -> float:
    """Emerging topics per week when stances are shuffled between topics: what chance alone would call."""
    rng, called = random.Random(seed), 0
    for _ in range(times):
        called += sum(t.state == State.EMERGING for t in topics(shuffled(snapshot, rng), catalogue, scoring))
    return called / times if times else 0.0


def shuffled(snapshot: Snapshot, rng: random.Random) -> Snapshot:
    """The same statements with their stances dealt out anew among all that take a side."""
    sided = [i for i, item in enumerate(snapshot.evidence) if item.statement.stance != Stance.NEUTRAL]
    dealt = [snapshot.evidence[i].statement.stance for i in sided]
    rng.shuffle(dealt)
    evidence = list(snapshot.evidence)
    for i, stance in zip(sided, dealt, strict=True):
        evidence[i] = restated(evidence[i], stance)
    return replace(snapshot, evidence=tuple(evidence))


def restated(item: Evidence, stance: Stance) -> Evidence:
    """The statement with another stance."""
    return replace(item, statement=replace(item.statement, stance=stance))


def per_article(snapshot: Snapshot) -> Snapshot:
    """Ablation: every text is a voice of its own."""
    evidence = (replace(item, principal=f"{item.principal}@{item.family}") for item in snapshot.evidence)
    return replace(snapshot, evidence=tuple(evidence))


def by_sentiment(snapshot: Snapshot) -> Snapshot:
    """Ablation: stance by VADER's sentiment, as one well-known observatory publishes it; knows English only."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score = SentimentIntensityAnalyzer().polarity_scores

    def stance(item: Evidence) -> Stance:
        tone = score(item.statement.quote)["compound"]
        return Stance.SUPPORT if tone >= 0.05 else Stance.OPPOSE if tone <= -0.05 else Stance.NEUTRAL

    return replace(snapshot, evidence=tuple(restated(item, stance(item)) for item in snapshot.evidence))


def report(take: Take, catalogue: Catalogue, scoring: Scoring, *, null: int, out: Callable[[str], object]) -> None:
    """Print the tables."""
    found = cases(take, catalogue, scoring)
    heard = [case for case in found if case.p_consensus is not None]
    out(f"{len(found)} instruments with a known outcome and day; somebody took a side on {len(heard)} of them")
    out(f"{'instrument':30} {'outcome':15} {'voices':>6} {'mean':>6} {'P(cons)':>7}  state in week 0, +1, +2")
    for case in heard:
        mark = "" if case.called is None else "  hit" if case.is_hit else "  miss"
        out(
            f"{case.instrument:30} {case.outcome:15} {case.voices:>6} {case.mean:>+6.2f} {case.p_consensus:>7.2f}  "
            f"{', '.join(case.states)}{mark}"
        )
    area, signers, decliners = auc(take, catalogue)
    told = "too few heard" if area is None else f"{area:.2f} +/- {error_of(area, signers, decliners):.2f}"
    out(f"AUC of earlier stance, signers against decliners: {told} ({signers} signers, {decliners} decliners heard)")
    share = sum(case.outcome != "contested" for case in heard) / len(heard) if heard else 0.0
    out(f"Brier score of always saying the share of agreements ({share:.2f}): {share * (1 - share):.3f}")
    flat = replace(scoring, table=replace(scoring.table, cell_power=0.0))
    variants = [("as shipped", scoring, same), ("articles instead of principals", scoring, per_article)]
    variants += [("no cell discount", flat, same), *_sentiment(scoring)]
    out(f"{'variant':32} {'called':>7} {'right':>6} {'Brier':>6} {'null emerging per week':>23}")
    for name, used, variant in variants:
        out(_row(name, cases(take, catalogue, used, variant), _null(take, catalogue, used, variant, null)))


def error_of(area: float, yes: int, no: int) -> float:
    """Standard error of an AUC (Hanley and McNeil 1982)."""
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (yes - 1) * (q1 - area**2) + (no - 1) * (q2 - area**2)
    return math.sqrt(max(0.0, spread) / (yes * no))


def same(snapshot: Snapshot) -> Snapshot:
    """No ablation."""
    return snapshot


def _sentiment(scoring: Scoring) -> list[tuple[str, Scoring, Variant]]:
    try:
        import vaderSentiment  # noqa: F401
    except ImportError:
        return []  # an extra: `pip install govprism[peers]`
    return [("sentiment (VADER)", scoring, by_sentiment)]


def _null(take: Take, catalogue: Catalogue, scoring: Scoring, variant: Variant, times: int) -> float:
    # the week with most statements is the hardest null
    weeks = sorted({_week(i) for i in catalogue.instruments.values() if i.outcome in EXPECTED and len(i.date) == 10})
    busiest = max((take(week) for week in weeks), key=lambda snapshot: len(snapshot.evidence))
    return null_emerging(variant(busiest), catalogue, scoring, times)


def _row(name: str, found: Sequence[Case], null: float) -> str:
    called = [case for case in found if case.called is not None]
    error = brier(found)
    return (
        f"{name:32} {len(called):>7} {Counter(case.is_hit for case in called)[True]:>6} "
        f"{'-' if error is None else f'{error:.3f}':>6} {null:>23.2f}"
    )


def _case(instrument: Instrument, weeks: Sequence[Sequence[Topic]]) -> Case:
    mine = [next((t for t in week if t.target == f"instrument:{instrument.id}"), None) for week in weeks]
    scored = [topic.score for topic in mine if topic is not None and topic.score.principals]
    last = scored[-1] if scored else None
    return Case(
        instrument=instrument.id, outcome=instrument.outcome,
        states=tuple(State.INSUFFICIENT if topic is None else topic.state for topic in mine),
        p_consensus=None if last is None else last.P_cons, voices=0 if last is None else last.principals,
        mean=0.0 if last is None else last.mu,
    )  # fmt: skip


def _week(instrument: Instrument) -> Week:
    return Week.of(datetime.fromisoformat(instrument.date).replace(hour=12, tzinfo=UTC))


def from_store(path: Path, catalogue: Catalogue) -> Take:
    """Snapshots of any week of a store, each taken once."""
    from store.database import open_store
    from store.snapshots import Taken, take

    db, kept = open_store(path, create=False), {}

    def snapshot(week: Week) -> Snapshot:
        if week not in kept:
            kept[week] = take(db, catalogue, week, Taken(now=week.end, code_version="bench", tagger_version="bench"))
        return kept[week]

    return snapshot


def main() -> int:
    """Run on a store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--null", type=int, default=200, help="shuffles")
    parser.add_argument("--draws", type=int, default=1000)
    options = parser.parse_args()
    if not options.store.exists():
        print(f"no store at {options.store}: import a corpus and run the line first", file=sys.stderr)
        return 2
    catalogue = default()
    scoring = Scoring(table=THRESHOLDS, draws=options.draws)
    report(from_store(options.store, catalogue), catalogue, scoring, null=options.null, out=print)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The Emerging Consensus Index: agreement x breadth x emergence of independent voices, with its interval and state."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np

from digest import measures
from digest.interval import Confusion, interval
from digest.thresholds import STANCES, THRESHOLDS, Thresholds
from digest.voices import Cast, Floats, Heard, Vote, cast, heard, live
from domain.records import State

__all__ = ["HELD", "Attention", "Score", "Voice", "Vote", "score", "state_of"]

Attention = tuple[float, float, float, float]
HELD = (State.EMERGING, State.CONSOLIDATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One principal in one topic: strength v, weight w after the cell discount, shares of stance and language."""

    principal: str
    cls: str
    jur: str
    strength: float
    weight: float
    mix: dict[str, float]
    lang: dict[str, float]

    @property
    def stance(self) -> str:
        """The stance that most of the voice's strength supports; the more guarded one wins a tie."""
        return max(STANCES, key=lambda stance: self.mix[stance])


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A topic's measures, named as in the contract `score`; index and bounds in [0, 100], the rest in [0, 1]."""

    p: dict[str, float]
    mu: float
    A: float
    B: float
    n: dict[str, float]
    G: float
    J: float
    M: float
    eci: float
    lo: float
    hi: float
    P_cons: float
    P_cont: float
    P_decline: float
    state: State
    weights: dict[str, float]
    families: int
    principals: int
    neff: float
    mu_by_lang: dict[str, float]
    hill: dict[str, float]
    eci_raw: float
    voices: tuple[Voice, ...]


def score(
    votes: Iterable[Vote], attention: Attention, prior_endorsers: Set[str] = frozenset(),
    prior_states: Sequence[str] = (), seed: str = "snapshot|topic|week", draws: int = THRESHOLDS.draws,
    confusion: Confusion | None = None, *, table: Thresholds = THRESHOLDS,
) -> Score:  # fmt: skip
    """Score one topic.

    Args:
        votes: Statements on one target within the window, in any order; reprints change nothing.
        attention: Families on the target now, all families now, the same two in the baseline.
        prior_endorsers: Principals that backed the target before the window.
        prior_states: States of earlier weeks, oldest first.
        seed: Text that fixes the random draws: snapshot, topic and week.
        draws: How many draws the interval rests on.
        confusion: `{predicted: {true: probability}}`; propagates tagger error into the interval.
        table: The settings.
    """
    sided = live(votes, table)
    columns = cast(sided, table)
    growth = measures.p_growth(*attention, rho=table.growth)
    decline = measures.p_decline(*attention, rho=table.decline_rate)
    if not columns.principals:
        return _silent(len({v.family for v in sided}), growth, decline, prior_states, table)
    tagged = heard(columns, table)
    join = _joiners(columns, tagged, prior_endorsers, table)
    emergence = 0.5 * (growth + join)
    part = measures.shares((tagged.weight * tagged.mix).sum(axis=1))
    centre = measures.mean(part)
    agree = float(measures.agreement(part, centre))
    masses = (tagged.homes * (tagged.strength * measures.aligned(tagged.mix, float(centre)))).sum(axis=1)
    counts = measures.counts(masses, columns.sizes, table)
    found = interval(
        columns, tagged, emergence, seed=seed, draws=draws, confusion=confusion, table=table
    )  # fmt: skip
    facts = dict(
        neff=measures.effective(tagged.weight.tolist()), families=len({v.family for v in sided}),
        principals=len(columns.principals), P_cons=found.consensus, P_cont=found.contested, P_decline=decline,
        B=math.cbrt(measures.cubed_breadth(counts, table)), M=emergence,
    )  # fmt: skip
    named = _voices(columns, tagged)
    return Score(
        p=dict(zip(STANCES, part.tolist(), strict=True)), mu=float(centre), A=agree, B=facts["B"],
        n=dict(zip(measures.AXES, map(float, counts), strict=True)), G=growth, J=join,
        M=emergence, eci=found.eci, lo=found.lo, hi=found.hi, P_cons=found.consensus, P_cont=found.contested,
        P_decline=decline, state=state_of(facts, prior_states, table=table),
        weights={voice.principal: round(voice.weight, 3) for voice in named}, families=int(facts["families"]),
        principals=int(facts["principals"]), neff=facts["neff"], mu_by_lang=_by_language(columns, tagged),
        hill=dict(zip(measures.AXES, map(measures.hill, measures.axes(masses, columns.sizes)), strict=True)),
        eci_raw=100 * math.cbrt(agree * facts["B"] * emergence), voices=named,
    )  # fmt: skip


def state_of(facts: dict[str, float], prior: Sequence[str] = (), *, table: Thresholds = THRESHOLDS) -> State:
    """The state that follows from the measures (`neff`, `families`, `principals`, `P_*`, `B`, `M`) and the past."""
    held_before = any(s in HELD for s in prior[-table.memory_weeks :])
    if _is_thin(facts, table):
        return State.FADING if held_before else State.INSUFFICIENT
    if facts["P_cont"] >= table.p_contested:
        return State.CONTESTED
    if held_before and (facts["P_decline"] >= table.decline or facts["P_cons"] < table.lost_consensus):
        return State.FADING
    if facts["P_cons"] < table.p_consensus or facts["B"] < table.breadth:
        return State.OPEN
    if sum(s in HELD for s in prior[-table.held_weeks :]) >= table.held_times:
        return State.CONSOLIDATING
    if facts["principals"] < table.early_principals:
        return State.EARLY_SIGNAL
    return State.EMERGING if facts["M"] >= table.emergence else State.STEADY


def _is_thin(facts: dict[str, float], table: Thresholds) -> bool:
    return (
        facts["neff"] < table.min_effective
        or facts["families"] < table.min_families
        or facts["principals"] < table.min_principals
    )


def _silent(families: int, growth: float, decline: float, prior: Sequence[str], table: Thresholds) -> Score:
    facts = dict(neff=0.0, families=families, principals=0)
    return Score(
        p=dict.fromkeys(STANCES, 0.0), mu=0.0, A=0.0, B=0.0, n=dict.fromkeys(measures.AXES, 0.0), G=growth, J=0.0,
        M=0.5 * growth, eci=0.0, lo=0.0, hi=0.0, P_cons=0.0, P_cont=0.0, P_decline=decline,
        state=state_of(facts, prior, table=table), weights={}, families=families, principals=0, neff=0.0,
        mu_by_lang={}, hill=dict.fromkeys(measures.AXES, 0.0), eci_raw=0.0, voices=(),
    )  # fmt: skip


def _joiners(columns: Cast, tagged: Heard, prior: Set[str], table: Thresholds) -> float:
    backing = tagged.weight * measures.aligned(tagged.mix, 1)
    new = known = 0.0
    for principal, weight in zip(columns.principals, backing.tolist(), strict=True):
        if principal in prior:
            known += weight
        else:
            new += weight
    return new / (new + known + table.join_pull)


def _by_language(columns: Cast, tagged: Heard) -> dict[str, float]:
    share = (tagged.mix[:, None] * (tagged.weight * _languages(columns, tagged))).sum(axis=2)
    heard = np.flatnonzero(share.any(axis=0)).tolist()  # a language may occur in weaker repetitions only
    means = measures.mean(measures.shares(share[:, heard])).tolist()
    return {columns.languages[at]: mean for at, mean in zip(heard, means, strict=True)}


def _voices(columns: Cast, tagged: Heard) -> tuple[Voice, ...]:
    rows = zip(
        columns.principals, tagged.cls.tolist(), tagged.jur.tolist(), tagged.strength.tolist(), tagged.weight.tolist(),
        tagged.mix.T.tolist(), _languages(columns, tagged).T.tolist(), strict=True,
    )  # fmt: skip
    return tuple(
        Voice(
            principal=principal, cls=columns.classes[cls], jur=columns.jurisdictions[jur], strength=strength,
            weight=weight, mix={"oppose": oppose, "conditional": conditional, "support": support},
            lang={columns.languages[at]: part for at, part in enumerate(lang) if part},
        )
        for principal, cls, jur, strength, weight, (oppose, conditional, support), lang in rows
    )  # fmt: skip


def _languages(columns: Cast, tagged: Heard) -> Floats:
    return measures.axes(tagged.homes, columns.sizes)[2]

"""How sure the score is: a Bayesian bootstrap over voices, with pseudo-voices and, on request, tagger error.

The uniforms follow Python's `random.Random(seed)` in the order the model prescribes, taken in bulk: per draw one
for each vote (only when tagger error is propagated), one for each voice, six for the three pseudo-voices.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digest import measures
from digest.thresholds import STANCES, Thresholds
from digest.voices import NEUTRAL, Cast, Floats, Ints, Voices, voices

Confusion = Mapping[str, Mapping[str, float]]
_PSEUDO = 2 * len(STANCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Median and bounds of the index, and how often a draw was a consensus or a contest."""

    eci: float
    lo: float
    hi: float
    consensus: float
    contested: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draws:
    """What varies: voices (one draw when stances are taken as found), weights (P, D), pseudo-voices (3, D)."""

    voices: Voices
    gamma: Floats
    pseudo: Floats


def interval(
    columns: Cast, base: Voices, emergence: float, *, seed: str, draws: int, confusion: Confusion | None,
    table: Thresholds,
) -> Interval:  # fmt: skip
    """Redraw the voices and report the distribution of the index.

    Args:
        columns: The votes, at least one with strength.
        base: Voices from the stances as tagged.
        emergence: M, the same in every draw.
        seed: Text; the stream is that of `random.Random` on its SHA-256.
        draws: How many.
        confusion: `{predicted: {true: probability}}` from a gold set; None takes stances as found.
        table: The settings.
    """
    made = _plain(seed, base, draws) if confusion is None else _confused(seed, columns, base, draws, confusion, table)
    share = _shares(made) + made.pseudo
    agree, centre = measures.agreement(share), measures.mean(share)
    against = share[0] / share.sum(axis=0)
    wide = _breadth(columns, made, centre, table)
    at = [min(draws - 1, int(f * draws)) for f in (table.low_quantile, 0.5, table.high_quantile)]
    low, middle, high = np.partition(agree * wide * emergence, at)[at].tolist()
    return Interval(
        eci=100 * math.cbrt(middle), lo=100 * math.cbrt(low), hi=100 * math.cbrt(high),
        consensus=float(np.mean((agree >= table.agreement) & (np.abs(centre) >= table.mean))),
        contested=float(np.mean(np.minimum(against, 1 - against) >= table.minority)),
    )  # fmt: skip


def uniforms(seed: str, count: int) -> Floats:
    """The first `count` numbers of `random.Random(first 8 bytes of sha256(seed))`."""
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    # both generators are MT19937 with 53-bit doubles; only the seeding differs, so the state is handed over
    state = random.Random(start).getstate()[1]
    stream = np.random.RandomState(0)
    stream.set_state(("MT19937", np.array(state[:-1], dtype=np.uint32), state[-1], 0, 0.0))
    return stream.random_sample(count)


def _plain(seed: str, base: Voices, draws: int) -> _Draws:
    n = len(base.alive)
    stream = uniforms(seed, draws * (n + _PSEUDO)).reshape(draws, n + _PSEUDO).T
    return _Draws(voices=base, gamma=-np.log(1 - stream[:n]), pseudo=_pseudo(stream[n:]))


def _confused(seed: str, columns: Cast, base: Voices, draws: int, confusion: Confusion, table: Thresholds) -> _Draws:
    n, seats = len(columns.principals), columns.votes
    stream = uniforms(seed, draws * (seats + n + _PSEUDO))
    limits = np.cumsum([[confusion[s].get(t, 0.0) for t in STANCES] for s in STANCES], axis=1)
    starts = _offsets(stream, columns, limits[:, -1], draws)
    roll = stream[starts + columns.seat[:, None]]
    stances = sum((roll >= limits[columns.stance, k][:, None]).astype(np.int64) for k in range(NEUTRAL))
    made = _or_base(voices(columns, np.asarray(stances), table), base)
    place = np.maximum(np.cumsum(made.alive, axis=0) - 1, 0)
    gamma = -np.log(1 - stream[starts + seats + place]) * made.alive
    tail = starts + seats + made.alive.sum(axis=0)
    return _Draws(voices=made, gamma=gamma, pseudo=_pseudo(stream[tail + np.arange(_PSEUDO)[:, None]]))


def _offsets(stream: Floats, columns: Cast, neutral_from: Floats, draws: int) -> Ints:
    """Where each draw begins; a draw is shorter by each voice that is lost, all its votes having turned neutral."""
    room = len(stream) - columns.votes
    silent = [stream >= limit for limit in neutral_from]
    lost = np.zeros(room, dtype=np.int64)
    for owner in range(len(columns.principals)):
        gone = np.ones(room, dtype=bool)
        for column in np.flatnonzero(columns.owner == owner):
            seat = int(columns.seat[column])
            gone &= silent[columns.stance[column]][seat : seat + room]
        lost += gone
    n = len(columns.principals)
    # where no voice is left the voices as tagged are used, all of them
    step = (columns.votes + _PSEUDO + np.where(lost == n, n, n - lost)).tolist()
    starts, at = [], 0
    for _ in range(draws):
        starts.append(at)
        at += step[at]
    return np.array(starts, dtype=np.int64)


def _or_base(made: Voices, base: Voices) -> Voices:
    empty = ~made.alive.any(axis=0)
    if empty.any():
        for field in ("alive", "strength", "weight", "mix", "lang", "cls", "jur"):
            getattr(made, field)[..., empty] = getattr(base, field)
    return made


def _pseudo(stream: Floats) -> Floats:
    # half a squared normal (Box-Muller) is Gamma(1/2): a Jeffreys pseudo-voice on each stance
    drawn: Floats = -np.log(1 - stream[0::2]) * np.cos(2 * np.pi * stream[1::2]) ** 2
    return drawn


def _shares(made: _Draws) -> Floats:
    weighted = made.voices.weight * made.voices.mix
    if weighted.shape[2] == 1:
        return np.asarray(weighted[:, :, 0] @ made.gamma)
    return np.asarray((weighted * made.gamma).sum(axis=1))


def _breadth(columns: Cast, made: _Draws, centre: Floats, table: Thresholds) -> Floats:
    wide = _side(columns, made, 1.0, table)
    against = centre < 0
    return np.where(against, _side(columns, made, -1.0, table), wide) if against.any() else wide


def _side(columns: Cast, made: _Draws, direction: float, table: Thresholds) -> Floats:
    found = made.voices
    side = found.strength * measures.aligned(found, direction)
    if side.shape[1] > 1:
        return measures.breadth(measures.axes(columns, found, side * made.gamma), table)[0]
    per_category = [  # what each voice adds to each category is fixed: one product gives every draw
        np.eye(len(columns.classes))[:, found.cls[:, 0]],
        np.eye(len(columns.jurisdictions))[:, found.jur[:, 0]],
        found.lang[:, :, 0],
    ]
    first, second, third = ((part * side[:, 0]) @ made.gamma for part in per_category)
    return measures.breadth((first, second, third), table)[0]

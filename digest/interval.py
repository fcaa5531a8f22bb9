"""How sure the score is: a Bayesian bootstrap over voices, with pseudo-voices and, on request, tagger error.

The uniforms follow Python's `random.Random(seed)` in the order the model prescribes, taken in bulk: per draw one
for each vote (only when tagger error is propagated), one for each voice, six for the three pseudo-voices.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from digest import measures
from digest.thresholds import STANCES, Thresholds
from digest.voices import NEUTRAL, Cast, Floats, Ints, Voices, voices

Confusion = Mapping[str, Mapping[str, float]]
_PSEUDO = 2 * len(STANCES)
_BLOCK = 24_000  # votes times draws: a block's arrays stay in the processor's cache
_SLICE = 200_000  # products of fewer terms are not spread over threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Median and bounds of the index, and how often a draw was a consensus or a contest."""

    eci: float
    lo: float
    hi: float
    consensus: float
    contested: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """Some draws, added up: weight per stance (3, D), and breadth (D,) of the leading side."""

    share: Floats
    wide: Floats


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
    if confusion is None:
        made = _plain(seed, columns, base, draws, table)
    else:
        made = _confused(seed, columns, base, draws, confusion, table)
    agree, centre = measures.agreement(made.share), measures.mean(made.share)
    against = made.share[0] / made.share.sum(axis=0)
    at = [min(draws - 1, int(f * draws)) for f in (table.low_quantile, 0.5, table.high_quantile)]
    low, middle, high = np.partition(agree * made.wide * emergence, at)[at].tolist()
    return Interval(
        eci=100 * math.cbrt(middle), lo=100 * math.cbrt(low), hi=100 * math.cbrt(high),
        consensus=float(np.mean((agree >= table.agreement) & (np.abs(centre) >= table.mean))),
        contested=float(np.mean(np.minimum(against, 1 - against) >= table.minority)),
    )  # fmt: skip


def uniforms(seed: str, count: int) -> Floats:
    """The first `count` numbers of `random.Random(first 8 bytes of sha256(seed))`."""
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    # both are MT19937 with 53-bit doubles, seeded by the number's 32-bit words, the lowest first
    words = [start & 0xFFFFFFFF, start >> 32]
    return np.random.RandomState(words if words[1] else words[:1]).random_sample(count)


def _plain(seed: str, columns: Cast, base: Voices, draws: int, table: Thresholds) -> _Sums:
    n = len(base.alive)
    stream = uniforms(seed, draws * (n + _PSEUDO)).reshape(draws, n + _PSEUDO)
    angle = stream[:, n + 1 :: 2].T.copy()
    np.subtract(1.0, stream, out=stream)
    np.log(stream, out=stream)
    gamma = stream[:, :n]  # negative: the sign is taken with the weights
    parts = np.concatenate([(base.weight * base.mix)[:, :, 0], _parts(columns, base, 1.0)])
    sums = _product(-parts, gamma)
    share = sums[:NEUTRAL] + _pseudo(stream[:, n::2].T, angle)
    wide = _breadth(columns, sums[NEUTRAL:], table)
    against = measures.mean(share) < 0
    if against.any():
        wide[against] = _breadth(columns, _product(-_parts(columns, base, -1.0), gamma[against]), table)
    return _Sums(share=share, wide=wide)


def _confused(seed: str, columns: Cast, base: Voices, draws: int, confusion: Confusion, table: Thresholds) -> _Sums:
    stream = uniforms(seed, draws * (columns.votes + len(columns.principals) + _PSEUDO))
    limits = np.cumsum([[confusion[s].get(t, 0.0) for t in STANCES] for s in STANCES], axis=1)
    starts = _offsets(stream, columns, limits[:, -1], draws)
    step = max(250, _BLOCK // len(columns.stance))
    blocks = [
        _block(stream, starts[at : at + step], columns, base, limits[columns.stance], table)
        for at in range(0, draws, step)
    ]
    return _Sums(
        share=np.concatenate([block.share for block in blocks], axis=1),
        wide=np.concatenate([block.wide for block in blocks]),
    )


def _block(stream: Floats, starts: Ints, columns: Cast, base: Voices, limits: Floats, table: Thresholds) -> _Sums:
    roll = stream[starts + columns.seat[:, None]]
    stances = np.zeros(roll.shape, dtype=np.int64)
    for k in range(NEUTRAL):
        stances += roll >= limits[:, k, None]
    made = _or_base(voices(columns, stances, table), base)
    place = np.maximum(np.cumsum(made.alive, axis=0) - 1, 0)
    gamma = -np.log(1 - stream[starts + columns.votes + place]) * made.alive
    tail = starts + columns.votes + made.alive.sum(axis=0)
    rest = stream[tail + np.arange(_PSEUDO)[:, None]]
    share = (made.weight * made.mix * gamma).sum(axis=1) + _pseudo(np.log(1 - rest[0::2]), rest[1::2])
    direction = np.where(measures.mean(share) < 0, -1.0, 1.0)
    side = np.where(direction < 0, made.mix[0], made.mix[1] + made.mix[2]) * made.strength * gamma
    return _Sums(share=share, wide=measures.breadth(measures.axes(columns, made, side), table)[0])


def _offsets(stream: Floats, columns: Cast, neutral_from: Floats, draws: int) -> Ints:
    """Where each draw begins; a draw is shorter by each voice that is lost, all its votes having turned neutral."""
    room, n = len(stream) - columns.votes, len(columns.principals)
    silent = [stream >= limit for limit in neutral_from]
    rare = [np.flatnonzero(turned) for turned in silent]
    lost = np.zeros(room, dtype=np.int64)
    ends = [*columns.owner_starts[1:].tolist(), len(columns.owner)]
    for first, last in zip(columns.owner_starts.tolist(), ends, strict=True):
        # only the few draws in which the first vote turned neutral can lose the voice
        at = rare[columns.stance[first]] - int(columns.seat[first])
        at = at[(at >= 0) & (at < room)]
        for column in range(first + 1, last):
            at = at[silent[columns.stance[column]][at + int(columns.seat[column])]]
        lost[at] += 1
    # where no voice is left the voices as tagged are used, all of them
    step = columns.votes + _PSEUDO + np.where(lost == n, n, n - lost)
    starts, at, take = [], 0, step.item
    for _ in range(draws):
        starts.append(at)
        at += take(at)
    return np.array(starts, dtype=np.int64)


def _or_base(made: Voices, base: Voices) -> Voices:
    empty = ~made.alive.any(axis=0)
    if empty.any():
        for field in ("alive", "strength", "weight", "mix", "lang", "cls", "jur"):
            getattr(made, field)[..., empty] = getattr(base, field)
    return made


def _pseudo(logs: Floats, angles: Floats) -> Floats:
    # half a squared normal (Box-Muller) is Gamma(1/2): a Jeffreys pseudo-voice on each stance
    drawn: Floats = -logs * np.cos(2 * np.pi * angles) ** 2
    return drawn


def _parts(columns: Cast, base: Voices, direction: float) -> Floats:
    """What each voice adds to each class, jurisdiction and language, (categories, P)."""
    side = (base.strength * measures.aligned(base, direction))[:, 0]
    classes, places = np.eye(len(columns.classes)), np.eye(len(columns.jurisdictions))
    rows = np.concatenate([classes[:, base.cls[:, 0]], places[:, base.jur[:, 0]], base.lang[:, :, 0]])
    return np.asarray(rows * side)


def _breadth(columns: Cast, sums: Floats, table: Thresholds) -> Floats:
    first = len(columns.classes)
    second = first + len(columns.jurisdictions)
    return measures.breadth((sums[:first], sums[first:second], sums[second:]), table)[0]


def _product(parts: Floats, gamma: Floats) -> Floats:
    """`parts @ gamma.T`, in slices so small that the linear algebra library keeps to one core."""
    step = max(16, _SLICE // parts.size)
    out = np.empty((len(parts), len(gamma)))
    for at in range(0, len(gamma), step):
        np.matmul(parts, gamma[at : at + step].T, out=out[:, at : at + step])
    return out

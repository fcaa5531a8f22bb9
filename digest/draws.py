"""The Bayesian bootstrap: every voice weighed anew in every draw, beside three pseudo-voices.

The uniforms follow Python's `random.Random(seed)` in the order the model prescribes, taken in bulk: per draw one
for each vote (only when tagger error is propagated), one for each voice, six for the three pseudo-voices.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from threading import Lock

import numpy as np

from digest import measures
from digest.thresholds import STANCES
from digest.voices import NEUTRAL, Floats, Heard

PSEUDO = 2 * len(STANCES)
_SLICE = 250_000  # products of fewer terms are not spread over threads
_ROOM = 1 << 21  # once freed, so large an array makes the C library keep memory for the next draws, not return it
# cos(pi r) as a polynomial in r^2 for |r| <= 1/2, to 3e-15: Chebyshev's interpolation of degree 7
_COSINE = (
    0.9999999999999977, -4.934802200543556, 4.058712126326478, -1.3352627660422343,
    0.2353305869214637, -0.025806524718063883, 0.0019278510008007288, -0.00010039657354354858,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Parts of the stances (3, D), their mean (D,), and mass of the leading side per category (categories, D)."""

    part: Floats
    centre: Floats
    masses: Floats


def uniforms(seed: str, count: int) -> Floats:
    """The first `count` numbers of `random.Random(first 8 bytes of sha256(seed))`."""
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    # both are MT19937 with 53-bit doubles, seeded by the number's 32-bit words, the lowest first
    words = [start & 0xFFFFFFFF, start >> 32]
    twister, lock = _twister()
    with lock:
        twister.seed(words if words[1] else words[:1])
        return twister.random_sample(count)


def pseudo(logs: Floats, turns: Floats) -> Floats:
    """A Jeffreys pseudo-voice on each stance, of log(u) and u': half a squared normal (Box-Muller) is Gamma(1/2)."""
    # the cosine's square has period 1/2; added up in a fixed order, it is the same on every processor
    rest = 2 * turns
    rest -= np.rint(rest)
    rest *= rest
    drawn = rest * _COSINE[-1]
    for factor in _COSINE[-2:0:-1]:
        drawn += factor
        drawn *= rest
    drawn += _COSINE[0]
    drawn *= drawn
    drawn *= logs
    return np.negative(drawn, out=drawn)


def as_tagged(seed: str, tagged: Heard, draws: int) -> Draws:
    """Draws in which every vote has the stance that the tagger found."""
    n = len(tagged.weight)
    stream = uniforms(seed, draws * (n + PSEUDO)).reshape(draws, n + PSEUDO)
    turns = stream[:, n + 1 :: 2].T.copy()
    np.subtract(1.0, stream, out=stream)
    np.log(stream, out=stream)
    gamma = stream[:, :n]  # negative: the sign is taken with the weights
    side = [tagged.homes * -(tagged.strength * measures.aligned(tagged.mix, direction)) for direction in (1, -1)]
    sums = _product(np.concatenate([tagged.weight * -tagged.mix, side[0]]), gamma)
    sums[:NEUTRAL] += pseudo(stream[:, n::2].T, turns)
    part, masses = measures.shares(sums[:NEUTRAL]), sums[NEUTRAL:]
    centre = measures.mean(part)
    against, opposed = np.flatnonzero(centre < 0), np.flatnonzero(tagged.mix[0])
    if len(against):
        masses[:, against] = _product(side[1][:, opposed], gamma[against[:, None], opposed])
    return Draws(part=part, centre=centre, masses=masses)


def _product(rows: Floats, gamma: Floats) -> Floats:
    """`rows @ gamma.T`, in slices so small that the linear algebra library keeps to one core."""
    step = max(16, _SLICE // max(1, rows.size))
    out = np.empty((len(rows), len(gamma)))
    for at in range(0, len(gamma), step):
        np.matmul(rows, gamma[at : at + step].T, out=out[:, at : at + step])
    return out


@cache
def _twister() -> tuple[np.random.RandomState, Lock]:
    # seeding one that exists takes a tenth of the time of making one
    np.empty(_ROOM)
    return np.random.RandomState(), Lock()

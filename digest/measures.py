"""Agreement, breadth, growth: the closed-form measures of the consensus model."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from digest.thresholds import SCALE, SPAN, Thresholds
from digest.voices import Floats

AXES = ("class", "jur", "lang")


def shares(weights: Floats) -> Floats:
    """Weights per stance as parts of their sum, (3, ...) -> (3, ...)."""
    total = weights[0] + weights[1]
    total += weights[2]
    return np.asarray(weights / total)


def mean(part: Floats) -> Floats:
    """Mean stance in [-1, 1] of parts on the scale, (3, ...) -> (...)."""
    centre = SCALE[0] * part[0]
    centre += SCALE[1] * part[1]
    centre += SCALE[2] * part[2]
    return np.asarray(centre)


def agreement(part: Floats, centre: Floats) -> Floats:
    """Tastle-Wierman consensus of parts on the ordered stance scale and their mean, (3, ...) -> (...), in [0, 1].

    Source: Tastle and Wierman, Consensus and dissention, 2007; 0 at full polarisation, 1 at unanimity.
    """
    near = np.subtract.outer(SCALE, centre)
    np.abs(near, out=near)
    near *= -1 / SPAN
    near += 1.0
    np.maximum(near, 1e-12, out=near)
    np.log2(near, out=near)
    near *= part
    spread = near[0] + near[1]
    spread += near[2]
    spread += 1.0
    return np.asarray(np.minimum(1.0, np.maximum(0.0, spread)))


def aligned(mix: Floats, direction: float) -> Floats:
    """Share of each voice that is on the leading side, (3, P) -> (P,)."""
    return np.asarray(mix[1] + mix[2] if direction >= 0 else mix[0])


def axes(masses: Floats, parts: tuple[int, int, int]) -> tuple[Floats, Floats, Floats]:
    """Rows of categories, one array for each of AXES."""
    first, second = parts[0], parts[0] + parts[1]
    return masses[:first], masses[first:second], masses[second:]


def counts(masses: Floats, parts: tuple[int, int, int], table: Thresholds) -> list[Floats]:
    """How many categories of each of AXES are heard on the leading side: (categories, ...) -> three of (...).

    A category counts at most once, so a newcomer can only widen a topic; Hill numbers can fall.
    """
    caps = (table.category_cap, table.category_cap, table.language_cap)
    return [np.minimum(mass, cap).sum(axis=0) / cap for mass, cap in zip(axes(masses, parts), caps, strict=True)]


def cubed_breadth(found: list[Floats], table: Thresholds) -> Floats:
    """Breadth in [0, 1] to the third power, of three counts."""
    targets = (table.class_target, table.jurisdiction_target, table.language_target)
    cubed = np.minimum(found[0], targets[0])
    for count, target in zip(found[1:], targets[1:], strict=True):
        cubed = cubed * np.minimum(count, target)
    return np.asarray(cubed / math.prod(targets))


def hill(weights: Floats) -> float:
    """Effective number of categories (Hill number of order 1); a diagnostic, never part of the score."""
    heard = [weight for weight in weights.tolist() if weight > 0]
    total = sum(heard)
    return math.exp(-sum(w / total * math.log(w / total) for w in heard)) if heard else 0.0


def effective(weights: Iterable[float]) -> float:
    """Kish's effective number of voices; 0.0 when there are none."""
    listed = list(weights)
    squares = sum(w * w for w in listed)
    return sum(listed) ** 2 / squares if squares else 0.0


def p_growth(y: float, t: float, before: float, t_before: float, *, rho: float = 1.5) -> float:
    """P(rate now > rho x baseline rate) from y of t families now and `before` of `t_before` in the baseline."""
    return 1 - betainc(y + 0.5, before + 0.5, _odds(rho, t, t_before))


def p_decline(y: float, t: float, before: float, t_before: float, *, rho: float = 0.5) -> float:
    """P(rate now < rho x baseline rate), from the same counts."""
    return betainc(y + 0.5, before + 0.5, _odds(rho, t, t_before))


def betainc(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function I_x(a, b), by Lentz's continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(front) * _fraction(a, b, x) / a
    return 1 - math.exp(front) * _fraction(b, a, 1 - x) / b


def _odds(rho: float, t: float, t_before: float) -> float:
    # no text at all, then and now: nothing is known about the rate, so neither growth nor decline is claimed
    return rho * t / (t_before + rho * t) if t + t_before > 0 else 1.0


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for step in range(1, 400):
        for term in _terms(a, b, x, step):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= d * c
        if abs(d * c - 1) < 1e-13:
            break
    return value


def _terms(a: float, b: float, x: float, m: int) -> Iterator[float]:
    yield m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m))
    yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m))


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-30 else 1e-30

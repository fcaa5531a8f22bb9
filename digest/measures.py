"""Agreement, breadth, growth: the closed-form measures of the consensus model."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from digest.thresholds import SCALE, SPAN, Thresholds
from digest.voices import Cast, Floats, Voices, mass

_X = np.array(SCALE)
AXES = ("class", "jur", "lang")


def mean(share: Floats) -> Floats:
    """Mean stance in [-1, 1] of weights on the scale, (3, D) -> (D,); 0.0 where there is no weight."""
    total = share.sum(axis=0)
    return np.asarray(np.divide(_X @ share, total, out=np.zeros_like(total), where=total > 0))


def agreement(share: Floats) -> Floats:
    """Tastle-Wierman consensus of weights on the ordered stance scale, (3, D) -> (D,), in [0, 1].

    Source: Tastle and Wierman, Consensus and dissention, 2007; 0 at full polarisation, 1 at unanimity.
    """
    total = share.sum(axis=0)
    part = share / np.where(total > 0, total, 1.0)
    near: Floats = np.maximum(1e-12, 1 - np.abs(_X[:, None] - _X @ part) / SPAN)
    spread: Floats = 1.0 + (part * np.log2(near)).sum(axis=0)
    return np.asarray(np.minimum(1.0, np.maximum(0.0, spread)))


def aligned(voices: Voices, direction: float) -> Floats:
    """Share of each voice that is on the leading side, (P, D)."""
    return np.asarray(voices.mix[1] + voices.mix[2] if direction > 0 else voices.mix[0])


def axes(columns: Cast, voices: Voices, side: Floats) -> tuple[Floats, Floats, Floats]:
    """Mass of the aligned side per class, jurisdiction and evidence language, each (categories, D)."""
    return (
        mass(side, voices.cls, len(columns.classes)),
        mass(side, voices.jur, len(columns.jurisdictions)),
        (side * voices.lang).sum(axis=1),
    )


def breadth(masses: tuple[Floats, Floats, Floats], table: Thresholds) -> tuple[Floats, list[Floats]]:
    """Breadth in [0, 1] and the three counts behind it, each (D,).

    A category counts at most once, so a newcomer can only widen a topic; Hill numbers can fall.
    """
    caps = (table.category_cap, table.category_cap, table.language_cap)
    targets = (table.class_target, table.jurisdiction_target, table.language_target)
    counts = [np.minimum(1.0, m / cap).sum(axis=0) for m, cap in zip(masses, caps, strict=True)]
    product = math.prod(np.minimum(1.0, n / target) for n, target in zip(counts, targets, strict=True))
    return np.cbrt(product), counts


def hill(weights: Floats) -> float:
    """Effective number of categories (Hill number of order 1); a diagnostic, never part of the score."""
    part = weights[weights > 0] / max(float(weights.sum()), 1e-300)
    return float(np.exp(-(part * np.log(part)).sum())) if len(part) else 0.0


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

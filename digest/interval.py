"""How sure the score is: median, bounds and probabilities from draws of the voices."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from digest import measures
from digest.draws import as_tagged
from digest.misread import Confusion, misread
from digest.thresholds import Thresholds
from digest.voices import Cast, Heard

__all__ = ["Confusion", "Interval", "interval"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Median and bounds of the index, and how often a draw was a consensus or a contest."""

    eci: float
    lo: float
    hi: float
    consensus: float
    contested: float


def interval(
    columns: Cast, tagged: Heard, emergence: float, *, seed: str, draws: int, confusion: Confusion | None,
    table: Thresholds,
) -> Interval:  # fmt: skip
    """Redraw the voices and report the distribution of the index.

    Args:
        columns: The votes, at least one with strength.
        tagged: Voices from the stances as tagged.
        emergence: M, the same in every draw.
        seed: Text; the stream is that of `random.Random` on its SHA-256.
        draws: How many.
        confusion: `{predicted: {true: probability}}` from a gold set; None takes stances as found.
        table: The settings.
    """
    drawn = as_tagged(seed, tagged, draws) if confusion is None else misread(seed, columns, draws, confusion, table)
    cubed = measures.cubed_breadth(measures.counts(drawn.masses, columns.sizes, table), table)
    agree = measures.agreement(drawn.part, drawn.centre)
    cubed *= agree * agree * agree  # orders the draws as the index does, and spares a cube root for each
    at = [min(draws - 1, int(f * draws)) for f in (table.low_quantile, 0.5, table.high_quantile)]
    low, middle, high = (100 * math.cbrt(math.cbrt(x) * emergence) for x in np.sort(cubed)[at].tolist())
    agreed = (agree >= table.agreement) & (np.abs(drawn.centre) >= table.mean)
    against = drawn.part[0]
    return Interval(
        eci=middle, lo=low, hi=high, consensus=int(np.count_nonzero(agreed)) / draws,
        contested=int(np.count_nonzero(np.minimum(against, 1 - against) >= table.minority)) / draws,
    )  # fmt: skip

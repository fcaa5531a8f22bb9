"""Ridge regression with a prior, by conjugate gradient: all columns at once, on a sparse matrix."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Matrix = NDArray[np.float32]
_ENOUGH = 1e-5


def fitted(counts: csr_matrix, goal: Matrix, prior: Matrix, kinds: NDArray[np.int64], strength: float) -> Matrix:
    """The rows W that minimise |counts W - goal|^2 + strength |W - P|^2.

    P is the prior, scaled by one factor per kind of feature; the factors are those that alone come nearest to the goal.
    """
    scaled = prior * _factors(counts, goal, prior, kinds)[kinds][:, None]
    found: Matrix = scaled + _solved(counts, goal - counts @ scaled, strength)
    return found


def _factors(counts: csr_matrix, goal: Matrix, prior: Matrix, kinds: NDArray[np.int64]) -> Matrix:
    parts = [counts @ (prior * (kinds == kind)[:, None]) for kind in range(int(kinds.max()) + 1)]
    gram = np.array([[float((one * other).sum()) for one in parts] for other in parts])
    toward = np.array([float((one * goal).sum()) for one in parts])
    factors: Matrix = np.maximum(np.linalg.lstsq(gram, toward)[0], 0).astype(np.float32)
    return factors


def _solved(counts: csr_matrix, goal: Matrix, strength: float, steps: int = 40) -> Matrix:
    """Conjugate gradient from zero, each column with its own step length."""
    across = counts.T.tocsr()
    rest = across @ goal
    found: Matrix = np.zeros_like(rest)
    way = rest.copy()
    left = (rest * rest).sum(axis=0)
    first = left.sum()
    for _ in range(steps):
        moved = across @ (counts @ way) + strength * way
        step = left / np.maximum((way * moved).sum(axis=0), 1e-12)
        found += step * way
        rest -= step * moved
        before, left = left, (rest * rest).sum(axis=0)
        if left.sum() < _ENOUGH * first:
            break
        way = rest + (left / np.maximum(before, 1e-12)) * way
    return found

"""Logistic regression small enough to read: Newton steps, ridge penalty, weights by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights for raw features."""

    bias: float
    weight: dict[str, float]

    def chance(self, row: Mapping[str, float]) -> float:
        """Probability in [0, 1]; a feature without a weight does not count."""
        total = self.bias + sum(self.weight.get(name, 0.0) * value for name, value in row.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def read(body: Mapping[str, Any]) -> Model:
    """A model from its JSON form."""
    return Model(bias=float(body["bias"]), weight={name: float(value) for name, value in body["weight"].items()})


def calibrated(model: Model, slope: float, shift: float) -> Model:
    """The model with its log-odds moved down by `shift`, then stretched by `slope`."""
    weight = {name: round(value * slope, 5) for name, value in model.weight.items()}
    return Model(bias=round((model.bias - shift) * slope, 5), weight=weight)


def signed(
    table: Sequence[Mapping[str, float]],
    wanted: Floats,
    *,
    against: Callable[[str], bool],
    free: Callable[[str], bool] = lambda _: False,
    ridge: float = 1.0,
) -> Model:
    """A fit in which each feature speaks the way its name says: `against` names those that may only lower the score.

    A feature that would speak the other way is left out, the strongest first: in few labels it is an accident. Those
    that `free` names may speak either way.
    """
    left = [dict(row) for row in table]
    while True:
        found = fit(left, wanted, ridge=ridge)
        scale = {name: float(np.std([row.get(name, 0.0) for row in left])) for name in found.weight}
        wrong = {name: abs(found.weight[name]) * scale[name] for name in found.weight
                 if not free(name) and found.weight[name] * (-1 if against(name) else 1) < 0}  # fmt: skip
        if not wrong:
            return found
        worst = max(wrong, key=wrong.__getitem__)
        left = [{name: value for name, value in row.items() if name != worst} for row in left]


def fit(table: Sequence[Mapping[str, float]], wanted: Floats, *, ridge: float = 1.0) -> Model:
    """Fit on rows of named features; the ridge penalty applies to scaled features, the weights to raw ones."""
    names = sorted(set().union(*table))
    rows = np.array([[row.get(name, 0.0) for name in names] for row in table])
    mean, scale = rows.mean(0), rows.std(0) + 1e-9
    beta = _newton((rows - mean) / scale, wanted, ridge)
    weight = np.where(rows.std(0) > 0, beta[1:] / scale, 0.0)
    weights = {name: round(float(value), 5) for name, value in zip(names, weight, strict=True)}
    return Model(bias=round(float(beta[0] - (weight * mean).sum()), 5), weight=weights)


def _newton(rows: Floats, wanted: Floats, ridge: float) -> Floats:
    rows = np.hstack([np.ones((len(rows), 1)), rows])
    penalty = ridge * np.eye(rows.shape[1])
    penalty[0, 0] = 1e-6
    beta = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ beta, -30, 30)))
        slope = rows.T @ (wanted - chance) - penalty @ beta
        step = np.linalg.solve(rows.T @ (rows * (chance * (1 - chance))[:, None]) + penalty, slope)
        beta = beta + step
        if np.abs(step).max() < 1e-8:
            break
    return beta

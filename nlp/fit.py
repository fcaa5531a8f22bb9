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
    names, rows = _matrix(table)
    while True:
        found = _fit(names, rows, wanted, ridge)
        spread = dict(zip(names, rows.std(0).tolist(), strict=True))
        wrong = {name: abs(value) * spread[name] for name, value in found.weight.items()
                 if not free(name) and value * (-1 if against(name) else 1) < 0}  # fmt: skip
        if not wrong:
            return found
        worst = names.index(max(wrong, key=wrong.__getitem__))
        names, rows = names[:worst] + names[worst + 1 :], np.delete(rows, worst, axis=1)


def _matrix(table: Sequence[Mapping[str, float]]) -> tuple[list[str], Floats]:
    names = sorted(set().union(*table))
    return names, np.array([[row.get(name, 0.0) for name in names] for row in table])


def _fit(names: Sequence[str], rows: Floats, wanted: Floats, ridge: float) -> Model:
    """The ridge penalty applies to scaled features, the weights to raw ones."""
    mean, spread = rows.mean(0), rows.std(0)
    scale = spread + 1e-9
    beta = _newton((rows - mean) / scale, wanted, ridge)
    weight = np.where(spread > 0, beta[1:] / scale, 0.0)
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

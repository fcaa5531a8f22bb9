"""Votes become voices: one principal, one voice, however many texts repeat it.

Stances may vary from draw to draw (tagger error): every array here has the draws as its last axis (so that sums
run along contiguous rows), and the observed stances are simply the case of one draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digest.thresholds import STANCES, Thresholds
from domain.records import Act

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEUTRAL = len(STANCES)


@dataclass(frozen=True, slots=True)
class Vote:
    """One statement as the scorer sees it.

    Args:
        family: The text it stands in, all reprints and translations being one.
        principal: The independent decision-maker the actor rolls up to.
        cls: Actor class.
        jur: Jurisdiction.
        lang: Language of the evidence sentence.
        stance: `support`, `conditional`, `oppose`; `neutral` never counts.
        act: Speech act.
        conf: The tagger's calibrated confidence, in [0, 1].
        age: Days before the end of the window.
    """

    family: str
    principal: str
    cls: str
    jur: str
    lang: str
    stance: str
    act: str = "quote"
    conf: float = 1.0
    age: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Votes laid out as columns, sorted by principal, then family, then strength.

    `seat` is a column's place among the votes in canonical order, which is the order that draws are made in;
    `rank` orders all columns by strength, earlier votes winning ties.
    """

    votes: int
    principals: list[str]
    classes: list[str]
    jurisdictions: list[str]
    languages: list[str]
    seat: Ints
    strength: Floats
    stance: Ints
    owner: Ints
    cls: Ints
    jur: Ints
    cell: Ints
    lang: Floats
    group: Ints
    group_starts: Ints
    owner_starts: Ints
    rank: Ints
    by_rank: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Voices per draw.

    Shapes, with D draws, P principals, L languages: `alive`, `strength` (v), `weight` (w), `cls`, `jur` are (P, D);
    `mix` (q) is (3, P, D) in the order of STANCES; `lang` is (L, P, D).
    """

    alive: NDArray[np.bool_]
    strength: Floats
    weight: Floats
    mix: Floats
    lang: Floats
    cls: Ints
    jur: Ints


def live(votes: Iterable[Vote], table: Thresholds) -> list[Vote]:
    """The votes that take a side, each once, in canonical order."""
    sided = {vote for vote in votes if vote.stance != "neutral" and table.act_weight[Act(vote.act)] > 0}
    return sorted(sided, key=lambda v: (v.family, v.principal, v.stance, v.act, v.lang, v.conf, v.age))


def cast(votes: Sequence[Vote], table: Thresholds) -> Cast:
    """Lay canonical votes out as columns; votes without strength keep their seat but get no column."""
    strength = [
        table.act_weight[Act(v.act)] * v.conf * 2.0 ** (-v.age / table.half_life_days) for v in votes
    ]  # fmt: skip
    seats = [seat for seat, c in enumerate(strength) if c > 0]
    seats.sort(key=lambda seat: (votes[seat].principal, votes[seat].family, -strength[seat], seat))
    chosen = [votes[seat] for seat in seats]
    principals, owner = _codes([v.principal for v in chosen])
    classes, cls = _codes([v.cls for v in chosen])
    jurisdictions, jur = _codes([v.jur for v in chosen])
    languages, lang = _codes([v.lang for v in chosen])
    group = _steps([(v.principal, v.family) for v in chosen])
    column_strength = np.array([strength[seat] for seat in seats], dtype=np.float64)
    by_rank = np.lexsort((-np.array(seats, dtype=np.int64), column_strength))
    rank = np.empty(len(seats), dtype=np.int64)
    rank[by_rank] = np.arange(len(seats))
    return Cast(
        votes=len(votes), principals=principals, classes=classes, jurisdictions=jurisdictions, languages=languages,
        seat=np.array(seats, dtype=np.int64), strength=column_strength,
        stance=np.array([STANCES.index(v.stance) for v in chosen], dtype=np.int64),
        owner=owner, cls=cls, jur=jur, cell=cls * max(1, len(jurisdictions)) + jur,
        lang=np.eye(max(1, len(languages)))[lang], group=group,
        group_starts=_starts(group), owner_starts=_starts(owner), rank=rank, by_rank=by_rank,
    )  # fmt: skip


def voices(columns: Cast, stances: Ints, table: Thresholds) -> Voices:
    """Voices from the stance of each column in each draw.

    Args:
        columns: At least one column.
        stances: Shape (columns, D), indices into STANCES, or NEUTRAL.
        table: The settings.
    """
    best = _best(columns, stances)
    kept = best * columns.strength[:, None]
    miss = np.log1p(-np.minimum(kept, table.strongest))
    strength = -np.expm1(_per_owner(columns, miss))
    total = _per_owner(columns, kept)
    alive = total > 0
    whole = np.where(alive, total, 1.0)
    loudest = columns.by_rank[np.maximum(_top(columns.rank, best, columns.owner_starts), 0)]
    cell = columns.cell[loudest]
    crowd = np.maximum(1.0, mass(strength, cell, int(columns.cell.max()) + 1))
    return Voices(
        alive=alive, strength=strength,
        weight=strength / np.take_along_axis(crowd, cell, axis=0) ** table.cell_power,
        mix=np.stack([_per_owner(columns, kept * (stances == s)) / whole for s in range(NEUTRAL)]),
        lang=np.stack([_per_owner(columns, kept * spoken[:, None]) / whole for spoken in columns.lang.T]),
        cls=columns.cls[loudest], jur=columns.jur[loudest],
    )  # fmt: skip


def mass(weight: Floats, category: Ints, size: int) -> Floats:
    """Sum weights by category within each draw: (P, D), (P, D) -> (size, D)."""
    draws = weight.shape[1]
    if (category == category[:, :1]).all():
        return gathered(weight, category[:, 0], size)
    flat = category * draws + np.arange(draws)
    summed: Floats = np.bincount(flat.ravel(), weights=weight.ravel(), minlength=draws * size).astype(np.float64)
    return summed.reshape(size, draws)


def gathered(rows: Floats, place: Ints, size: int) -> Floats:
    """Add up rows that have the same place: (n, D), (n,) -> (size, D).

    One row after the other: a matrix product would be spread over cores and added in an order that depends on the
    machine, and a digest must come out the same on any.
    """
    out = np.zeros((size, rows.shape[1]))
    for row, at in zip(rows, place.tolist(), strict=True):
        out[at] += row
    return out


def _per_owner(columns: Cast, values: Floats) -> Floats:
    if len(columns.owner_starts) == len(columns.owner):
        return values  # one vote each
    return np.asarray(np.add.reduceat(values, columns.owner_starts, axis=0))


def _best(columns: Cast, stances: Ints) -> NDArray[np.bool_]:
    # one family says one thing once per principal and stance: only the strongest such vote stays
    best = np.zeros(stances.shape, dtype=bool)
    for stance in range(NEUTRAL):
        hit = stances == stance
        top = _top(columns.rank, hit, columns.group_starts)
        best |= hit & (columns.rank[:, None] == top[columns.group])
    return best


def _top(rank: Ints, among: NDArray[np.bool_], starts: Ints) -> Ints:
    ranked: Ints = np.where(among, rank[:, None], -1)
    return ranked if len(starts) == len(rank) else np.asarray(np.maximum.reduceat(ranked, starts, axis=0))


def _codes(values: Sequence[str]) -> tuple[list[str], Ints]:
    names = sorted(set(values))
    place = {name: index for index, name in enumerate(names)}
    return names, np.array([place[value] for value in values], dtype=np.int64)


def _steps(keys: Sequence[tuple[str, str]]) -> Ints:
    changes = [0, *(int(a != b) for a, b in pairwise(keys))]
    return np.cumsum(np.array(changes[: len(keys)], dtype=np.int64))


def _starts(codes: Ints) -> Ints:
    return np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.zeros(0, dtype=np.int64)

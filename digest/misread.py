"""Draws in which the tagger may have misread a vote: votes -> patterns -> voices -> draws.

A pattern is what the votes of one principal turn out to be: k votes have at most 4^k patterns. The voices of all
patterns are computed once, and a draw only looks its voices up. A principal of many votes has too many patterns to
list: each of its draws is a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from digest import measures
from digest.draws import PSEUDO, Draws, pseudo, uniforms
from digest.thresholds import STANCES, Thresholds
from digest.voices import NEUTRAL, Cast, Floats, Ints, Voices, voices

Confusion = Mapping[str, Mapping[str, float]]
_FEW = 3  # votes of a principal whose patterns are listed
_BLOCK = 60_000  # votes times draws: a block's arrays stay in the processor's cache
_WAYS = NEUTRAL + 1
_REACH = 1 << 16  # places in the stream that are looked at together, for the same reason


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """A cast, split into principals of few votes, whose patterns are `listed`, and of `many`, marked `loud`.

    `cell` (columns,) numbers the pairs of class and jurisdiction, of which there are `cells`. `limits` (columns, 3)
    are the numbers from which on a draw turns a vote into the next stance. `digits` are, for each place in a
    pattern's number, the columns there, their principals, and what a stance counts.
    """

    columns: Cast
    cells: int
    cell: Ints
    limits: Floats
    digits: list[tuple[Ints, Ints, int]]
    loud: NDArray[np.bool_]
    loud_columns: NDArray[np.bool_]
    many: Cast
    listed: Voices
    table: Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """What there is to look up, per pattern (U,).

    `pull` (3, U) is strength on each stance; `side` (2, U) strength on the leading side, being for or against;
    `tongue` (languages, 2, U) the part of `side` in each language; `loudest` the column that a voice is placed by.
    """

    strength: Floats
    pull: Floats
    side: Floats
    tongue: Floats
    loudest: Ints


def misread(seed: str, columns: Cast, draws: int, confusion: Confusion, table: Thresholds) -> Draws:
    """Draws in which each vote first takes its true stance, given the one that the tagger found."""
    stream = uniforms(seed, draws * (columns.votes + len(columns.principals) + PSEUDO))
    limits = np.cumsum([[confusion[s].get(t, 0.0) for t in STANCES] for s in STANCES], axis=1)
    begins = _begins(stream, columns, limits[:, -1], draws)
    topic = _topic(columns, limits, table)
    step = max(250, _BLOCK // len(columns.seat))
    blocks = [_block(stream, begins[at : at + step], topic) for at in range(0, draws, step)]
    return Draws(
        part=np.concatenate([block.part for block in blocks], axis=1),
        centre=np.concatenate([block.centre for block in blocks]),
        masses=np.concatenate([block.masses for block in blocks], axis=1),
    )


def _begins(stream: Floats, columns: Cast, neutral_from: Floats, draws: int) -> Ints:
    """Where each draw begins; a draw is shorter by each voice that is lost, all its votes having turned neutral."""
    n, room = len(columns.starts), len(stream) - columns.votes
    silent = np.stack([stream >= limit for limit in neutral_from]).view(np.uint8)
    heard = list(zip(columns.stance.tolist(), columns.seat.tolist(), strict=True))
    spoken = [heard[first:end] for first, end in pairwise([*columns.starts.tolist(), len(heard)])]
    lost = np.zeros(room, dtype=np.min_scalar_type(n))
    for low in range(0, room, _REACH):
        near = lost[low : low + _REACH]
        for votes in spoken:
            turned = [silent[stance, low + seat : low + seat + len(near)] for stance, seat in votes]
            near += turned[0] if len(turned) == 1 else np.bitwise_and.reduce(turned)
    lost[lost == n] = 0  # where no voice is left the voices as tagged are used, all of them
    shorter, full = lost.data, columns.votes + n + PSEUDO
    begins, at = [], 0
    for _ in range(draws):
        begins.append(at)
        at += full - shorter[at]
    return np.array(begins, dtype=np.int64)


def _topic(columns: Cast, limits: Floats, table: Thresholds) -> _Topic:
    size = np.diff(columns.starts, append=len(columns.seat))
    owner = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(owner)) - columns.starts[owner]
    loud = size > _FEW
    quiet = ~loud[owner]
    few = _only(columns, ~loud, quiet)
    most = int(size[~loud].max(initial=1))
    digits = [(at := np.flatnonzero(quiet & (place == k)), owner[at], _WAYS**k) for k in range(most)]
    cells, cell = np.unique(columns.cell, return_inverse=True)
    return _Topic(
        columns=columns, cells=len(cells), cell=cell, limits=limits[columns.stance], digits=digits, loud=loud,
        loud_columns=~quiet, many=_only(columns, loud, ~quiet), table=table,
        listed=voices(few, np.arange(_WAYS**most) // _WAYS ** place[quiet][:, None] % _WAYS),
    )  # fmt: skip


def _only(columns: Cast, principals: NDArray[np.bool_], kept: NDArray[np.bool_]) -> Cast:
    """Some principals and their columns; homes and ranks still speak of all columns."""
    moved = np.cumsum(kept) - 1
    return replace(
        columns, seat=columns.seat[kept], stance=columns.stance[kept], rank=columns.rank[kept],
        facts=columns.facts[:, kept], starts=moved[columns.starts[principals]],
        repeats=[(int(moved[a]), int(moved[b - 1]) + 1) for a, b in columns.repeats if kept[a]],
    )  # fmt: skip


def _block(stream: Floats, begins: Ints, topic: _Topic) -> Draws:
    columns = topic.columns
    patterns, found = _found(_stances(stream, begins, topic), topic)
    strength = patterns.strength.take(found)
    gamma, at = np.empty_like(strength), begins + columns.votes
    for row, spoken in zip(gamma, strength > 0, strict=True):
        stream.take(at, out=row, mode="clip")
        at += spoken
    np.subtract(1.0, gamma, out=gamma)
    np.negative(np.log(gamma, out=gamma), out=gamma)
    rest = stream.take(at + np.arange(PSEUDO)[:, None])
    weight = gamma / _crowding(strength, patterns, found, topic)
    pull = np.stack([(weight * row.take(found)).sum(axis=0) for row in patterns.pull])
    part = measures.shares(pull + pseudo(np.log(1 - rest[0::2]), rest[1::2]))
    centre = measures.mean(part)
    return Draws(part=part, centre=centre, masses=_masses(gamma, centre < 0, patterns, found, columns))


def _stances(stream: Floats, begins: Ints, topic: _Topic) -> NDArray[np.uint8]:
    """The stances of each column in each draw, and as tagged in one case more."""
    roll = stream.take(begins + topic.columns.seat[:, None])
    stances = np.zeros((len(roll), len(begins) + 1), dtype=np.uint8)
    for limit in topic.limits.T:
        stances[:, :-1] += roll >= limit[:, None]
    stances[:, -1] = topic.columns.stance
    return stances


def _found(stances: NDArray[np.uint8], topic: _Topic) -> tuple[_Patterns, Ints]:
    """All patterns, and which of them each principal has in each draw, (P, D)."""
    kinds = [topic.listed]
    listed = np.arange(topic.listed.strength.size, step=topic.listed.strength.shape[1])
    found = np.zeros((len(topic.loud), stances.shape[1]), dtype=np.int64)
    found[~topic.loud] = listed[:, None]
    for at, owner, counts in topic.digits:
        found[owner] += counts * stances[at].astype(np.int64)
    if topic.loud.any():
        kinds.append(voices(topic.many, stances[topic.loud_columns]))
        found[topic.loud] = np.arange(kinds[1].strength.size).reshape(kinds[1].strength.shape)
        found[topic.loud] += kinds[0].strength.size
    patterns, tagged, drawn = _patterns(kinds), found[:, -1:], found[:, :-1].copy()
    silent = ~(patterns.strength > 0).take(drawn).any(axis=0)
    return patterns, np.where(silent, tagged, drawn) if silent.any() else drawn


def _patterns(kinds: Sequence[Voices]) -> _Patterns:
    strength = np.concatenate([kind.strength.ravel() for kind in kinds])
    against, guarded, full = np.concatenate([kind.mix.reshape(NEUTRAL, -1) for kind in kinds], axis=1) * strength
    lang = np.concatenate([kind.lang.reshape(len(kind.lang), -1) for kind in kinds], axis=1)
    side = np.stack([guarded + full, against])
    return _Patterns(
        strength=strength, pull=np.stack([against, guarded, full]), side=side, tongue=lang[:, None] * side,
        loudest=np.concatenate([kind.loudest.ravel() for kind in kinds]),
    )  # fmt: skip


def _crowding(strength: Floats, patterns: _Patterns, found: Ints, topic: _Topic) -> Floats:
    """What each voice is divided by: like voices of one class and place count less, (P, D)."""
    at = _at(topic.cell[patterns.loudest], found)
    crowd = np.maximum(1.0, _mass(strength, at, topic.cells))
    return np.asarray((crowd**topic.table.cell_power).take(at))


def _masses(gamma: Floats, against: NDArray[np.bool_], patterns: _Patterns, found: Ints, columns: Cast) -> Floats:
    """Mass of the leading side per class, jurisdiction and language, (categories, D)."""
    classes, places, _ = columns.sizes
    sided = found + against * patterns.strength.size
    side = gamma * patterns.side.take(sided)
    return np.concatenate([
        _mass(side, _at(columns.cls[patterns.loudest], found), classes),
        _mass(side, _at(columns.jur[patterns.loudest], found), places),
        [(gamma * row.take(sided)).sum(axis=0) for row in patterns.tongue],
    ])  # fmt: skip


def _at(category: Ints, found: Ints) -> Ints:
    """Place of each voice in an array (categories, D), laid out flat."""
    draws = found.shape[1]
    at = (category * draws).take(found)
    at += np.arange(draws)
    return np.asarray(at)


def _mass(rows: Floats, at: Ints, size: int) -> Floats:
    # one voice after the other, in the order of principals: the sum is the same on every machine
    summed: Floats = np.bincount(at.ravel(), weights=rows.ravel(), minlength=size * rows.shape[1]).astype(
        np.float64, copy=False
    )
    return summed.reshape(size, -1)

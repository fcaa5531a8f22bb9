"""Votes become voices: one principal, one voice, however many texts repeat it.

Tagger error may turn a vote into another stance: every array here has the cases as its last axis (so that sums run
along contiguous rows), and the stances as tagged are simply one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from digest.thresholds import STANCES, Thresholds
from domain.records import Act

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int64] | NDArray[np.uint8]
NEUTRAL = len(STANCES)
_TINY = 1e-300  # in place of 0 where nothing is said
_PLACE = {stance: place for place, stance in enumerate(STANCES)}
_SIDES = np.arange(NEUTRAL)[:, None, None]
_canonical = attrgetter("family", "principal", "stance", "act", "lang", "conf", "age", "cls", "jur")


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

    `seat` is a column's place among the votes in canonical order, which is the order that draws are made in.
    `starts` are each principal's first columns; `repeats` are the columns, from and to, of one principal in one text.
    `cell` is the pair of class and jurisdiction. `rank` orders all columns by strength, earlier votes winning
    ties, and `by_rank` are the columns in that order.
    `facts` (2 + languages, columns) are log(1 - strength), strength, and strength in each language.
    """

    votes: int
    principals: list[str]
    classes: list[str]
    jurisdictions: list[str]
    languages: list[str]
    seat: Ints
    stance: Ints
    cls: Ints
    jur: Ints
    cell: Ints
    starts: Ints
    repeats: list[tuple[int, int]]
    rank: Ints
    by_rank: Ints
    facts: Floats

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many classes, jurisdictions and languages occur."""
        return len(self.classes), len(self.jurisdictions), len(self.languages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Voices per case.

    Shapes, with U cases, P principals, L languages: `strength` (v; 0 where nothing is said) and `loudest`, the column
    that gives the voice its class and jurisdiction, are (P, U); `mix` (q) is (3, P, U) in the order of STANCES; `lang`
    is (L, P, U).
    """

    strength: Floats
    mix: Floats
    lang: Floats
    loudest: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The voices as tagged: fields of Voices without the axis of cases, and `weight` (w) after the cell discount.

    `homes` (categories, P) is how much of each voice belongs to each class, jurisdiction and evidence language.
    """

    strength: Floats
    weight: Floats
    mix: Floats
    homes: Floats
    cls: Ints
    jur: Ints


def live(votes: Iterable[Vote], table: Thresholds) -> list[Vote]:
    """The votes that take a side, each once, in canonical order."""
    sided = {vote for vote in votes if vote.stance != "neutral"}
    weight = _weight(sided, table)
    return sorted((vote for vote in sided if weight[vote.act] > 0), key=_canonical)


def cast(votes: Sequence[Vote], table: Thresholds) -> Cast:
    """Lay canonical votes out as columns; votes without strength keep their seat but get no column."""
    weight = _weight(votes, table)
    strength = [weight[v.act] * v.conf * 2.0 ** (-v.age / table.half_life_days) for v in votes]
    order = [
        (v.principal, v.family, -c, seat) for seat, (v, c) in enumerate(zip(votes, strength, strict=True)) if c > 0
    ]
    order.sort()
    seats = [row[3] for row in order]
    chosen = [votes[seat] for seat in seats]
    principals, owner = _codes([v.principal for v in chosen])
    classes, cls = _codes([v.cls for v in chosen])
    jurisdictions, jur = _codes([v.jur for v in chosen])
    languages, lang = _codes([v.lang for v in chosen])
    seat, power = np.array(seats, dtype=np.int64), np.array([strength[seat] for seat in seats], dtype=np.float64)
    by_rank = np.lexsort((-seat, power))
    rank = np.empty_like(seat)
    rank[by_rank] = np.arange(len(seats))
    return Cast(
        votes=len(votes), principals=principals, classes=classes, jurisdictions=jurisdictions, languages=languages,
        seat=seat, stance=np.array([_PLACE[v.stance] for v in chosen], dtype=np.int64), cls=cls, jur=jur,
        cell=cls * len(jurisdictions) + jur, starts=np.flatnonzero(np.diff(owner, prepend=-1)),
        repeats=_repeats([row[:2] for row in order]), rank=rank, by_rank=by_rank,
        facts=_facts(power, lang, len(languages), table),
    )  # fmt: skip


def voices(columns: Cast, stances: Codes) -> Voices:
    """Voices from the stance of each column in each case: (columns, U), indices into STANCES, or NEUTRAL."""
    said = stances == _SIDES
    for first, end in columns.repeats:
        # one text says one thing once per principal and stance: only the strongest such vote stays
        told = said[:, first].copy()
        for column in range(first + 1, end):
            said[:, column] &= ~told
            told |= said[:, column]
    spoken = said.any(axis=0)
    parts = np.concatenate([said * columns.facts[1, :, None], spoken * columns.facts[:, :, None]])
    sums = parts if len(columns.starts) == len(columns.seat) else np.add.reduceat(parts, columns.starts, axis=1)
    total = sums[NEUTRAL + 1]
    shares = sums / np.maximum(total, _TINY)
    # a silent voice gets the home of any vote: of strength 0, it adds nothing anywhere
    ranked = np.where(spoken, columns.rank[:, None], -1)
    loudest = columns.by_rank[np.maximum.reduceat(ranked, columns.starts, axis=0)]
    return Voices(
        strength=-np.expm1(sums[NEUTRAL]), mix=shares[:NEUTRAL], lang=shares[NEUTRAL + 2 :],
        loudest=loudest,
    )  # fmt: skip


def heard(columns: Cast, table: Thresholds) -> Heard:
    """The voices from the stances as tagged."""
    made = voices(columns, columns.stance[:, None])
    strength, loudest = made.strength[:, 0], made.loudest[:, 0]
    cls, jur, cell = columns.cls[loudest], columns.jur[loudest], columns.cell[loudest]
    crowd = np.maximum(1.0, np.bincount(cell, weights=strength))
    first, second, third = columns.sizes
    homes, everyone = np.zeros((first + second + third, len(strength))), np.arange(len(strength))
    homes[cls, everyone] = 1.0
    homes[first + jur, everyone] = 1.0
    homes[first + second :] = made.lang[..., 0]
    return Heard(
        strength=strength, weight=strength / crowd[cell] ** table.cell_power, mix=made.mix[..., 0], homes=homes,
        cls=cls, jur=jur,
    )  # fmt: skip


def _weight(votes: Iterable[Vote], table: Thresholds) -> dict[str, float]:
    return {act: table.act_weight[Act(act)] for act in {vote.act for vote in votes}}


def _repeats(keys: list[tuple[str, str]]) -> list[tuple[int, int]]:
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(keys), 1) if a != b), len(keys)]
    return [(first, end) for first, end in pairwise(cuts) if end - first > 1]


def _facts(power: Floats, lang: Ints, languages: int, table: Thresholds) -> Floats:
    facts = np.zeros((2 + languages, len(power)))
    np.log1p(-np.minimum(power, table.strongest), out=facts[0])
    facts[1] = power
    facts[2 + lang, np.arange(len(power))] = power
    return facts


def _codes(values: Sequence[str]) -> tuple[list[str], Ints]:
    names = sorted(set(values))
    place = {name: index for index, name in enumerate(names)}
    return names, np.array([place[value] for value in values], dtype=np.int64)

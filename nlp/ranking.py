"""How sure a candidate statement is: features of its rules and its place in the doc, weighed by a logistic model.

Weights are written by `nlp/train/stance.py`; numpy alone reads them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.records import Act, Stance, TaggedDoc
from nlp.candidate import Candidate
from nlp.holding import Way
from nlp.reading import Reading
from nlp.segment import sentence_at
from nlp.wording import Floats, spoken, wording

WEIGHTS = Path(__file__).parent / "weights" / "stance.json"
_UNTOLD = (-2.5, -1.5)
_UNTRAINED = (0.0, 0.0, 1.0)  # a feature newer than the weights weighs nothing
GROUPS = ("speech", "warn", "position", "document", "enact", "reject", "neutral")
NAMES = (
    *(f"way:{way.value}" for way in Way),
    *(f"verb:{group}" for group in GROUPS),
    *(f"stance:{stance.value}" for stance in Stance if stance is not Stance.SUPPORT),
    "instrument", "governed_here", "governed_elsewhere", "near", "negated", "hedged", "antigoal",
    "theme_score", "theme_rank", "theme_spans", "pair_count", "actor_count", "actor_share", "targets_beside",
    "many_holders", "gap", "sentence_length", "expounded", "official", "place", "english", "consensus", "acts_on_theme",
    "actor_new", "heading", "newinst", "order", "company", "instrument_spans", "instrument_enacted", "main_theme",
    "theme_of_text", "theme_prior", "themes_stated", "own_text", "said", "said_most", "worded",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model over `NAMES`, after standardising; `levels` turn its odds into each language's confidence;
    `priors` say how much oftener than others each theme is right where its words stand."""

    weights: NDArray[np.float64]
    bias: float
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    levels: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    priors: Mapping[str, float] = field(default_factory=dict)

    def logits(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log odds that each row's triple is right; rows of shape (n, len(NAMES))."""
        return np.asarray(np.clip((rows - self.mean) / self.scale, -4, 4) @ self.weights + self.bias)

    def probabilities(self, rows: NDArray[np.float64], lang: str) -> NDArray[np.float64]:
        """Probability that each row's triple is right, calibrated on articles the model had not seen."""
        slope, level = self.levels.get(lang, (1.0, 0.0))
        return np.asarray(1.0 / (1.0 + np.exp(-(slope * self.logits(rows) + level))))


@cache
def model() -> Model | None:
    """The shipped model; None before it has been trained."""
    if not WEIGHTS.exists():
        return None
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    by_name = held["features"]
    columns = np.array([by_name.get(name, _UNTRAINED) for name in NAMES])
    return Model(weights=columns[:, 0], mean=columns[:, 1], scale=columns[:, 2], bias=float(held["bias"]),
                 levels={lang: (pair[0], pair[1]) for lang, pair in held.get("levels", {}).items()},
                 priors={str(theme): float(value) for theme, value in held.get("priors", {}).items()})  # fmt: skip


@cache
def confusion() -> dict[str, dict[str, float]]:
    """`{predicted: {true: probability}}` over stances, as the digest's interval wants it."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {str(key): {str(k): float(v) for k, v in row.items()} for key, row in held["confusion"].items()}


def confidences(reading: Reading, found: Sequence[Candidate], trained: Model | None) -> list[float]:
    """Confidence of each candidate of one doc, in [0, 1]; one half for all without a model."""
    if not found or trained is None:
        return [0.5] * len(found)
    table = rows(reading, found, trained.priors)
    return [round(float(value), 3) for value in trained.probabilities(table, reading.words.lang)]


def rows(
    reading: Reading, found: Sequence[Candidate], priors: Mapping[str, float] | None = None
) -> NDArray[np.float64]:
    """Feature rows of one doc's candidates, shape (n, len(NAMES))."""
    principal = reading.catalogue.principal
    who = [principal(one.actor) for one in found]
    pairs = Counter((actor, one.target.id) for actor, one in zip(who, found, strict=True))
    actors = Counter(who)
    ranks = {f"theme:{tag.id}": rank for rank, tag in enumerate(reading.doc.themes)}
    spans = {f"theme:{tag.id}": len(tag.spans) for tag in reading.doc.themes}
    named = {f"instrument:{tag.id}": len(tag.spans) for tag in reading.doc.instruments}
    most = max(spans.values(), default=1)
    beside = Counter((one.holding.content.start, one.actor) for one in found)
    stated = {(actor, target) for actor, target in pairs if target.startswith("theme:")}
    themes = Counter(actor for actor, _ in stated)
    odds, column = spoken(reading.doc).themes, wording().column
    strongest = odds.max(axis=0)
    table = [
        [
            *_kinds(one.holding.way, one.holding.group, one.judgement.stance),
            *_of_judgement(one),
            one.target.score if one.target.is_theme else 0.5,
            1.0 / (1 + ranks.get(one.target.id, 12)),
            log1p(spans.get(one.target.id, 0)),
            log1p(pairs[actor, one.target.id]),
            log1p(actors[actor]),
            actors[actor] / len(found),
            log1p(beside[one.holding.content.start, one.actor]),
            *_of_place(reading, one),
            log1p(named.get(one.target.id, 0)),
            float(not one.target.is_theme and one.holding.group == "enact"),
            spans.get(one.target.id, 0) / most,
            float(_is_of_text(reading, one)),
            (priors or {}).get(one.target.id, 0.0),
            log1p(themes[actor]),
            float(_is_own_text(reading, one)),
            *_said(reading.doc, one, (odds, strongest), column),
        ]
        for actor, one in zip(who, found, strict=True)
    ]
    return np.array(table, dtype=np.float64)


def _said(doc: TaggedDoc, one: Candidate, told: tuple[Floats, Floats], column: Mapping[str, int]) -> list[float]:
    """How far the sentence is worded like the theme, how far any sentence of the text is, and whether only that tells.

    `told` are the odds of each sentence and of the text. The middle of each for a target that is no theme, or one that
    the wording was not learnt for.
    """
    place = column.get(one.target.id.removeprefix("theme:"))
    if place is None or not one.target.is_theme:
        return [*_UNTOLD, 0.0]
    odds, strongest = told
    here = odds[sentence_at(doc.sentences, one.holding.sentence.start), place]
    return [max(-6.0, float(here)), max(-6.0, float(strongest[place])), float(one.is_worded)]


@cache
def _kinds(way: Way, group: str, stance: Stance) -> tuple[float, ...]:
    return (
        *(float(way is one) for one in Way),
        *(float(group == one) for one in GROUPS),
        *(float(stance is one) for one in Stance if one is not Stance.SUPPORT),
    )


def _of_judgement(one: Candidate) -> list[float]:
    judged = one.judgement
    return [
        float(not one.target.is_theme), float(judged.sign == 2), float(judged.sign == 1), float(judged.distance <= 6),
        float(judged.is_negated), float(judged.is_hedged), float(one.target.is_antigoal),
    ]  # fmt: skip


def _of_place(reading: Reading, one: Candidate) -> list[float]:
    holding, text = one.holding, reading.doc.text
    length = holding.sentence.end - holding.sentence.start
    english = reading.words.lang == "en"
    return [
        log1p(len(holding.holders) - 1),
        min(holding.gap, 60) / 60,
        min(length, 400) / (400 if english else 150),
        float(one.is_expounded),
        float(one.is_official),
        holding.sentence.start / max(1, len(text)),
        float(english),
        float(one.act is Act.CONSENSUS_CLAIM),
        float(holding.group == "enact" and one.target.is_theme),
        float(one.actor.startswith("new:") or one.actor == "author"),
        float(length < (60 if english else 20)),
        float(one.target.id.startswith("newinst:")),
        min(one.target.order, 3) / 3,
        float(reading.cls(one.actor) == "industry"),
    ]


def _is_of_text(reading: Reading, one: Candidate) -> bool:
    """Whether the theme is one of those that the catalogue gives the instrument that speaks or is named beside it."""
    if not one.target.is_theme:
        return False
    known, span = reading.catalogue.instruments, one.holding.sentence
    beside = (m.id for m in reading.mentioned(span) if m.id.startswith("instrument:"))
    keys = {name.partition(":")[2] for name in (one.holding.about, *beside) if name.startswith("instrument:")}
    return any(one.target.id.partition(":")[2] in known[key].themes for key in keys)


def _is_own_text(reading: Reading, one: Candidate) -> bool:
    """Whether the holder is one of those who issued the instrument, or of their country or union."""
    known, entry = reading.catalogue.actors, reading.instrument(one.target.id)
    holder = known.get(one.actor)
    if entry is None or holder is None:
        return False
    issuers = [known[one] for one in entry.issuers if one in known]
    return any(
        issuer.principal == holder.principal or issuer.jurisdiction == holder.jurisdiction != "INTL"
        for issuer in issuers
    )

"""Learn the weights of `nlp/relevance.py` from texts written for the purpose and from labelled articles.

`relevance.jsonl` holds the texts with their labels; of the articles, which are not ours to ship, `relevance_rows.jsonl`
holds features and labels only (made by `bench/relevance_rows.py`).

The texts are as short as notices; articles are not. So each is used as it is, and again grown to an article's length
with others of its style, a few of them with a passage from the other side (an event that quotes a regulator, a
commentary that opens with a fraud).

Run: python -m nlp.train.relevance
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.fit import Floats, Model, calibrated, signed
from nlp.relevance import WEIGHTS, featurer
from nlp.scan import scanner
from nlp.segment import add as segment

LABELS = Path(__file__).parent / "relevance.jsonl"
ROWS = Path(__file__).parent / "relevance_rows.jsonl"
TIMES = {"text": 4, "title": 1}  # an article counts as so many texts, by what of it the coder read
FOLDS = 5
ROUNDS = 4  # orders in which articles are dealt to the folds
SLOPE = 0.9  # of the log-odds: a few hundred labels make a fit surer than it should be
NEARLY = 0.02  # scores that count as the same when the threshold is chosen
GROWN = 600  # articles grown per language
MIXED = 0.3  # share of them with a passage from the other side
JOINED = 0.7  # share of stops inside a text that become commas
RIDGE = 20.0
_AGAINST = ("attack", "product", "promo", "code", "event", "vendor", "money", "howto", "noise")
_SOFT = {"。": "，", ". ": ", "}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labels:
    """Features and labels: of written texts, of those grown from them, and of articles."""

    table: list[dict[str, float]]
    wanted: Floats
    times: NDArray[np.int_]

    def __add__(self, other: _Labels) -> _Labels:
        return _Labels(
            table=[*self.table, *other.table],
            wanted=np.concatenate([self.wanted, other.wanted]),
            times=np.concatenate([self.times, other.times]),
        )

    def __getitem__(self, chosen: NDArray[np.int_]) -> _Labels:
        return _Labels(
            table=[self.table[index] for index in chosen.tolist()], wanted=self.wanted[chosen], times=self.times[chosen]
        )

    def repeated(self) -> _Labels:
        """Each as often as it counts."""
        return self[np.repeat(np.arange(len(self.table)), self.times)]

    def read(self) -> _Labels:
        """Those of which the whole text was read: they alone say how good a fit is."""
        return self[np.flatnonzero(self.times > 1)]


def main() -> None:
    """Fit both languages, write the weights, say how well labelled articles left out of a fit are judged."""
    features = featurer(default(), scanner(default()))
    languages = {}
    every = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    for lang in ("zh", "en"):
        rows = [row for row in every if row["lang"] == lang]
        more = list(grown(rows, random.Random(lang)))
        texts = [*rows, *more]
        written = _Labels(
            table=[features(_doc(row)) for row in texts], wanted=_wanted(texts), times=np.ones(len(texts), dtype=int)
        )
        articles = _articles(lang, list(written.table[0]))
        held = _left_out(written, articles)
        languages[lang] = {**asdict(_fitted(written, articles)), "labels": len(rows), "grown": len(more),
                           "articles": len(articles.table), "left_out": held}  # fmt: skip
        sys.stdout.write(f"{lang} {len(rows)} texts, {len(articles.table)} articles; left out of the fit: {held}\n")
    body = {"made_by": "nlp/train/relevance.py", "languages": languages}
    WEIGHTS.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _wanted(rows: Sequence[Row]) -> Floats:
    return np.array([row["relevant"] for row in rows], dtype=float)


def _articles(lang: str, names: Sequence[str]) -> _Labels:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    own = [row for row in rows if row["lang"] == lang]
    return _Labels(
        table=[{name: row["features"].get(name, 0.0) for name in names} for row in own],
        wanted=_wanted(own),
        times=np.array([TIMES[row["by"]] for row in own]),
    )


def _fitted(written: _Labels, articles: _Labels) -> Model:
    """The fit on all of it, its threshold where articles are told apart best."""
    both = written + articles.repeated()
    found = signed(both.table, both.wanted, against=_tells_against, ridge=RIDGE)
    read = articles.read()
    return calibrated(found, SLOPE, _threshold(_odds(found, read), read.wanted))


def _odds(model: Model, labels: _Labels) -> Floats:
    chance = np.array([model.chance(row) for row in labels.table])
    return np.asarray(np.log(chance / (1 - chance)), dtype=np.float64)


def _threshold(odds: Floats, wanted: Floats) -> float:
    """Half way from the even chance to the middle of where F1 and balanced accuracy together are (nearly) best."""
    places = np.unique(odds)
    places = np.concatenate([[places[0] - 0.1], (places[1:] + places[:-1]) / 2, [places[-1] + 0.1]])
    scores = np.array([sum(_scores(odds > place, wanted)) for place in places])
    good = places[scores >= scores.max() - NEARLY]
    return float(np.median(good)) / 2


def _scores(found: NDArray[np.bool_], wanted: Floats) -> tuple[float, float]:
    """F1 and balanced accuracy."""
    want = wanted > 0.5
    right, wrong, missed = int((found & want).sum()), int((found & ~want).sum()), int((~found & want).sum())
    recall, rejected = right / max(1, right + missed), int((~found & ~want).sum()) / max(1, int((~want).sum()))
    return 2 * right / max(1, 2 * right + wrong + missed), (recall + rejected) / 2


def _left_out(written: _Labels, articles: _Labels) -> dict[str, float]:
    """F1 and balanced accuracy on articles of folds left out of the fit and of the choice of the threshold."""
    scores = []
    for number in range(ROUNDS):
        order = np.random.default_rng(number).permutation(len(articles.table))
        found = np.zeros(len(order), dtype=bool)
        for fold in range(FOLDS):
            held = order[fold::FOLDS]
            model = _fitted(written, articles[np.setdiff1d(order, held)])
            found[held] = _odds(model, articles[held]) > 0
        read = articles.times > 1
        scores.append(_scores(found[read], articles.wanted[read]))
    f1, balanced = np.mean(scores, axis=0).tolist()
    return {"f1": round(f1, 4), "balanced": round(balanced, 4)}


def _tells_against(feature: str) -> bool:
    return feature.rpartition("_")[2] in _AGAINST


def grown(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Articles made of several texts of one style and label; the same rows give the same articles."""
    styles: dict[tuple[bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        styles[row["relevant"], row.get("style", "")].append(row)
    keys = sorted(styles)
    for number in range(GROWN):
        side = [key for key in keys if key[0] == (number % 2 == 0)]
        relevant, style = chance.choice(side)
        parts = chance.sample(styles[relevant, style], min(chance.randint(2, 6), len(styles[relevant, style])))
        texts = [part["text"] for part in parts]
        if chance.random() < MIXED:
            other = chance.choice([key for key in keys if key[0] != relevant])
            texts.insert(chance.randint(0, len(texts)), chance.choice(styles[other])["text"])
        yield {**parts[0], "text": "\n".join(_joined(text, chance) for text in texts)}


def _joined(text: str, chance: random.Random) -> str:
    """The text with some of its stops softened: sentences of articles are twice as long as those of the labels."""
    return re.sub(r"。(?=.)|\. (?=[A-Z])", lambda stop: _SOFT[stop[0]] if chance.random() < JOINED else stop[0], text)


def _doc(row: Row) -> TaggedDoc:
    return segment(TaggedDoc(id="", title=row["title"], text=row["text"], lang=row["lang"]))


if __name__ == "__main__":
    main()

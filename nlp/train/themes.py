"""Learn the weights of `nlp/themes.py`: a dozen shared numbers, and a level for each theme.

Two kinds of labels, both written for the purpose. `themes_rows.jsonl`: the numbers of labelled articles (no text),
made by `bench/theme_rows.py`. `themes.jsonl`: sentences that are about a theme, to stand in a short text, and
sentences that only mention it, to stand at the end of a long one; they keep the weights sensible where labels are few.

Run: python -m nlp.train.themes
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.fit import Model, signed
from nlp.scan import scanner
from nlp.segment import add as segment
from nlp.themes import REPORTED, WEIGHTS, evidence

HERE = Path(__file__).parent
LABELS, ROWS = HERE / "themes.jsonl", HERE / "themes_rows.jsonl"
RIDGE = 10.0
FOLDS = 10
# what an authored sentence stands among
AROUND = {"zh": "会场在河边。早上下过雨。" * 6, "en": "The hall is by the river. It rained at dawn. " * 6}
Row = dict[str, Any]
_AGAINST = ("length", "noise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A labelled article's theme: its numbers (none when nothing fired) and its score by weights that never saw it."""

    doc: int
    lang: str
    theme: str
    about: bool
    main: bool
    chance: float


def main() -> None:
    """Fit and write the weights; print how they do on articles left out of the fit."""
    rows = list(_rows(ROWS))
    model = _fitted([row for row in rows if row["features"]], _authored())
    about = {"made_by": "nlp/train/themes.py", "labels": _count(LABELS), "articles": len({row["doc"] for row in rows}),
             **{f"f1_{lang}": round(score(held_out(), lang)["f1"], 4) for lang in ("zh", "en")}}  # fmt: skip
    WEIGHTS.write_text(json.dumps({**about, **asdict(model)}, indent=1) + "\n", encoding="utf-8")
    for lang in ("zh", "en"):
        told = "  ".join(f"{name} {value:.3f}" for name, value in score(held_out(), lang).items())
        sys.stdout.write(f"{lang}: {told}\n")


def held_out() -> list[Held]:
    """Every labelled article scored by weights fitted without it (and without its double)."""
    rows, authored = list(_rows(ROWS)), _authored()
    docs = sorted({row["doc"] for row in rows})
    random.Random(0).shuffle(docs)
    fold = {doc: place % FOLDS for place, doc in enumerate(docs)}
    models = [_fitted([row for row in rows if row["features"] and fold[row["doc"]] != out], authored)
              for out in range(FOLDS)]  # fmt: skip
    return [
        Held(
            doc=row["doc"],
            lang=row["lang"],
            theme=row["theme"],
            about=row["about"],
            main=row["main"],
            chance=models[fold[row["doc"]]].chance(row["features"]) if row["features"] else 0.0,
        )
        for row in rows
    ]


def score(held: Sequence[Held], lang: str) -> dict[str, float]:
    """F1, precision, recall, and recall of main themes, for one language."""
    own = [one for one in held if one.lang == lang]
    right = sum(one.about and one.chance >= REPORTED for one in own)
    told, wanted = sum(one.chance >= REPORTED for one in own), sum(one.about for one in own)
    main_themes = [one.chance >= REPORTED for one in own if one.main]
    return {
        "f1": 2 * right / (told + wanted),
        "precision": right / told,
        "recall": right / wanted,
        "recall_main": sum(main_themes) / len(main_themes),
    }


def _fitted(rows: Sequence[Row], authored: Sequence[tuple[dict[str, float], float]]) -> Model:
    table: list[Mapping[str, float]] = [*(row["features"] for row in rows), *(features for features, _ in authored)]
    wanted = np.array([*(float(row["about"]) for row in rows), *(about for _, about in authored)])
    return signed(table, wanted, ridge=RIDGE, against=_AGAINST.__contains__, free=_is_level)


def _is_level(name: str) -> bool:
    return name.startswith("is:")


@cache
def _authored() -> tuple[tuple[dict[str, float], float], ...]:
    """The rows of the authored sentences."""
    scan = scanner(default())
    return tuple(
        (one.features, float(row["about"]))
        for row in _rows(LABELS)
        for one in evidence(segment(stood(row)), scan)
        if one.id == row["theme"]
    )


def stood(row: Row) -> TaggedDoc:
    """A text in which authored sentences stand: ahead of a few others, or behind many when they mention in passing."""
    around = AROUND[row["lang"]]
    text = f"{row['text']}\n{around}" if row["about"] else f"{around * 8}\n{row['text']}"
    return TaggedDoc(id="", title="", text=text, lang=row["lang"])


def _rows(file: Path) -> Iterator[Row]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _count(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()

"""Learn the weights of `nlp/relevance.py` from `nlp/train/relevance.jsonl`, texts and labels written for the purpose.

The texts are as short as notices; articles are not. So each is used as it is, and again grown to an article's length
with others of its style, a few of them with a passage from the other side (an event that quotes a regulator, a
commentary that opens with a fraud).

Run: python -m nlp.train.relevance
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.fit import calibrated, cross_validated, signed
from nlp.relevance import WEIGHTS, featurer
from nlp.scan import scanner
from nlp.segment import add as segment

LABELS = Path(__file__).parent / "relevance.jsonl"
GROWN = 600  # articles grown per language
MIXED = 0.3  # share of them with a passage from the other side
JOINED = 0.7  # share of stops inside a text that become commas
RIDGE = 10.0
_AGAINST = ("attack", "product", "promo", "code", "event", "vendor", "noise")
_SOFT = {"。": "，", ". ": ", "}
# slope and shift of the log-odds; chosen on archived articles labelled by hand from their titles, whose texts are not
# ours to ship
CALIBRATION = {"zh": (0.9, 1.5), "en": (0.9, 0.75)}
Row = dict[str, Any]


def main() -> None:
    """Fit both languages, write the weights."""
    features = featurer(default(), scanner(default()))
    languages = {}
    every = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    for lang in ("zh", "en"):
        rows = [row for row in every if row["lang"] == lang]
        table = [features(_doc(row)) for row in rows]
        wanted = np.array([row["relevant"] for row in rows], dtype=float)
        more = list(grown(rows, random.Random(lang)))
        found = signed(
            [*table, *(features(_doc(row)) for row in more)],
            np.concatenate([wanted, np.array([row["relevant"] for row in more], dtype=float)]),
            against=_tells_against,
            ridge=RIDGE,
        )
        accuracy = cross_validated(table, wanted, ridge=RIDGE)
        languages[lang] = {**asdict(calibrated(found, *CALIBRATION[lang])), "labels": len(rows), "grown": len(more),
                           "accuracy": accuracy}  # fmt: skip
    body = {"made_by": "nlp/train/relevance.py", "languages": languages}
    WEIGHTS.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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

"""Learn the weights of `nlp/themes.py`: a dozen shared numbers, from labelled articles in a data folder.

Labels come from `gold/labels.jsonl` (ids, themes) and the texts beside it, which are read and not kept. The accuracy
reported is on every fifth pair of article and theme held out; pairs of one article may stand on both sides.

Run: python -m nlp.train.themes --data ../shared/data
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from domain.catalogue import default
from domain.records import TaggedDoc
from domain.text import language, tidy
from nlp.fit import calibrated, cross_validated, fit
from nlp.scan import scanner
from nlp.segment import add as segment
from nlp.themes import WEIGHTS, evidence

RIDGE = 12.0
# a theme held likelier than this is reported: a missed theme costs a reader more than one too many
CUT = 0.42


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    scan = scanner(default())
    table, wanted = [], []
    for doc, labelled in _labelled(parser.parse_args().data / "gold"):
        for one in evidence(doc, scan):
            table.append(one.features)
            wanted.append(float(one.id in labelled))
    truth = np.array(wanted)
    found = calibrated(fit(table, truth, ridge=RIDGE), 1.0, float(np.log(CUT / (1 - CUT))))
    body = {
        "made_by": "nlp/train/themes.py",
        "pairs": len(table),
        "accuracy": cross_validated(table, truth, ridge=RIDGE),
    }
    WEIGHTS.write_text(json.dumps({**body, **asdict(found)}, indent=1) + "\n", encoding="utf-8")


def _labelled(gold: Path) -> Iterator[tuple[TaggedDoc, set[str]]]:
    for label in map(json.loads, (gold / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        if label["relevant"]:
            body = _body((gold / "docs" / f"{label['doc']}.md").read_text(encoding="utf-8"), label)
            doc = TaggedDoc(id=label["doc"], title=label["title_ok"], text=body, lang=language(body))
            yield segment(doc), {theme["id"] for theme in label["themes"]}


def _body(page: str, label: dict[str, str]) -> str:
    """The article between its labelled first and last words; the whole page where they are not found."""
    start, last = page.find(label["body_first"]), page.rfind(label["body_last"])
    end = last + len(label["body_last"]) if last != -1 else len(page)
    return tidy(page[max(0, start) : end])


if __name__ == "__main__":
    main()

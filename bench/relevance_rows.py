"""Feature rows for relevance from labelled articles: `nlp/train/relevance_rows.jsonl` (features and labels, no text).

    python -m bench.relevance_rows [--data FOLDER]

What the wording of an article says is told by words learnt from the other articles. Run it again after a change of the
labels, the vocabulary or the features, then `python -m nlp.train.relevance`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.labelled import ROOT, data_folder
from bench.relevance_labels import labels
from bench.wording import fold, left_out
from domain.catalogue import default
from domain.text import side
from nlp.relevance import featurer
from nlp.scan import scanner
from nlp.wording import instead

OUT = ROOT / "nlp" / "train" / "relevance_rows.jsonl"


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    data = data_folder(parser.parse_args().data)
    found = [json.dumps(row, ensure_ascii=False) for row in rows(data)]
    OUT.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} rows")


def rows(data: Path) -> Iterator[dict[str, Any]]:
    """One row for each labelled article; a feature that is 0 is left out."""
    features, words = featurer(default(), scanner(default())), left_out(data)
    for doc, label in labels(data):
        with instead(words[fold(doc)]):
            held = {name: round(value, 5) for name, value in features(doc).items() if value}
        yield {
            "lang": side(doc.lang),
            "relevant": label["relevant"],
            "by": label.get("by", "text"),
            "features": held,
        }


if __name__ == "__main__":
    main()

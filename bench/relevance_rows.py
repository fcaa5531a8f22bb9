"""Feature rows for relevance from labelled articles: `nlp/train/relevance_rows.jsonl` (features and labels, no text).

    python -m bench.relevance_rows [--data FOLDER]

The labels are ours (`nlp/train/labels_relevance.jsonl`: a file below the data folder, relevant or not, `"by": "title"`
where only the title was read). Run it again after a change of the vocabulary or of the features, then
`python -m nlp.train.relevance`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.labelled import FETCHED, ROOT, data_folder
from crawler import importers
from crawler.extract import extract
from domain.catalogue import default
from domain.errors import ExtractError
from domain.records import RawPage, TaggedDoc
from domain.text import side
from nlp.pipeline import doc_of
from nlp.relevance import featurer
from nlp.scan import scanner
from nlp.segment import add as segment

LABELS = ROOT / "nlp" / "train" / "labels_relevance.jsonl"
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
    """One row for each labelled article that can be read; a feature that is 0 is left out."""
    features = featurer(default(), scanner(default()))
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        try:
            doc = _doc(data / label["file"])
        except ExtractError as error:
            print(f"left out: {label['file']}: {error}")
            continue
        if side(doc.lang) != "other":
            held = {name: round(value, 5) for name, value in features(doc).items() if value}
            by = label.get("by", "text")
            yield {"lang": side(doc.lang), "relevant": label["relevant"], "by": by, "features": held}


def _doc(file: Path) -> TaggedDoc:
    (page,) = (page for page in importers.pages([file], now=FETCHED) if isinstance(page, RawPage))
    return segment(doc_of(extract(page)))


if __name__ == "__main__":
    main()

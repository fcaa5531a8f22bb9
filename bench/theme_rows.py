"""Feature rows of labelled articles for `nlp/train/themes.py`: numbers and labels, no text.

Labels: `gold/labels.jsonl` of the data folder, and `nlp/train/labels_themes.jsonl` for further articles of it.

Usage: python -m bench.theme_rows [--data DIR]    writes nlp/train/themes_rows.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bench.labelled import FETCHED, ROOT, data_folder
from crawler.extract import extract
from domain.catalogue import default
from domain.records import RawPage, TaggedDoc
from domain.text import side
from nlp.pipeline import doc_of
from nlp.scan import scanner
from nlp.segment import add as segment
from nlp.themes import evidence
from nlp.train.themes import ROWS, Row

FURTHER = ROOT / "nlp" / "train" / "labels_themes.jsonl"
Labels = dict[str, str]


def main() -> None:
    """Write one row per theme that fired or is labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    rows = list(_rows(data_folder(parser.parse_args().data)))
    ROWS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} rows of {len({row['doc'] for row in rows})} articles")


def _rows(data: Path) -> Iterator[Row]:
    scan = scanner(default())
    numbers: dict[str, int] = {}  # by title, so that a text and its reprint are never on both sides of a fold
    for doc, labels in _articles(data):
        number = numbers.setdefault(doc.title.casefold().strip(), len(numbers))
        found = {one.id: one.features for one in evidence(doc, scan)}
        for theme in sorted(found.keys() | labels.keys()):
            features = {name: round(value, 4) for name, value in found.get(theme, {}).items()}
            yield {
                "doc": number,
                "lang": side(doc.lang),
                "theme": theme,
                "about": theme in labels,
                "main": labels.get(theme) == "main",
                "features": features,
            }


def _articles(data: Path) -> Iterator[tuple[TaggedDoc, Labels]]:
    files = {row["doc"]: row["file"] for row in _lines(data / "gold" / "docs.jsonl")}
    for row in _lines(data / "gold" / "labels.jsonl"):
        if row["relevant"]:
            yield _read(data / "gold" / files[row["doc"]]), {one["id"]: one["salience"] for one in row["themes"]}
    for row in _lines(FURTHER):
        yield _read(data / row["file"]), dict(row["themes"])


def _read(file: Path) -> TaggedDoc:
    page = RawPage(url="", body=file.read_bytes(), fetched_at=FETCHED, content_type="text/markdown")
    return segment(doc_of(extract(page)))


def _lines(file: Path) -> Iterator[Row]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()

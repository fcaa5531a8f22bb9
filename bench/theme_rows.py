"""Feature rows of labelled articles for `nlp/train/themes.py`: numbers and labels, no text.

What the wording of an article says is told by words learnt from the other articles.

Usage: python -m bench.theme_rows [--data DIR]    writes nlp/train/themes_rows.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bench.labelled import data_folder
from bench.theme_labels import articles
from bench.wording import fold, left_out
from domain.catalogue import default
from domain.text import side
from nlp.scan import scanner
from nlp.themes import evidence
from nlp.train.themes import ROWS, Row
from nlp.wording import instead


def main() -> None:
    """Write one row per theme that fired or is labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    rows = list(_rows(data_folder(parser.parse_args().data)))
    ROWS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} rows of {len({row['doc'] for row in rows})} articles")


def _rows(data: Path) -> Iterator[Row]:
    scan, words = scanner(default()), left_out(data)
    for one in articles(data):
        with instead(words[fold(one.doc)]):
            found = {each.id: each.features for each in evidence(one.doc, scan)}
        for theme in sorted(found.keys() | one.themes.keys()):
            yield {
                "doc": one.number,
                "lang": side(one.doc.lang),
                "theme": theme,
                "about": theme in one.themes,
                "main": one.themes.get(theme) == "main",
                "features": {name: round(value, 4) for name, value in found.get(theme, {}).items()},
            }


if __name__ == "__main__":
    main()

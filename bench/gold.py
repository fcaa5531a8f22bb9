"""Tagging scored against hand-made labels, through the contract: extract, tag, then the labels' own `score.py`.

Usage: python bench/gold.py [--data DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.contract import article_row, doc_in, doc_row
from crawler.extract import extract
from domain.catalogue import default
from domain.errors import ExtractError
from domain.records import RawPage
from nlp.pipeline import Tagger

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Row = dict[str, Any]
_LEFT_OUT = ("documents", "missing", ".p", ".r", ".acc")  # F1 and balanced accuracy say it; score.py prints the rest


def measure(data: Path) -> dict[str, float]:
    """Every measure of `score.py`, as `zh.themes.f1`."""
    gold = data / "gold"
    articles = list(_articles(gold))
    tagger = Tagger(default())
    tagged = [doc_row(tagger.tag(doc_in(row)), row, tagger.catalogue) for row in articles]
    scores = _scored(gold, articles, tagged)
    return {
        f"{lang}.{name}": round(value, 4)
        for lang, row in scores.items()
        for name, value in _flat(row)
        if not name.endswith(_LEFT_OUT)
    }


def _articles(gold: Path) -> list[Row]:
    rows = []
    for line in (gold / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        page = RawPage(
            url=about["url"],
            body=(gold / about["file"]).read_bytes(),
            content_type="text/markdown",
            fetched_at=NOW,
        )
        try:
            rows.append({**article_row(extract(page)), "id": about["doc"]})
        except ExtractError as error:
            print(f"{about['doc']}: {error}", file=sys.stderr)
    return rows


def _scored(gold: Path, articles: list[Row], tagged: list[Row]) -> dict[str, Row]:
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in (("articles", articles), ("tagged", tagged)):
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (Path(folder) / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        command = [sys.executable, gold / "score.py", gold / "labels.jsonl", f"{folder}/tagged.jsonl"]
        registry = gold.parent.parent / "catalogue" / "actors.yaml"
        done = subprocess.run(
            [*map(str, command), f"{folder}/articles.jsonl", "--actors", str(registry), "--json"],
            check=True,
            capture_output=True,
            text=True,
        )
    scores: dict[str, Row] = json.loads(done.stdout)
    return scores


def _flat(row: Row) -> list[tuple[str, float]]:
    flat = []
    for key, value in row.items():
        if isinstance(value, dict):
            flat.extend((f"{key}.{name}", float(number)) for name, number in value.items())
        else:
            flat.append((key, float(value)))
    return flat


def main() -> None:
    """Print the measures, zh and en apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GOVPRISM_DATA", "../shared/data")))
    data = parser.parse_args().data
    if not (data / "gold").is_dir():
        print(f"skipped: no data folder at {data}")
        return
    for name, value in measure(data).items():
        print(f"{name:32s}{value:.3f}")


if __name__ == "__main__":
    main()

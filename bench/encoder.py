"""Encoder: how often the nearest English text is the right one (accuracy@1), and texts per second of one core.

python -m bench.encoder [--data FOLDER]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from bench.labelled import DATA
from domain.text import has_han
from nlp.encoder import Vectors, embed, encoder


def measure(data: Path) -> dict[str, float]:
    """Accuracy@1 from Chinese to English and back on sentences (PUD, WMT22) and news titles, and speed."""
    found: dict[str, float] = {}
    for name, (zh, en) in _sets(data).items():
        started = time.process_time()
        chinese = embed(zh)
        between = time.process_time()
        english = embed(en)
        found[f"{name}_zh_en"] = _right(chinese, english)
        found[f"{name}_en_zh"] = _right(english, chinese)
        found[f"{name}_zh_per_s"] = len(zh) / (between - started)
        found[f"{name}_en_per_s"] = len(en) / (time.process_time() - between)
    return found


def _sets(data: Path) -> dict[str, tuple[list[str], list[str]]]:
    sets = {}
    for name in ("pud", "wmt22"):
        rows = _rows(data / "parallel" / f"eval_{name}.jsonl")
        sets[name] = ([row["zh"] for row in rows], [row["en"] for row in rows])
    sets["titles"] = _titles(_rows(data / "stories" / "items.jsonl"))
    return sets


def _titles(items: list[dict[str, str]], most: int = 1000) -> tuple[list[str], list[str]]:
    """Titles of stories told once in each language on one day, latest first; the other script in neither."""
    stories: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: {"zh": [], "en": []})
    for item in items:
        stories[item["published_at"], item["story"]][item["lang"]].append(item["title"])
    pairs = [
        (told["zh"][0], told["en"][0])
        for _, told in sorted(stories.items(), reverse=True)
        if len(told["zh"]) == len(told["en"]) == 1 and has_han(told["zh"][0]) and not has_han(told["en"][0])
    ]
    return [zh for zh, _ in pairs[:most]], [en for _, en in pairs[:most]]


def _right(one: Vectors, other: Vectors) -> float:
    return float(((one @ other.T).argmax(axis=1) == np.arange(len(one))).mean())


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if not (options.data / "parallel").is_dir():
        print(f"no parallel sentences under {options.data}: give --data or set GOVPRISM_DATA")
        return
    print(f"{len(encoder().places)} features of {encoder().rows.shape[1]} numbers")
    for name, value in measure(options.data).items():
        print(f"{name:18} {value:10.3f}")


if __name__ == "__main__":
    main()

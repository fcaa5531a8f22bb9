"""Stories: BCubed precision, recall and F1 against silver stories (items about one URL), early and late half.

python -m bench.stories [--data FOLDER]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bench.labelled import DATA
from domain.records import Article
from domain.text import language
from nlp.stories import stories


def measure(data: Path) -> dict[str, float]:
    """BCubed of the early half (on which the weights were fitted) and of the late half, singletons, speed."""
    lines = (data / "stories" / "items.jsonl").read_text("utf-8").splitlines()
    items = sorted((json.loads(line) for line in lines), key=lambda item: (item["published_at"], item["id"]))
    started = time.process_time()
    found = stories([_article(item) for item in items])
    seconds = time.process_time() - started
    silver = {item["id"]: item["story"] for item in items}
    middle = items[len(items) // 2]["published_at"]
    halves = {
        "early": [item["id"] for item in items if item["published_at"] <= middle],
        "late": [item["id"] for item in items if item["published_at"] > middle],
    }
    measured: dict[str, float] = {}
    for name, ids in halves.items():
        scores = bcubed({one: found[one] for one in ids}, {one: silver[one] for one in ids})
        measured |= {f"stories_{name}_{what}": score for what, score in zip(("p", "r", "f1"), scores, strict=True)}
    alone = bcubed({one: one for one in halves["late"]}, {one: silver[one] for one in halves["late"]})
    return measured | {"singletons_late_f1": alone[2], "items_per_s": len(items) / seconds}


def bcubed(found: Mapping[str, str], silver: Mapping[str, str]) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 of one clustering against another of the same items."""
    both = Counter((found[one], silver[one]) for one in found)
    by_found, by_silver = Counter(found.values()), Counter(silver.values())
    precision = sum(count * count / by_found[cluster] for (cluster, _), count in both.items()) / len(found)
    recall = sum(count * count / by_silver[story] for (_, story), count in both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _article(item: dict[str, str]) -> Article:
    return Article(
        id=item["id"],
        url=None,
        title=item["title"],
        text=item["text"],
        lang=language(f"{item['title']} {item['text']}"),
        published_at=datetime.fromisoformat(f"{item['published_at']}T00:00:00+00:00"),
    )


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    if not (options.data / "stories").is_dir():
        print(f"no stories under {options.data}: give --data or set GOVPRISM_DATA")
        return
    for name, value in measure(options.data).items():
        print(f"{name:20} {value:10.3f}")


if __name__ == "__main__":
    main()

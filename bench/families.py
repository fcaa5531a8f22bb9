"""Families: recall and precision on the machine-found pairs, then speed and memory as the corpus grows.

python -m bench.families [--data FOLDER] [--speed]
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import numpy as np

from bench.labelled import DATA
from domain.records import Article
from domain.text import language
from nlp.families import families


def measure(data: Path) -> dict[str, float]:
    """Recall and precision of reprint pairs across outlets, and recall where the pair is more than shared chrome."""
    articles = _articles(data)
    started = time.process_time()
    placed = families(articles)
    seconds = time.process_time() - started
    truth = {_pair(row["a"], row["b"]) for row in _rows(data / "reprints" / "pairs.jsonl")}
    groups: dict[str, list[str]] = defaultdict(list)
    for one in placed:
        groups[one.family].append(one.article)
    found = {_pair(a, b) for group in groups.values() for a, b in itertools.combinations(group, 2)}
    return {
        "reprint_recall": len(found & truth) / len(truth),
        "reprint_pairs_found": len(found),
        "reprint_pairs_not_listed": len(found - truth),
        "articles_per_s": len(articles) / seconds,
    }


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _articles(data: Path) -> list[Article]:
    return [
        Article(
            id=row["id"],
            url=row["url"],
            title=row["title"],
            text=row["text"],
            lang=language(row["text"]),
            outlet=row["outlet"],
            published_at=datetime.fromisoformat(row["published_at"] + "T00:00:00+08:00"),
        )
        for row in _rows(data / "reprints" / "articles.jsonl")
    ]


def speed(size: int) -> dict[str, float]:
    """Articles per second and peak memory on made-up text: 2,000 characters each, one in ten a copy with a new end."""
    chance = np.random.default_rng(7)
    letters = [chr(0x4E00 + code) for code in range(3000)]
    articles: list[Article] = []
    for number in range(size):
        text = "".join(letters[code] for code in chance.integers(0, 3000, 2000))
        if number % 10 == 9:
            text = articles[-5].text[:1850] + text[:150]
        articles.append(
            Article(
                id=f"a{number:07}", url=None, title=f"题{number}", text=text, lang="zh-Hans", outlet=f"报{number % 500}"
            )
        )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    placed = families(articles)
    seconds = time.process_time() - started
    joined = sum(one.article != one.family for one in placed)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"articles": size, "joined": joined, "articles_per_s": size / seconds, "grown_mb": grown / 1024}


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if (options.data / "reprints").is_dir():
        for name, value in measure(options.data).items():
            print(f"{name:28} {value:10.3f}")
    else:
        print(f"no reprints under {options.data}: give --data or set GOVPRISM_DATA")
    for size in (10_000, 100_000) if options.speed else ():
        print({name: round(value) for name, value in speed(size).items()})


if __name__ == "__main__":
    main()

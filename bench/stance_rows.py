"""Feature rows for the ranker from labelled articles: `nlp/train/stance_rows.jsonl` (features and labels, no text).

    python -m bench.stance_rows [--data FOLDER] [--also FOLDER] [--unseen FOLDER]

Rows come from the gold labels (a candidate is right when its triple is labelled) and from `stance_judged.jsonl`
(triples of further articles that we judged one by one). Coders stop at about 15 statements an article, so a gold
article's unlabelled triple is weak evidence against itself; judged ones are strong. `--also` names a folder of further
labelled articles, `labels.jsonl` beside `docs/<doc>.md`, and `--unseen` folders of articles on which no rule was
written; without them the rows that are there are kept. No article is read with words learnt from itself.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.labelled import FETCHED, ROOT, Labelled, data_folder, labelled, relevant, tagged, tagger
from bench.wording import fold, left_out
from crawler import importers
from crawler.extract import extract
from domain.catalogue import default
from domain.records import RawPage, TaggedDoc
from nlp.pipeline import doc_of
from nlp.ranking import NAMES, rows
from nlp.reading import read
from nlp.statements import candidates
from nlp.train.stance import UNSEEN
from nlp.wording import Wording, instead

OUT = ROOT / "nlp" / "train" / "stance_rows.jsonl"
JUDGED = Path(__file__).parent / "stance_judged.jsonl"
Triple = tuple[str, str, str]


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--also", type=Path)
    parser.add_argument("--unseen", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    data = data_folder(options.data)
    words = left_out(data)
    also = list(_gold(relevant(_further(options.also)), "f", words) if options.also else _kept("f"))
    fresh = [one for folder in options.unseen for one in relevant(_further(folder))]
    unseen = list(_gold(fresh, UNSEEN, words) if fresh else _kept(UNSEEN))
    found = [*_gold(relevant(labelled(data)), "g", words), *_judged(data, words), *also, *unseen]
    OUT.write_text("\n".join(json.dumps(row) for row in found) + "\n", encoding="utf-8")
    print(f"{len(found)} rows, {sum(row['right'] for row in found)} right, in {OUT.relative_to(ROOT)}")


def _further(folder: Path) -> Iterator[Labelled]:
    """Labelled articles of another folder, as the line imports saved pages."""
    pages = folder / "docs" if (folder / "docs").is_dir() else folder
    for line in filter(None, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        gold = json.loads(line)
        page = next(iter(importers.pages([pages / f"{gold['doc']}.md"], now=FETCHED)))
        if isinstance(page, RawPage):
            yield Labelled(doc=replace(doc_of(extract(page)), id=gold["doc"]), gold=gold)


def _kept(name: str) -> Iterator[dict[str, Any]]:
    """Rows of further articles that an earlier run wrote."""
    rows = (json.loads(line) for line in OUT.read_text(encoding="utf-8").splitlines())
    yield from (row for row in rows if row["article"].startswith(name))


def _gold(articles: list[Labelled], name: str, words: Sequence[Wording]) -> Iterator[dict[str, Any]]:
    principal = default().principal
    coded = {actor.id for actor in default().actors.values() if not actor.provisional}
    for number, one in enumerate(articles):
        labels: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in one.gold["statements"]:
            labels[principal(row["actor"]), row["target"]].add(row["stance"])
        for (who, target, stance), actor, row in _rows(one.doc, words):
            if actor in coded:
                theirs = labels.get((who, target), set())
                said = {"told": stance, "coded": stance if stance in theirs else min(theirs)} if theirs else {}
                yield {"article": f"{name}{number}", "lang": one.lang, "right": stance in theirs, **said, **row}


def _judged(data: Path, words: Sequence[Wording]) -> Iterator[dict[str, Any]]:
    principal = default().principal
    by_file: dict[str, dict[Triple, bool]] = defaultdict(dict)
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        by_file[held["file"]][principal(held["actor"]), held["target"], held["stance"]] = held["right"]
    for number, (file, labels) in enumerate(by_file.items()):
        for triple, _, row in _rows(tagged(data / file), words):
            if triple in labels:
                yield {"article": f"j{number}", "lang": "en" if "english" in file else "zh", "right": labels[triple],
                       **row}  # fmt: skip


def _rows(doc: TaggedDoc, words: Sequence[Wording]) -> Iterator[tuple[Triple, str, dict[str, Any]]]:
    with instead(words[fold(doc)]):
        reading = read(tagger().tag(doc), default())
        found = candidates(reading)
        features = rows(reading, found) if found else ()
    principal = default().principal
    count = Counter((principal(one.actor), one.target.id) for one in found)
    numbers: dict[Triple, int] = {}
    for one, numbered in zip(found, features, strict=True):
        pair = principal(one.actor), one.target.id
        values = {name: round(float(value), 4) for name, value in zip(NAMES, numbered, strict=True) if value}
        triple = (*pair, one.judgement.stance.value)
        number = numbers.setdefault(triple, len(numbers))
        target = one.target.id if one.target.is_theme else ""
        yield triple, one.actor, {"triple": number, "target": target, "weight": round(1 / count[pair], 4), "x": values}


if __name__ == "__main__":
    main()

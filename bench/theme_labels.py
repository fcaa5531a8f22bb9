"""Articles labelled with themes, as the line reads them: the gold ones, and further ones of the data folder.

`nlp/train/labels_themes.jsonl` names a file, its themes, and where the sentences begin that show each (no text).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.labelled import ROOT, untagged
from domain.records import TaggedDoc
from nlp.segment import add as segment
from nlp.segment import sentence_at
from nlp.train.themes import LABELS

FURTHER = ROOT / "nlp" / "train" / "labels_themes.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A labelled article in sentences: `themes` with their salience, `told` by sentence, None where nobody marked any.

    `number` is one for a text and its reprint, so that they are never on both sides of a fold.
    """

    number: int
    doc: TaggedDoc
    themes: Mapping[str, str]
    told: Mapping[str, frozenset[int]] | None


def articles(data: Path) -> Iterator[Article]:
    """Every relevant labelled article."""
    numbers: dict[str, int] = {}
    for doc, themes, told in (*_gold(data / "gold"), *_further(data)):
        number = numbers.setdefault(doc.title.casefold().strip(), len(numbers))
        yield Article(number=number, doc=doc, themes=themes, told=told)


def authored() -> Iterator[Article]:
    """Sentences that we wrote, each a text of its own, about a theme or only with a word of it: `themes.jsonl`."""
    for number, row in enumerate(_lines(LABELS)):
        doc = segment(TaggedDoc(id="", title="", text=row["text"], lang=row["lang"]))
        every = frozenset(range(len(doc.sentences)))
        told = {row["theme"]: every} if row["about"] else {}
        yield Article(number=-number - 1, doc=doc, themes=dict.fromkeys(told, "main"), told=told)


def _gold(folder: Path) -> Iterator[tuple[TaggedDoc, dict[str, str], dict[str, frozenset[int]]]]:
    files = {row["doc"]: row["file"] for row in _lines(folder / "docs.jsonl")}
    for row in _lines(folder / "labels.jsonl"):
        if row["relevant"]:
            doc = segment(untagged(folder / files[row["doc"]]))
            yield doc, {one["id"]: one["salience"] for one in row["themes"]}, _quoted(doc, row)


def _quoted(doc: TaggedDoc, row: Mapping[str, Any]) -> dict[str, frozenset[int]]:
    """The sentences that a coder quoted for a theme."""
    told: dict[str, set[int]] = {}
    for one in row["statements"]:
        kind, _, theme = one["target"].partition(":")
        place = doc.text.find(one["quote"])
        if kind == "theme" and place >= 0:
            told.setdefault(theme, set()).add(sentence_at(doc.sentences, place))
    return {theme: frozenset(places) for theme, places in told.items()}


def _further(data: Path) -> Iterator[tuple[TaggedDoc, dict[str, str], dict[str, frozenset[int]] | None]]:
    for row in _lines(FURTHER):
        doc = segment(untagged(data / row["file"]))
        told = {
            theme: frozenset(sentence_at(doc.sentences, place) for place in places)
            for theme, places in row.get("told", {}).items()
        }
        yield doc, dict(row["themes"]), told if "told" in row else None


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())

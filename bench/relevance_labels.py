"""Articles labelled relevant or not, as the line reads them.

`nlp/train/labels_relevance.jsonl` names a file below the data folder; `"by": "title"` where only the title was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.labelled import FETCHED, ROOT
from crawler import importers
from crawler.extract import extract
from domain.errors import ExtractError
from domain.records import RawPage, TaggedDoc
from domain.text import side
from nlp.pipeline import doc_of
from nlp.segment import add as segment

LABELS = ROOT / "nlp" / "train" / "labels_relevance.jsonl"


def labels(data: Path) -> Iterator[tuple[TaggedDoc, dict[str, Any]]]:
    """Every labelled article in Chinese or English that can be read, in sentences, and its label."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        try:
            doc = _doc(data / label["file"])
        except ExtractError as error:
            print(f"left out: {label['file']}: {error}")
            continue
        if side(doc.lang) != "other":
            yield doc, label


def judged(data: Path) -> Iterator[tuple[TaggedDoc, bool]]:
    """The same, with whether each is relevant."""
    yield from ((doc, label["relevant"]) for doc, label in labels(data))


def _doc(file: Path) -> TaggedDoc:
    (page,) = (page for page in importers.pages([file], now=FETCHED) if isinstance(page, RawPage))
    return segment(doc_of(extract(page)))

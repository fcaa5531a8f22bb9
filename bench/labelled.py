"""The labelled articles of the data folder, extracted and tagged, for the benches."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawler.extract import extract
from domain.catalogue import default
from domain.errors import ExtractError
from domain.records import RawPage, TaggedDoc
from nlp.pipeline import Tagger, doc_of

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("GOVPRISM_DATA", ROOT.parent / "shared" / "data"))
FETCHED = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A gold article as the line tags it, beside what the coder wrote."""

    doc: TaggedDoc
    gold: dict[str, Any]

    @property
    def lang(self) -> str:
        """`zh` or `en`, by the coder's document id."""
        return "zh" if self.gold["doc"][1] == "z" else "en"


def data_folder(given: Path | None = None) -> Path:
    """Where the data lies: the argument, GOVPRISM_DATA, or `../shared/data`; says so and stops when it is absent."""
    folder = given or DATA
    if not folder.is_dir():
        raise SystemExit(f"no data folder at {folder}: set GOVPRISM_DATA or pass --data")
    return folder


def labelled(data: Path) -> list[Labelled]:
    """All gold articles; one that cannot be extracted comes with an empty text."""
    rows = (data / "gold" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    held = [json.loads(row) for row in rows]
    meta = {row["doc"]: row for row in map(json.loads, _lines(data / "gold" / "docs.jsonl"))}
    return [
        Labelled(doc=replace(tagged(data / "gold" / meta[gold["doc"]]["file"]), id=gold["doc"]), gold=gold)
        for gold in held
    ]


def untagged(file: Path) -> TaggedDoc:
    """One saved markdown article, extracted."""
    page = RawPage(url="", body=file.read_bytes(), fetched_at=FETCHED, content_type="text/markdown")
    return doc_of(extract(page))


def tagged(file: Path) -> TaggedDoc:
    """The same, tagged; one that cannot be extracted comes with an empty text."""
    try:
        return tagger().tag(untagged(file))
    except ExtractError:
        return TaggedDoc(id=file.stem, title="", text="", lang="und")


@cache
def tagger() -> Tagger:
    """The tagger over the shipped catalogue."""
    return Tagger(default())


def _lines(file: Path) -> Iterator[str]:
    yield from (line for line in file.read_text(encoding="utf-8").splitlines() if line)


def relevant(articles: Iterable[Labelled]) -> list[Labelled]:
    """Those the coder calls relevant: statements are scored on them alone."""
    return [one for one in articles if one.gold["relevant"]]

"""What each component's findings depend on, as a hash: code version, its part of the catalogue, weights, words.

Two runs with the same spec find the same; what differs in two says which components find other things.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from domain.catalogue import Catalogue
from domain.records import digest_of
from nlp import actors, instruments, newcomers, relevance, segment, statements, themes

_HERE = Path(__file__).parent
_PARTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # component: tagger, parts of the catalogue, files beside the code
    "sentences": (segment.TAGGER, (), ()),
    "actors": (actors.TAGGER, ("actors", "holders"), ()),
    "instruments": (instruments.TAGGER, ("instruments", "actors", "holders"), ()),
    "themes": (themes.TAGGER, ("themes",), ("weights/themes.json", "weights/wording.npz", "lexicon/relevance.yml")),
    "relevance": (
        relevance.TAGGER,
        ("themes", "actors", "holders", "instruments"),
        ("weights/relevance.json", "weights/wording.npz", "lexicon/relevance.yml"),
    ),
    "newcomers": (newcomers.TAGGER, ("actors", "instruments", "holders"), ("lexicon/newcomers.yml",)),
    "stance": (
        statements.TAGGER,
        ("themes", "actors", "holders", "instruments", "stance"),
        (
            "lexicon/zh.yml",
            "lexicon/en.yml",
            "lexicon/newcomers.yml",
            "weights/themes.json",
            "weights/wording.npz",
            "weights/stance.json",
        ),
    ),
}


def specs(catalogue: Catalogue) -> dict[str, str]:
    """Spec hash of each component, in the order of the stages."""
    return {name: spec_hash(name, catalogue) for name in _PARTS}


def spec_hash(component: str, catalogue: Catalogue) -> str:
    """`sha256:…` over all that decides what one component finds."""
    tagger, parts, files = _PARTS[component]
    return digest_of(component, tagger, *(_part(catalogue, part) for part in parts), *map(_file, files))


def fixed(catalogue: Catalogue) -> str:
    """One hash over what the components depend on besides the entries: code, weights, word lists, stance rules."""
    parts = [(name, tagger, *map(_file, files)) for name, (tagger, _, files) in _PARTS.items()]
    return digest_of(*(part for row in parts for part in row), _part(catalogue, "stance"))


def _part(catalogue: Catalogue, part: str) -> str:
    return json.dumps(_plain(getattr(catalogue, part)), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value]


@cache
def _file(name: str) -> str:
    return digest_of((_HERE / name).read_bytes())

"""The word lists of `nlp/lexicon`: read by libyaml where it is there, which takes a tenth of the time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "lexicon"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def word_lists(name: str) -> dict[str, Any]:
    """The lists of one file, by group."""
    rows: dict[str, Any] = yaml.load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"), Loader=_LOADER)
    return rows

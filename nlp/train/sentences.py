"""Authored sentences from frames: `stance_{zh,en}.yml` → `stance_{zh,en}.jsonl`, the same every time.

python -m nlp.train.sentences
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import yaml

from domain.records import Tag, TaggedDoc
from nlp.scan import Scan
from nlp.themes import fired

HERE = Path(__file__).parent
_SLOT = re.compile(r"\{([A-Z])\}")
_KINDS = {"A": "actors", "B": "actors", "C": "actors", "G": "goals", "H": "goals", "X": "hazards", "I": "instruments"}
_FILLINGS = 8


class Authored(NamedTuple):
    """A text, the rule it is about, and the triples it states: (actor, target, stance, act or "")."""

    rule: str
    text: str
    expected: tuple[tuple[str, str, str, str], ...]


def authored(lang: str, *, fillings: int = _FILLINGS, shift: int = 0) -> Iterator[Authored]:
    """Every frame filled `fillings` times; `shift` gives other fillings."""
    held = yaml.safe_load((HERE / f"stance_{lang}.yml").read_text(encoding="utf-8"))
    count = 0
    for rule, frames in held["frames"].items():
        for frame, expected in frames:
            for turn in range(fillings):
                yield _filled(held, rule, frame, expected, count + turn + shift, english=lang == "en")
            count += 5


def _filled(
    held: dict[str, dict[str, str]], rule: str, frame: str, expected: str, turn: int, *, english: bool
) -> Authored:
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for place, slot in enumerate(dict.fromkeys(_SLOT.findall(frame))):
        pool = list(held[_KINDS[slot]].items())
        # a stride per slot keeps actors and targets from moving in step
        name, key = pool[(turn * (1 + 2 * place) + 3 * place) % len(pool)]
        while key in ids.values():
            turn += 1
            name, key = pool[(turn * (1 + 2 * place) + 3 * place) % len(pool)]
        names[slot], ids[slot] = name, key
    text = _SLOT.sub(lambda found: names[found[1]], frame)
    return Authored(rule, _cased(text) if english else text, tuple(_expected(expected, ids)))


def _cased(text: str) -> str:
    text = re.sub(r"(?<=[\w,] )The (?=[A-Z])", "the ", text)
    return re.sub(r"^(“?)([a-z])", lambda found: found[1] + found[2].upper(), text)


def _expected(row: str, ids: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for part in row.split(";"):
        if part.strip() == "-":
            continue
        holder, target, stance, *act = part.split()
        kind = "instrument" if target == "I" else "theme"
        yield ids.get(holder, holder), f"{kind}:{ids[target]}", stance, act[0] if act else ""


def cued(doc: TaggedDoc, scan: Scan) -> TaggedDoc:
    """The doc with every theme that has a cue: in one sentence a cue counts, whatever it weighs in articles."""
    found = fired(scan(doc))
    spans = {theme: tuple(dict.fromkeys(hit.span for hit in hits)) for theme, hits in found.items()}
    return replace(doc, themes=tuple(Tag(id=theme, spans=held, score=0.8) for theme, held in spans.items()))


def main() -> None:
    """Write both files."""
    for lang in ("zh", "en"):
        lines = [json.dumps(one._asdict(), ensure_ascii=False) for one in authored(lang)]
        (HERE / f"stance_{lang}.jsonl").write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

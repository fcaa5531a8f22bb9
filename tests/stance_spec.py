"""The authored stance specification: one line per claim, read from `tests/stance/{zh,en}.tsv`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from domain.catalogue import default
from domain.records import Statement, TaggedDoc
from nlp.scan import Scan, scanner
from nlp.statements import statements
from nlp.train.sentences import cued
from tests.tagging import tagger

FOLDER = Path(__file__).parent / "stance"


class Line(NamedTuple):
    """A text and what it states: (actor, target, stance) and, where given, the act."""

    rule: str
    text: str
    expected: frozenset[tuple[str, str, str]]
    acts: dict[tuple[str, str], str]


@cache
def lines(lang: str) -> list[Line]:
    """The specification of one language."""
    rows = (FOLDER / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()
    return [_line(row) for row in rows if row and not row.startswith("#")]


@cache
def _scan() -> Scan:
    return scanner(default())


@cache
def said(text: str, lang: str) -> list[Statement]:
    """What a text states through the real tagger, unsigned opinions left out."""
    doc = cued(tagger().tag(TaggedDoc(id="t", title="", text=text, lang="zh-Hans" if lang == "zh" else "en")), _scan())
    return [one for one in statements(doc, default(), least=0.0) if one.actor != "author"]


def told(rule: str, lang: str) -> tuple[dict[str, frozenset[tuple[str, str, str]]], ...]:
    """Of every line of a rule: what it states, and what it should state."""
    of_rule = [line for line in lines(lang) if line.rule == rule]
    return {one.text: triples(said(one.text, lang)) for one in of_rule}, {one.text: one.expected for one in of_rule}


def triples(found: list[Statement]) -> frozenset[tuple[str, str, str]]:
    """Actor, target, stance of each."""
    return frozenset((one.actor, one.target, one.stance.value) for one in found)


def _line(row: str) -> Line:
    rule, text, expected = row.split("\t")
    parts = [part.split() for part in expected.split(";") if part.strip() != "-"]
    return Line(
        rule,
        text,
        frozenset((part[0], part[1], part[2]) for part in parts),
        {(part[0], part[1]): part[3] for part in parts if len(part) == 4},
    )

"""Which themes a text is about: cues that fired, weighed by where, how often and in what company.

A logistic regression over a few shared numbers (no weight belongs to one theme), in `nlp/weights/themes.json`, made
by `nlp/train/themes.py`. A theme without a span that fired is not reported, whatever its score.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from domain.text import has_han
from nlp.fit import Model, read
from nlp.matching import Hit, Layer
from nlp.scan import Scan, Stage

TAGGER = "cues+logit/3"
WEIGHTS = Path(__file__).parent / "weights" / "themes.json"
REPORTED = 0.5
_LEAD = 5  # sentences
_RULES = ("lex:rule", "lex:govern", "lex:norm")
_NOISE = ("lex:attack", "lex:product", "lex:promo", "lex:code", "lex:vendor")
_CUES = (Layer.THEME, Layer.ANTIGOAL)


def stage(_: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `themes`, best first."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        found = [
            Tag(id=one.id, spans=tuple(hit.span for hit in one.hits), score=round(model().chance(one.features), 4))
            for one in evidence(doc, scan)
        ]
        kept = sorted((tag for tag in found if tag.score >= REPORTED), key=lambda tag: (-tag.score, tag.id))
        return replace(doc, themes=tuple(kept), taggers={**doc.taggers, "themes": TAGGER})

    return add


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one theme in one text: its hits, and the numbers its score is made of."""

    id: str
    hits: tuple[Hit, ...]
    features: dict[str, float]


def evidence(doc: TaggedDoc, scan: Scan) -> Iterator[Evidence]:
    """Every theme of which a cue or antigoal fired."""
    hits = scan(doc)
    found = fired(hits)
    title = scan(replace(doc, text=doc.title, sentences=(Span(start=0, end=len(doc.title)),))) if doc.title else []
    company = _Company(
        sentences=max(1, len(doc.sentences)),
        rules=frozenset(hit.sentence for hit in hits if hit.id in _RULES),
        subject=frozenset(hit.sentence for hit in hits if hit.id == "lex:ai"),
        title=frozenset(fired(title)),
        noise=frozenset(hit.sentence for hit in hits if hit.id in _NOISE),
    )
    for key, own in found.items():
        yield Evidence(id=key, hits=tuple(own), features=_features(key, own, company))


def fired(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Hits per theme, cues and antigoals together; a not-label has already silenced what lies inside it.

    A word that is both cue and antigoal counts once, as the antigoal.
    """
    found: dict[str, dict[Span, Hit]] = defaultdict(dict)
    for hit in hits:
        if hit.layer in _CUES and (hit.layer is Layer.ANTIGOAL or hit.span not in found[hit.id]):
            found[hit.id][hit.span] = hit
    return {theme: list(own.values()) for theme, own in found.items()}


@cache
def model() -> Model:
    """The weights that ship."""
    return read(json.loads(WEIGHTS.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Company:
    sentences: int
    rules: frozenset[int]
    subject: frozenset[int]
    title: frozenset[str]
    noise: frozenset[int]


def _features(theme: str, hits: Sequence[Hit], company: _Company) -> dict[str, float]:
    places = {hit.sentence for hit in hits}
    cues = {hit.name.lower() for hit in hits}
    return {
        "hits": math.log1p(len(hits)),
        "cues": math.log1p(len(cues)),
        "title": float(theme in company.title),
        "lead": float(min(places) < _LEAD),
        "end": float(max(places) > 0.85 * company.sentences),
        "rule": float(bool(places & company.rules)),
        "subject": float(bool(places & company.subject)),
        "antigoal": float(any(hit.layer is Layer.ANTIGOAL for hit in hits)),
        "length": math.log1p(company.sentences),
        "noise": float(places <= company.noise),
        "cue_size": max(map(_size, cues)) / 4,
    }


def _size(cue: str) -> int:
    return len(cue) if has_han(cue) else 2 * len(cue.split())

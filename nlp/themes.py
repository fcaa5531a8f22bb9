"""Which themes a text is about: cues that fired, weighed by where, how often and in what company.

A cue speaks for its theme by itself, a weak cue only beside another word of its theme (`catalogue/themes/*.yml`). A
logistic regression over a few shared numbers, how far the wording of the text speaks for the theme among them
(`nlp/wording.py`), and one level per theme; in `nlp/weights/themes.json`, made by `nlp/train/themes.py`. A theme
without a span that fired is not reported, whatever its score.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from pathlib import Path

import numpy as np

from domain.catalogue import Catalogue
from domain.records import Span, Tag, TaggedDoc
from domain.text import has_han
from nlp.fit import Model, read
from nlp.matching import Hit, Layer
from nlp.scan import Scan, Stage
from nlp.wording import spoken, strongest, wording

TAGGER = "cues+words+logit/8"
WEIGHTS = Path(__file__).parent / "weights" / "themes.json"
REPORTED = 0.5
_RANGE = (-6.0, 3.0)  # of log odds; beyond it one word more or less makes no difference
_UNTOLD = {"said": -2.0, "again": -3.5}  # of a theme that the wording was not learnt for: about the middle of each
_SPEAKS_OF = {
    **dict.fromkeys(("lex:rule", "lex:govern", "lex:norm"), "rules"),
    **dict.fromkeys(("lex:attack", "lex:product", "lex:promo", "lex:code", "lex:vendor"), "noise"),
    "lex:ai": "subject",
}
# bound once: Python looks up an enum's member slowly, and a text has hundreds of hits
_THEME, _ANTIGOAL, _WEAK, _NOT, _NAME = Layer.THEME, Layer.ANTIGOAL, Layer.WEAK, Layer.NOT_THEME, Layer.INSTRUMENT
_ACTOR = Layer.ACTOR
_OF_THEMES = (_THEME, _ANTIGOAL, _WEAK)
_START = attrgetter("start")
_TITLED = re.compile(r"《[^《》\n]{2,60}》")


def stage(_: Catalogue, scan: Scan) -> Stage:
    """The stage that adds `themes`, best first."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        found = [
            Tag(id=one.id, spans=one.spans, score=round(model().chance(one.features), 4)) for one in evidence(doc, scan)
        ]
        kept = sorted((tag for tag in found if tag.score >= REPORTED), key=lambda tag: (-tag.score, tag.id))
        return replace(doc, themes=tuple(kept), taggers={**doc.taggers, "themes": TAGGER})

    return add


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for one theme in one text: where, and the numbers its score is made of."""

    id: str
    spans: tuple[Span, ...]
    features: dict[str, float]


def evidence(doc: TaggedDoc, scan: Scan) -> Iterator[Evidence]:
    """Every theme of which a cue or antigoal fired, or several weak cues did."""
    hits = scan(doc)
    title = frozenset(_titled(doc, scan)) if doc.title else frozenset()
    found = {key: own for key, own in _signs(hits).items() if own.cues or _is_enough(own.weak) or key in title}
    spoken = _spoken(hits)
    company = _Company(
        rules=spoken["rules"],
        subject=set(spoken["subject"]),
        noise=set(spoken["noise"]),
        title=title,
        names=tuple(_names(doc, hits)),
        sentences=len(doc.sentences),
    )
    told = _told(doc, found) if found else {}
    for key, own in found.items():
        spans = tuple(hit.span for hit in own.cues or own.weak)
        yield Evidence(id=key, spans=spans, features={**_features(key, own, company), **told.get(key, _UNTOLD)})


def _told(doc: TaggedDoc, wanted: Iterable[str]) -> dict[str, dict[str, float]]:
    """How far the sentence that speaks most for each theme does, and the next one; and which theme it is."""
    column = wording().column
    told = np.clip(strongest(spoken(doc).themes), *_RANGE).T.tolist()
    pairs = {theme: told[column[theme]] for theme in wanted if theme in column}
    return {theme: {"said": said, "again": again, f"is:{theme}": 1.0} for theme, (said, again) in pairs.items()}


def fired(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    """Hits per theme, cues and antigoals together; a not-label has already silenced what lies inside it.

    A word that is both cue and antigoal counts once, as the antigoal.
    """
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        layer = hit.layer
        if layer is not _THEME and layer is not _ANTIGOAL:
            continue
        own = found.setdefault(hit.id, [])
        if not own or own[-1].span != hit.span:  # hits stand by place: those of one place side by side
            own.append(hit)
        elif layer is _ANTIGOAL:
            own[-1] = hit
    return found


@cache
def model() -> Model:
    """The weights that ship."""
    return read(json.loads(WEIGHTS.read_text(encoding="utf-8")))


@dataclass(slots=True, kw_only=True)
class _Signs:
    """The hits of one theme: cues (antigoals among them) and weak cues."""

    cues: list[Hit] = field(default_factory=list)
    weak: list[Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Company:
    """What the theme's words stand among: words of rules by sentence, sentences on AI, on wares; the title; names."""

    rules: dict[int, list[Span]]
    subject: set[int]
    noise: set[int]
    title: frozenset[str]
    names: tuple[Span, ...]
    sentences: int


def _signs(hits: Sequence[Hit]) -> dict[str, _Signs]:
    """What fired, by theme; a weak cue that touches a cue or a not-label of its theme does not count.

    A cue inside the name of an actor is a weak one: who has 网络安全 in the name may speak of anything.
    """
    names = [hit.span for hit in hits if hit.layer is _ACTOR]
    found: dict[str, _Signs] = {}
    weak: dict[str, list[Hit]] = defaultdict(list)
    for theme, own in fired(hits).items():
        named = [hit for hit in own if _is_part(hit.span, names)] if names else []
        if len(named) < len(own):
            found[theme] = _Signs(cues=[hit for hit in own if hit not in named] if named else own)
        weak[theme].extend(named)
    silenced: dict[str, list[Span]] = defaultdict(list)
    for hit in hits:
        layer = hit.layer
        if layer is _WEAK:
            weak[hit.id].append(hit)
        elif layer is _NOT:
            silenced[hit.id].append(hit.span)
    for theme, words in weak.items():
        cues = found[theme].cues if theme in found else ()
        taken = sorted((*silenced[theme], *(hit.span for hit in cues)), key=_START)
        if heard := [hit for hit in words if not _touches(taken, hit.span)]:
            found.setdefault(theme, _Signs()).weak = heard
    return found


def _is_part(span: Span, names: Sequence[Span]) -> bool:
    """Whether a span lies inside one of some that stand in order, and is shorter than it."""
    place = bisect_left(names, span.start + 1, key=_START)
    return place > 0 and span.end <= names[place - 1].end and span != names[place - 1]


def _touches(spans: Sequence[Span], one: Span) -> bool:
    """Whether a span overlaps one of some that stand in order and do not overlap one another."""
    place = bisect_left(spans, one.end, key=_START)
    return place > 0 and spans[place - 1].end > one.start


def _titled(doc: TaggedDoc, scan: Scan) -> Iterator[str]:
    heading = replace(doc, text=doc.title, sentences=(Span(start=0, end=len(doc.title)),))
    yield from (hit.id for hit in scan(heading) if hit.layer in _OF_THEMES)


def _spoken(hits: Sequence[Hit]) -> dict[str, dict[int, list[Span]]]:
    """Where the text speaks of rules, of AI, of wares, by sentence."""
    found: dict[str, dict[int, list[Span]]] = {"rules": {}, "subject": {}, "noise": {}}
    for hit in hits:
        if (kind := _SPEAKS_OF.get(hit.id)) is not None:
            found[kind].setdefault(hit.sentence, []).append(hit.span)
    return found


def _is_enough(weak: Sequence[Hit]) -> bool:
    return len({hit.name for hit in weak}) > 1 or len({hit.sentence for hit in weak}) > 1


def _names(doc: TaggedDoc, hits: Sequence[Hit]) -> Iterator[Span]:
    yield from (hit.span for hit in hits if hit.layer is _NAME)
    yield from (Span(start=title.start(), end=title.end()) for title in _TITLED.finditer(doc.text))


def _features(theme: str, own: _Signs, company: _Company) -> dict[str, float]:
    words: dict[int, set[str]] = defaultdict(set)
    for hit in (*own.cues, *own.weak):
        words[hit.sentence].add(hit.name)
    cues, weak = {hit.name for hit in own.cues}, {hit.name for hit in own.weak}
    rules = _ruled(own, company)
    apt = rules | (words.keys() & company.subject)
    return {
        "cues": math.log1p(len(cues)),
        "weak": math.log1p(len(weak)),
        "size": max(map(_size, cues or weak)),
        "dense": math.log1p(max((len(words[place]) for place in apt), default=0)),
        "free": float(any(not _is_inside(hit.span, company.names) for hit in own.cues)),
        "title": float(theme in company.title),
        "rules": math.log1p(len(rules)),
        "subject": float(any(hit.sentence in company.subject for hit in own.cues)),
        "antigoal": float(any(hit.layer is _ANTIGOAL for hit in own.cues)),
        "noise": float(words.keys() <= company.noise),
        "length": math.log1p(company.sentences),
    }


def _ruled(own: _Signs, company: _Company) -> set[int]:
    """Its sentences with a word of rules; a word of its own (`accountable`, `governance`) is no company to itself."""
    spans: dict[int, list[Span]] = {}
    for hit in (*own.cues, *own.weak):
        if hit.sentence in company.rules:
            spans.setdefault(hit.sentence, []).append(hit.span)
    return {place for place, said in spans.items() if any(not _is_inside(rule, said) for rule in company.rules[place])}


@cache
def _size(cue: str) -> float:
    """How much a cue says, in words: a long one is rarely there by chance."""
    return len(cue) / (2 if has_han(cue) else 6)


def _is_inside(span: Span, names: Sequence[Span]) -> bool:
    start, end = span.start, span.end
    for name in names:  # noqa: SIM110 (a generator costs three times as much, and most lists hold one or two)
        if name.start <= start and end <= name.end:
            return True
    return False

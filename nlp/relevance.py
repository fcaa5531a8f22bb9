"""Whether a reader who follows AI governance would want a text: decided on the whole text, not on one word.

A logistic regression over readable shares (of sentences that speak of AI and of rules at once, of attack, product,
advert and tutorial vocabulary; what title and lead say; instruments and public bodies named) and over how far its
wording is that of relevant texts (`nlp/wording.py`), with weights in `nlp/weights/relevance.json`, learnt by
`nlp/train/relevance.py` from texts written for the purpose and from labelled articles.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from domain.catalogue import Catalogue
from domain.records import Span, TaggedDoc
from domain.text import side
from nlp.fit import Model, read
from nlp.matching import Hit, Layer
from nlp.scan import Scan, Stage
from nlp.vocabulary import MARK
from nlp.wording import spoken

TAGGER = "logit+words/7"
WEIGHTS = Path(__file__).parent / "weights" / "relevance.json"
GROUPS = ("ai", "rule", "govern", "norm", "claim", "risk", "attack", "product", "promo", "code", "event", "vendor",
          "money", "howto")  # fmt: skip
_PUBLIC = frozenset({"gov_executive", "gov_subnational", "regulator", "legislature", "intergov", "safety_institute",
                     "standards_body"})  # fmt: skip
_RULES = frozenset({"rule", "public", "instrument", "theme", "govern"})
_LEAD = 6  # sentences
# bound once: Python looks up an enum's member slowly, and a text has hundreds of hits
_WORD, _ACTOR, _INSTRUMENT, _THEMES = Layer.WORD, Layer.ACTOR, Layer.INSTRUMENT, (Layer.THEME, Layer.ANTIGOAL)
_ITEM = re.compile(r"[^；;|｜]+")


def stage(catalogue: Catalogue, scan: Scan) -> Stage:
    """The stage that sets `relevant`."""
    features = featurer(catalogue, scan)

    def add(doc: TaggedDoc) -> TaggedDoc:
        relevant = weights()[side(doc.lang)].chance(features(doc))
        return replace(doc, relevant=round(relevant, 4), taggers={**doc.taggers, "relevance": TAGGER})

    return add


def featurer(catalogue: Catalogue, scan: Scan) -> Callable[[TaggedDoc], dict[str, float]]:
    """What the decision rests on, by name, for one doc."""
    public = frozenset(key for key, actor in catalogue.actors.items() if actor.cls in _PUBLIC)

    def features(doc: TaggedDoc) -> dict[str, float]:
        items = tuple(Span(start=found.start(), end=found.end()) for found in _ITEM.finditer(doc.title))
        title = scan(replace(doc, text=doc.title, sentences=items)) if items else []
        return {**_features(scan(doc), title, len(doc.sentences), public), "worded": spoken(doc).relevant}

    return features


@cache
def weights() -> dict[str, Model]:
    """The model of each language."""
    body = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {lang: read(row) for lang, row in body["languages"].items()}


def _features(hits: Sequence[Hit], title: Sequence[Hit], sentences: int, public: frozenset[str]) -> dict[str, float]:
    groups: dict[str, set[int]] = {group: set() for group in (*GROUPS, "public", "instrument", "theme")}
    words = {MARK + group: groups[group] for group in GROUPS}
    for hit in hits:
        if (own := words.get(hit.id)) is not None:  # most hits are words
            own.add(hit.sentence)
        elif (key := _group(hit, public)) is not None:
            groups[key].add(hit.sentence)
    count = max(1, sentences)
    rules = groups["rule"] | groups["public"] | groups["instrument"] | groups["theme"]
    both = groups["ai"] & rules
    conduct = groups["ai"] & groups["claim"]
    lead = set(range(_LEAD))
    share = {f"share_{group}": len(groups[group]) / count for group in (*GROUPS, "public", "theme")}
    heads = _heading(title, public)
    heading = {f"title_{group}": float(group in heads) for group in (*GROUPS, "public", "instrument", "theme")}
    return {
        **share,
        **heading,
        "title_both": float("ai" in heads and bool(heads & {"rule", "public", "instrument"})),
        "share_both": len(both) / count,
        "meet": math.sqrt(len(groups["ai"]) * len(rules)) / count,
        "lead_both": len(both & lead) / min(count, _LEAD),
        "lead_govern": len(rules & lead) / min(count, _LEAD),
        "share_conduct": len(conduct) / count,
        "lead_conduct": len(conduct & lead) / min(count, _LEAD),
        "title_conduct": float("ai" in heads and bool(heads & {"claim", "risk"})),
        "instrument": min(1.0, len(groups["instrument"]) / 2),
        "noise": len(groups["attack"] | groups["product"] | groups["promo"] | groups["code"]) / count,
        "margin": (len(rules) - len(groups["attack"] | groups["promo"] | groups["code"])) / count,
    }


def _heading(title: Sequence[Hit], public: frozenset[str]) -> set[str | None]:
    """The groups in a title; of a title that lists several items, those of the item nearest to rules for AI."""
    items: dict[int, set[str | None]] = {}
    for hit in title:
        items.setdefault(hit.sentence, set()).add(_group(hit, public))
    return max(items.values(), key=lambda item: ("ai" in item, len(item & _RULES)), default=set())


def _group(hit: Hit, public: frozenset[str]) -> str | None:
    if hit.layer is _WORD:
        return hit.id.removeprefix(MARK) if hit.id.startswith(MARK) else None
    if hit.layer is _ACTOR:
        return "public" if hit.id in public else None
    if hit.layer is _INSTRUMENT:
        return "instrument"
    return "theme" if hit.layer in _THEMES else None

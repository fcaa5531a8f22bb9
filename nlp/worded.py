"""Themes that a holder speaks to in words that are no cue: told by the wording of the sentence.

Only of themes that the text is about anyway, only where no word of the theme stands (there the rules have decided),
and without the words of names: an instrument's own themes do not vote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from domain.records import Span
from nlp.candidate import Candidate
from nlp.holding import Holding
from nlp.reading import Kind, Reading
from nlp.segment import sentence_at
from nlp.targets import Target
from nlp.wording import Floats, spoken, wording

LEAST = -1.4  # log odds: one sentence in five of that wording is about the theme
_TITLED = re.compile(r"《[^《》\n]{2,60}》")


def worded(
    reading: Reading, held: Sequence[Holding], found: Sequence[Candidate]
) -> Iterator[tuple[str, Holding, Target]]:
    """Actors with a holding and a theme that its sentence is worded like, the likeliest of each principal and theme."""
    principal = reading.catalogue.principal
    told = {(principal(one.actor), one.target.id) for one in found}
    best: dict[tuple[str, str], tuple[float, str, Holding]] = {}
    for place, likely in _likely(reading).items():
        for holding in (one for one in held if not one.is_weak and _place(reading, one) == place):
            for (theme, odds), actor in ((pair, actor) for pair in likely for actor in holding.holders):
                key = principal(actor), f"theme:{theme}"
                if key not in told and odds > best.get(key, (LEAST, "", holding))[0]:
                    best[key] = odds, actor, holding
    scores = {f"theme:{tag.id}": tag.score for tag in reading.doc.themes}
    for (_, target), (_, actor, holding) in best.items():
        yield actor, holding, Target(id=target, span=holding.content, score=scores[target])


def _likely(reading: Reading) -> dict[int, list[tuple[str, float]]]:
    """By sentence, the themes of the text that it is worded like though no word of theirs stands in it."""
    doc, column = reading.doc, wording().column
    odds = spoken(doc).themes
    found: dict[int, list[tuple[str, float]]] = {}
    for tag in doc.themes:
        if tag.id not in column:
            continue
        named = {sentence_at(doc.sentences, span.start) for span in tag.spans}
        for place in np.flatnonzero(odds[:, column[tag.id]] >= LEAST).tolist():
            if place not in named:
                found.setdefault(place, []).append((tag.id, float(_unnamed(reading, place, odds)[column[tag.id]])))
    return found


def _unnamed(reading: Reading, place: int, odds: Floats) -> Floats:
    """Log odds of a sentence without the names of texts in it."""
    text, sentence = reading.doc.text, reading.doc.sentences[place]
    names = [one.span for one in reading.mentioned(sentence) if one.kind is Kind.INSTRUMENT]
    names += [Span(start=one.start(), end=one.end()) for one in _TITLED.finditer(text, sentence.start, sentence.end)]
    if not names:
        return np.asarray(odds[place])
    rest = text[sentence.start : sentence.end]
    for name in names:
        begin, end = name.start - sentence.start, name.end - sentence.start
        rest = rest[:begin] + " " * (end - begin) + rest[end:]
    return np.asarray(wording().told(rest, (Span(start=0, end=len(rest)),)).themes[0])


def _place(reading: Reading, holding: Holding) -> int:
    return sentence_at(reading.doc.sentences, holding.sentence.start)

"""Themes that a holder speaks to in words that are no cue: told by the wording of the sentence.

Only of themes that the text is about anyway, only where no word of the theme stands (there the rules have decided),
and without the words of names: an instrument's own themes do not vote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

import numpy as np

from domain.records import Span
from nlp.candidate import Candidate
from nlp.holding import Holding
from nlp.reading import TITLED, Kind, Reading
from nlp.segment import sentence_at
from nlp.targets import Target
from nlp.wording import Floats, spoken, wording

LEAST = -1.4  # log odds: one sentence in five of that wording is about the theme


def worded(
    reading: Reading, held: Sequence[Holding], found: Sequence[Candidate]
) -> Iterator[tuple[str, Holding, Target]]:
    """Actors with a holding and a theme that its sentence is worded like, the likeliest of each principal and theme."""
    principal, column = reading.catalogue.principal, wording().column
    told = {(principal(one.actor), one.target.id) for one in found}
    best: dict[tuple[str, str], tuple[float, str, Holding]] = {}
    holdings = _by_place(reading, held)
    for place, themes in _likely(reading, holdings).items():
        row: Floats | None = None
        for holding in holdings[place]:
            for theme, actor in product(themes, holding.holders):
                key = principal(actor), f"theme:{theme}"
                if key in told:
                    continue
                row = _unnamed(reading, place) if row is None else row  # slow where names stand: only when asked for
                odds = float(row[column[theme]])
                if odds > best.get(key, (LEAST, "", holding))[0]:
                    best[key] = odds, actor, holding
    scores = {f"theme:{tag.id}": tag.score for tag in reading.doc.themes}
    for (_, target), (_, actor, holding) in best.items():
        yield actor, holding, Target(id=target, span=holding.content, score=scores[target])


def _by_place(reading: Reading, held: Sequence[Holding]) -> dict[int, list[Holding]]:
    """The holdings that are not weak by the sentence they stand in."""
    places = {sentence.start: place for place, sentence in enumerate(reading.doc.sentences)}
    found: dict[int, list[Holding]] = {}
    for one in held:
        if not one.is_weak:
            found.setdefault(places[one.sentence.start], []).append(one)
    return found


def _likely(reading: Reading, held: Collection[int]) -> dict[int, list[str]]:
    """By sentence that is held, the themes of the text that it is worded like though no word of theirs stands in it."""
    doc, column = reading.doc, wording().column
    odds = spoken(doc).themes
    found: dict[int, list[str]] = {}
    for tag in doc.themes:
        if tag.id not in column:
            continue
        likely = np.flatnonzero(odds[:, column[tag.id]] >= LEAST).tolist()
        named = {sentence_at(doc.sentences, span.start) for span in tag.spans} if likely else set()
        for place in likely:
            if place in held and place not in named:
                found.setdefault(place, []).append(tag.id)
    return found


def _unnamed(reading: Reading, place: int) -> Floats:
    """Log odds of a sentence without the names of texts in it."""
    text, sentence = reading.doc.text, reading.doc.sentences[place]
    names = [one.span for one in reading.mentioned(sentence) if one.kind is Kind.INSTRUMENT]
    names += [Span(start=one.start(), end=one.end()) for one in TITLED.finditer(text, sentence.start, sentence.end)]
    if not names:
        return np.asarray(spoken(reading.doc).themes[place])
    rest = text[sentence.start : sentence.end]
    for name in names:
        begin, end = name.start - sentence.start, name.end - sentence.start
        rest = rest[:begin] + " " * (end - begin) + rest[end:]
    return np.asarray(wording().told(rest, (Span(start=0, end=len(rest)),)).themes[0])

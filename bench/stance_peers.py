"""What stance would be without rules: VADER on the first five sentences, and cue words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.labelled import Labelled
from domain.catalogue import default
from domain.records import Act, Span, Stance, Statement, TaggedDoc
from nlp.reading import read


def vader(one: Labelled) -> Sequence[Statement]:
    """Every actor of the first five sentences × every theme, by the sentences' sentiment; English only."""
    analyser = _analyser()
    if one.lang != "en" or analyser is None:
        return ()
    lead = one.doc.sentences[:5]
    text = " ".join(one.doc.text[span.start : span.end] for span in lead)
    score = analyser.polarity_scores(text)["compound"]
    stance = Stance.SUPPORT if score >= 0.05 else Stance.OPPOSE if score <= -0.05 else Stance.NEUTRAL
    return [made for span in lead for made in _crossed(one.doc, span, stance)]


def cue_words(one: Labelled) -> Sequence[Statement]:
    """Every actor × every theme of a sentence, by the first stance word in it: no attribution, no scope."""
    reading = read(one.doc, default())
    found: list[Statement] = []
    for span in one.doc.sentences:
        hits = reading.of(("support", "oppose"), span.start, span.end)
        if hits:
            found.extend(_crossed(one.doc, span, Stance.SUPPORT if hits[0][1] == "support" else Stance.OPPOSE))
    return found


def _crossed(doc: TaggedDoc, span: Span, stance: Stance) -> Iterator[Statement]:
    actors = [tag.id for tag in doc.actors if any(span.holds(place) for place in tag.spans)]
    targets = [f"theme:{tag.id}" for tag in doc.themes if any(span.holds(place) for place in tag.spans)]
    targets += [f"instrument:{tag.id}" for tag in doc.instruments if any(span.holds(place) for place in tag.spans)]
    for actor in actors:
        for target in targets:
            yield Statement(
                actor=actor, target=target, stance=stance, act=Act.PARAPHRASE, start=span.start, end=span.end,
                quote=doc.text[span.start : span.end], confidence=0.5,
            )  # fmt: skip


def _analyser() -> Any:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    return SentimentIntensityAnalyzer()

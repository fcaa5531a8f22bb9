"""Cues a theme might lack: phrases that keep its company, by log-odds, spread and nearness in meaning.

The log-odds ratio has an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from domain.catalogue import Actor, Catalogue, Instrument
from domain.records import Span, TaggedDoc
from domain.text import has_han
from nlp.encoder import Vectors, embed
from nlp.folding import plain
from nlp.matching import Hit, Layer
from nlp.patterns import matcher
from nlp.phrases import bounds, phrases
from nlp.segment import sentence_at

_PRIOR = 500.0
_PIECE = 0.6  # a phrase that mostly occurs inside one longer phrase is a piece of it
_OWN = 0.5  # share of a phrase's sentences that belong to the theme
_COMMON = 0.2  # share of the texts; a phrase of more texts is everybody's
_NEAR = 0.0  # how much nearer in meaning to the theme than to themes at large
_LIFT = 0.2  # what a phrase as far from its theme as from any is worth
_NAMED = (Layer.ACTOR, Layer.INSTRUMENT, Layer.THEME, Layer.ANTIGOAL, Layer.NOT_THEME)
_GAP = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A phrase that a theme might want, with where it was seen."""

    theme: str
    phrase: str
    texts: int
    outlets: int
    score: float
    example: str


@dataclass(slots=True)
class Sightings:
    """Where each phrase was seen; every wording of a sentence counts once, whoever prints it."""

    every: Counter[str] = field(default_factory=Counter)
    inside: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    outlets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    wordings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, doc: TaggedDoc, sentence: str, found: Iterable[str], themes: Iterable[str]) -> None:
        """Count the phrases of one sentence, each once."""
        for wording in set(found):
            phrase = _singular(wording)
            self.wordings[phrase][wording] += 1
            self.every[phrase] += 1
            self.texts[phrase].add(doc.id)
            self.outlets[phrase].add(doc.outlet or doc.id)
            if len(sentence) < len(self.examples.get(phrase, sentence + " ")):
                self.examples[phrase] = sentence
            for theme in themes:
                self.inside[theme][phrase] += 1


def cues(docs: Sequence[TaggedDoc], catalogue: Catalogue, lang: str, *, least: int, each: int) -> Iterator[Cue]:
    """The best phrases of each theme, each phrase for the one theme it suits best."""
    seen = _seen(docs, catalogue, lang)
    scores = _scores(seen, _frequent(seen, docs, catalogue, least))
    near = _nearness(catalogue, sorted({phrase for own in scores.values() for phrase in own}))
    best: dict[str, tuple[float, str]] = {}
    for theme, own in scores.items():
        for phrase, score in own.items():
            lift = near[phrase][theme]
            if lift >= _NEAR:
                worth = 10 * score * (_LIFT + lift) * math.log2(1 + len(seen.outlets[phrase]))
                best[phrase] = max(best.get(phrase, (0.0, "")), (worth, theme))
    yield from _chosen(best, seen, each)


def log_odds(inside: Counter[str], every: Counter[str], wanted: Iterable[str] | None = None) -> dict[str, float]:
    """z-score of each (wanted) word's log-odds ratio, a part against the rest of the whole; the prior is the whole."""
    scale = _PRIOR / max(1, every.total())
    n_in = inside.total()
    n_out = every.total() - n_in
    scores = {}
    for word in inside if wanted is None else wanted:
        count = inside[word]
        prior, rest = every[word] * scale, every[word] - count
        one = math.log((count + prior) / max(1, n_in + _PRIOR - count - prior))
        other = math.log((rest + prior) / max(1, n_out + _PRIOR - rest - prior))
        scores[word] = (one - other) / math.sqrt(1 / (count + prior) + 1 / (rest + prior))
    return scores


def _seen(docs: Sequence[TaggedDoc], catalogue: Catalogue, lang: str) -> Sightings:
    seen, names, told = Sightings(), matcher(catalogue), set()
    for doc in docs:
        taken = _by_sentence(doc, names.find(doc.text, doc.sentences))
        themes: dict[int, set[str]] = defaultdict(set)
        for tag in doc.themes:
            for span in tag.spans:
                place = sentence_at(doc.sentences, span.start)
                for near in range(place - 1, place + 2):
                    themes[near].add(tag.id)
        for index, span in enumerate(doc.sentences):
            sentence = doc.text[span.start : span.end]
            if (key := plain(sentence)) not in told:
                told.add(key)
                seen.add(doc, sentence, phrases(_without(doc.text, span, taken[index]), lang), themes[index])
    return seen


def _by_sentence(doc: TaggedDoc, hits: Iterable[Hit]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for hit in hits:
        if hit.layer in _NAMED:
            found[hit.sentence].append(hit.span)
    for name in (*doc.new_instruments, *doc.new_actors):
        for span in name.spans:
            found[sentence_at(doc.sentences, span.start)].append(span)
    return found


def _without(text: str, sentence: Span, taken: Iterable[Span]) -> str:
    """The sentence with a gap in place of each known name or cue: a phrase never overlaps one."""
    pieces, at = [], sentence.start
    for span in sorted(taken):
        if span.start >= at:
            pieces.append(text[at : span.start])
        at = max(at, span.end)
    return f" {_GAP}| ".join([*pieces, text[at : sentence.end]])


def _frequent(seen: Sightings, docs: Sequence[TaggedDoc], catalogue: Catalogue, least: int) -> frozenset[str]:
    """Phrases of enough texts and outlets, that are no piece of a longer one and that no cue says already."""
    known = [
        plain(word)
        for theme in catalogue.themes.values()
        for words in (theme.cues_zh, theme.cues_en, theme.weak_zh, theme.weak_en, theme.not_zh, theme.not_en)
        for word in words
    ]
    entries: list[Actor | Instrument] = [*catalogue.actors.values(), *catalogue.instruments.values()]
    known += [plain(own) for one in entries for own in (one.zh, one.en, *one.aliases_zh, *one.aliases_en)]
    most, longer = max(2 * least, int(_COMMON * len(docs))), _longer(seen, least)
    return frozenset(
        phrase for phrase, ids in seen.texts.items()
        if least <= len(ids) <= most and (len(seen.outlets[phrase]) > 1 or len(ids) > least)
        and longer[phrase] < _PIECE * seen.every[phrase] and not _covered(phrase, known)
    )  # fmt: skip


def _longer(seen: Sightings, least: int) -> Counter[str]:
    """How often the commonest longer phrase occurs that holds a phrase."""
    longest: Counter[str] = Counter()
    for phrase, count in seen.every.items():
        if len(seen.texts[phrase]) >= least:
            words = phrase.split(" ")
            units, glue = (list(phrase), "") if len(words) == 1 else (words, " ")
            for size in range(2, len(units)):
                for start in range(len(units) - size + 1):
                    piece = glue.join(units[start : start + size])
                    longest[piece] = max(longest[piece], count)
    return longest


def _covered(phrase: str, known: Iterable[str]) -> bool:
    """Whether a cue or name says it already, or it is a piece of one."""
    if has_han(phrase):
        return any(phrase in name or (len(name) > 2 and name in phrase) for name in known)
    own = f" {_singular(phrase)} "
    return any(own in f" {_singular(name)} " or f" {_singular(name)} " in own for name in known)


def _singular(phrase: str) -> str:
    return re.sub(r"(?<=[a-z]{3})(?<!s)s\b", "", phrase)


def _scores(seen: Sightings, wanted: frozenset[str]) -> dict[str, dict[str, float]]:
    scores = {}
    for theme, counts in seen.inside.items():
        own = [phrase for phrase in wanted if counts[phrase] >= _OWN * seen.every[phrase]]
        odds = log_odds(counts, seen.every, own)
        scores[theme] = {phrase: score for phrase, score in odds.items() if score > 0}
    return scores


def _nearness(catalogue: Catalogue, found: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each phrase and theme, the cosine to the theme's own words less the mean over all themes."""
    if not found:
        return {}
    centres: Vectors = np.stack([
        embed([theme.zh, theme.en, *theme.cues_zh, *theme.cues_en]).mean(axis=0)
        for theme in catalogue.themes.values()
    ])  # fmt: skip
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    cosines = embed(found) @ centres.T
    lifts = cosines - cosines.mean(axis=1, keepdims=True)
    return {
        phrase: dict(zip(catalogue.themes, map(float, row), strict=True))
        for phrase, row in zip(found, lifts, strict=True)
    }


def _chosen(best: Mapping[str, tuple[float, str]], seen: Sightings, each: int) -> Iterator[Cue]:
    """The best of each theme; of phrases that are nearly the same, the first."""
    order = sorted(best, key=lambda phrase: (-best[phrase][0], -len(phrase), phrase))
    kept: dict[str, list[str]] = defaultdict(list)
    for phrase in order:
        score, theme = best[phrase]
        if len(kept[theme]) < each and not any(_same(phrase, other) for own in kept.values() for other in own):
            kept[theme].append(phrase)
            yield Cue(
                theme=theme, phrase=seen.wordings[phrase].most_common(1)[0][0],
                texts=len(seen.texts[phrase]), outlets=len(seen.outlets[phrase]),
                score=round(score, 2), example=seen.examples[phrase],
            )  # fmt: skip


def _same(one: str, other: str) -> bool:
    """Whether two phrases are one with a word more, or but for a plural or a common last word: tools, systems."""
    if has_han(one):
        return one in other or other in one
    first, second = f" {_stem(one)} ", f" {_stem(other)} "
    return first in second or second in first


def _stem(phrase: str) -> str:
    words = _singular(phrase).split()
    return " ".join(words[:-1] if len(words) > 1 and phrase.split()[-1] in bounds("en").loose else words)

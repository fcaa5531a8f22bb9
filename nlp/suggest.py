"""What the catalogue might be missing, from a corpus: cues by log-odds, instruments and actors by their shape.

Cues: for each theme, words and phrases that stand in its sentences far more often than elsewhere, by the log-odds ratio
with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"), as z-scores.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.catalogue import Actor, Catalogue, Instrument
from domain.records import NewName, TaggedDoc
from domain.text import has_han, side
from nlp.folding import plain
from nlp.segment import sentence_at

_WORDS = re.compile(r"[a-z][a-z'-]+")
_HAN = re.compile(r"[一-鿿]+")
_PRIOR = 500.0
_PIECE = 0.6  # a phrase that mostly occurs inside one longer phrase is a piece of it
_OWN = 0.5  # share of a phrase's places that lie in sentences of the theme
_COMMON = 0.2  # share of the texts; a phrase of more texts is everybody's
_LONGEST = 9
_EN = (
    "the a an of to and in for on with by is are be as that this it at from or its was were has have will their not "
    "which also can more than but they we our all new how may such other these who about into been would"
)
_GENERIC = "Executive Order Act Bill Law Public Political Declaration Framework President Plan of the on"
_KINDS = frozenset(_GENERIC.split())
_STOP_EN = frozenset(_EN.split())
_STOP_ZH = frozenset("的了在是和与及或等对为将也都就而并以于从中这其该有不上下大个一二三年月日我他们你被把让使更")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One addition to consider: `kind` is `cue`, `instrument` or `actor`; `owner` is the theme, kind or class."""

    kind: str
    owner: str
    name: str
    lang: str
    texts: int
    score: float
    examples: tuple[str, ...]


def suggest(docs: Sequence[TaggedDoc], catalogue: Catalogue, *, least: int = 3, each: int = 8) -> list[Proposal]:
    """Proposals from tagged docs, best first within a kind.

    Args:
        docs: Tagged docs of any language.
        catalogue: What is known already.
        least: In how many docs a proposal must occur.
        each: How many cues to propose per theme and language.
    """
    found = [*_names(docs, catalogue, least)]
    for lang in ("zh", "en"):
        found.extend(_cues([doc for doc in docs if side(doc.lang) == lang], catalogue, lang, least, each))
    return sorted(found, key=lambda one: (one.kind, one.owner, -one.score, one.name))


def log_odds(inside: Counter[str], every: Counter[str]) -> dict[str, float]:
    """z-score of each word's log-odds ratio, a part against the rest of the whole; the prior is the whole."""
    scale = _PRIOR / max(1, every.total())
    n_in = inside.total()
    n_out = every.total() - n_in
    scores = {}
    for word, count in inside.items():
        prior, rest = every[word] * scale, every[word] - count
        one = math.log((count + prior) / (n_in + _PRIOR - count - prior))
        other = math.log((rest + prior) / (n_out + _PRIOR - rest - prior))
        scores[word] = (one - other) / math.sqrt(1 / (count + prior) + 1 / (rest + prior))
    return scores


def _cues(docs: Sequence[TaggedDoc], catalogue: Catalogue, lang: str, least: int, each: int) -> Iterator[Proposal]:
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    spread: dict[str, set[str]] = defaultdict(set)
    example: dict[str, str] = {}
    for doc, sentence, themes in _sentences(docs):
        phrases = Counter(_phrases(sentence, lang))
        every.update(phrases)
        for phrase in phrases:
            spread[phrase].add(doc.id)
            example.setdefault(phrase, sentence)
        for theme in themes:
            inside[theme].update(phrases)
    every = Counter({phrase: count for phrase, count in every.items() if len(spread[phrase]) >= least})
    known = [plain(cue) for theme in catalogue.themes.values() for cue in (*theme.cues_zh, *theme.cues_en)]
    whole, most = _extended(every), max(2 * least, int(_COMMON * len(docs)))
    for theme, counts in inside.items():
        common = Counter({phrase: count for phrase, count in counts.items() if phrase in every})
        scores = {
            phrase: score
            for phrase, score in log_odds(common, every).items()
            if whole[phrase] < _PIECE * every[phrase]
            and counts[phrase] > _OWN * every[phrase]
            and len(spread[phrase]) <= most
            and _telling(phrase)
        }
        best = sorted(scores, key=lambda phrase: (-scores[phrase], -len(phrase), phrase))
        for phrase in _distinct((phrase for phrase in best if not _covered(phrase, known)), each):
            yield Proposal(
                kind="cue", owner=theme, name=phrase, lang=lang, texts=len(spread[phrase]),
                score=round(scores[phrase], 2), examples=(example[phrase],),
            )  # fmt: skip


def _telling(phrase: str) -> bool:
    """Long enough to mean one thing: four characters (fewer than the longest counted), or two words."""
    return 4 <= len(phrase) < _LONGEST if has_han(phrase) else " " in phrase


def _sentences(docs: Sequence[TaggedDoc]) -> Iterator[tuple[TaggedDoc, str, set[str]]]:
    for doc in docs:
        themes: dict[int, set[str]] = defaultdict(set)
        for tag in doc.themes:
            for span in tag.spans:
                themes[sentence_at(doc.sentences, span.start)].add(tag.id)
        for index, span in enumerate(doc.sentences):
            yield doc, doc.text[span.start : span.end], themes[index]


def _phrases(sentence: str, lang: str) -> Iterator[str]:
    """Two to nine characters in Chinese, one to three words in English, none that begins or ends with a stop word."""
    if lang == "zh":
        for run in _HAN.findall(sentence):
            yield from ("".join(part) for part in _runs(list(run), range(2, _LONGEST + 1), _STOP_ZH))
    else:
        yield from (" ".join(part) for part in _runs(_WORDS.findall(sentence.lower()), range(1, 4), _STOP_EN))


def _runs(words: Sequence[str], sizes: range, stop: frozenset[str]) -> Iterator[Sequence[str]]:
    for size in sizes:
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if part[0] not in stop and part[-1] not in stop:
                yield part


def _extended(every: Counter[str]) -> Counter[str]:
    """How often the commonest phrase that is longer by one character or word occurs, for each phrase."""
    longest: Counter[str] = Counter()
    for phrase, count in every.items():
        words = phrase.split(" ")
        pieces = (phrase[1:], phrase[:-1]) if len(words) == 1 else (" ".join(words[1:]), " ".join(words[:-1]))
        for piece in pieces:
            longest[piece] = max(longest[piece], count)
    return longest


def _distinct(phrases: Iterable[str], most: int) -> list[str]:
    """The first phrases of which none is a piece of another."""
    kept: list[str] = []
    for phrase in phrases:
        if not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
        if len(kept) == most:
            break
    return kept


def _covered(phrase: str, known: Iterable[str]) -> bool:
    """Whether a cue says it already, or it is a piece of one."""
    return any(phrase in cue or (cue in phrase and (has_han(cue) or f" {cue} " in f" {phrase} ")) for cue in known)


def _names(docs: Sequence[TaggedDoc], catalogue: Catalogue, least: int) -> Iterator[Proposal]:
    entries: list[Actor | Instrument] = [*catalogue.actors.values(), *catalogue.instruments.values()]
    known = [plain(own) for one in entries for own in (one.zh, one.en, *one.aliases_zh, *one.aliases_en)]
    for kind in ("instrument", "actor"):
        seen: dict[str, list[tuple[TaggedDoc, NewName]]] = defaultdict(list)
        for doc in docs:
            for new in doc.new_instruments if kind == "instrument" else doc.new_actors:
                seen[new.name].append((doc, new))
        for name, mentions in seen.items():
            if len({doc.id for doc, _ in mentions}) >= least and not _piece_of(name, known):
                yield _proposed(kind, name, mentions)


def _piece_of(name: str, known: Iterable[str]) -> bool:
    """Whether it begins a name that is known, or says only whose and what kind: Today's Executive Order."""
    folded = plain(name)
    own = [word for word in re.split(r".*['’]s |\W+", name) if word and word not in _KINDS]
    return (not has_han(name) and len(own) < 2) or any(other.startswith(folded) for other in known)


def _proposed(kind: str, name: str, mentions: list[tuple[TaggedDoc, NewName]]) -> Proposal:
    examples = []
    for doc, found in mentions[:2]:
        span = doc.sentences[sentence_at(doc.sentences, found.spans[0].start)]
        examples.append(doc.text[span.start : span.end])
    return Proposal(
        kind=kind, owner=mentions[0][1].kind, name=name, lang="zh" if has_han(name) else "en",
        texts=len({doc.id for doc, _ in mentions}), score=float(sum(len(found.spans) for _, found in mentions)),
        examples=tuple(examples),
    )  # fmt: skip

"""Noun-like phrases of a sentence that might be cues: what stands between the names and cues that are known already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from domain.text import simplified
from nlp.encoder import encoder
from nlp.features import cut
from nlp.lexicons import word_lists

_HAN = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]|[A-Za-z]|[^A-Za-z\s]+")
_SHORTEST, _LONGEST = 4, 10  # characters of a Chinese phrase
_WORDS = 4
_PREFIXES = frozenset("非反超微零")
_ADVERB = re.compile(r".*(?:[^i]ly|n't)$")
_VERBAL = re.compile(r".*(?:ing|ed)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Words that bound a phrase of one language; `proposals.yml` says what each group is."""

    stop: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    loose: frozenset[str]
    openers: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()


@cache
def bounds(lang: str) -> Bounds:
    """The bounds of `zh` or `en`, read once."""
    rows: dict[str, list[str]] = word_lists("proposals")
    return Bounds(
        stop=frozenset(rows[f"stop_{lang}"]),
        first=frozenset(rows[f"first_{lang}"]),
        last=frozenset(rows[f"last_{lang}"]),
        loose=frozenset(rows[f"loose_{lang}"]),
        openers=frozenset(rows.get(f"openers_{lang}", ())),
        opens=frozenset(rows.get(f"opens_{lang}", ())),
    )


def phrases(stretch: str, lang: str) -> Iterator[str]:
    """Every candidate of a stretch of text: two to four words, in Chinese four to ten characters."""
    if lang == "zh":
        for run in _HAN.findall(simplified(stretch)):
            yield from ("".join(part) for part in _runs(words_zh(run)) if _holds_zh(part))
    else:
        words = _LATIN.findall(stretch.replace("’", "'"))
        yield from (" ".join(part).lower() for part in _runs(words) if _holds_en(part))


def words_zh(run: str) -> list[str]:
    """The words of a run of Chinese characters."""
    return cut(run, encoder().lexicon)


def says_something(words: Sequence[str], lang: str) -> bool:
    """Whether one of the words is more than a common word of the field."""
    return any(word not in bounds(lang).loose for word in words)


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for size in range(2, _WORDS + 1):
        for start in range(len(words) - size + 1):
            yield words[start : start + size]


def _holds_zh(words: Sequence[str]) -> bool:
    known = bounds("zh")
    return (
        _SHORTEST <= sum(map(len, words)) <= _LONGEST
        and (len(words[0]) > 1 or words[0] in _PREFIXES)
        and words[0] not in known.first
        and words[-1] not in known.last
        and (len(words[-1]) > 1 or len(words) > 2)
        and known.stop.isdisjoint(words)
        and says_something(words, "zh")
        and all(one != other for one, other in pairwise(words))
    )


def _holds_en(words: Sequence[str]) -> bool:
    known = bounds("en")
    low = [word.lower() for word in words]
    inner = [word for place, word in enumerate(low) if word != "of" or place in (0, len(low) - 1)]
    return (
        all(word[0].isalpha() and len(word) > 1 and "'" not in word for word in low)
        and low[-1] != "of" != low[0]
        and known.stop.isdisjoint(inner)
        and low[0] not in known.first
        and low[-1] not in known.last
        and not any(_ADVERB.match(word) for word in low)
        and (low[0] in known.openers or not _VERBAL.match(low[0]))
        and not low[-1].endswith("ed")
        and says_something(low, "en")
        and not all(word[0].isupper() for word in words if word != "of")
    )

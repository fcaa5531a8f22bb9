"""What the encoder sees of a text: Chinese characters, words and pairs of words; Latin words and pairs of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from domain.text import simplified

LONGEST = 8
_LIMIT = 4000
_UNKNOWN = 18.0
_PART = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+(?:['’][^\W_\u3400-\u9fff]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The dictionary that Chinese is cut by: minus the logarithm of each word's frequency.

    `longest` says, for the first two characters, how long a word that begins with them can be.
    """

    costs: Mapping[str, float]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, costs: Mapping[str, float]) -> Lexicon:
        """The lexicon of these costs."""
        longest: dict[str, int] = {}
        for word in costs:
            if len(word) > 1:
                longest[word[:2]] = max(longest.get(word[:2], 0), len(word))
        return cls(costs=costs, longest=longest)


def normal(text: str) -> str:
    """NFKC, simplified, lower case, the first 4,000 characters."""
    return simplified(unicodedata.normalize("NFKC", text[:_LIMIT])).lower()


def features(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Every feature of a text, each as often as it occurs; `a b` is a pair of neighbouring words."""
    before = ""
    for part in _PART.findall(normal(text)):
        if is_han(part):
            cuts, before = cut(part, lexicon), ""
            yield from part
            yield from (word for word in cuts if len(word) > 1)
        else:
            cuts = [_bare(part)]
            yield from cuts
        for one, other in zip([before, *cuts], cuts, strict=False):
            if one:
                yield f"{one} {other}"
        before = "" if is_han(part) else cuts[-1]


def words(text: str) -> list[str]:
    """The Latin words and numbers of a text, as `features` has them: what both languages write alike."""
    return [_bare(part) for part in _PART.findall(normal(text)) if not is_han(part)]


def is_han(part: str) -> bool:
    """Whether a feature is of Chinese script."""
    return "\u3400" <= part[0] <= "\u9fff"


def cut(run: str, lexicon: Lexicon) -> list[str]:
    """The likeliest words of a run of Chinese characters: the cut with the lowest sum of costs."""
    costs, longest = lexicon.costs.get, lexicon.longest.get
    size = len(run)
    best = [0.0] + [inf] * size
    starts = [0] * (size + 1)
    for start in range(size):
        base = best[start]
        cost = base + costs(run[start], _UNKNOWN)
        if cost <= best[start + 1]:
            best[start + 1], starts[start + 1] = cost, start
        for end in range(start + 2, min(start + longest(run[start : start + 2], 0), size) + 1):
            cost = base + costs(run[start:end], inf)
            if cost < best[end]:
                best[end], starts[end] = cost, start
    return _walked_back(run, starts)


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _walked_back(run: str, starts: list[int]) -> list[str]:
    words, end = [], len(run)
    while end:
        words.append(run[starts[end] : end])
        end = starts[end]
    return words[::-1]

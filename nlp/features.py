"""What the encoder sees of a text: Chinese characters, words and pairs of words; Latin words and pairs of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from domain.text import simplified

LONGEST = 8
_LIMIT = 4000
_UNKNOWN = 18.0
_PART = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+(?:['’][^\W_\u3400-\u9fff]+)?")


def normal(text: str) -> str:
    """NFKC, simplified, lower case, the first 4,000 characters."""
    return simplified(unicodedata.normalize("NFKC", text[:_LIMIT])).lower()


def features(text: str, costs: Mapping[str, float]) -> Iterator[str]:
    """Every feature of a text, each as often as it occurs; `a b` is a pair of neighbouring words.

    Args:
        text: Any text; Chinese and Latin script may be mixed.
        costs: The dictionary that Chinese is cut by: minus the logarithm of each word's frequency.
    """
    before = ""
    for part in _PART.findall(normal(text)):
        if is_han(part):
            cuts, before = cut(part, costs), ""
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


def cut(run: str, costs: Mapping[str, float]) -> list[str]:
    """The likeliest words of a run of Chinese characters: the cut with the lowest sum of costs."""
    best = [0.0]
    sizes = [0]
    find = costs.get
    for end in range(1, len(run) + 1):
        low, size = best[end - 1] + find(run[end - 1], _UNKNOWN), 1
        for length in range(2, min(LONGEST, end) + 1):
            cost = find(run[end - length : end])
            if cost is not None and best[end - length] + cost < low:
                low, size = best[end - length] + cost, length
        best.append(low)
        sizes.append(size)
    return _walked_back(run, sizes)


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


def _walked_back(run: str, sizes: list[int]) -> list[str]:
    words, end = [], len(run)
    while end:
        words.append(run[end - sizes[end] : end])
        end -= sizes[end]
    return words[::-1]

"""Several extractors on one page: which of them to believe, and which of its lines no other one has.

Measured on the article-extraction benchmark (docs/decisions holds the numbers): one extractor with our own chrome
rules .970, the choice among three .972, without lines that nobody else has .976, and .979 when a text that stops
in the middle gives way to a longer one that two others share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

Shingles = Counter[tuple[str, ...]]
_WORD = re.compile(r"\w+")
_TRUST = 0.05  # the first voice wins unless the others agree by more than this
_SHARED = 0.6  # share of a line's shingles that another voice must have
_HALF = 0.5


def agreed(voices: Mapping[str, Sequence[str]], first: str, second: str, own: str, rivals: Sequence[str]) -> list[str]:
    """The lines to keep.

    Args:
        voices: Lines by voice; empty ones take no part.
        first: The voice that is believed when in doubt.
        second: The voice of another school; a line needs it or `own`.
        own: A third voice, too coarse to be chosen itself.
        rivals: Voices that may be chosen instead of the first.
    """
    spoken = {name: shingles(lines) for name, lines in voices.items() if lines}
    chosen = _chosen(spoken, [first, *rivals], first)
    if chosen is None:
        return list(voices.get(own, ()))
    if _stops_short(voices, spoken, chosen, second, own):
        chosen = second
    lines = list(voices[chosen])
    witnesses = [_Witness(voices[name]) for name in (second, own) if name in spoken and name != chosen]
    kept = [line for line in lines if chosen == second or any(witness.has(line) for witness in witnesses)]
    return kept if witnesses and _size(kept) >= 0.6 * _size(lines) else lines


def shingles(lines: Sequence[str], size: int = 4) -> Shingles:
    """The text's word n-grams, counted."""
    words = _WORD.findall("\n".join(lines).lower())
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


def likeness(one: Shingles, other: Shingles) -> float:
    """F1 of two bags of n-grams, in [0, 1]."""
    shared = sum((one & other).values())
    return 2 * shared / ((sum(one.values()) + sum(other.values())) or 1)


class _Witness:
    """A voice as it is asked line by line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._triples = set(shingles(lines, 3))
        self._lines = {" ".join(_WORD.findall(line.lower())) for line in lines}

    def has(self, line: str) -> bool:
        words = _WORD.findall(line.lower())
        if len(words) < 4:
            return " ".join(words) in self._lines
        triples = set(shingles([line], 3))
        return len(triples & self._triples) >= _SHARED * len(triples)


def _chosen(spoken: Mapping[str, Shingles], names: Sequence[str], first: str) -> str | None:
    """The voice most like the others."""
    there = [name for name in names if name in spoken]
    if not there:
        return None

    def support(name: str) -> float:
        others = [other for other in there if other != name]
        mean = sum(likeness(spoken[name], spoken[other]) for other in others) / len(others) if others else 1.0
        return mean + (_TRUST if name == first else 0.0)

    return max(there, key=support)


def _stops_short(
    voices: Mapping[str, Sequence[str]], spoken: Mapping[str, Shingles], chosen: str, second: str, own: str
) -> bool:
    """Whether the chosen text is less than half of a longer one that holds it and that a third voice shares."""
    if second not in spoken or own not in spoken or chosen == second:
        return False
    if _size(voices[chosen]) >= _HALF * _size(voices[second]):
        return False
    short, long, third = spoken[chosen], spoken[second], spoken[own]
    held = sum((short & long).values()) / (sum(short.values()) or 1)
    shared = sum((long & third).values()) / (sum(long.values()) or 1)
    return held > 0.9 and shared > 0.7


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) for line in lines)

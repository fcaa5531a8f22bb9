"""Texts as arrays of numbers: tokens, lines and shingles, all in numpy so that a corpus can be compared at speed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from domain.text import simplified

Codes = NDArray[np.uint64]

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\s]*\)")
_ADDRESS = re.compile(r"https?://[\w\-./?%&=#:~+@!,;$*']+")
_HAN_START, _HAN_END = 0x3400, 0xA000
_BMP, _ASTRAL_HAN = 0x10000, 0x20000
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_STEPS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_HAN_GRAM, _WORD_GRAM = 5, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One text: a code per token (Han character, Latin word or number), the line it stands in, a code per line."""

    codes: Codes
    is_number: NDArray[np.bool_]
    line_of: NDArray[np.int64]
    lines: Codes
    gram: int

    def grams(self) -> Codes:
        """The codes of all n-grams in order, each at the place of its first token: 5 characters, or 3 words."""
        return _grams(self.codes, self.gram)

    def shingles(self, drop: NDArray[np.bool_] | None = None) -> Codes:
        """Sorted distinct codes of all n-grams, without the dropped lines."""
        codes = self.codes if drop is None else self.codes[~drop[self.line_of]]
        return distinct(_grams(codes, self.gram))

    def numbers(self, drop: NDArray[np.bool_]) -> Codes:
        """Sorted distinct codes of the numbers outside the dropped lines."""
        return distinct(self.codes[self.is_number & ~drop[self.line_of]])


def tokens(text: str) -> Tokens:
    """The tokens of a text: NFKC, simplified, lower case; marks, addresses and markdown do not count."""
    points = np.frombuffer(_plain(text).encode("utf-32-le", "ignore"), np.uint32)
    letters = _letters(points)
    kept = letters > 0
    han = kept & (letters >= _HAN_START) & ((letters < _HAN_END) | (letters >= _ASTRAL_HAN))
    starts = kept & (han | ~np.concatenate(([False], (kept & ~han)[:-1])))
    where = np.flatnonzero(kept)
    first = np.flatnonzero(starts[where])
    seen = letters[where].astype(np.uint64)
    codes = _words(seen, first)
    digits = (seen >= ord("0")) & (seen <= ord("9"))
    is_number = np.logical_and.reduceat(digits, first) if len(first) else np.zeros(0, np.bool_)
    line_of = np.cumsum(points == 10)[where[first]]
    lines, line_of = _lines(codes, line_of)
    gram = _HAN_GRAM if int(han.sum()) * 2 > len(codes) else _WORD_GRAM
    return Tokens(codes=codes, is_number=is_number, line_of=line_of, lines=lines, gram=gram)


def shared(small: Codes, large: Codes) -> int:
    """How many of the sorted codes of the one stand in the other."""
    if not len(small) or not len(large):
        return 0
    at = np.minimum(np.searchsorted(large, small), len(large) - 1)
    return int(np.count_nonzero(large[at] == small))


def distinct(codes: Codes) -> Codes:
    """Sorted, each once; faster here than np.unique, which hashes."""
    ordered = np.sort(codes)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def mixed(codes: Codes) -> Codes:
    """Codes spread evenly over 64 bits."""
    codes = (codes ^ (codes >> np.uint64(30))) * _MIXER
    return codes ^ (codes >> np.uint64(27))


def _letters(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """For each code point the letter or digit it stands for, 0 where it is none."""
    if not len(points) or points.max() < _BMP:
        return _table()[points]
    return np.where(points < _BMP, _table()[np.minimum(points, _BMP - 1)], np.where(points >= _ASTRAL_HAN, points, 0))


def _plain(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _ADDRESS.sub(" ", text) if "://" in text else text


def _words(letters: Codes, first: NDArray[np.int64]) -> Codes:
    """One code per token: the sum of its letters, each mixed with its place in the token."""
    if len(first) == len(letters):
        return mixed(letters * _MULTIPLIER)
    place = np.arange(len(letters)) - np.repeat(first, np.diff(np.append(first, len(letters))))
    return np.add.reduceat(mixed(letters * _MULTIPLIER + place.astype(np.uint64)), first)


def _lines(codes: Codes, line_of: NDArray[np.int64]) -> tuple[Codes, NDArray[np.int64]]:
    """One code per line that holds a token, and for each token the number of its line."""
    if not len(codes):
        return codes, line_of
    first = np.flatnonzero(np.concatenate(([True], np.diff(line_of) > 0)))
    sizes = np.diff(np.append(first, len(codes)))
    return _words(codes, first), np.repeat(np.arange(len(first)), sizes)


def _grams(codes: Codes, size: int) -> Codes:
    if len(codes) < size:
        return np.zeros(0, np.uint64)
    count = len(codes) - size + 1
    total = np.zeros(count, np.uint64)
    for step in range(size):
        total += codes[step : step + count] * _STEPS[step]
    return mixed(total)


@cache
def _table() -> NDArray[np.uint32]:
    """For each code point of the first plane the letter it stands for, 0 where it is no letter or digit."""
    table = np.zeros(_BMP, np.uint32)
    for point in range(_BMP):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1 and plain.isalnum():
            table[point] = ord(simplified(plain.lower())[0])
    return table

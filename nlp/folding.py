"""A text folded for matching, with an exact map back: NFKC, case, script, quotes and spaces no longer matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.records import Span
from domain.text import simplified

_HAN = "㐀-䶿一-鿿豈-﫿"
_SPACE_BY_HAN = re.compile(rf"[ \t](?:(?<=[{_HAN}].)[ \t]*|[ \t]*(?=[{_HAN}]))")
_DROPPED = frozenset('《》〈〉「」『』“”"·•‧・\u200b\u200c\u200d\u2060\ufeff\u00ad*\ue000')
_SPACED = frozenset("-‐‑‒–—_\t\u00a0")
_APOSTROPHES = frozenset("’‘ʼ`")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `at[i]` is the place in the original of folded character i."""

    text: str
    at: tuple[int, ...]
    case: str

    def span(self, start: int, end: int) -> Span:
        """The original range behind a folded range."""
        return Span(start=self.at[start], end=self.at[end - 1] + 1)


def fold(text: str) -> Folded:
    """Fold a text; quotes, book-title marks and spaces beside Chinese vanish, a hyphen is a space.

    `case` is as long as `text` and keeps capitals, for names in which they are meaningful.
    """
    spaced = _SPACE_BY_HAN.sub(lambda found: "\ue000" * len(found[0]), text)
    kept = _folded(spaced)
    at = _places(spaced)
    lower = kept.lower()
    if len(lower) != len(kept):
        lower = "".join([_lower(char) for char in kept])
    return Folded(lower, at, kept)


@lru_cache(maxsize=4)
def recent(text: str) -> Folded:
    """The same as `fold`, remembered for a text that several stages look at."""
    return fold(text)


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """The folded form of a short name or word."""
    return fold(text).text


def is_word(char: str) -> bool:
    """Whether a folded character belongs to a word that has edges: a letter or digit that is not Chinese."""
    return char.isalnum() and not "⺀" <= char <= "\uffff"


@cache
def _lower(char: str) -> str:
    folded = char.lower()
    return folded if len(folded) == 1 else char


class _Pieces(dict[str, str]):
    """What each character becomes; `finds` finds those that become none or several, once they have been asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.odd = ""
        self.finds = re.compile("(?!)")

    def __missing__(self, char: str) -> str:
        piece = self[char] = _piece(char)
        if len(piece) != 1:
            self.odd += char
            self.finds = re.compile(f"[{re.escape(self.odd)}]")
        return piece


def _folded(text: str) -> str:
    """Each character as its piece; cut at those that change, as `str.translate` looks up every character."""
    pieces = _pieces()
    parts = _changing().split(text)
    parts[1::2] = [pieces[char] for char in parts[1::2]]
    return "".join(parts)


def _places(text: str) -> tuple[int, ...]:
    """The place in the text of each character of its folded form."""
    pieces = _pieces()
    at: list[int] = []
    start = 0
    for found in pieces.finds.finditer(text):
        place = found.start()
        at.extend(range(start, place))
        at.extend([place] * len(pieces[text[place]]))
        start = place + 1
    at.extend(range(start, len(text)))
    return tuple(at)


@cache
def _pieces() -> _Pieces:
    return _Pieces()


@cache
def _changing() -> re.Pattern[str]:
    """Finds the characters that folding may change: those of the basic plane that do, and all beyond it."""
    plane = (char for char in map(chr, range(0x10000)) if _piece(char) != char)
    return re.compile(f"([{''.join(map(re.escape, plane))}\U00010000-\U0010ffff])")


def _piece(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _SPACED:
        return " "
    if char in _APOSTROPHES:
        return "'"
    if char == "…":
        return char
    return simplified(unicodedata.normalize("NFKC", char))

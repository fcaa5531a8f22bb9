"""Claims that a consensus exists; who works towards one claims nothing: "to build international consensus"."""

from __future__ import annotations

import re

from nlp.reading import Reading
from nlp.words import Hit

_WISHED = re.compile(
    r"\b(?:build|develop|establish|reach|foster|forge|seek|promot|achiev|creat|advanc|strengthen|form|pursu|find|facilitat|"
    r"toward|need for|lack of|call\w* for|want)\w*\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_REACH = 48  # characters before a consensus in which the verb stands whose object it is


def claimed(reading: Reading, start: int, end: int) -> list[Hit]:
    """The words within a range that claim that others agree."""
    text = reading.doc.text
    hits = reading.said("consensus", start, end)
    return [hit for hit in hits if _WISHED.search(text, max(0, hit.start - _REACH), hit.start) is None]

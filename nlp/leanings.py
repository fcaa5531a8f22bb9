"""Words that lean against a proposition by what they mean: a plea of fair use, controls on exports, goods held back.

Most words of a theme are what its proposition wants. A company that pleads fair use speaks against the rights of
authors, a state that keeps or makes export controls against the flow of chips, and so does who stops chips or exports.
"""

from __future__ import annotations

import re

from nlp.governors import Governor, is_done_to, negators
from nlp.holding import Holding
from nlp.reading import Reading
from nlp.targets import Target
from nlp.voice import RULING

_STATES = RULING | {"legislature"}
_OWN = ("voice", "enact", "document", "position")
_REACH = 60  # characters between a verb and what it holds back
_BESIDE = 12  # characters around a theme's words in which the plea or the control is named
# what is stopped is the trouble of the goods
_TROUBLE = re.compile(
    r"\b(?:disrupt|shortage|smuggl|dependen|interrupt|bottleneck|theft|stealing|price|delay|fragil)", re.IGNORECASE
)
_ASIDE = re.compile(r"[,;:]|\b(?:and|but|or|from)\s")

Leaning = tuple[float, tuple[str, ...], bool]


def leaning(reading: Reading, holding: Holding, target: Target, found: Governor | None) -> Leaning | None:
    """Opposition that lies in the words themselves; None where nothing leans."""
    if reading.words.lang != "en" or not target.is_theme:
        return None
    control = _of(reading, "controls", target)
    if control and _is_lifted(reading, holding, target, found):
        is_denied = found is not None and bool(negators(reading, holding, found))
        return (-1.0 if is_denied else 1.0), (f"lifts:{control}",), is_denied
    if found is not None and found.kind == "counter":
        return _held_back(reading, holding, target, found)
    if found is not None and (found.kind != "support" or negators(reading, holding, found)):
        return None
    plea = _of(reading, "pleas", target)
    if plea and reading.are(holding.holders, {"industry"}):
        return -1.0, (f"pleads:{plea}",), False
    if control and holding.group in _OWN and not holding.about and reading.are(holding.holders, _STATES):
        return -1.0, (f"controls:{control}",), False
    return None


def _held_back(reading: Reading, holding: Holding, target: Target, found: Governor) -> Leaning | None:
    """A verb of stopping with goods as its object, and no harm between that it stops instead."""
    word = _of(reading, "goods", target)
    if not word or found.place != 2 or not 0 <= found.gap(target) <= _REACH or negators(reading, holding, found):
        return None
    if reading.says(("hazard", "harm"), found.hit.end, target.span.end):
        return None
    if _TROUBLE.search(reading.doc.text, found.hit.end, target.span.end + _BESIDE) is not None:
        return None
    return -1.0, (f"holds_back:{found.hit.word}+{word}",), False


def _is_lifted(reading: Reading, holding: Holding, target: Target, found: Governor | None) -> bool:
    """Whether controls are the object of the last verb before them, or the subject behind, and it lifts them."""
    start = max(holding.content.start, target.span.start - _REACH)
    for hit in reading.said("lifts", start, target.span.start)[-1:]:
        if found is None or found.hit.start <= hit.start:
            return _ASIDE.search(reading.doc.text, hit.end, target.span.start) is None
    after = reading.said("lifts", target.span.end, target.span.end + _REACH)
    return bool(after) and is_done_to(reading, target, after[0])


def _of(reading: Reading, group: str, target: Target) -> str:
    """The word of a group that overlaps the theme's words or stands right beside them."""
    hits = reading.said(group, max(0, target.span.start - _BESIDE), target.span.end + _BESIDE)
    return next((hit.word for hit in hits if hit.start < target.span.end and target.span.start < hit.end), "")

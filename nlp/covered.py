"""Whether a stretch meets one of many spans, asked in the time of a search: a long text names thousands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from operator import attrgetter

from domain.records import Span

_START = attrgetter("start")


class Covered:
    """Spans in any order, nested or not."""

    def __init__(self, spans: Iterable[Span]) -> None:
        found = sorted(spans, key=_START)
        self._starts = [span.start for span in found]
        self._reach = list(accumulate((span.end for span in found), max))  # the furthest end of those up to each

    def meets(self, span: Span) -> bool:
        """Whether one of the spans shares a character with another span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start

    def goes_on(self, place: int) -> bool:
        """Whether a place lies within one of the spans, not at its edge."""
        before = bisect_left(self._starts, place)
        return before > 0 and self._reach[before - 1] > place

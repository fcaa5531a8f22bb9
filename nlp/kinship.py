"""Whether two texts are one text: shared shingles first, then titles, numbers and credit lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from nlp.credits import same_outlet
from nlp.prints import Print
from nlp.shingles import Codes, shared

_COPY, _REWRITE = 0.8, 0.5
_EXTENT = 0.35
_LEAST = 8
_CHANGED, _ALL = 0.9, 0.97
_FEW = 4
_REWRITTEN_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two positions whose texts are one; `extent` is the part of the larger text that is shared."""

    small: int
    large: int
    containment: float
    extent: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    containment: float
    extent: float
    title: float
    numbers: float
    tells_numbers: bool
    is_numbered: bool
    is_other_issue: bool
    credit: str


def link(first: int, second: int, one: Print, other: Print) -> Link | None:
    """The link between two texts of one language, or None when they are two texts."""
    (small, small_at), (large, large_at) = sorted(
        ((one, first), (other, second)), key=lambda side: (len(side[0].own), side[0].article)
    )
    if small.is_little:
        seen = _measure(small, large, small.whole)
        why = _little_is_left(seen, len(small.whole))
    else:
        seen = _measure(small, large, small.own)
        why = _copied(seen)
    if why is None:
        return None
    return Link(small=small_at, large=large_at, containment=seen.containment, extent=seen.extent, evidence=why)


def _measure(small: Print, large: Print, part: Codes) -> _Measure:
    common = shared(part, large.whole)
    rest = large.own if part is small.own else large.whole
    return _Measure(
        containment=common / max(1, len(part)),
        extent=min(1.0, common / max(1, len(rest))),
        title=_likeness(small.title, large.title),
        numbers=_kept(small.numbers, large.numbers),
        tells_numbers=len(small.numbers) >= _FEW,
        is_numbered=small.title_numbers != large.title_numbers,
        is_other_issue=same_outlet(small.outlet, large.outlet) or _are_far(small, large),
        credit=_credit(small, large),
    )


def _little_is_left(seen: _Measure, size: int) -> str | None:
    """Texts that are short, or hold little beside lines that recur in their outlet: the titles must agree as well."""
    is_next = seen.is_numbered and seen.title >= 0.8
    if size < _LEAST or seen.containment < _CHANGED or seen.title < 0.5 or is_next:
        return None
    return f"containment {seen.containment:.2f} and the same title"


def _copied(seen: _Measure) -> str | None:
    if _is_series(seen):
        return None
    parts = [f"containment {seen.containment:.2f}"]
    if seen.title >= 0.8:
        parts.append("same title")
    if seen.credit:
        parts.append(f"credit line {seen.credit}")
    is_whole = seen.extent >= _EXTENT or len(parts) > 1
    if seen.containment >= _COPY and is_whole:
        return "; ".join(parts)
    return "; ".join([*parts, "rewritten"]) if len(parts) > 1 and _is_rewritten(seen) else None


def _is_rewritten(seen: _Measure) -> bool:
    return (
        seen.containment >= _REWRITE
        and seen.extent >= _EXTENT
        and seen.numbers >= 0.8
        and not (seen.is_numbered or seen.is_other_issue)
    )


def _is_series(seen: _Measure) -> bool:
    """One template with other facts: the same title with another number, or few numbers in common."""
    if seen.is_numbered and seen.title >= 0.8:
        return seen.containment < _ALL if seen.numbers >= 0.85 and not seen.tells_numbers else seen.numbers < 0.85
    return seen.numbers < 0.5 and seen.containment < _CHANGED


def _are_far(one: Print, other: Print) -> bool:
    return bool(
        one.published_at and other.published_at and abs(one.published_at - other.published_at) > _REWRITTEN_WITHIN
    )


def _likeness(one: Codes, other: Codes) -> float:
    size = min(len(one), len(other))
    return shared(one, other) / size if size >= 2 else 0.0


def _kept(small: Codes, large: Codes) -> float:
    """The part of the one text's numbers that the other has too; 1 where there are too few to tell."""
    return shared(small, large) / len(small) if len(small) >= _FEW else 1.0


def _credit(one: Print, other: Print) -> str:
    for side, origin in ((one, other), (other, one)):
        for name in side.credits:
            if same_outlet(name, origin.outlet) or name in origin.credits:
                return name
    return ""

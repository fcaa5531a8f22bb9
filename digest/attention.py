"""How many independent texts touch a target, week by week: the window of four weeks and the twelve before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digest.thresholds import Thresholds
from domain.snapshot import Evidence, FamilyText, Snapshot
from domain.week import Week

_DAY = 86400.0
_ENOUGH = 12  # below that many baseline texts the spread of weekly counts says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The digest's weeks, newest first: week 0 ends the window."""

    week: Week
    window_weeks: int
    weeks: int

    @classmethod
    def of(cls, snapshot: Snapshot, table: Thresholds) -> Calendar:
        """The calendar of a snapshot."""
        inside = table.window_days // 7
        return cls(
            week=Week.parse(snapshot.week, snapshot.tz), window_weeks=inside, weeks=inside + table.baseline_weeks
        )

    def age(self, moment: datetime) -> float:
        """Days before the end of the window."""
        return (self.week.end - moment).total_seconds() / _DAY

    def back(self, moment: datetime) -> int:
        """How many weeks back; negative after the window."""
        return int(self.age(moment) // 7) if self.age(moment) > 0 else -1

    def in_window(self, moment: datetime) -> bool:
        """Whether a moment falls in the window."""
        return 0 <= self.back(moment) < self.window_weeks

    def in_week(self, moment: datetime) -> bool:
        """Whether a moment falls in the digest's own week."""
        return self.week.contains(moment)

    def in_baseline(self, moment: datetime) -> bool:
        """Whether a moment falls in the weeks before the window."""
        return self.window_weeks <= self.back(moment) < self.weeks

    def label(self, back: int) -> str:
        """`2024-W27`, so many weeks back."""
        return str(self.week.shift(-back))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Families per week on each target and overall, newest week first."""

    total: tuple[int, ...]
    by_target: dict[str, tuple[int, ...]]
    window_weeks: int

    def counts(self, target: str) -> tuple[int, int, int, int]:
        """(y, T, Y, Tb): on the target and overall, in the window and in the baseline."""
        mine, cut = self.by_target.get(target, (0,) * len(self.total)), self.window_weeks
        return sum(mine[:cut]), sum(self.total[:cut]), sum(mine[cut:]), sum(self.total[cut:])

    def overdispersion(self, target: str) -> float:
        """Pearson's dispersion of the baseline's weekly counts, at least 1; bursts are rarer news than they look."""
        mine = self.by_target.get(target, ())[self.window_weeks :]
        total = self.total[self.window_weeks :]
        if sum(mine) < _ENOUGH:
            return 1.0
        rate = sum(mine) / sum(total)
        terms = [(y - rate * t) ** 2 / (rate * t) for y, t in zip(mine, total, strict=True) if t]
        return max(1.0, round(sum(terms) / max(1, len(terms) - 1), 4))


def attention(snapshot: Snapshot, calendar: Calendar) -> Attention:
    """Count families per target and week; a text with a statement on a target touches it too."""
    touched = _touched(snapshot.texts, snapshot.evidence)
    total: Counter[int] = Counter()
    by_target: dict[str, Counter[int]] = defaultdict(Counter)
    for text in snapshot.texts:
        back = calendar.back(text.published_at)
        if 0 <= back < calendar.weeks:
            total[back] += 1
            for target in touched[text.family]:
                by_target[target][back] += 1
    weeks = range(calendar.weeks)
    return Attention(
        total=tuple(total[back] for back in weeks),
        by_target={target: tuple(n[back] for back in weeks) for target, n in sorted(by_target.items())},
        window_weeks=calendar.window_weeks,
    )


def _touched(texts: Iterable[FamilyText], evidence: Iterable[Evidence]) -> dict[str, set[str]]:
    touched = {text.family: set(text.targets) for text in texts}
    for item in evidence:
        touched.setdefault(item.family, set()).add(item.statement.target)
    return touched

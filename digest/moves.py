"""What moved a topic: who joined, who changed position, and how attention went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from digest.attention import Calendar
from digest.topics import BACKING, Topic
from domain.snapshot import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A principal that stood elsewhere in the baseline; both positions by their latest statement."""

    principal: str
    before: Evidence
    after: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Joiners of the window, those of them whose first backing came this week, and changes of position."""

    joined: tuple[str, ...]
    joined_this_week: tuple[str, ...]
    changed: tuple[Change, ...]
    changed_this_week: tuple[str, ...]


def moves(topic: Topic, calendar: Calendar) -> Moves:
    """Compare the window's voices with what the same principals said before."""
    backing = _grouped(item for item in topic.evidence if item.statement.stance in BACKING)
    joined = sorted(principal for principal in backing if principal not in topic.prior_endorsers)
    changed = tuple(_changes(topic))
    return Moves(
        joined=tuple(joined),
        joined_this_week=tuple(p for p in joined if calendar.in_week(backing[p][0].published_at)),
        changed=changed,
        changed_this_week=tuple(c.principal for c in changed if calendar.in_week(c.after.published_at)),
    )


def _changes(topic: Topic) -> Iterable[Change]:
    before, now = _grouped(topic.past), _grouped(topic.evidence)
    for principal in sorted(set(before) & set(now)):
        earlier, later = before[principal][-1], now[principal][-1]
        # a voice that was already of two minds has not changed sides by repeating one of them
        said = {item.statement.stance for item in before[principal]}
        if later.statement.stance not in said:
            yield Change(principal=principal, before=earlier, after=later)


def _grouped(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        found[item.principal].append(item)
    return found

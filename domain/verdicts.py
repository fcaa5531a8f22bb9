"""People decide last: how a reviewed verdict overrides what a machine found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from domain.records import Stance, Statement

Decision = Literal["accept", "reject", "replace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A person's word on one statement, found again by `Statement.key` whatever the taggers do.

    `accept` keeps it, `reject` removes it, `replace` changes the fields that are given.
    """

    decision: Decision
    reviewer: str
    stance: Stance | None = None
    actor: str | None = None
    target: str | None = None


def decided(statement: Statement, verdict: Verdict | None) -> Statement | None:
    """The statement as it counts after the verdict: certain, changed, or gone (None)."""
    if verdict is None:
        return statement
    match verdict.decision:
        case "accept":
            return replace(statement, confidence=1.0)
        case "reject":
            return None
        case "replace":
            return replace(
                statement,
                confidence=1.0,
                stance=verdict.stance or statement.stance,
                actor=verdict.actor or statement.actor,
                target=verdict.target or statement.target,
            )

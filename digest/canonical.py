"""Canonical JSON: the one spelling of a digest, so that the same facts are the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

# JSON is the one untyped thing the digest handles: build writes it, every form reads it
Json = dict[str, Any]

PLACES = 6


def dumps(body: Json) -> str:
    """Sorted keys, floats to six places, no negative zero, one newline at the end; NaN is refused."""
    return json.dumps(_plain(body), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def rounded(number: float, places: int = PLACES) -> float:
    """The number as it is published."""
    return round(float(number), places) + 0.0  # + 0.0 turns -0.0 into 0.0


def moment(when: datetime) -> str:
    """`2024-07-08T00:00:00Z`."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return rounded(value)
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value

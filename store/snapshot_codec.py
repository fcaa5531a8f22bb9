"""A Snapshot as bytes and back: compressed canonical JSON, so that a rebuilt digest starts from the very same input."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.records import Act, Span, Stance, State, Statement, digest_of
from domain.snapshot import Correction, Coverage, Evidence, FamilyText, Snapshot


def content_id(snapshot: Snapshot) -> str:
    """`sha256:…` of what the snapshot says: everything but its id and the moment it was taken."""
    return digest_of(_canonical({**asdict(snapshot), "sha256": "", "taken_at": ""}))


def encode(snapshot: Snapshot) -> bytes:
    """Compressed JSON with sorted keys."""
    return zlib.compress(_canonical(asdict(snapshot)).encode(), 6)


def decode(body: bytes) -> Snapshot:
    """The snapshot that `encode` was given."""
    raw = json.loads(zlib.decompress(body))
    return Snapshot(
        **{
            **raw,
            "taken_at": datetime.fromisoformat(raw["taken_at"]),
            "texts": tuple(_text(row) for row in raw["texts"]),
            "evidence": tuple(_evidence(row) for row in raw["evidence"]),
            "earlier_endorsers": {key: frozenset(value) for key, value in raw["earlier_endorsers"].items()},
            "states": {key: tuple(State(state) for state in value) for key, value in raw["states"].items()},
            "coverage": _coverage(raw["coverage"]),
            "corrections": tuple(_correction(row) for row in raw["corrections"]),
        }
    )


def _canonical(fields: dict[str, Any]) -> str:
    return json.dumps(_plain(fields), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case frozenset():
            return sorted(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            return value


def _text(row: dict[str, Any]) -> FamilyText:
    span = row["lead_span"]
    return FamilyText(
        **{
            **row,
            "published_at": datetime.fromisoformat(row["published_at"]),
            "lead_span": Span(**span) if span else None,
            "targets": tuple(row["targets"]),
            "outlets": tuple((outlet, url) for outlet, url in row["outlets"]),
        }
    )


def _evidence(row: dict[str, Any]) -> Evidence:
    said = row["statement"]
    statement = Statement(
        **{**said, "stance": Stance(said["stance"]), "act": Act(said["act"]), "rules": tuple(said["rules"])}
    )
    return Evidence(**{**row, "statement": statement, "published_at": datetime.fromisoformat(row["published_at"])})


def _coverage(row: dict[str, Any]) -> Coverage:
    return Coverage(
        **{**row, "silent_sources": tuple(row["silent_sources"]), "blocked_sources": tuple(row["blocked_sources"])}
    )


def _correction(row: dict[str, Any]) -> Correction:
    return Correction(**{**row, "made_at": datetime.fromisoformat(row["made_at"])})

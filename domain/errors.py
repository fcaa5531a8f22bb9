"""Every error we raise on purpose. An error says what: which: why, and may hint at what to do.

GovprismError
├── UsageError        a flag, a week, a setting or a path is wrong      exit 2
├── CatalogueError    a YAML file is wrong: file, field, reason         exit 2, nothing runs
├── FetchError        no answer, refused, robots, bot challenge         source unreachable, retried next run
├── ExtractError      page kept, no article in it (`kind` says why)     source needs care, page queued
├── TagError          model missing, stage broke its contract           article untagged, never dropped silently
├── ShortfallError    fewer articles than the source's weekly_floor     digest names the source
└── StoreError        SQLite refused, migration failed                  run stops, exit 3
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class GovprismError(Exception):
    """Base of all errors raised on purpose.

    Args:
        what: What failed, in a few words.
        which: The file, URL, id or value concerned.
        why: The reason, as precise as it is known.
        hint: What the reader can do about it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, which: str, why: str, *, hint: str = "") -> None:
        super().__init__(f"{what}: {which}: {why}")
        self.what, self.which, self.why, self.hint = what, which, why, hint


class UsageError(GovprismError):
    """A flag, a week, a setting or a path is wrong."""

    exit_code = 2


class CatalogueError(GovprismError):
    """A catalogue file is wrong; `which` is `file:field`."""

    exit_code = 2


class FetchError(GovprismError):
    """A page could not be had."""


class PageKind(StrEnum):
    """Why a page holds no article."""

    CHALLENGE = "challenge"
    REMOVED = "removed"
    PAYWALL = "paywall"
    STUB = "stub"
    NOT_ARTICLE = "not_article"


class ExtractError(GovprismError):
    """A page holds no readable article.

    Args:
        kind: The contract's kind, shown to users and counted.
        detail: A finer word for the same (`violation`, `migrated`, `closed`, …).
    """

    exit_code = 4

    def __init__(self, kind: PageKind, which: str, why: str, *, detail: str = "", hint: str = "") -> None:
        super().__init__("no article", which, why, hint=hint)
        self.kind, self.detail = kind, detail or kind.value


class TagError(GovprismError):
    """A model is missing or a stage broke its contract."""


class ShortfallError(GovprismError):
    """A source gave fewer articles than its `weekly_floor`."""


class StoreError(GovprismError):
    """SQLite refused, or a migration failed."""

    exit_code = 3

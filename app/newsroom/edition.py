"""The articles as written: one markdown file each, with what a reader should find in it (never served).

Everything here is fiction set among real institutions: no sentence was ever said or printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.records import Role, Stance
from domain.week import Week

ARTICLES = Path(__file__).parent / "articles"
NOW = datetime(2026, 4, 6, 8, 0, tzinfo=UTC)
WEEKS = tuple(Week(2026, number) for number in range(5, 15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A statement the writer put into the text; `quote` is verbatim."""

    actor: str
    target: str
    stance: Stance
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of the newsroom; `family` is the id of the story it repeats, or its own."""

    id: str
    outlet: str
    lang: str
    title: str
    published: datetime
    paragraphs: tuple[str, ...]
    relevant: bool
    family: str
    role: Role = Role.FIRST
    prefix: str = ""
    author: str = ""
    credit: str = ""
    break_after: int = 0
    expected: tuple[Expected, ...] = field(default=())

    @property
    def text(self) -> str:
        """The paragraphs, one line each."""
        return "\n".join(self.paragraphs)

    @property
    def week(self) -> Week:
        """The ISO week of publication."""
        return Week.of(self.published)

    @property
    def headline(self) -> str:
        """The title as the page prints it, column label included."""
        return f"{self.prefix} | {self.title}" if self.prefix else self.title


@cache
def stories() -> tuple[Story, ...]:
    """Every article, oldest first."""
    written = {file.stem: _read(file) for file in sorted(ARTICLES.glob("*.md"))}
    found = [_story(name, head, body, written) for name, (head, body) in written.items()]
    return tuple(sorted(found, key=lambda story: (story.published, story.id)))


def expected() -> dict[str, tuple[Expected, ...]]:
    """The intended statements by article id; a reprint repeats those of its first whose quote it kept."""
    return {story.id: story.expected for story in stories()}


def _read(file: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), tuple(part.strip() for part in body.split("\n\n") if part.strip())


def _story(name: str, head: dict[str, Any], body: tuple[str, ...], written: dict[str, Any]) -> Story:
    facts = dict(head)
    first = facts.pop("reprint_of", "")
    edits = facts.pop("edits", [])
    cut = facts.pop("cut_last", 0)
    wanted = facts.pop("expected", [])
    if first:
        origin, text = written[first]
        body = body + _edited(text[: len(text) - cut], edits)
        wanted = origin.get("expected", [])
        facts = {"lang": origin["lang"], "relevant": origin["relevant"], "role": "reprint", "family": first, **facts}
    whole = "\n".join(body)
    facts["role"] = Role(facts.get("role", "first"))
    facts["published"] = datetime.fromisoformat(facts["published"])
    return Story(
        id=name,
        paragraphs=body,
        expected=tuple(_wanted(row) for row in wanted if not first or row["quote"] in whole),
        **{"family": name, **facts},
    )


def _edited(paragraphs: tuple[str, ...], edits: list[list[str]]) -> tuple[str, ...]:
    return tuple(_replaced(paragraph, edits) for paragraph in paragraphs)


def _replaced(paragraph: str, edits: list[list[str]]) -> str:
    for old, new in edits:
        paragraph = paragraph.replace(old, new)
    return paragraph


def _wanted(row: dict[str, str]) -> Expected:
    return Expected(actor=row["actor"], target=row["target"], stance=Stance(row["stance"]), quote=row["quote"])


def by_outlet(outlet: str) -> Iterator[Story]:
    """An outlet's articles, newest first, as a listing shows them."""
    return (story for story in reversed(stories()) if story.outlet == outlet)

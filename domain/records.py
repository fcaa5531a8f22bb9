"""The records that walk the line, in flow order: page, article, doc, statement, topic, digest.

Offsets are half-open code-point ranges `[start, end)` into `Article.text`. Times are aware and UTC.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


def digest_of(*parts: str | bytes) -> str:
    """`sha256:<hex>` of the parts, joined by NUL; the form of every content id we give out."""
    blob = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return "sha256:" + hashlib.sha256(blob).hexdigest()


class Stance(StrEnum):
    """Where an actor stands towards a proposition or an instrument."""

    SUPPORT = "support"
    CONDITIONAL = "conditional"
    OPPOSE = "oppose"
    NEUTRAL = "neutral"


AUTHOR = "author"  # who holds a signed text
STANDING = "issuer:standing"  # a rule: an issuer stands behind its text wherever that is named
WRITES_FOR = "author:"  # a rule: the actor that the author of a signed text writes for


class Act(StrEnum):
    """How an actor took the stance; weights are in `catalogue/stance.yml`."""

    ACT = "act"
    DOCUMENT = "document"
    QUOTE = "quote"
    AUTHORED = "authored"
    PARAPHRASE = "paraphrase"
    CHARACTERISED = "characterised"
    CONSENSUS_CLAIM = "consensus_claim"


class State(StrEnum):
    """Where a topic stands in a week."""

    EMERGING = "emerging"
    EARLY_SIGNAL = "early_signal"
    CONSOLIDATING = "consolidating"
    CONTESTED = "contested"
    FADING = "fading"
    STEADY = "steady"
    OPEN = "open"
    INSUFFICIENT = "insufficient"


class Role(StrEnum):
    """What a text is within its family."""

    FIRST = "first"
    REPRINT = "reprint"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """Bytes as received. `source` is a source id, or `import:<kind>`; `archive_ref` is `file#offset` in the WARC.

    `part_of` is set on the second and further pages of one article: the address of its first page. `file` names the
    file a saved page was read from.
    """

    url: str
    body: bytes
    fetched_at: datetime
    source: str = ""
    content_type: str = ""
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    archive_ref: str = ""
    part_of: str = ""
    file: str = ""

    @property
    def sha256(self) -> str:
        """Content id of the body."""
        return digest_of(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Clean text of one page (contract `extract`). What was not found is None, never guessed.

    `id` follows the canonical URL (the text's hash when there is none), so a corrected page updates its
    article; `version` follows title and text. `byline` is the line that names the authors as it was printed, with
    their posts and institutions; it is not part of `text`.
    """

    id: str
    url: str | None
    title: str
    text: str
    lang: str
    title_prefix: str | None = None
    authors: tuple[str, ...] = ()
    byline: str | None = None
    outlet: str | None = None
    original_outlet: str | None = None
    published_at: datetime | None = None
    date_precision: str | None = None
    method: str = ""
    warnings: tuple[str, ...] = ()
    source: str = ""
    page: str = ""
    fetched_at: datetime | None = None

    @property
    def version(self) -> str:
        """Content id of this wording."""
        return digest_of(self.title, self.text)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open code-point range of the text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or reversed span: [{self.start}, {self.end})")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A catalogue id found in a text, with the spans that say so; score in [0, 1]."""

    id: str
    spans: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """An actor or instrument that the catalogue does not hold yet; `kind` is an actor class or an instrument kind."""

    name: str
    spans: tuple[Span, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who (actor) takes which stance on what (target), in which sentence.

    `actor` is a catalogue id, `new:<name>` or `author`; `target` is `theme:<id>`, `instrument:<id>` or
    `newinst:<name>`; `rules` are the ids of the rules that fired, in order, as `govprism why` shows them.
    """

    actor: str
    target: str
    stance: Stance
    act: Act
    start: int
    end: int
    quote: str
    confidence: float
    rules: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Content key: what a person's verdict is attached to, whatever row ids do."""
        return digest_of(self.actor, self.target, self.quote)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedDoc:
    """An article on its way through the stages: each adds one field and drops none."""

    id: str
    title: str
    text: str
    lang: str
    published_at: datetime | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    byline: str | None = None
    sentences: tuple[Span, ...] = ()
    relevant: float = 0.0
    themes: tuple[Tag, ...] = ()
    instruments: tuple[Tag, ...] = ()
    new_instruments: tuple[NewName, ...] = ()
    actors: tuple[Tag, ...] = ()
    new_actors: tuple[NewName, ...] = ()
    statements: tuple[Statement, ...] = ()
    taggers: dict[str, str] = field(default_factory=dict)
    catalogue: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An article's place in its family; `evidence` says what joined it."""

    article: str
    family: str
    role: Role
    evidence: str = ""

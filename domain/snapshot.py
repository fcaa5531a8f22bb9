"""What a digest is made of and made into: evidence, independent texts, coverage, the snapshot of a week, the issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.records import Span, State, Statement, digest_of

FURTHER = "further:"  # how the rule ids begin that nlp gives to such sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stored statement with all that the digest needs to count it and to trace it.

    `id` is shown to readers (`S-000181`); `principal`, `cls` and `jurisdiction` come from the catalogue on the
    statement's date; `lang` is that of the sentence, `family_lang` that of the family's first publication.
    """

    id: str
    statement: Statement
    article: str
    version: str
    title: str
    url: str | None
    outlet: str | None
    archive_ref: str
    published_at: datetime
    lang: str
    family: str
    family_lang: str
    principal: str
    cls: str
    jurisdiction: str
    tagger: str
    reviewed_by: str | None = None

    @property
    def is_further(self) -> bool:
        """Whether the sentence only goes on from another of its text, which says the same and is evidence itself."""
        return self.reviewed_by is None and any(rule.startswith(FURTHER) for rule in self.statement.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyText:
    """One independent text as the digest counts it: a family, told by its first member.

    `outlets` lists every member as (outlet, URL); `targets` are the themes and instruments tagged in it, in the
    form of `Statement.target`, the most mentioned first; `lead` is the sentence that tells what it is about,
    `lead_span` where that stands in the article's text.
    """

    family: str
    article: str
    version: str
    title: str
    url: str | None
    outlet: str | None
    source: str
    archive_ref: str
    lang: str
    published_at: datetime
    lead: str
    lead_span: Span | None
    targets: tuple[str, ...]
    outlets: tuple[tuple[str, str], ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the window rests on, counted: articles before reprints are joined, families after."""

    articles: int
    families: int
    sources_by_lang: dict[str, int]
    silent_sources: tuple[str, ...] = ()
    blocked_sources: tuple[str, ...] = ()
    outcomes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change to an earlier issue: which digest, which item, the line as it stood and as it stands."""

    digest: str
    item: str
    old: str
    new: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that one week's digest is computed from; the same snapshot gives the same bytes.

    `texts` and `evidence` reach from the start of the baseline to the end of the window; `earlier_endorsers` are
    the principals that backed a target before that; `states` are a topic's states in earlier weeks, oldest first
    (at most 12); `sha256` is the content id of everything else.
    """

    week: str
    tz: str
    sha256: str
    taken_at: datetime
    catalogue_version: str
    tagger_version: str
    code_version: str
    texts: tuple[FamilyText, ...]
    evidence: tuple[Evidence, ...]
    earlier_endorsers: dict[str, frozenset[str]]
    states: dict[str, tuple[State, ...]]
    coverage: Coverage
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One published issue: canonical JSON by `digest.schema.json`, from which every form is rendered."""

    week: str
    version: int
    snapshot: str
    json: str
    states: dict[str, State]

    @property
    def sha256(self) -> str:
        """Content id of the JSON."""
        return digest_of(self.json)

"""The catalogue: themes, actors, instruments, stance and sources as people edit them in `catalogue/`.

Unknown keys are refused; an error names file, field and reason. What crosses files (unique ids, aliases that
collide with nobody's, references that resolve) is checked in `domain/catalogue_checks.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from domain.errors import CatalogueError
from domain.records import Act, Stance, digest_of

_IN_REPOSITORY, _IN_WHEEL = Path(__file__).parent.parent / "catalogue", Path(__file__).parent / "_catalogue"
ROOT = _IN_WHEEL if _IN_WHEEL.exists() else _IN_REPOSITORY
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
Jurisdiction = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|INTL|AFU|ASEAN|COE|OECD)$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, coerce_numbers_to_str=False)


class Lens(_Entry):
    """One of the four ways of looking."""

    id: Id
    en: Text
    zh: Text
    actor_en: Text
    actor_zh: Text
    gloss_en: Text
    gloss_zh: Text


class ActorClass(_Entry):
    """A kind of actor; only classes with `votes` become voices."""

    id: Id
    en: Text
    zh: Text
    lens: Id
    votes: bool


class Theme(_Entry):
    """What an article can be about, with the proposition a stance is for or against."""

    id: Id
    lens: Id
    en: Text
    zh: Text
    def_en: Text
    def_zh: Text
    proposition_en: Text
    proposition_zh: Text
    cues_en: list[Text] = Field(min_length=6)
    cues_zh: list[Text] = Field(min_length=6)
    not_en: list[Text] = []
    not_zh: list[Text] = []
    antigoals_en: list[Text]
    antigoals_zh: list[Text]
    crosswalk: dict[str, list[str]] = {}


class Period(_Entry):
    """A stretch in which one office is one principal (an administration); `start` inclusive, `end` exclusive."""

    id: Id
    start: Day
    end: Day | None = None


class Actor(_Entry):
    """An organisation, state or office; never a private person.

    A `provisional` entry counts like any other, but its id may still change: the pipes report it as a new name.
    """

    id: Id
    en: Text
    zh: Text
    cls: Id = Field(alias="class")
    jurisdiction: Jurisdiction
    principal: Id
    aliases_en: list[Text] = []
    aliases_zh: list[Text] = []
    token_zh: list[Text] = []
    acronyms: list[Text] = []
    context: dict[str, list[Text]] = {}
    periods: list[Period] = []
    provisional: bool = False


class Holder(_Entry):
    """Who held an office, and when: names resolve to the office on the article's date."""

    actor: Id
    names_en: list[Text] = []
    names_zh: list[Text] = []
    start: Day
    end: Day | None = None


class Instrument(_Entry):
    """A law, treaty, resolution, declaration, summit, standard, strategy or report.

    `outcome`, `signers` and `decliners` serve the back-test and never reach the scorer.
    """

    id: Id
    kind: Literal["law", "regulation", "treaty", "resolution", "declaration", "summit", "strategy", "standard",
                  "voluntary", "framework", "executive_order", "report", "statement", "bill", "event"]  # fmt: skip
    series: Id | None = None
    en: Text
    zh: Text
    jurisdiction: Jurisdiction
    date: Day
    dates: dict[str, Day] = {}
    status: Literal["adopted", "in_force", "proposed", "draft", "revoked", "vetoed", "withdrawn", "lapsed",
                    "event", "published"]  # fmt: skip
    issuers: list[Id] = []
    themes: list[Id] = []
    aliases_en: list[Text] = []
    aliases_zh: list[Text] = []
    context: dict[str, list[Text]] = {}
    outcome: Literal["consensus", "near_consensus", "majority", "contested", "unilateral", "na"] = "na"
    signers: list[Id] = []
    decliners: list[Id] = []
    note: str = ""
    src: Literal["checked", "known"]
    provisional: bool = False


class Channel(_Entry):
    """Where a source lists its pages.

    `feed`, `sitemap` and `api` need `url`; `listing` also `links` (CSS) and may have `next` (CSS of the next page's
    link) and `pages` (how many to walk); `wechat` lists article URLs in `urls`; `api` names the JSON path of the
    items and of each item's link in `items` and `link`. `match` keeps only URLs that the expression finds.
    """

    kind: Literal["feed", "sitemap", "listing", "wechat", "api"]
    url: str = ""
    urls: list[str] = []
    links: str = ""
    next: str = ""
    pages: int = Field(default=1, ge=1, le=50)
    items: str = ""
    link: str = ""
    match: str = ""


class Selectors(_Entry):
    """CSS selectors for pages that the general extractor cannot read; set only where needed."""

    title: str = ""
    body: str = ""
    date: str = ""
    author: str = ""
    origin: str = ""
    drop: list[str] = []


class Source(_Entry):
    """A publisher we follow; the file's stem is the id."""

    id: Id
    en: Text
    zh: Text
    cls: Id = Field(alias="class")
    actor: Id | None = None
    jurisdiction: Jurisdiction
    language: Literal["zh-Hans", "zh-Hant", "en", "mixed"]
    home: Text
    channels: list[Channel] = Field(min_length=1)
    cadence: Literal["daily", "weekly", "monthly"]
    weekly_floor: int = Field(default=0, ge=0)
    selectors: Selectors = Selectors()
    browser: bool = False
    local: bool = False
    robots: Text
    text_mining: Literal["allowed", "reserved", "unknown"] = "unknown"
    licence: Text
    why: Text
    verified: Day | None = None


class ScalePoint(_Entry):
    """One stance of the scale with its cues."""

    id: Stance
    value: float | None
    en: Text
    zh: Text
    def_en: Text
    def_zh: Text
    cues_en: list[Text]
    cues_zh: list[Text]


class Rule(_Entry):
    """One of the ten stance rules."""

    id: Id
    en: Text
    zh: Text
    verbs_en: list[Text] = []
    verbs_zh: list[Text] = []
    markers_en: list[Text] = []
    markers_zh: list[Text] = []


class SpeechAct(_Entry):
    """How a stance was taken, and how much that weighs."""

    id: Act
    weight: float = Field(ge=0, le=1)
    en: Text
    zh: Text


class StanceLexicon(_Entry):
    """`stance.yml`: scale, rules, negators, markers, speech acts."""

    version: Text
    scale: list[ScalePoint]
    rules: list[Rule]
    negators: dict[str, list[Text]]
    consensus_markers: dict[str, list[Text]]
    divergence_markers: dict[str, list[Text]]
    speech_acts: list[SpeechAct]
    provenance_markers: dict[str, list[Text]]


E = TypeVar("E", bound=_Entry)


@dataclass(frozen=True)
class Catalogue:
    """All that people edit, validated. Mappings are keyed by id, in file order."""

    version: str
    sha256: str
    lenses: Mapping[str, Lens]
    classes: Mapping[str, ActorClass]
    themes: Mapping[str, Theme]
    actors: Mapping[str, Actor]
    instruments: Mapping[str, Instrument]
    holders: tuple[Holder, ...]
    stance: StanceLexicon
    sources: Mapping[str, Source]

    def principal(self, actor: str, on: date | datetime | None = None) -> str:
        """The independent decision-maker an actor rolls up to on a date (`us_exec.trump_2` inside a period)."""
        if actor not in self.actors:
            return actor
        principal = self.actors[actor].principal
        if on is None or principal not in self.actors:
            return principal
        day = on.strftime("%Y-%m-%d")
        for period in self.actors[principal].periods:
            if period.start <= day and (period.end is None or day < period.end):
                return f"{principal}.{period.id}"
        return principal

    @cached_property
    def act_weight(self) -> dict[Act, float]:
        """Weight of each speech act, in [0, 1]."""
        return {act.id: act.weight for act in self.stance.speech_acts}


def load(root: Path = ROOT, *, extra_sources: Path | None = None) -> Catalogue:
    """Read and validate a catalogue directory.

    Args:
        root: The directory with `catalogue.yml`, `stance.yml` and the folders.
        extra_sources: A further folder of source files (the demo's newsroom, a user's own).

    Raises:
        CatalogueError: file, field and reason of the first fault.
    """
    from domain.catalogue_checks import check

    head = _mapping(root / "catalogue.yml")
    files = sorted(root.rglob("*.yml"))
    catalogue = Catalogue(
        version=str(head.get("version", "")),
        sha256=digest_of(
            *(part for file in files if "sources" not in file.parts for part in (file.name, file.read_bytes()))
        ),
        lenses=_by_id(_rows(Lens, root / "catalogue.yml", head, "lenses")),
        classes=_by_id(_rows(ActorClass, root / "catalogue.yml", head, "classes")),
        themes=_by_id((file, _one(Theme, file, _mapping(file))) for file in sorted((root / "themes").glob("*.yml"))),
        actors=_by_id(_by_jurisdiction(Actor, root / "actors", "actors")),
        instruments=_by_id(_by_jurisdiction(Instrument, root / "instruments", "instruments")),
        holders=tuple(_holders(root / "office_holders.yml")),
        stance=_one(StanceLexicon, root / "stance.yml", _mapping(root / "stance.yml")),
        sources=_by_id(_sources(root / "sources", extra_sources)),
    )
    check(catalogue, root)
    return catalogue


@cache
def default() -> Catalogue:
    """The catalogue that ships with the project, read once."""
    return load()


def _sources(*folders: Path | None) -> Iterator[tuple[Path, Source]]:
    for folder in folders:
        for file in sorted(folder.glob("*.yml")) if folder else ():
            yield file, _one(Source, file, {"id": file.stem, **_mapping(file)})


def _by_jurisdiction(kind: type[E], folder: Path, key: str) -> Iterator[tuple[Path, E]]:
    for file in sorted(folder.glob("*.yml")):
        body = _mapping(file)
        if set(body) != {"jurisdiction", key}:
            raise _fault(file, key, f"a file here holds exactly `jurisdiction` and `{key}`")
        for row in body[key]:
            yield file, _one(kind, file, {"jurisdiction": body["jurisdiction"], **row})


def _holders(file: Path) -> Iterator[Holder]:
    if file.exists():
        yield from (entry for _, entry in _rows(Holder, file, _mapping(file), "holders"))


def _rows(kind: type[E], file: Path, body: dict[str, Any], key: str) -> Iterator[tuple[Path, E]]:
    rows = body.get(key)
    if not isinstance(rows, list):
        raise _fault(file, key, "a list is wanted")
    for row in rows:
        yield file, _one(kind, file, row)


def _one(kind: type[E], file: Path, row: Any) -> E:
    try:
        return kind.model_validate_json(_json(row)) if isinstance(row, dict) else kind.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        owner = str(row.get("id", "")) if isinstance(row, dict) else ""
        raise _fault(file, f"{owner}.{where}".strip("."), first["msg"]) from error


def _json(row: dict[str, Any]) -> str:
    # JSON mode is strict yet lets text become an enum; a date YAML has read as a date stays a visible fault
    import json

    return json.dumps(row, default=lambda value: {"not a string": str(value)})


def _by_id(rows: Iterator[tuple[Path, E]]) -> dict[str, E]:
    found: dict[str, E] = {}
    for file, entry in rows:
        key: str = entry.id  # type: ignore[attr-defined]  # every keyed entry has an id
        if key in found:
            raise _fault(file, key, "this id is already taken")
        found[key] = entry
    return found


def _mapping(file: Path) -> dict[str, Any]:
    try:
        body = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except OSError as error:
        raise _fault(file, "-", error.strerror or str(error)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _fault(file, "-", " ".join(str(error).split())) from error
    if not isinstance(body, dict):
        raise _fault(file, "-", "a mapping is wanted at the top")
    return body


def _fault(file: Path, field: str, why: str) -> CatalogueError:
    return CatalogueError("catalogue", f"{file}:{field}", why, hint="mend the file; nothing was run")

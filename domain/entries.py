"""The entries people edit, field by field: theme, actor, instrument, source, stance. Unknown keys are refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.records import Act, Stance

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]
Jurisdiction = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|INTL|AFU|ASEAN|COE|OECD)$")]
Text = Annotated[str, StringConstraints(min_length=1)]


class Entry(BaseModel):
    """Strict and frozen: a slip in a file is a fault, never a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, coerce_numbers_to_str=False)


class Lens(Entry):
    """One of the four ways of looking."""

    id: Id
    en: Text
    zh: Text
    actor_en: Text
    actor_zh: Text
    gloss_en: Text
    gloss_zh: Text


class ActorClass(Entry):
    """A kind of actor; only classes with `votes` become voices."""

    id: Id
    en: Text
    zh: Text
    lens: Id
    votes: bool


class Theme(Entry):
    """What an article can be about, with the proposition a stance is for or against.

    A cue speaks for its theme by itself, a weak one only in company: 评估, "equity".
    """

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
    weak_en: list[Text] = []
    weak_zh: list[Text] = []
    not_en: list[Text] = []
    not_zh: list[Text] = []
    antigoals_en: list[Text]
    antigoals_zh: list[Text]
    crosswalk: dict[str, list[str]] = {}


class Period(Entry):
    """A stretch in which one office is one principal (an administration); `start` inclusive, `end` exclusive."""

    id: Id
    start: Day
    end: Day | None = None


class Actor(Entry):
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


class Holder(Entry):
    """Who held an office, and when: names resolve to the office on the article's date."""

    actor: Id
    names_en: list[Text] = []
    names_zh: list[Text] = []
    start: Day
    end: Day | None = None


class Instrument(Entry):
    """A law, treaty, resolution, declaration, summit, standard, strategy or report.

    `outcome`, `signers` and `decliners` serve the back-test and never reach the scorer. `about` are words of which one
    stands near when a text describes this one by kind and issuer only; without them it is the one on AI in general.
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
    about: list[Text] = []
    outcome: Literal["consensus", "near_consensus", "majority", "contested", "unilateral", "na"] = "na"
    signers: list[Id] = []
    decliners: list[Id] = []
    note: str = ""
    src: Literal["checked", "known"]
    provisional: bool = False


class Channel(Entry):
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


class Selectors(Entry):
    """CSS selectors for pages that the general extractor cannot read; set only where needed."""

    title: str = ""
    body: str = ""
    date: str = ""
    author: str = ""
    origin: str = ""
    drop: list[str] = []


class Source(Entry):
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


class ScalePoint(Entry):
    """One stance of the scale with its cues."""

    id: Stance
    value: float | None
    en: Text
    zh: Text
    def_en: Text
    def_zh: Text
    cues_en: list[Text]
    cues_zh: list[Text]


class Rule(Entry):
    """One of the ten stance rules."""

    id: Id
    en: Text
    zh: Text
    verbs_en: list[Text] = []
    verbs_zh: list[Text] = []
    markers_en: list[Text] = []
    markers_zh: list[Text] = []


class SpeechAct(Entry):
    """How a stance was taken, and how much that weighs."""

    id: Act
    weight: float = Field(ge=0, le=1)
    en: Text
    zh: Text


class StanceLexicon(Entry):
    """`stance.yml`: scale, rules, negators, markers, speech acts."""

    version: Text
    scale: list[ScalePoint]
    rules: list[Rule]
    negators: dict[str, list[Text]]
    consensus_markers: dict[str, list[Text]]
    divergence_markers: dict[str, list[Text]]
    speech_acts: list[SpeechAct]
    provenance_markers: dict[str, list[Text]]

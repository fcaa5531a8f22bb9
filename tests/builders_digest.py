"""Authored votes and snapshots for the digest's tests: a test states only what it is about."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from digest.consensus import Vote
from domain.catalogue import Catalogue
from domain.records import Act, Span, Stance, Statement, digest_of
from domain.snapshot import Coverage, Evidence, FamilyText, Snapshot
from domain.text import has_han

CLASSES = ("gov_executive", "regulator", "intergov", "industry", "academia", "think_tank", "civil_society")
JURISDICTIONS = ("CN", "US", "EU", "GB", "INTL", "BR", "ZM", "JP")
SIDES = ("support", "conditional", "oppose")
ATTENTION = (11, 160, 22, 1800)
CONFUSION = {
    "support": {"support": 0.86, "conditional": 0.06, "oppose": 0.04, "neutral": 0.04},
    "conditional": {"conditional": 0.75, "support": 0.12, "oppose": 0.08, "neutral": 0.05},
    "oppose": {"oppose": 0.80, "conditional": 0.10, "support": 0.05, "neutral": 0.05},
}

# the worked example of the model: twelve stylised voices on capacity building
WORKED = (
    Vote("F01", "cn_gov", "gov_executive", "CN", "zh", "support", "act", 1.0, 1),
    Vote("F02", "us_exec", "gov_executive", "US", "en", "support", "act", 0.95, 1),
    Vote("F03", "un_secretariat", "intergov", "INTL", "en", "support", "quote", 0.95, 2),
    Vote("F04", "african_union", "intergov", "AFU", "en", "support", "document", 0.90, 3),
    Vote("F05", "zm_gov", "gov_executive", "ZM", "en", "support", "quote", 0.85, 2),
    Vote("F06", "br_gov", "gov_executive", "BR", "en", "support", "paraphrase", 0.85, 4),
    Vote("F07", "univ_cn_a", "academia", "CN", "zh", "support", "authored", 0.90, 3),
    Vote("F08", "firm_cn_a", "industry", "CN", "zh", "support", "paraphrase", 0.80, 5),
    Vote("F09", "firm_us_a", "industry", "US", "en", "conditional", "quote", 0.85, 4),
    Vote("F10", "tank_us_a", "think_tank", "US", "en", "conditional", "authored", 0.85, 6),
    Vote("F11", "ngo_intl_a", "civil_society", "INTL", "en", "conditional", "quote", 0.80, 3),
    Vote("F12", "tank_us_b", "think_tank", "US", "en", "oppose", "authored", 0.80, 5),
)
WORKED_PRIOR = frozenset({"cn_gov", "us_exec", "un_secretariat"})


def random_votes(rng: random.Random, count: int, *, langs: tuple[str, ...] = ("zh", "en")) -> list[Vote]:
    """Votes of random principals, each with one class and one jurisdiction; neutral and claimed ones included."""
    home: dict[str, tuple[str, str]] = {}
    made = []
    for _ in range(count):
        principal = f"p{rng.randrange(max(2, count))}"
        cls, jur = home.setdefault(principal, (rng.choice(CLASSES), rng.choice(JURISDICTIONS)))
        stance = rng.choice((*SIDES, *SIDES, "neutral"))
        act = rng.choice(("act", "document", "quote", "authored", "paraphrase", "characterised", "consensus_claim"))
        made.append(
            Vote(
                f"F{rng.randrange(count)}",
                principal,
                cls,
                jur,
                rng.choice(langs),
                stance,
                act,
                round(rng.uniform(0.5, 1), 2),
                round(rng.uniform(0, 27), 1),
            )
        )
    return made


def crowd(count: int) -> list[Vote]:
    return [
        Vote(f"F{i}", f"p{i}", CLASSES[i % 7], JURISDICTIONS[i % 8], ("zh", "en")[i % 2], "support", "act")
        for i in range(count)
    ]


MONDAY = datetime(2024, 7, 1, tzinfo=UTC)
WEEK = "2024-W27"
END = MONDAY + timedelta(days=7)


@dataclass(frozen=True)
class Said:
    """One authored statement: who, on what, which stance, the sentence, how, how long before the window's end."""

    actor: str
    target: str
    stance: str
    sentence: str
    act: str = "quote"
    age: float = 3.0
    confidence: float = 0.9
    outlet: str = "The Harbour Gazette"


class Desk:
    """Turns authored statements and texts into a Snapshot whose offsets are true: `texts[article, version]`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.texts: dict[tuple[str, str], str] = {}
        self.families: list[FamilyText] = []
        self.evidence: list[Evidence] = []

    def say(self, *rows: Said) -> Desk:
        """Each statement in a text of its own, with a sentence before and after it."""
        for row in rows:
            self._say(row)
        return self

    def note(
        self,
        title: str,
        lead: str,
        *targets: str,
        age: float = 3.0,
        outlets: tuple[str, ...] = ("Daily Reader",),
        story: str = "",
    ) -> Desk:
        """A text that touches targets and takes no side; `outlets` carried it."""
        at = END - timedelta(days=age)
        text = f"{lead}\n{title}"
        self._text(title, text, lead, targets, at, outlets, story)
        return self

    def filler(self, count: int, *targets: str, first: float, last: float, lang: str = "en") -> Desk:
        """Plain texts spread evenly over days `first` to `last` before the window's end."""
        for i in range(count):
            age = first + (last - first) * (i + 0.5) / count
            n = len(self.families)
            told = (
                ("A council met on item", "The panel heard a report on item")
                if lang == "en"
                else ("会议讨论事项", "小组听取事项")
            )
            self.note(
                f"{told[1]} {n}",
                f"{told[0]} {n}{'.' if lang == 'en' else '。'}",
                *targets,
                age=age,
                outlets=("Morning Paper" if lang == "en" else "晨报",),
            )
        return self

    def snapshot(self, **fields: object) -> Snapshot:
        """The snapshot of week 2024-W27."""
        inside = [t for t in self.families if (END - t.published_at).days < 28]
        made = Snapshot(
            week=WEEK,
            tz="UTC",
            sha256="",
            taken_at=END,
            catalogue_version=self.catalogue.version,
            tagger_version="rules/1",
            code_version="0.1.0",
            texts=tuple(sorted(self.families, key=lambda t: (t.published_at, t.article))),
            evidence=tuple(sorted(self.evidence, key=lambda e: (e.published_at, e.id))),
            earlier_endorsers={},
            states={},
            coverage=Coverage(
                articles=sum(len(t.outlets) for t in inside), families=len(inside), sources_by_lang={"en": 18, "zh": 23}
            ),
        )
        made = replace(made, **fields)
        return replace(made, sha256=made.sha256 or digest_of("snapshot", repr(made)))

    def read_text(self, article: str, version: str) -> str | None:
        """The text of an article's version, as a store would give it."""
        return self.texts.get((article, version))

    def _say(self, row: Said) -> None:
        lang = "zh" if has_han(row.sentence) else "en"
        before, after = ("前言。", "后文。") if lang == "zh" else ("Some context first. ", " More followed.")
        text, at = before + row.sentence + after, END - timedelta(days=row.age)
        member = self._text(row.sentence[:40], text, before.strip(), (row.target,), at, (row.outlet,), "")
        actor = self.catalogue.actors[row.actor]
        said = Statement(
            actor=row.actor,
            target=row.target,
            stance=Stance(row.stance),
            act=Act(row.act),
            start=len(before),
            end=len(before) + len(row.sentence),
            quote=row.sentence,
            confidence=row.confidence,
            rules=("attribution:said",),
        )
        self.evidence.append(
            Evidence(
                id=f"S-{len(self.evidence) + 1:06d}",
                statement=said,
                article=member.article,
                version=member.version,
                title=member.title,
                url=member.url,
                outlet=member.outlet,
                archive_ref=member.archive_ref,
                published_at=at,
                lang=lang,
                family=member.family,
                family_lang=lang,
                principal=self.catalogue.principal(row.actor, at),
                cls=actor.cls,
                jurisdiction=actor.jurisdiction,
                tagger="rules/1",
            )
        )

    def _text(
        self, title: str, text: str, lead: str, targets: Sequence[str], at: datetime, outlets: Sequence[str], story: str
    ) -> FamilyText:
        n = len(self.families) + 1
        url = f"https://news.example/{n}"
        article, version = digest_of(url), digest_of(title, text)
        self.texts[article, version] = text
        lang = "zh-Hans" if has_han(text) else "en"
        made = FamilyText(
            family=f"F{n:04d}",
            article=article,
            version=version,
            title=title,
            url=url,
            outlet=outlets[0],
            source="demo",
            archive_ref=f"2024-07.warc.gz#{n * 100}",
            lang=lang,
            published_at=at,
            lead=lead,
            lead_span=Span(start=0, end=len(lead)),
            targets=tuple(targets),
            story=story,
            outlets=tuple((name, f"{url}/{i}") for i, name in enumerate(outlets)),
        )
        self.families.append(made)
        return made

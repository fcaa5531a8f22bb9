"""One language's reading of a digest's JSON: look-ups that every form and picture shares."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from digest.canonical import Json
from digest.words import TAG, Lang, Words
from domain.snapshot import Digest

GLYPH = {
    "emerging": "▲", "early_signal": "△", "consolidating": "◆", "contested": "✕", "fading": "▽", "steady": "■",
    "open": "○", "insufficient": "□",
}  # fmt: skip
FULL = ("emerging", "early_signal", "contested")
SHORT = ("consolidating", "fading")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A digest's body with the words of one language.

    `archive_base` precedes a statement's id in the link to its archived page; empty when nothing serves one.
    """

    body: Json
    words: Words
    archive_base: str = ""
    _topics: Json = field(init=False, repr=False)
    _statements: Json = field(init=False, repr=False)
    _places: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rows = (*self.body["topics"], *self.body["insufficient"])
        object.__setattr__(self, "_topics", {row["topic_id"]: row for row in rows})
        said = {item["statement_id"]: item for row in rows for item in row["evidence"]}
        object.__setattr__(self, "_statements", said)
        places = {item["principal_id"]: item["jurisdiction"] for item in said.values()}
        object.__setattr__(self, "_places", places)

    @classmethod
    def of(cls, digest: Digest, lang: Lang, archive_base: str = "") -> Edition:
        """Open a digest in one language."""
        return cls(body=json.loads(digest.json), words=Words(lang), archive_base=archive_base)

    def through(self, lenses: Set[str]) -> Edition:
        """The same issue with cards for some lenses only; counts are those of what is left, no lens means all."""
        if not lenses:
            return self
        left = [row for row in self.body["topics"] if row["lens"] in lenses]
        kept = {row["topic_id"] for row in left}
        states = {state: sum(row["state"] == state for row in left) for state in self.body["summary"]["states"]}
        picked = {state: [ref for ref in refs if ref in kept] for state, refs in self.body["sections"].items()}
        thin = [row for row in self.body["insufficient"] if row["lens"] in lenses]
        summary = {**self.body["summary"], "states": states, "insufficient": len(thin)}
        parting = [gap for gap in self.body["parting"] if gap["topic_id"] in kept]
        body = {**self.body, "topics": left, "insufficient": thin, "sections": picked, "summary": summary,
                "parting": parting}  # fmt: skip
        return Edition(body=body, words=self.words, archive_base=self.archive_base)

    @property
    def lang(self) -> Lang:
        """`en` or `zh`."""
        return self.words.lang

    @property
    def other(self) -> Lang:
        """The other edition's language."""
        return "zh" if self.lang == "en" else "en"

    @property
    def tag(self) -> str:
        """BCP 47 tag of the edition."""
        return TAG[self.lang]

    @property
    def week(self) -> str:
        """`2024-W27`."""
        return str(self.body["digest_id"])

    def topic(self, ref: str) -> Json:
        """A topic's row."""
        found: Json = self._topics[ref]
        return found

    def statement(self, ref: str) -> Json:
        """A statement by the id readers see."""
        found: Json = self._statements[ref]
        return found

    def evidence(self, refs: Iterable[str]) -> list[Json]:
        """Statements by their ids, in the order given."""
        return [self.statement(ref) for ref in refs]

    def title(self, row: Json) -> str:
        """A topic's name in this language."""
        return str(row["target"][self.lang])

    def other_title(self, row: Json) -> str:
        """A topic's name in the other language."""
        return str(row["target"][self.other])

    def proposition(self, row: Json) -> str:
        """What the voices are for or against."""
        return str(row["target"][f"proposition_{self.lang}"])

    def name(self, ref: str) -> str:
        """An actor or principal as a reader knows it."""
        found = self.body["names"]["actors"].get(ref, {})
        return str(found.get(self.lang, ref)) + self._period(ref)

    def names(self, refs: Iterable[str], limit: int | None = None) -> str:
        """Actors as a list within a sentence; a government goes by its country."""
        return self.words.listed(list(dict.fromkeys(self._brief(ref) for ref in refs)), limit)

    def target(self, ref: str) -> str:
        """A theme or instrument mentioned outside its own topic."""
        found = self.body["names"]["targets"].get(ref) or self._topics.get(ref, {}).get("target", {})
        return str(found.get(self.lang, ref))

    def lens(self, ref: str) -> Json:
        """A lens's names: `name` and `actor`."""
        found = self.body["names"]["lenses"][ref]
        return {"name": found[self.lang], "actor": found[f"actor_{self.lang}"]}

    def kind(self, ref: str) -> str:
        """An actor class's name."""
        return str(self.body["names"]["classes"].get(ref, {}).get(self.lang, ref))

    def source(self, ref: str) -> str:
        """A source's name."""
        return str(self.body["names"]["sources"].get(ref, {}).get(self.lang, ref))

    def lead(self, story: Json) -> Json:
        """A story's lead in this language where one exists, else in the other."""
        leads = story["leads"]
        found: Json = leads.get(self.lang) or leads.get(self.other) or leads["other"]
        return found

    def cards(self, state: str) -> list[Json]:
        """The topics that get a card under a state."""
        return [self.topic(ref) for ref in self.body["sections"][state]]

    def drawn(self) -> list[Json]:
        """Emerging and early topics, in the order of their cards."""
        return [*self.cards("emerging"), *self.cards("early_signal")]

    def is_full(self, row: Json) -> bool:
        """Whether a topic's card is a long one: emerging, contested, and whatever comes first."""
        return row["state"] in ("emerging", "contested") or self.drawn()[:1] == [row]

    def told(self, row: Json) -> list[str]:
        """The statements that a topic's card shows; none where it has no card."""
        if not any(row["topic_id"] in refs for refs in self.body["sections"].values()):
            return []
        found: list[str] = row["shown"] if self.is_full(row) else row["both_sides"]
        return found[:1] if row["state"] == "early_signal" and not self.is_full(row) else found

    @property
    def is_quiet(self) -> bool:
        """Whether no topic has a card."""
        return not any(self.body["sections"].values())

    def heading(self, *states: str) -> list[tuple[str, str]]:
        """Names of the states that have cards, with how many; `3 of 5` where not all found room."""
        counts = self.body["summary"]["states"]
        sizes = [(state, len(self.body["sections"][state]), counts[state]) for state in states]
        shown = [(state, size, whole) for state, size, whole in sizes if size]
        return [
            (self.words(f"sec_{state}"),
             str(size) if size >= whole else self.words("shown_of", shown=size, all=whole))
            for state, size, whole in shown
        ] or [(self.words(f"sec_{states[0]}"), "")]  # fmt: skip

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Glyph, word and number of each state that occurs."""
        for state in (*FULL, *SHORT, "steady", "open"):
            count = self.body["summary"]["states"][state]
            if count:
                yield GLYPH[state], self.words(f"state_{state}"), count
        if self.body["summary"]["insufficient"]:
            yield GLYPH["insufficient"], self.words("state_insufficient"), self.body["summary"]["insufficient"]

    def _brief(self, ref: str) -> str:
        code, name = self._places.get(ref), self.name(ref)
        if self.lang == "zh" or code is None or "Government" not in name:
            return name
        return self.words.jurisdiction(code).removeprefix("the ") + self._period(ref)

    def _period(self, ref: str) -> str:
        # two administrations of one office in one digest need telling apart
        office, _, period = ref.partition(".")
        rivals = [other for other in self.body["names"]["actors"] if other.partition(".")[0] == office]
        if not period or sum("." in other for other in rivals) < 2:
            return ""
        told = self.words(f"period_{period}") if self.words.has(f"period_{period}") else period
        return f"（{told}）" if self.lang == "zh" else f" ({told})"

"""A doc as attribution and stance read it: who and what is mentioned where, which words stand where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat, takewhile
from operator import attrgetter
from typing import NamedTuple

from domain.catalogue import Catalogue, Instrument
from domain.records import Span, TaggedDoc
from domain.text import side
from nlp.clauses import clauses
from nlp.defined import defined
from nlp.people import people
from nlp.voice import Voice, voice
from nlp.words import Hit, Hits, Words, words


class Kind(StrEnum):
    """What a mention names."""

    ACTOR = "actor"
    INSTRUMENT = "instrument"


class Mention(NamedTuple):
    """A named actor or instrument in the text; `id` in the form of a statement's actor or target."""

    span: Span
    kind: Kind
    id: str


TITLED = re.compile(r"《[^《》\n]{2,60}》")  # a text as Chinese marks it, known or not
_END = attrgetter("end")
_CROWDS = frozenset({"方面", "当局", "官方", "团队"})  # who speaks is somebody's; 在测试方面 is nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One doc, read; `split` keeps the clauses of sentences already asked for, by their start;
    `starts` and `merged` where the words of a group, or of several, stand."""

    doc: TaggedDoc
    catalogue: Catalogue
    words: Words
    hits: Hits
    voice: Voice
    mentions: tuple[Mention, ...]
    places: tuple[int, ...]
    quoted: tuple[Span, ...] = field(default=())
    split: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    merged: dict[tuple[str, ...], tuple[list[int], list[tuple[Hit, str]]]] = field(default_factory=dict)

    def text(self, span: Span | Hit) -> str:
        """What stands in a span."""
        return self.doc.text[span.start : span.end]

    def cls(self, actor: str) -> str:
        """Class of an actor; empty for one that the catalogue lacks."""
        entry = self.catalogue.actors.get(actor)
        return entry.cls if entry is not None else ""

    def are(self, actors: Iterable[str], classes: Collection[str]) -> bool:
        """Whether all of some actors are of one of the classes."""
        return all(self.cls(actor) in classes for actor in actors)

    def instrument(self, target: str) -> Instrument | None:
        """The entry of a target that is an instrument of the catalogue."""
        kind, _, key = target.partition(":")
        return self.catalogue.instruments[key] if kind == "instrument" else None

    def is_event(self, target: str) -> bool:
        """Whether a target is a meeting: it states nothing by itself."""
        entry = self.instrument(target)
        return entry is not None and entry.kind in ("event", "summit")

    def said(self, group: str, start: int, end: int) -> list[Hit]:
        """Words of one group within `[start, end)`."""
        starts = self.starts.get(group)
        if starts is None:
            starts = self.starts[group] = [hit.start for hit in self.hits.get(group, ())]
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        found = self.hits[group][first : bisect_left(starts, end, first)]
        if found[-1].end > end:  # words of one group do not overlap: only the last can reach out of the range
            found.pop()
        return found

    def of(self, groups: tuple[str, ...], start: int, end: int) -> list[tuple[Hit, str]]:
        """Words of several groups within a range, by place, the longer first."""
        held = self.merged.get(groups)
        if held is None:
            held = self.merged[groups] = self._merge(groups)
        starts, pairs = held
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [pair for pair in pairs[first : bisect_left(starts, end, first)] if pair[0].end <= end]

    def says(self, groups: tuple[str, ...], start: int, end: int) -> bool:
        """Whether a word of one of several groups stands within a range."""
        return any(map(self.said, groups, repeat(start), repeat(end)))

    def offices(self, start: int, end: int) -> list[Hit]:
        """Words within a range for what one person is: 部长, "spokesperson"."""
        return [hit for hit in self.said("persons", start, end) if hit.word not in _CROWDS]

    def _merge(self, groups: tuple[str, ...]) -> tuple[list[int], list[tuple[Hit, str]]]:
        """Words of several groups in order, with their starts; of the same words, in the order of the groups."""
        found = [
            (hit.start, -hit.end, rank, hit) for rank, group in enumerate(groups) for hit in self.hits.get(group, ())
        ]
        found.sort()
        return [one[0] for one in found], [(hit, groups[rank]) for _, _, rank, hit in found]

    def mentioned(self, span: Span) -> tuple[Mention, ...]:
        """Mentions that lie in a span."""
        first = bisect_left(self.places, span.start)
        if first == len(self.places) or self.places[first] >= span.end:
            return ()
        last = bisect_left(self.places, span.end, first)
        return tuple(mention for mention in self.mentions[first:last] if mention.span.end <= span.end)

    def is_named(self, hit: Hit) -> bool:
        """Whether a word is part of a name, as 治理 in 《全球人工智能治理倡议》."""
        place = bisect_right(self.places, hit.start) - 1
        return place >= 0 and self.mentions[place].span.end > hit.start

    def quotes(self, span: Span) -> tuple[Span, ...]:
        """The quotations that share a character with a span."""
        first = bisect_right(self.quoted, span.start, key=_END)
        return tuple(takewhile(lambda quote: quote.start < span.end, self.quoted[first:])) if self.quoted else ()

    def is_told_outside(self, sentence: Span) -> bool:
        """Whether a verb of speech stands outside the quotations of a sentence that has some."""
        quotes = self.quotes(sentence)
        said = self.of(("speech", "warn"), sentence.start, sentence.end) if quotes else []
        return any(not any(quote.start <= hit.start < quote.end for quote in quotes) for hit, _ in said)

    def is_quoted(self, span: Span) -> bool:
        """Whether most of a span stands in quotation marks."""
        inside = sum(min(span.end, q.end) - max(span.start, q.start) for q in self.quotes(span))
        return 2 * inside > span.end - span.start

    def clauses(self, sentence: Span) -> tuple[Span, ...]:
        """Clauses of one sentence."""
        found = self.split.get(sentence.start)
        if found is None:
            found = self.split[sentence.start] = clauses(self.doc.text, sentence, self.doc.lang)
        return found


_ISSUES = 6  # characters after 相关部门 in which it must issue something to be meant as the state
_ZH_QUOTES = re.compile(r"“[^“”\n]{6,}?”|「[^「」\n]{6,}?」")
_EN_QUOTES = re.compile(r"“[^“”\n]{12,}?[”\n]|\"[^\"\n]+\"")
_SHORT = 14  # a straight quotation mark opens or closes: what a short pair holds is no speech, but it is a pair


def read(doc: TaggedDoc, catalogue: Catalogue) -> Reading:
    """Read a tagged doc."""
    lexicon = words(catalogue, "zh" if side(doc.lang) == "zh" else "en")
    hits = lexicon.hits(doc.text)
    kept = _in_order(_mentions(doc, catalogue, hits))
    texts = [(mention.span, mention.id) for mention in kept if mention.kind is Kind.INSTRUMENT]
    shortened = (Mention(span=span, kind=Kind.INSTRUMENT, id=name) for span, name in defined(doc.text, texts))
    kept = _in_order((*kept, *shortened, *_people(doc, catalogue, lexicon.lang, kept, hits)))
    quotes = _ZH_QUOTES if lexicon.lang == "zh" else _EN_QUOTES
    return Reading(
        doc=doc,
        catalogue=catalogue,
        words=lexicon,
        hits=hits,
        voice=voice(doc, catalogue),
        mentions=kept,
        places=tuple(mention.span.start for mention in kept),
        quoted=tuple(
            Span(start=quote.start(), end=quote.end())
            for quote in quotes.finditer(doc.text)
            if lexicon.lang == "zh" or quote.end() - quote.start() >= _SHORT
        ),
    )


def _mentions(doc: TaggedDoc, catalogue: Catalogue, hits: Hits) -> Iterator[Mention]:
    for tag in doc.actors:
        if catalogue.has_voice(tag.id):
            yield from (Mention(span=span, kind=Kind.ACTOR, id=tag.id) for span in tag.spans)
    for actor in doc.new_actors:
        # 某某等科技公司: what follows 等 is the kind, no further actor
        spans = [span for span in actor.spans if not span.start or doc.text[span.start - 1] != "等"]
        yield from (Mention(span=span, kind=Kind.ACTOR, id=f"new:{actor.name}") for span in spans)
    for tag in doc.instruments:
        yield from (Mention(span=span, kind=Kind.INSTRUMENT, id=f"instrument:{tag.id}") for span in tag.spans)
    for name in doc.new_instruments:
        yield from (Mention(span=span, kind=Kind.INSTRUMENT, id=f"newinst:{name.name}") for span in name.spans)
    if "cn_gov" in catalogue.actors and doc.lang.startswith("zh-Hans"):
        issuing = {hit.start for hit in hits.get("enact", ())}
        acting = [hit for hit in hits.get("our_bodies", ()) if issuing.intersection(range(hit.end, hit.end + _ISSUES))]
        for hit in (*hits.get("our_state", ()), *acting):
            yield Mention(span=Span(start=hit.start, end=hit.end), kind=Kind.ACTOR, id="cn_gov")


def _people(
    doc: TaggedDoc, catalogue: Catalogue, lang: str, found: tuple[Mention, ...], hits: Hits
) -> Iterator[Mention]:
    """Those who were introduced by office and name, where they are named again."""
    known = catalogue.actors
    actors = [
        (mention.span, mention.id)
        for mention in found
        if mention.kind is Kind.ACTOR and not (mention.id in known and known[mention.id].cls == "legislature")
    ]
    offices = [(hit.start, hit.end) for hit in hits.get("persons", ())]
    for span, actor in people(doc.text, lang == "zh", actors, offices):
        yield Mention(span=span, kind=Kind.ACTOR, id=actor)


def _in_order(found: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(_outermost(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end))))


def _outermost(found: list[Mention]) -> Iterator[Mention]:
    last = 0
    for mention in found:
        if mention.span.start >= last:
            yield mention
            last = mention.span.end

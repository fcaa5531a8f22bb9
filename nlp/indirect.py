"""Instruments called by kind and issuer instead of by name: "Biden's executive order on AI", 欧洲委员会的人工智能公约.

Who issued it is told by a name near by, by the sentence, or by the text as a whole; of the instruments of that kind
which it issued before the text's date, the one of this week, the one on the topic told, or the latest on AI in general
is meant. With no such instrument nothing is found: a guess is worse than a gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.catalogue import Catalogue, Instrument
from domain.records import TaggedDoc
from nlp.covered import Covered
from nlp.descriptions import Description, descriptions
from nlp.folding import plain
from nlp.matching import Hit, Layer, occurs
from nlp.segment import sentence_at
from nlp.states import by_name
from nlp.surroundings import (
    SOON,
    Place,
    around,
    day,
    is_of_ai,
    is_planned,
    is_to_come,
    is_unheard_of,
    news_days,
    years_told,
)
from nlp.tenures import Tenures

_ORDERS = ("executive_order",)
_FAILED = ("vetoed", "withdrawn", "lapsed")
_APART, _JOINTS = 3, ("", ",", "，", "(", "（")  # between a description and its name
_WHOSE = re.compile(r"(?P<state>[一-鿿]{2})(?:的|新的?)?(?:人工智能|AI)?$")
_SHARE = 0.6  # of a text's mentions of issuers, for one of them to own what is described without an owner


class Indirect:
    """Instruments by kind and issuer, of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._tenures = Tenures(catalogue)
        self._issued: dict[str, list[Instrument]] = {}
        for instrument in catalogue.instruments.values():
            for issuer in {catalogue.principal(issuer) for issuer in instrument.issuers} | set(instrument.issuers):
                self._issued.setdefault(issuer, []).append(instrument)
        self._states = by_name(catalogue)
        self._publishers = {
            plain(name): actor.id
            for actor in catalogue.actors.values()
            if self._issued.get(actor.id)
            for name in (actor.en, actor.zh, *actor.aliases_en, *actor.aliases_zh)
        }

    def find(self, doc: TaggedDoc, named: Sequence[Hit]) -> list[Hit]:
        """Instruments of a doc meant by kind and issuer, where no name already stands."""
        found: list[Hit] = []
        if not doc.sentences:
            return found
        taken = Covered(hit.span for hit in named)
        for told in sorted(descriptions(doc.text, doc.lang), key=lambda told: (told.span.start, -told.span.end)):
            if taken.meets(told.span) or (found and found[-1].span.overlaps(told.span)):
                continue
            place = self._place(doc, told)
            meant = self._meant(doc, place, [*named, *found])
            if meant is not None:
                name = doc.text[told.span.start : told.span.end]
                found.append(Hit(Layer.INSTRUMENT, meant, name, told.span, place.index))
        return found

    def _place(self, doc: TaggedDoc, told: Description) -> Place:
        index = sentence_at(doc.sentences, told.span.start)
        sentence = doc.sentences[index]
        near = tuple(tag.id for tag in doc.actors if any(sentence.holds(span) for span in tag.spans))
        owner = self._tenures.owner(doc.text, told.span, sentence) if told.sort.is_free else None
        if owner is not None and self._is_firm(owner.actor) and not self._made(owner.actor, told.sort.kinds):
            owner = None  # a company that speaks of an order has not made it
        return Place(told=told, index=index, sentence=sentence, near=near, owner=owner)

    def _is_firm(self, actor: str) -> bool:
        return actor in self._catalogue.actors and self._catalogue.actors[actor].cls == "industry"

    def _made(self, actor: str, kinds: tuple[str, ...]) -> bool:
        return any(one.kind in kinds for one in self._issued.get(actor, ()))

    def _meant(self, doc: TaggedDoc, place: Place, named: Sequence[Hit]) -> str | None:
        told = place.told
        if (beside := self._beside(doc.text, place, named)) is not None:
            return beside
        if not told.sort.is_free:
            return self._issued_near(doc, place, named)
        if not is_of_ai(doc, place):
            return None
        if told.refers_back and place.owner is None and (last := self._last(place, named)) is not None:
            return last
        if is_to_come(doc, place):
            return self._to_come(doc, place)
        pool = self._owned(doc, place)
        if is_unheard_of(doc, place):
            return _news(doc, place, pool)
        return _news(doc, place, pool) or _topical(doc, place, pool) or _nearest(place, named, pool) or _general(pool)

    def _beside(self, text: str, place: Place, named: Sequence[Hit]) -> str | None:
        """A name of its kind right behind a description: an AI safety bill, SB 53."""
        end = place.told.span.end
        return next(
            (
                hit.id
                for hit in named
                if 0 <= hit.span.start - end <= _APART
                and text[end : hit.span.start].strip() in _JOINTS
                and self._catalogue.instruments[hit.id].kind in place.told.sort.kinds
            ),
            None,
        )

    def _issued_near(self, doc: TaggedDoc, place: Place, named: Sequence[Hit]) -> str | None:
        """What one of the issuers in the sentence made, of kinds that are seldom told without their issuer."""
        if is_planned(doc, place) or (place.told.sort.is_other and not is_of_ai(doc, place)):
            return None
        pool = list(self._pool(doc, place, place.near))
        if place.told.sort.is_other:
            told = {hit.id for hit in named}
            pool = [one for one in pool if one.id not in told]
        return _topical(doc, place, pool) or _nearest(place, named, pool) or _titled(doc, pool) or _general(pool)

    def _to_come(self, doc: TaggedDoc, place: Place) -> str | None:
        """An order that is only expected: the one that came out soon after."""
        if doc.published_at is None:
            return None
        first, last = day(doc.published_at, 1), day(doc.published_at, SOON)
        actor = (
            place.owner.actor
            if place.owner is not None
            else next(iter(self._main_issuer(doc, place.told.sort.kinds)), "")
        )
        soon = [
            one
            for one in self._issued.get(actor, ())
            if one.kind in place.told.sort.kinds and _is_called(one, ()) and first <= one.date <= last
        ]
        return _topical(doc, place, soon) or _titled(doc, soon) or _general(soon)

    def _last(self, place: Place, named: Sequence[Hit]) -> str | None:
        """The last instrument of the kind before a place: the order, 该行政令."""
        before = [
            hit
            for hit in named
            if hit.span.end <= place.told.span.start
            and self._catalogue.instruments[hit.id].kind in place.told.sort.kinds
        ]
        return max(before, key=lambda hit: hit.span.end).id if before else None

    def _owned(self, doc: TaggedDoc, place: Place) -> list[Instrument]:
        """What the owner named, the sentence, the one before, or the text as a whole may mean, the first that can."""
        if place.owner is not None:
            return [one for one in self._pool(doc, place, (place.owner.actor,)) if place.owner.covers(one.date)]
        before = doc.sentences[max(0, place.index - 1)]
        for actors in (
            place.near,
            self._state_of(doc.text, place),
            tuple(tag.id for tag in doc.actors if any(before.holds(span) for span in tag.spans)),
            self._main_issuer(doc, place.told.sort.kinds),
        ):
            if pool := list(self._pool(doc, place, actors)):
                return [one for one in pool if self._is_in_office(doc, place, one)]
        return []

    def _state_of(self, text: str, place: Place) -> tuple[str, ...]:
        """The state right before an order: 美国的人工智能行政令, which makes no actor of it elsewhere."""
        found = _WHOSE.search(text, place.sentence.start, place.told.span.start)
        actor = self._states.get(found["state"]) if found is not None else None
        return (actor,) if actor is not None else ()

    def _is_in_office(self, doc: TaggedDoc, place: Place, one: Instrument) -> bool:
        """Whether who made it holds office on a text's date: "the President" is this one, unless a year is told."""
        if doc.published_at is None or one.kind != "executive_order" or one.date[:4] in years_told(doc, place):
            return True
        issuer = one.issuers[0]
        return self._catalogue.principal(issuer, doc.published_at) == self._catalogue.principal(
            issuer, datetime.fromisoformat(one.date)
        )

    def _main_issuer(self, doc: TaggedDoc, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The one that most mentions of issuers (of orders, for an order) are of, or that published it."""
        count: Counter[str] = Counter()
        for tag in doc.actors:
            principal = self._catalogue.principal(tag.id)
            # an order is of somebody who gives orders; others may own what is told without an owner
            if self._made(principal, kinds) if kinds == _ORDERS else self._issued.get(principal):
                count[principal] += len(tag.spans)
        (top, most), *_ = count.most_common(1) or [("", 0)]
        if most > 1 and most >= _SHARE * count.total():
            return (top,)
        publisher = self._publishers.get(plain(doc.outlet or "").removeprefix("the "))
        return (publisher,) if publisher is not None else ()

    def _pool(self, doc: TaggedDoc, place: Place, actors: Sequence[str]) -> Iterator[Instrument]:
        """Instruments of the kind, by one of the actors (by all, where it is joint), made before it or soon."""
        sort = place.told.sort
        principals = {self._catalogue.principal(actor) for actor in actors}
        latest = day(doc.published_at, sort.ahead)
        seen: set[str] = set()
        for actor in dict.fromkeys((*actors, *sorted(principals))):
            for one in self._issued.get(actor, ()):
                if one.id in seen or one.kind not in sort.kinds or one.date > latest or not _is_called(one, sort.named):
                    continue
                if not sort.failed and one.status in _FAILED:
                    continue
                if sort.is_joint and not {self._catalogue.principal(issuer) for issuer in one.issuers} <= principals:
                    continue
                seen.add(one.id)
                yield one


def _is_called(one: Instrument, words: tuple[str, ...]) -> bool:
    names = " ".join((one.en, *one.aliases_en, one.zh))
    is_ai = "AI" in names or "artificial intelligence" in names.lower() or "人工智能" in names or bool(one.about)
    return is_ai and (not words or any(word in names for word in words))


def _news(doc: TaggedDoc, place: Place, pool: Sequence[Instrument]) -> str | None:
    """What is new this week, where the sentence tells news."""
    days = news_days(doc, place)
    if doc.published_at is None or not days:
        return None
    first, last = day(doc.published_at, -days), day(doc.published_at, 1)
    new = [one for one in pool if first <= one.date <= last]
    return new[0].id if len(new) == 1 else _topical(doc, place, new) or _titled(doc, new) or _general(new)


def _topical(doc: TaggedDoc, place: Place, pool: Sequence[Instrument]) -> str | None:
    """The one whose topic is spoken of nearest, or the latest of the year told."""
    start, end = around(place)
    before, after = plain(doc.text[start : place.told.span.start]), plain(doc.text[place.told.span.start : end])
    far = {one.id: _distance(one, before, after) for one in pool}
    nearest = min((place for place in far.values() if place is not None), default=None)
    if nearest is not None:
        return _latest([one for one in pool if far[one.id] == nearest])
    years = years_told(doc, place) if place.told.sort.is_free else set()
    return _latest([one for one in pool if one.date[:4] in years and not one.about])


def _distance(one: Instrument, before: str, after: str) -> int | None:
    """Characters to the nearest word of what an instrument is about."""
    told = [word for word in one.about if occurs(word, before) or occurs(word, after)]
    places = [len(before) - before.rfind(plain(word)) for word in told if occurs(word, before)]
    places += [after.find(plain(word)) for word in told if occurs(word, after)]
    return min(places, default=None)


def _titled(doc: TaggedDoc, pool: Sequence[Instrument]) -> str | None:
    """The latest on what the title speaks of."""
    title = plain(doc.title)
    return _latest([one for one in pool if any(occurs(word, title) for word in one.about)])


def _nearest(place: Place, named: Sequence[Hit], pool: Sequence[Instrument]) -> str | None:
    """The one that the text itself names nearest."""
    can = {one.id for one in pool}
    fitting = [hit for hit in named if hit.id in can]
    return min(fitting, key=lambda hit: abs(hit.span.start - place.told.span.start)).id if fitting else None


def _general(pool: Sequence[Instrument]) -> str | None:
    return _latest([one for one in pool if not one.about])


def _latest(pool: Sequence[Instrument]) -> str | None:
    return max(pool, key=lambda one: one.date).id if pool else None

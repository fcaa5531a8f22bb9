"""For whom else an official text speaks: the states that it was made with, as its title or its text says.

A joint statement, a dialogue, a memorandum, the cooperation of two states is held by both; what a state alone tells of
talks with another is its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from nlp.keyed import Keyed
from nlp.states import by_name

_JOINT = re.compile(r"\b(?:joint|bilateral|dialogue)\b|联合|双边|两国|对话|会谈", re.IGNORECASE)
# U.S.-Singapore partnership, United States and India cooperate
_LINKED = re.compile(r"[A-Z][\w.]*\s?(?:[-–—]|\band\b)\s?(?:the\s)?[A-Z]|[与和同]")
_BESIDE = re.compile(r"\s*(?:and|&|[-–—/、和与及同])?\s*(?:the\s+)?")
# what two states have in common, as titles have it
_COMMON = re.compile(
    r"\b(?:joint(?:ly)?|bilateral|trilateral|shared|common|dialogue|partnership|alliance|cooperat\w+|collaborat\w+|"
    r"memorandum|agreement|declaration|vision|roadmap|initiative|working group|council)\b",
    re.IGNORECASE,
)
# one side tells
_ALONE = re.compile(
    r"\b(?:readout|remarks|briefing|interview|(?:statement|fact sheet) (?:from|by|on))\b|\btalks\b", re.IGNORECASE
)
_JOINTLY = re.compile(r"\bjoint", re.IGNORECASE)


def partners(doc: TaggedDoc, catalogue: Catalogue, holders: tuple[str, ...]) -> tuple[str, ...]:
    """The states that an official text speaks for beside the ones that issued it; none where it is not joint."""
    titled = _titled(doc.title, catalogue, holders)
    if not titled and _JOINT.search(doc.title) is None and _LINKED.search(doc.title) is None:
        return ()
    return tuple(dict.fromkeys((*titled, *_named_beside(doc, catalogue, holders))))


def _titled(title: str, catalogue: Catalogue, holders: tuple[str, ...]) -> tuple[str, ...]:
    """The states that an English title joins with the issuer's: "U.S.-India dialogue", "Ghana and Togo cooperation"."""
    if _COMMON.search(title) is None or (_ALONE.search(title) is not None and _JOINTLY.search(title) is None):
        return ()
    principal, names = catalogue.principal, _names(Keyed(catalogue))
    found = [names[1][name[0]] for name in names[0].finditer(title)]
    own = {principal(actor) for actor in holders}
    if not any(actor in own for actor in found):
        return ()
    return tuple(dict.fromkeys(actor for actor in found if actor not in own))


@cache
def _names(held: Keyed) -> tuple[re.Pattern[str], dict[str, str]]:
    """English names of states, as one pattern and by actor."""
    known = held.catalogue.actors
    states = {
        name: actor
        for name, actor in by_name(held.catalogue).items()
        if name.isascii() and name[:1].isupper() and known[actor].cls == "gov_executive"
    }
    longest = sorted(states, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), states


def _named_beside(doc: TaggedDoc, catalogue: Catalogue, holders: tuple[str, ...]) -> Iterator[str]:
    """The states that a joint text names again and again in one breath with its issuer's."""
    principal = catalogue.principal
    own = {principal(actor) for actor in holders}
    named = sorted((span.start, span.end, principal(tag.id)) for tag in doc.actors for span in tag.spans)
    beside: Counter[str] = Counter()
    least = 2 if _JOINT.search(doc.title) is not None else 3
    for (_, end, one), (start, _, other) in pairwise(named):
        if (one in own) != (other in own) and _BESIDE.fullmatch(doc.text[end : max(end, start)]) is not None:
            beside[other if one in own else one] += 1
    for actor, count in beside.items():
        if count >= least and actor in catalogue.actors and catalogue.actors[actor].cls == "gov_executive":
            yield actor

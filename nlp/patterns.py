"""The catalogue as patterns for the matcher: which names and cues, with which edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.catalogue import Actor, Catalogue, Holder, Instrument, Theme
from domain.text import has_han
from nlp import states, vocabulary
from nlp.folding import plain
from nlp.keyed import Keyed
from nlp.matching import Edge, Layer, Matcher, Pattern


@lru_cache(maxsize=4)
def _matcher(catalogue: Keyed) -> Matcher:
    return Matcher(patterns(catalogue.catalogue))


def matcher(catalogue: Catalogue) -> Matcher:
    """The matcher of a catalogue, built once."""
    return _matcher(Keyed(catalogue))


def patterns(catalogue: Catalogue) -> Iterator[Pattern]:
    """Every pattern; a derived spelling never takes a name that an entry holds itself."""
    own = [
        *(pattern for theme in catalogue.themes.values() for pattern in _theme(theme)),
        *(pattern for actor in catalogue.actors.values() for pattern in _actor(actor)),
        *(pattern for instrument in catalogue.instruments.values() for pattern in _instrument(instrument)),
    ]
    yield from own
    yield from (pattern for holder in catalogue.holders for pattern in _holder(holder))
    yield from states.patterns(catalogue)
    yield from vocabulary.patterns()
    taken = {(_kind(pattern), plain(pattern.name)) for pattern in own}
    for pattern in own:
        if pattern.edge is not Edge.SAFE or pattern.words:
            continue
        for name in _spellings(pattern.name, derived=pattern.inflects):
            if (_kind(pattern), plain(name)) not in taken:
                taken.add((_kind(pattern), plain(name)))
                yield Pattern(pattern.layer, pattern.id, name, inflects=pattern.inflects)


def _kind(pattern: Pattern) -> str:
    if pattern.layer is Layer.WEAK:
        return f"weak {pattern.id}"  # two themes may share a weak cue
    return "name" if pattern.layer in (Layer.ACTOR, Layer.INSTRUMENT) else "cue"


def _theme(theme: Theme) -> Iterator[Pattern]:
    for cue in (*theme.cues_zh, *theme.cues_en):
        # an all-capital cue (SME, LAWS) is an acronym
        edge = Edge.ACRONYM if cue.isupper() and not has_han(cue) else Edge.SAFE
        yield Pattern(Layer.THEME, theme.id, cue, edge, inflects=edge is Edge.SAFE)
    for cue in (*theme.weak_zh, *theme.weak_en):
        edge = Edge.ACRONYM if cue.isupper() and not has_han(cue) else Edge.SAFE
        yield Pattern(Layer.WEAK, theme.id, cue, edge, inflects=edge is Edge.SAFE)
    for cue in (*theme.antigoals_zh, *theme.antigoals_en):
        yield Pattern(Layer.ANTIGOAL, theme.id, cue, inflects=True)
    for cue in (*theme.not_zh, *theme.not_en):
        yield Pattern(Layer.NOT_THEME, theme.id, cue, inflects=True)


def _actor(actor: Actor) -> Iterator[Pattern]:
    for name in dict.fromkeys((actor.zh, actor.en, *actor.aliases_zh, *actor.aliases_en)):
        yield Pattern(Layer.ACTOR, actor.id, name)
    for name in actor.token_zh:
        yield Pattern(Layer.ACTOR, actor.id, name, Edge.TOKEN)
    for name in actor.acronyms:
        yield Pattern(Layer.ACTOR, actor.id, name, Edge.ACRONYM)
    yield from _contextual(Layer.ACTOR, actor)


def _instrument(instrument: Instrument) -> Iterator[Pattern]:
    for name in dict.fromkeys((instrument.zh, instrument.en, *instrument.aliases_zh, *instrument.aliases_en)):
        yield Pattern(Layer.INSTRUMENT, instrument.id, name)
    yield from _contextual(Layer.INSTRUMENT, instrument)


def _contextual(layer: Layer, entry: Actor | Instrument) -> Iterator[Pattern]:
    for name, words in entry.context.items():
        yield Pattern(layer, entry.id, name, words=tuple(words))


def _holder(holder: Holder) -> Iterator[Pattern]:
    for name in (*holder.names_zh, *holder.names_en):
        yield Pattern(Layer.ACTOR, holder.actor, name, Edge.ACRONYM, period=(holder.start, holder.end or ""))


_SHORT_OFFICE = 4  # characters: 美国商务部 is also 美商务部, but 美国国会 not 美国会 (美国会议)
_NUMBERED = re.compile(r"(?<=[A-Z]) (?=\d)")
_TWINS = (("artificial intelligence", "AI"), ("人工智能", "AI"), ("labour", "labor"), ("defence", "defense"),
          ("organisation", "organization"), ("standardisation", "standardization"), ("centre", "center"),
          ("licence", "license"), ("programme", "program"), ("behaviour", "behavior"))  # fmt: skip


def _spellings(name: str, *, derived: bool) -> Iterator[str]:
    """Other spellings of one name: AI for artificial intelligence, British and American, and a cue in the singular."""
    for long, short in _TWINS:
        if long in name.lower():
            start = name.lower().index(long)
            yield name[:start] + short + name[start + len(long) :]
    if "AI" in name:
        yield name.replace("AI", "人工智能" if has_han(name) else "artificial intelligence")
    if name.startswith("美国") and len(name) > _SHORT_OFFICE:
        yield "美" + name[2:]
    if (joined := _NUMBERED.sub("", name)) != name:
        yield joined
    if derived and not has_han(name) and name.endswith("s") and not name.endswith(("ss", "us", "is")):
        yield name[:-3] + "y" if name.endswith("ies") else name[:-1]

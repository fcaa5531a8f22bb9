"""Whose position an instrument states: its issuers, as the catalogue or the text names them."""

from __future__ import annotations

from functools import cache

from domain.catalogue import Catalogue
from nlp.groups import Group
from nlp.keyed import Keyed

_JOINT = frozenset({"event", "declaration", "treaty", "resolution", "statement", "voluntary"})

_APART = frozenset({"US"})  # where a law of the parliament's may be none of the executive's


def issuers(catalogue: Catalogue, target: str, told: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Actors that hold what an instrument says.

    A joint declaration is held by all its issuers, a law by the executive that proposed and runs it; an instrument the
    catalogue does not hold by whoever the text said had issued it (`told`).
    """
    kind, _, key = target.partition(":")
    if kind != "instrument":
        return told.get(target, ())
    if target in told:
        return told[target]
    entry = catalogue.instruments[key]
    named = tuple(actor for actor in entry.issuers if actor in catalogue.actors)
    named = _governing(catalogue, named) if entry.kind == "law" else named
    by_principal = {catalogue.actors[actor].principal: actor for actor in reversed(named)}
    if len(by_principal) < 2 or entry.kind in _JOINT:
        return tuple(dict.fromkeys(by_principal[catalogue.actors[actor].principal] for actor in named))
    executive = [actor for actor in named if catalogue.actors[actor].cls == "gov_executive"]
    return tuple(executive or named)[:1]


def enacting(catalogue: Catalogue, target: str, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the actors who issued an instrument: a text that says who passed a law speaks of it as theirs."""
    kind, _, key = target.partition(":")
    if kind != "instrument" or catalogue.instruments[key].kind in _JOINT:
        return ()
    issued = {catalogue.principal(actor) for actor in catalogue.instruments[key].issuers}
    return tuple(actor for actor in actors if catalogue.principal(actor) in issued)


def _governing(catalogue: Catalogue, named: tuple[str, ...]) -> tuple[str, ...]:
    """A law that a parliament alone has issued speaks for the state, but where the two are told apart."""
    if any(catalogue.actors[actor].cls != "legislature" for actor in named):
        return named
    states = _states(Keyed(catalogue))
    return tuple(
        actor if (state := catalogue.actors[actor].jurisdiction) in _APART else states.get(state, actor)
        for actor in named
    )


@cache
def _states(held: Keyed) -> dict[str, str]:
    """The executive of each state or union; bodies on trial, which may stand for themselves, are none."""
    return {
        actor.jurisdiction: actor.id
        for actor in sorted(held.catalogue.actors.values(), key=lambda actor: not actor.provisional)
        if actor.cls == "gov_executive" and actor.principal == actor.id
    }


def holders(catalogue: Catalogue, group: Group, told: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Actors that hold what an instrument group says; an owner named in the text wins."""
    if group.owner is not None:
        return group.owner.ids
    found = (actor for target in group.ids for actor in issuers(catalogue, target, told))
    return tuple(dict.fromkeys(found))

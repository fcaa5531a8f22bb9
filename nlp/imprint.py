"""What a tagger knew, kept beside the tags it made, so that a changed catalogue re-tags only the texts it can touch.

An entry can change the tags of a text only where one of its names, old or new, stands in it (or, for an instrument, a
name of its issuers: "Biden's order" names no instrument). Code, weights and word lists touch every text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from domain.catalogue import Catalogue, Holder, Instrument
from domain.records import digest_of
from nlp.folding import fold, plain
from nlp.patterns import patterns
from nlp.spec import fixed
from nlp.states import SHORT

# an entry's hash, its folded names, and for an instrument the keys of the actors that issued it
Print = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """The spec of all that is no entry, and for each entry its print."""

    fixed: str
    entries: Mapping[str, Print]

    def names(self, key: str) -> set[str]:
        """All names that can bring an entry into a text; none for an entry that is not there."""
        if key not in self.entries:
            return set()
        _, own, issuers = self.entries[key]
        return {*own, *(name for issuer in issuers for name in self.names(issuer))}

    def dumps(self) -> str:
        """As JSON, to be kept under the tagger's spec."""
        return json.dumps({"fixed": self.fixed, "entries": self.entries}, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What lies between two imprints: every text is touched, or those that hold one of the names."""

    everything: bool
    names: frozenset[str]

    def touches(self, *texts: str) -> bool:
        """Whether the tags of an article with these texts (title, body) can differ."""
        return self.everything or any(self._holds(fold(text).text) for text in texts)

    def _holds(self, folded: str) -> bool:
        return bool(self.names) and bool(self._automaton.find_matches_as_indexes(folded, overlapping=False))

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(sorted(self.names))


def imprint(catalogue: Catalogue) -> Imprint:
    """The imprint of the taggers over a catalogue."""
    names, principals = _names(catalogue), {key: catalogue.principal(key) for key in catalogue.actors}
    held: dict[str, list[Holder]] = defaultdict(list)
    for holder in catalogue.holders:
        held[holder.actor].append(holder)
    entries: dict[str, Print] = {}
    for kind, rows in (("theme", catalogue.themes), ("actor", catalogue.actors), ("instrument", catalogue.instruments)):
        for key, entry in rows.items():
            issuers = tuple(_issuers(entry, principals)) if isinstance(entry, Instrument) else ()
            parts = (entry, *held[key]) if kind == "actor" else (entry,)
            made_of = digest_of(*(part.model_dump_json() for part in parts))
            entries[f"{kind}:{key}"] = (made_of, tuple(sorted(names[key])), issuers)
    return Imprint(fixed=fixed(catalogue), entries=entries)


def loads(body: str) -> Imprint:
    """An imprint from its JSON."""
    read = json.loads(body)
    entries = {key: (row[0], tuple(row[1]), tuple(row[2])) for key, row in read["entries"].items()}
    return Imprint(fixed=read["fixed"], entries=entries)


def change(old: Imprint, new: Imprint) -> Change:
    """What differs between two imprints; the names of a changed entry count as they were and as they are."""
    names: set[str] = set()
    for key in old.entries.keys() | new.entries.keys():
        if old.entries.get(key) != new.entries.get(key):
            names |= old.names(key) | new.names(key)
    return Change(everything=old.fixed != new.fixed, names=frozenset(names - {""}))


def _names(catalogue: Catalogue) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pattern in patterns(catalogue):
        found[pattern.id.removeprefix("state:")].add(plain(pattern.name).strip())
    for short, full in SHORT.items():
        for own in [own for own in found.values() if full in own]:
            own.add(short)
    return found


def _issuers(entry: Instrument, principals: Mapping[str, str]) -> Iterator[str]:
    """Actors under whose names the instrument may be meant: its issuers, and all of their principals."""
    meant = {principals.get(issuer, issuer) for issuer in entry.issuers} | set(entry.issuers)
    yield from (f"actor:{key}" for key, principal in principals.items() if key in meant or principal in meant)

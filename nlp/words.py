"""Words of attribution and stance, compiled once per catalogue and language into one automaton."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

from domain.catalogue import Catalogue, StanceLexicon
from domain.records import Stance
from nlp.lexicons import word_lists

# groups whose English words are verbs and take -s, -ed, -ing
_VERBS = frozenset({"speech", "warn", "position", "document", "enact", "reject", "neutral", "support", "oppose",
                    "harm", "counter", "attitudes", "spreads", "lifts"})  # fmt: skip
_START = itemgetter(1)
_NEXT_WORDS = re.compile(r"[\w'’-]+(?: [\w'’-]+){0,3}")
_LONGEST_ZH = 8
_FOLLOWS_VERB = ("in", "of", "to", "for", "on", "against", "with", "from", "by")


class Hit(NamedTuple):
    """A lexicon word where it stands in the text; a tuple because a text has thousands."""

    start: int
    end: int
    word: str


Hits = dict[str, list[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All groups of one language; `groups` maps a surface form to the groups it belongs to.

    `entries` has, for each form of the automaton, the word it is a form of, its groups, and whether it is a decoy.
    """

    lang: str
    groups: dict[str, frozenset[str]]
    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[str, tuple[str, ...], bool], ...]

    def hits(self, text: str) -> Hits:
        """Every word of every group, leftmost-longest within its group; English needs word edges."""
        folded = lowered(text) if self.lang == "en" else text
        found: dict[str, list[Hit]] = {}
        entries, decoyed = self.entries, 0  # what lies inside a decoy is left out
        for index, start, end in in_order(self._matches(folded)):
            if end <= decoyed:
                continue
            base, groups, is_decoy = entries[index]
            if is_decoy:
                decoyed = end
            hit = Hit(start, end, base)
            for group in groups:
                kept = found.get(group)
                if kept is None:
                    found[group] = [hit]
                elif start >= kept[-1][1]:
                    kept.append(hit)
        return found

    def at(self, text: str, place: int) -> str:
        """The longest word that begins at a place, in lower case; empty where none does."""
        if self.lang == "en":
            found = _NEXT_WORDS.match(text, place)
            tokens = found[0].lower().split() if found is not None else []
            heads = (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))
        else:
            heads = (text[place : place + count] for count in range(_LONGEST_ZH, 0, -1))
        return next((head for head in heads if head in self.groups), "")

    def _matches(self, folded: str) -> list[tuple[int, int, int]]:
        matches = self.automaton.find_matches_as_indexes(folded, overlapping=True)
        return matches if self.lang != "en" else _edged(folded, matches)


def lowered(text: str) -> str:
    """A text in lower case, as long as it was: a few capitals would lower to two characters and stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def in_order(matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Matches of an automaton by start, the longer first.

    It finds them by their end, so that of the reversed ones a sort by start alone leaves the longer first.
    """
    matches.reverse()
    matches.sort(key=_START)
    return matches


def words(catalogue: Catalogue, lang: str) -> Words:
    """The words of a language (`zh` or `en`), from the lexicon file and the catalogue's stance file."""
    return _words(lang, _Lexicon(catalogue))


class _Lexicon:
    """A stance file hashed by the content id of its catalogue, so that one catalogue compiles once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.stance = catalogue.stance
        self._key = catalogue.sha256

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lexicon) and self._key == other._key


@cache
def _words(lang: str, lexicon: _Lexicon) -> Words:
    rows = word_lists(lang)
    irregular: dict[str, list[str]] = rows.pop("irregular", {})
    groups: dict[str, set[str]] = defaultdict(set)
    base: dict[str, str] = {}
    for group, entries in _merged(rows, lexicon.stance, lang).items():
        for entry in entries:
            for form in _forms(entry, irregular) if lang == "en" and group in _VERBS else (entry,):
                groups[form].add(group)
                base.setdefault(form, entry)
    forms = tuple(groups)
    # a decoy may mean something else (不过), but it negates nothing
    kept = {form: frozenset(found - {"negators"} if "decoy" in found else found) for form, found in groups.items()}
    return Words(
        lang=lang,
        groups=kept,
        automaton=ahocorasick_rs.AhoCorasick(forms),
        entries=tuple((base[form], tuple(kept[form]), "decoy" in kept[form]) for form in forms),
    )


def _merged(rows: dict[str, list[str]], stance: StanceLexicon, lang: str) -> dict[str, list[str]]:
    zh = lang == "zh"
    merged: dict[str, list[str]] = defaultdict(list)
    for key, entries in rows.items():
        merged[key.removesuffix("_more")].extend(entries if zh else [entry.lower() for entry in entries])
    for point in stance.scale:
        if point.id in (Stance.SUPPORT, Stance.OPPOSE):
            merged[point.id.value].extend(point.cues_zh if zh else point.cues_en)
    for rule in stance.rules:
        if rule.id == "counter_verbs":
            merged["counter"].extend(rule.verbs_zh if zh else rule.verbs_en)
        if rule.id == "concession":
            merged["concession"].extend(rule.markers_zh if zh else rule.markers_en)
    merged["negators"].extend(stance.negators[lang])
    merged["decoy"].extend(stance.negators[f"exceptions_{lang}"])
    merged["consensus"].extend(stance.consensus_markers[lang])
    merged["divergence"].extend(stance.divergence_markers[lang])
    return merged


def _forms(entry: str, irregular: dict[str, list[str]]) -> Iterable[str]:
    head, _, rest = entry.partition(" ")
    tail = f" {rest}" if rest else ""
    if rest and rest.split()[0] not in _FOLLOWS_VERB and head not in irregular and not rest.endswith(_FOLLOWS_VERB):
        return (entry, *(f"{form}{tail}" for form in _inflected(head)))
    return (entry, *(f"{form}{tail}" for form in irregular.get(head) or _inflected(head)))


def _inflected(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    if re.search(r"[^aeiou]y$", verb):
        return (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return (f"{verb}es", f"{verb}ed", f"{verb}ing")
    return (f"{verb}s", f"{verb}ed", f"{verb}ing")


def _edged(text: str, matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Matches with no letter or digit beside one of theirs; there the two characters about an edge are both such."""
    ended = f"{text} "
    return [
        match
        for match in matches
        if not ended[match[1] - 1 : match[1] + 1].isalnum() and not ended[match[2] - 1 : match[2] + 1].isalnum()
    ]

"""Articles -> families: reprints, wire copy and translations of one text count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.records import Article, Membership, Role
from domain.text import side
from nlp.candidates import pairs
from nlp.credits import credited
from nlp.kinship import Link, link
from nlp.prints import Prints
from nlp.translations import translations

_CLOSE = 0.6


def families(articles: Sequence[Article], *, known: Mapping[str, Membership] | None = None) -> list[Membership]:
    """The place of every article in its family, in the order given.

    Args:
        articles: New articles, and the earlier ones they may copy. Read twice in order, then again per candidate.
        known: Memberships from earlier runs, by article id. Two known articles are not compared again, and a family
            keeps its id even when an older text turns up.

    Returns:
        One membership per article; the family's id is that of its first member.
    """
    known = known or {}
    found = _links(articles, known)
    firsts = [group[0] for group in _groups(articles, found, known)]
    found += [one for one in translations(articles, firsts) if not _are_known(articles, one, known)]
    why = _evidence(found)
    placed: dict[int, Membership] = {}
    for group in _groups(articles, found, known):
        placed.update(_memberships(articles, group, why, known))
    return [placed[position] for position in range(len(articles))]


def _links(articles: Sequence[Article], known: Mapping[str, Membership]) -> list[Link]:
    prints = Prints(articles)
    samples = [prints.sample(position) for position in range(len(articles))]
    links = []
    for a, b in pairs(samples):
        if articles[a].id in known and articles[b].id in known:
            continue
        found = link(a, b, prints.of(a), prints.of(b))
        if found is not None:
            links.append(found)
    return links


def _are_known(articles: Sequence[Article], one: Link, known: Mapping[str, Membership]) -> bool:
    return articles[one.small].id in known and articles[one.large].id in known


def _groups(articles: Sequence[Article], links: Sequence[Link], known: Mapping[str, Membership]) -> list[list[int]]:
    """The positions of each family, earliest first.

    Close copies join at once. A text that holds another as a part of itself joins only where it holds
    one family: a round-up of several stands alone.
    """
    joined = _Joined(len(articles))
    eldest: dict[str, int] = {}
    for position, article in enumerate(articles):
        if article.id in known:
            joined.join(eldest.setdefault(known[article.id].family, position), position)
    for one in links:
        if one.extent >= _CLOSE:
            joined.join(one.small, one.large)
    _join_parts(joined, links)
    return [_by_age(articles, group) for group in joined.groups()]


def _join_parts(joined: _Joined, links: Iterable[Link]) -> None:
    parts: dict[int, set[int]] = defaultdict(set)
    for one in links:
        if joined.root(one.small) != joined.root(one.large):
            parts[one.large].add(joined.root(one.small))
    for large, roots in sorted(parts.items()):
        if len(roots) == 1:
            joined.join(large, *roots)


class _Joined:
    """Positions joined into groups (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, position: int) -> int:
        while self._parent[position] != position:
            self._parent[position] = position = self._parent[self._parent[position]]
        return position

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.root(one), self.root(other)))
        self._parent[other] = one

    def groups(self) -> list[list[int]]:
        members: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._parent)):
            members[self.root(position)].append(position)
        return list(members.values())


def _by_age(articles: Sequence[Article], group: list[int]) -> list[int]:
    """Earlier first; on one day, the text that names no other origin; then by id."""
    if len(group) == 1:
        return group

    def age(at: int) -> tuple[date, bool, str]:
        published = articles[at].published_at
        return published.date() if published else date.max, bool(credited(articles[at])), articles[at].id

    return sorted(group, key=age)


def _evidence(links: Iterable[Link]) -> dict[int, list[tuple[int, Link]]]:
    """For each position the others it is linked to, with the link."""
    why: dict[int, list[tuple[int, Link]]] = defaultdict(list)
    for one in links:
        why[one.small].append((one.large, one))
        why[one.large].append((one.small, one))
    return why


def _memberships(
    articles: Sequence[Article],
    group: list[int],
    why: Mapping[int, list[tuple[int, Link]]],
    known: Mapping[str, Membership],
) -> dict[int, Membership]:
    first = articles[group[0]]
    family = next((known[articles[at].id].family for at in group if articles[at].id in known), first.id)
    placed = {group[0]: Membership(article=first.id, family=family, role=Role.FIRST)}
    for at in group[1:]:
        article = articles[at]
        role = Role.REPRINT if side(article.lang) == side(first.lang) else Role.TRANSLATION
        evidence = _told(articles, at, why.get(at, ()), group)
        if not evidence and article.id in known:
            evidence = known[article.id].evidence
        placed[at] = Membership(article=article.id, family=family, role=role, evidence=evidence)
    return placed


def _told(articles: Sequence[Article], at: int, why: Sequence[tuple[int, Link]], group: Sequence[int]) -> str:
    """What joins an article to the closest of its family, the older of two as close, with whom it credits."""
    age = {member: place for place, member in enumerate(group)}
    linked = [(other, one) for other, one in why if other in age]
    if not linked:
        return ""
    older = [pair for pair in linked if age[pair[0]] < age[at]]
    other, one = min(
        older or linked,
        key=lambda pair: (-round(pair[1].containment, 2), -round(pair[1].extent, 1), age[pair[0]]),
    )
    origin = "" if "credit line" in one.evidence else next(iter(credited(articles[at])), "")
    credit = f"; credit line {origin}" if origin else ""
    return f"{one.evidence}{credit} (with {articles[other].id})"

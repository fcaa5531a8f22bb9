"""Names the catalogue might lack: instruments and organisations of a known shape, with aliases, kind and issuer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.catalogue import Actor, Catalogue, Instrument
from domain.records import TaggedDoc
from domain.text import has_han
from nlp.folding import plain
from nlp.matching import Layer
from nlp.mentions import Mention, mentions
from nlp.patterns import matcher
from nlp.segment import sentence_at
from nlp.shapes import shapes

_FIELD = re.compile(
    "个人信息|互联网|网络|数字|算法|科技|信息技术|Privacy|Online|Digital|Cyber|Internet|Technology|Data"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that might be added; `kind` is an instrument kind or an actor class, `issuer` the likeliest actor's id."""

    sort: str
    kind: str
    name: str
    lang: str
    texts: int
    outlets: int
    mentions: int
    issuer: str
    aliases: tuple[str, ...]
    example: str


@dataclass(slots=True)
class _Entry:
    """All mentions of one name."""

    sort: str
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    texts: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    issuers: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    on_subject: bool = False
    acts: bool = False


def names(docs: Sequence[TaggedDoc], catalogue: Catalogue, *, least: int) -> Iterator[Name]:
    """Names of at least so many texts, the most widely seen first within a sort."""
    entries = defaultdict[str, _Entry](lambda: _Entry(sort=""))
    finder = matcher(catalogue)
    for doc in docs:
        busy = [
            hit.span for hit in finder.find(doc.text, doc.sentences) if hit.layer in (Layer.ACTOR, Layer.INSTRUMENT)
        ]
        for seen in mentions(doc):
            if not any(seen.span.overlaps(other) for other in busy):
                _note(entries, doc, seen)
    known = _known(catalogue)
    for entry in _merged(entries).values():
        name = entry.names.most_common(1)[0][0]
        if len(entry.texts) >= least and not _is_known(name, entry.aliases, known) and _holds(entry):
            yield _named(entry, name)


def _note(entries: Mapping[str, _Entry], doc: TaggedDoc, seen: Mention) -> None:
    span = doc.sentences[sentence_at(doc.sentences, seen.span.start)]
    sentence = doc.text[span.start : span.end]
    entry = entries[plain(seen.name)]
    entry.sort = entry.sort or seen.sort
    entry.names[seen.name] += 1
    entry.kinds[seen.kind] += 1
    if seen.alias:
        entry.aliases[seen.alias] += 1
    entry.on_subject = entry.on_subject or _of_the_field(seen.name, sentence)
    if seen.sort == "actor" and plain(sentence) in entry.told and doc.id not in entry.texts:
        return  # a line that several texts print says no more of an organisation than once
    entry.told.add(plain(sentence))
    entry.acts = entry.acts or seen.acts
    entry.texts.add(doc.id)
    entry.outlets.add(doc.outlet or doc.id)
    entry.examples.append(sentence)
    entry.issuers.update(tag.id for tag in doc.actors if any(span.holds(own) for own in tag.spans))


def _of_the_field(name: str, sentence: str) -> bool:
    """Whether the sentence speaks of AI or data, or the name itself of the net, of personal data, of technology."""
    return shapes().subject.search(sentence) is not None or _FIELD.search(name) is not None


def _merged(entries: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """A short name that another entry bears as its alias joins that entry."""
    owners = {plain(alias): key for key, entry in entries.items() for alias in entry.aliases}
    kept = {}
    for key, entry in entries.items():
        owner = entries.get(owners.get(key, ""))
        if owner is None or owner is entry:
            kept[key] = entry
        else:
            owner.texts |= entry.texts
            owner.outlets |= entry.outlets
            owner.aliases += entry.names
    return kept


def _known(catalogue: Catalogue) -> frozenset[str]:
    entries: list[Actor | Instrument] = [*catalogue.actors.values(), *catalogue.instruments.values()]
    names = {plain(own) for one in entries for own in (one.zh, one.en, *one.aliases_zh, *one.aliases_en)}
    acronyms = {plain(own) for one in catalogue.actors.values() for own in one.acronyms}
    return frozenset(names | acronyms | {name.removeprefix("the ") for name in names})


def _is_known(name: str, aliases: Iterable[str], known: frozenset[str]) -> bool:
    """Whether the catalogue has the name, one of its aliases, or a longer name that begins or ends with it."""
    own = plain(name)
    return any(plain(one) in known for one in (name, *aliases)) or any(
        other.startswith(own) or other.endswith(own) for other in known
    )


def _holds(entry: _Entry) -> bool:
    """An instrument has an article before it and AI or data beside it; an organisation acts, or several name it."""
    if entry.sort == "instrument":
        return entry.on_subject and entry.acts
    return bool(entry.acts or entry.aliases or len(entry.outlets) > 1)


def _named(entry: _Entry, name: str) -> Name:
    return Name(
        sort=entry.sort, kind=entry.kinds.most_common(1)[0][0], name=name, lang="zh" if has_han(name) else "en",
        texts=len(entry.texts), outlets=len(entry.outlets), mentions=entry.names.total(),
        issuer=next((actor for actor, _ in entry.issuers.most_common(1)), "") if entry.sort == "instrument" else "",
        aliases=tuple(alias for alias, _ in entry.aliases.most_common() if alias != name),
        example=min(entry.examples, key=len),
    )  # fmt: skip

"""What a catalogue promises across its files; the first broken promise is raised as CatalogueError."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from domain.catalogue import Actor, Catalogue, Instrument, Source, Theme
from domain.errors import CatalogueError
from domain.records import Stance
from domain.text import has_han

_QUOTES = re.compile(r"[《》〈〉“”\"'’‘·\-\s]+")
Fault = tuple[str, str, str]


def check(catalogue: Catalogue, root: Path) -> None:
    """Raise CatalogueError (file:field, reason) for the first fault found; silent when all is well."""
    steps: tuple[Callable[[Catalogue], Iterator[Fault]], ...] = (
        _ids, _languages, _references, _cues, _aliases, _contexts, _scale, _sources,
    )  # fmt: skip
    for step in steps:
        for file, field, why in step(catalogue):
            raise CatalogueError("catalogue", f"{root / file}:{field}", why, hint="mend the file; nothing was run")


def normal(name: str) -> str:
    """How two names are compared: NFKC, case folded, quotes, marks and (in Chinese) spaces gone."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _QUOTES.sub("" if has_han(folded) else " ", folded).strip()


def names(entry: Actor | Instrument) -> list[str]:
    """Every name that must belong to one entry alone."""
    own = [entry.en, entry.zh, *entry.aliases_en, *entry.aliases_zh]
    return [*own, *entry.acronyms, *entry.token_zh] if isinstance(entry, Actor) else own


def _ids(catalogue: Catalogue) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    entries = (*catalogue.themes.values(), *_named(catalogue))
    for entry in entries:
        if entry.id in seen:
            yield _file(entry), entry.id, f"this id is already taken in {seen[entry.id]}"
        seen[entry.id] = _file(entry)


_WORDED = ("def", "proposition", "cues", "weak", "antigoals", "not")  # fields of a theme in both languages


def _languages(catalogue: Catalogue) -> Iterator[Fault]:
    for theme in catalogue.themes.values():
        for lang in ("zh", "en"):
            fields = theme.model_dump(include={lang, *(f"{kind}_{lang}" for kind in _WORDED)})
            yield from _script(f"themes/{theme.id}.yml", fields, chinese=lang == "zh")
    for entry in _named(catalogue):
        if has_han(entry.en):
            yield _file(entry), f"{entry.id}.en", f"Chinese in the English name: {entry.en}"
        for alias in entry.aliases_en:
            if has_han(alias) or len(alias) < 4:
                yield _file(entry), f"{entry.id}.aliases_en", f"too short or Chinese: {alias}"


def _script(file: str, fields: dict[str, str | list[str]], *, chinese: bool) -> Iterator[Fault]:
    for field, value in fields.items():
        for text in [value] if isinstance(value, str) else value:
            if has_han(text) != chinese:
                yield file, field, f"wrong language: {text}"


def _references(catalogue: Catalogue) -> Iterator[Fault]:
    for theme in catalogue.themes.values():
        if theme.lens not in catalogue.lenses:
            yield f"themes/{theme.id}.yml", "lens", f"no such lens: {theme.lens}"
    for actor in catalogue.actors.values():
        if actor.cls not in catalogue.classes:
            yield _file(actor), f"{actor.id}.class", f"no such class: {actor.cls}"
    for instrument in catalogue.instruments.values():
        yield from _instrument_references(catalogue, instrument)
    for holder in catalogue.holders:
        if holder.actor not in catalogue.actors:
            yield "office_holders.yml", "actor", f"no such actor: {holder.actor}"


def _instrument_references(catalogue: Catalogue, instrument: Instrument) -> Iterator[Fault]:
    for theme in instrument.themes:
        if theme not in catalogue.themes:
            yield _file(instrument), f"{instrument.id}.themes", f"no such theme: {theme}"
    for field in ("issuers", "signers", "decliners"):
        for actor in getattr(instrument, field):
            if actor not in catalogue.actors:
                yield _file(instrument), f"{instrument.id}.{field}", f"no such actor: {actor}"
    for actor in set(instrument.signers) & set(instrument.decliners):
        yield _file(instrument), f"{instrument.id}.decliners", f"signer and decliner at once: {actor}"


def _cues(catalogue: Catalogue) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for theme in catalogue.themes.values():
        for cue in (*theme.cues_en, *theme.cues_zh):
            other = owner.setdefault(normal(cue), theme.id)
            if other != theme.id:
                yield f"themes/{theme.id}.yml", "cues", f"cue {cue!r} belongs to {other}"
        yield from _short_cues(theme)


def _short_cues(theme: Theme) -> Iterator[Fault]:
    for cue in theme.cues_zh:
        if len(normal(cue)) < 2:
            yield f"themes/{theme.id}.yml", "cues_zh", f"too short to be safe: {cue}"


def _aliases(catalogue: Catalogue) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for entry in _named(catalogue):
        for name in names(entry):
            if not normal(name):
                yield _file(entry), entry.id, f"a name of marks alone: {name!r}"
            other = owner.setdefault(normal(name), entry.id)
            if other != entry.id:
                yield _file(entry), entry.id, f"alias {name!r} belongs to {other}"


def _contexts(catalogue: Catalogue) -> Iterator[Fault]:
    safe = {normal(name): entry.id for entry in _named(catalogue) for name in names(entry)}
    claims: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for entry in _named(catalogue):
        for alias, words in entry.context.items():
            if not words:
                yield _file(entry), f"{entry.id}.context", f"{alias!r} has no words"
            if safe.get(normal(alias), entry.id) != entry.id:
                yield (
                    _file(entry),
                    f"{entry.id}.context",
                    f"{alias!r} is a safe alias of {safe[normal(alias)]}",
                )
            for other, taken in claims[alias]:
                if taken & set(words):
                    yield _file(entry), f"{entry.id}.context", f"{alias!r} shares a word with {other}"
            claims[alias].append((entry.id, set(words)))


def _scale(catalogue: Catalogue) -> Iterator[Fault]:
    wanted = {Stance.SUPPORT: 1.0, Stance.CONDITIONAL: 0.5, Stance.OPPOSE: -1.0, Stance.NEUTRAL: None}
    if {point.id: point.value for point in catalogue.stance.scale} != wanted:
        yield "stance.yml", "scale", "the scale is support 1, conditional .5, oppose -1, neutral null"
    for field in ("cues_en", "cues_zh"):
        owner: dict[str, Stance] = {}
        for point in catalogue.stance.scale:
            for cue in getattr(point, field):
                if owner.setdefault(normal(cue), point.id) != point.id:
                    yield "stance.yml", field, f"cue {cue!r} stands under two stances"


def _sources(catalogue: Catalogue) -> Iterator[Fault]:
    for source in catalogue.sources.values():
        file = f"sources/{source.id}.yml"
        if source.cls not in catalogue.classes:
            yield file, "class", f"no such class: {source.cls}"
        if source.actor is not None and source.actor not in catalogue.actors:
            yield file, "actor", f"no such actor: {source.actor}"
        yield from _channels(source, file)


def _channels(source: Source, file: str) -> Iterator[Fault]:
    for address in (source.home, *(url for channel in source.channels for url in (channel.url, *channel.urls))):
        if address and not _is_address(address):
            yield file, "home or channels", f"not an address: {address}"
    for channel in source.channels:
        missing = [field for field in _NEEDS[channel.kind] if not getattr(channel, field)]
        if missing:
            yield file, f"channels.{channel.kind}", f"needs {', '.join(missing)}"
        try:
            re.compile(channel.match)
        except re.error as error:
            yield file, "channels.match", f"not a regular expression: {error}"


def _is_address(text: str) -> bool:
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


_NEEDS = {
    "feed": ("url",),
    "sitemap": ("url",),
    "listing": ("url", "links"),
    "wechat": ("urls",),
    "api": ("url", "items", "link"),
}


def _named(catalogue: Catalogue) -> Iterable[Actor | Instrument]:
    return (*catalogue.actors.values(), *catalogue.instruments.values())


def _file(entry: Theme | Actor | Instrument) -> str:
    if isinstance(entry, Theme):
        return f"themes/{entry.id}.yml"
    folder = "actors" if isinstance(entry, Actor) else "instruments"
    return f"{folder}/{entry.jurisdiction.lower()}.yml"

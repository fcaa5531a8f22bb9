"""The catalogue: themes, actors, instruments, stance and sources as people edit them in `catalogue/`.

Unknown keys are refused; an error names file, field and reason. What crosses files (unique ids, aliases that
collide with nobody's, references that resolve) is checked in `domain/catalogue_checks.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from domain.entries import (
    Actor,
    ActorClass,
    Channel,
    Entry,
    Holder,
    Instrument,
    Lens,
    Period,
    Rule,
    ScalePoint,
    Selectors,
    Source,
    SpeechAct,
    StanceLexicon,
    Theme,
)
from domain.errors import CatalogueError
from domain.records import Act, digest_of

__all__ = [
    "ROOT",
    "Actor",
    "ActorClass",
    "Catalogue",
    "Channel",
    "Holder",
    "Instrument",
    "Lens",
    "Period",
    "Rule",
    "ScalePoint",
    "Selectors",
    "Source",
    "SpeechAct",
    "StanceLexicon",
    "Theme",
    "default",
    "load",
]

_IN_REPOSITORY, _IN_WHEEL = Path(__file__).parent.parent / "catalogue", Path(__file__).parent / "_catalogue"
ROOT = _IN_WHEEL if _IN_WHEEL.exists() else _IN_REPOSITORY

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Catalogue:
    """All that people edit, validated. Mappings are keyed by id, in file order; `files` are the texts by path."""

    version: str
    sha256: str
    lenses: Mapping[str, Lens]
    classes: Mapping[str, ActorClass]
    themes: Mapping[str, Theme]
    actors: Mapping[str, Actor]
    instruments: Mapping[str, Instrument]
    holders: tuple[Holder, ...]
    stance: StanceLexicon
    sources: Mapping[str, Source]
    files: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def principal(self, actor: str, on: date | datetime | None = None) -> str:
        """The independent decision-maker an actor rolls up to on a date (`us_exec.trump_2` inside a period)."""
        if actor not in self.actors:
            return actor
        principal = self.actors[actor].principal
        if on is None or principal not in self.actors:
            return principal
        day = on.strftime("%Y-%m-%d")
        for period in self.actors[principal].periods:
            if period.start <= day and (period.end is None or day < period.end):
                return f"{principal}.{period.id}"
        return principal

    def has_voice(self, actor: str) -> bool:
        """Whether an actor of the catalogue is of a class whose voice counts: media and unknown ones are not."""
        cls = self.classes.get(self.actors[actor].cls)
        return cls is not None and cls.votes

    @cached_property
    def act_weight(self) -> dict[Act, float]:
        """Weight of each speech act, in [0, 1]."""
        return {act.id: act.weight for act in self.stance.speech_acts}


def load(root: Path = ROOT, *, extra_sources: Path | None = None) -> Catalogue:
    """Read and validate a catalogue directory.

    Args:
        root: The directory with `catalogue.yml`, `stance.yml` and the folders.
        extra_sources: A further folder of source files (the demo's newsroom, a user's own).

    Raises:
        CatalogueError: file, field and reason of the first fault.
    """
    from domain.catalogue_checks import check

    head = _mapping(root / "catalogue.yml")
    files = sorted(root.rglob("*.yml"))
    catalogue = Catalogue(
        version=str(head.get("version", "")),
        sha256=digest_of(
            *(part for file in files if "sources" not in file.parts for part in (file.name, file.read_bytes()))
        ),
        lenses=_by_id(_rows(Lens, root / "catalogue.yml", head, "lenses")),
        classes=_by_id(_rows(ActorClass, root / "catalogue.yml", head, "classes")),
        themes=_by_id((file, _one(Theme, file, _mapping(file))) for file in sorted((root / "themes").glob("*.yml"))),
        actors=_by_id(_by_jurisdiction(Actor, root / "actors", "actors")),
        instruments=_by_id(_by_jurisdiction(Instrument, root / "instruments", "instruments")),
        holders=tuple(_holders(root / "office_holders.yml")),
        stance=_one(StanceLexicon, root / "stance.yml", _mapping(root / "stance.yml")),
        sources=_by_id(_sources(root / "sources", extra_sources)),
        files=_texts(root, files, extra_sources),
    )
    check(catalogue, root)
    return catalogue


@cache
def default() -> Catalogue:
    """The catalogue that ships with the project, read once."""
    return load()


def _texts(root: Path, files: list[Path], extra_sources: Path | None) -> dict[str, str]:
    more = {f"sources/{file.name}": file for file in sorted(extra_sources.glob("*.yml"))} if extra_sources else {}
    named = {file.relative_to(root).as_posix(): file for file in files} | more
    return {name: file.read_text(encoding="utf-8") for name, file in named.items()}


def _sources(*folders: Path | None) -> Iterator[tuple[Path, Source]]:
    for folder in folders:
        for file in sorted(folder.glob("*.yml")) if folder else ():
            yield file, _one(Source, file, {"id": file.stem, **_mapping(file)})


def _by_jurisdiction(kind: type[E], folder: Path, key: str) -> Iterator[tuple[Path, E]]:
    for file in sorted(folder.glob("*.yml")):
        body = _mapping(file)
        if set(body) != {"jurisdiction", key}:
            raise _fault(file, key, f"a file here holds exactly `jurisdiction` and `{key}`")
        given = {"jurisdiction": body["jurisdiction"]}
        yield from _rows(kind, file, body, key, given)


def _holders(file: Path) -> Iterator[Holder]:
    if file.exists():
        yield from (entry for _, entry in _rows(Holder, file, _mapping(file), "holders"))


def _rows(
    kind: type[E], file: Path, body: dict[str, Any], key: str, given: Mapping[str, Any] | None = None
) -> Iterator[tuple[Path, E]]:
    rows = body.get(key)
    if not isinstance(rows, list):
        raise _fault(file, key, "a list is wanted")
    for row in rows:
        yield file, _one(kind, file, {**(given or {}), **row} if isinstance(row, dict) else row)


def _one(kind: type[E], file: Path, row: Any) -> E:
    try:
        return kind.model_validate_json(_json(row)) if isinstance(row, dict) else kind.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        owner = str(row.get("id", "")) if isinstance(row, dict) else ""
        raise _fault(file, f"{owner}.{where}".strip("."), first["msg"]) from error
    except (TypeError, ValueError, RecursionError) as error:  # a date for a key, a list that holds itself
        raise _fault(file, str(row.get("id", "-")), str(error)) from error


def _json(row: dict[str, Any]) -> str:
    # JSON mode is strict yet lets text become an enum; a date YAML has read as a date stays a visible fault
    import json

    return json.dumps(row, default=lambda value: {"not a string": str(value)})


def _by_id(rows: Iterator[tuple[Path, E]]) -> dict[str, E]:
    found: dict[str, E] = {}
    for file, entry in rows:
        key: str = entry.id  # type: ignore[attr-defined]  # every keyed entry has an id
        if key in found:
            raise _fault(file, key, "this id is already taken")
        found[key] = entry
    return found


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one where it is built
    """Refuses a key that stands twice in one mapping: the first value would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if (name := str(key.value)) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {name!r} stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def _mapping(file: Path) -> dict[str, Any]:
    try:
        body = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise _fault(file, "-", error.strerror or str(error)) from error
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        raise _fault(file, "-", " ".join(str(error).split())) from error
    if not isinstance(body, dict):
        raise _fault(file, "-", "a mapping is wanted at the top")
    return body


def _fault(file: Path, field: str, why: str) -> CatalogueError:
    return CatalogueError("catalogue", f"{file}:{field}", why, hint="mend the file; nothing was run")

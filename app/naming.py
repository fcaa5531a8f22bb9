"""What people type for an actor, a topic or a statement, as the store knows it; a slip is said, never stored."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from domain.catalogue import Catalogue
from domain.errors import UsageError
from domain.records import AUTHOR

_NUMBER = re.compile(r"S?-?(\d+)", re.IGNORECASE)
_KINDS = "theme:ID, instrument:ID or newinst:NAME"


def number_of(what: str) -> int | None:
    """The number of a statement's id, 181 of `S-000181`; None for what is none."""
    found = _NUMBER.fullmatch(what.strip().strip("[]"))
    return int(found[1]) if found is not None else None


def statement_of(what: str) -> int:
    """The same; UsageError for what is none."""
    number = number_of(what)
    if number is None:
        raise UsageError("not a statement", what, "it is no statement's id", hint="ids look like S-000181")
    return number


def target_of(what: str, catalogue: Catalogue) -> str:
    """A topic's key of what was typed: `theme:open_source` of `open_source`."""
    name = what.strip()
    if name.partition(":")[0] in ("theme", "instrument", "newinst") and ":" in name:
        return name
    if name in catalogue.themes:
        return f"theme:{name}"
    if name in catalogue.instruments:
        return f"instrument:{name}"
    hint = _near(name, [*catalogue.themes, *catalogue.instruments], f"give {_KINDS}, or a statement as S-000181")
    raise UsageError("no such topic", what, "neither a theme nor an instrument of the catalogue", hint=hint)


def known_target(target: str, catalogue: Catalogue) -> str:
    """A topic's key, when its theme or instrument is in the catalogue or it is a new instrument's name."""
    kind, _, name = target.partition(":")
    tables: dict[str, Iterable[str]] = {"theme": catalogue.themes, "instrument": catalogue.instruments}
    if kind == "newinst" and name.strip():
        return target
    if kind not in tables:
        raise UsageError("no such topic", target, "neither a theme nor an instrument", hint=f"give {_KINDS}")
    if name not in tables[kind]:
        raise UsageError(f"no such {kind}", name, "it is not in the catalogue", hint=_near(name, tables[kind]))
    return target


def known_actor(actor: str, catalogue: Catalogue) -> str:
    """An actor's key: an id of the catalogue, `new:NAME`, or `author`.

    A period behind an id, as digests write it (`us_exec.trump_2`), must be one of its periods; it is left out of the
    key, since the day of the text tells it.
    """
    office, dot, period = actor.partition(".")
    kind, _, name = actor.partition(":")
    if actor == AUTHOR or (kind == "new" and name.strip()):
        return actor
    if office not in catalogue.actors:
        hint = _near(office, catalogue.actors, "give an id of the catalogue, new:NAME or author")
        raise UsageError("no such actor", actor, "it is not in the catalogue", hint=hint)
    periods = [each.id for each in catalogue.actors[office].periods]
    if dot and period not in periods:
        raise UsageError("no such period", actor, f"{office} has {' and '.join(periods) or 'none'}")
    return office


def _near(name: str, known: Iterable[str], otherwise: str = "") -> str:
    near = difflib.get_close_matches(name, list(known), n=3)
    return "; ".join(part for part in (otherwise, f"perhaps {' or '.join(near)}" if near else "") if part)

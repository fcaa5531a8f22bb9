"""The codebook, written from the catalogue and the schema themselves: what each table, theme and stance means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.catalogue import Catalogue
from store.database import open_store
from store.subscribers import PRIVATE


def codebook(catalogue: Catalogue) -> str:
    """Markdown: tables and columns, lenses and themes with propositions, the stance scale, speech acts, rules."""
    parts = (_head(catalogue), _tables(), _themes(catalogue), _stance(catalogue), _classes(catalogue))
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(catalogue: Catalogue) -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield f"Written by `govprism codebook` from catalogue {catalogue.version} and the schema; do not edit by hand."


def _tables() -> Iterator[str]:
    db = open_store(Path(":memory:"))
    yield from ("", "## Tables", "", "| table | columns |", "|---|---|")
    for name in sorted(db.table_names()):
        if not name.startswith(("_", "articles_fts")):
            columns = ", ".join(f"`{column.name}`" for column in db.table(name).columns)
            yield f"| `{name}` | {columns} |"
    yield from (
        "",
        "Times are UTC. `live` is 1 for what the newest tagger says. A statement's number is shown as S-000181.",
        f"{_listed(PRIVATE)} hold readers' addresses: `govprism serve` refuses them.",
    )


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in sorted(names))


def _themes(catalogue: Catalogue) -> Iterator[str]:
    for lens in catalogue.lenses.values():
        yield from ("", f"## {lens.en} · {lens.zh}", "", "| theme | | proposition |", "|---|---|---|")
        for theme in catalogue.themes.values():
            if theme.lens == lens.id:
                yield f"| `{theme.id}` | {theme.en} · {theme.zh} | {theme.proposition_en} {theme.proposition_zh} |"


def _stance(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", "## Stance", "", "| stance | value | means |", "|---|---|---|")
    for point in catalogue.stance.scale:
        yield f"| `{point.id}` | {'–' if point.value is None else point.value} | {point.def_en} {point.def_zh} |"
    yield from ("", "| act | weight | means |", "|---|---|---|")
    for act in catalogue.stance.speech_acts:
        yield f"| `{act.id}` | {act.weight} | {act.en} · {act.zh} |"
    yield from ("", "| rule | says |", "|---|---|")
    for rule in catalogue.stance.rules:
        yield f"| `{rule.id}` | {rule.en} {rule.zh} |"


def _classes(catalogue: Catalogue) -> Iterator[str]:
    yield from ("", "## Actor classes", "", "| class | | votes | actors |", "|---|---|---|---|")
    for cls in catalogue.classes.values():
        count = sum(actor.cls == cls.id for actor in catalogue.actors.values())
        yield f"| `{cls.id}` | {cls.en} · {cls.zh} | {'yes' if cls.votes else 'no'} | {count} |"

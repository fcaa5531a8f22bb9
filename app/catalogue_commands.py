"""Commands about what the taggers know: `catalogue check | suggest`, `models list | pull | check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app.console import emit, progress, say, table
from app.running import Json

catalogue = typer.Typer(no_args_is_help=True, help="Check the catalogue; propose what it lacks.")
models = typer.Typer(no_args_is_help=True, help="Models of the hub as an alternative to what is embedded.")
_CACHE = Path("~/.cache/govprism/models")
Cache = Annotated[Path, typer.Option(help="folder of the models")]
Name = Annotated[str, typer.Argument(help="a name that `govprism models list` shows")]


@catalogue.command("check")
def check_catalogue(ctx: typer.Context) -> None:
    """Load the catalogue with all its promises; the first fault is named by file and field."""
    from app.checks import catalogue as look

    say(f"[green]✓[/green] {escape(look(ctx.obj()))}")


@catalogue.command("suggest")
def suggest(
    ctx: typer.Context,
    least: Annotated[int, typer.Option(min=2, help="in how many articles a proposal must occur")] = 3,
    each: Annotated[int, typer.Option(min=1, help="how many cues per theme and language")] = 8,
    json_: Json = False,
) -> None:
    """Propose cues, actors and instruments from the stored corpus, with counts and example sentences."""
    from nlp.pipeline import doc_of
    from nlp.suggest import suggest as propose
    from scheduler.work import the_catalogue, the_tagger
    from store import articles, docs
    from store.database import open_store

    place = ctx.obj()
    db, known = open_store(place.store, create=False), the_catalogue(place)
    tagger, ids, tagged = the_tagger(known), docs.relevant(db), []
    with progress() as told:
        for done, article in enumerate(articles.many(db, ids), start=1):
            tagged.append(tagger.tag(doc_of(article)))
            told("read", done, len(ids))
    found = propose(tagged, known, least=least, each=each)
    if json_:
        for proposal in found:
            emit(asdict(proposal))
    else:
        rows = [
            (p.kind, p.owner, p.name, p.lang, p.texts, p.outlets, f"{p.score:.1f}", p.issuer, *p.examples[:1])
            for p in found
        ]
        head = ["kind", "for", "name", "language", "texts", "outlets", "score", "issuer", "example"]
        table(f"{len(rows)} proposals", head, rows)
    if not found:
        raise typer.Exit(4)


def codebook(ctx: typer.Context) -> None:
    """Print the codebook: tables, themes with propositions, stances, rules, classes (Markdown)."""
    from app.codebook import codebook as write
    from scheduler.work import the_catalogue

    typer.echo(write(the_catalogue(ctx.obj())), nl=False)


@models.command("list")
def list_(cache: Cache = _CACHE, json_: Json = False) -> None:
    """What models there are, how big, under which licence, and which are here."""
    from nlp.hub import listing

    states = listing(cache.expanduser())
    if json_:
        emit([asdict(state) for state in states])
        return
    rows = [
        (
            state.model.name,
            state.model.task,
            state.model.licence,
            f"{state.model.megabytes} MB",
            f"{state.megabytes:.0f} MB" if state.is_there else "no",
        )
        for state in states
    ]
    table("Models", ["name", "for", "licence", "size", "here"], rows)
    say("embedded and always there: rules, cues, static bilingual vectors")


@models.command("pull")
def pull(name: Name, cache: Cache = _CACHE) -> None:
    """Fetch a model from the hub."""
    from nlp.hub import pull as fetch

    state = fetch(name, cache.expanduser())
    say(f"{state.model.name}: {state.megabytes:.0f} MB in {escape(str(state.folder))}")


@models.command("check")
def check_model(name: Name, cache: Cache = _CACHE) -> None:
    """Load a model and run it once."""
    from nlp.hub import check

    say(check(name, cache.expanduser()))

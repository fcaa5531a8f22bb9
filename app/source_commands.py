"""Commands about sources: `new source`, `sources list | check | import | export`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app.console import emit, say, table
from app.running import Json, out_path
from domain.catalogue import Source
from domain.errors import UsageError
from scheduler.workplace import Workplace

new = typer.Typer(no_args_is_help=True, help="Write a stub to fill in.")
sources = typer.Typer(no_args_is_help=True, help="List, check, import and export sources.")


@new.callback()
def _new() -> None:
    """Write a stub to fill in."""


@new.command("source")
def new_source(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="the publisher's home page, or a page that lists articles")],
    folder: Annotated[Path, typer.Option(help="where the stub goes")] = Path("catalogue/sources"),
    local: Annotated[bool, typer.Option("--local", help="the site may stand on this machine or network")] = False,
) -> None:
    """Look for feeds, sitemaps and listings at an address and write a source stub."""
    from crawler.discover import discover

    place = ctx.obj()
    found = discover(url, user_agent=place.user_agent, local=local)
    file = folder / f"{found.id}.yml"
    if file.exists():
        raise UsageError("new source", str(file), "this file is there already", hint="edit it, or remove it first")
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(found.yaml, encoding="utf-8")
    out_path(file)
    told = escape(found.summary)
    say(f"found {told}; fill in what stands in <angle brackets>, then: govprism sources check {found.id}")


@sources.command("list")
def list_(ctx: typer.Context, json_: Json = False) -> None:
    """Every source with class, jurisdiction, language and channels."""
    from scheduler.work import the_catalogue

    found = the_catalogue(ctx.obj()).sources.values()
    rows = [
        (s.id, s.en, s.cls, s.jurisdiction, s.language, ", ".join(c.kind for c in s.channels), s.cadence) for s in found
    ]
    if json_:
        emit([source.model_dump(by_alias=True, mode="json") for source in found])
    else:
        table(f"{len(rows)} sources", ["id", "name", "class", "where", "language", "channels", "cadence"], rows)


@sources.command("check")
def check(
    ctx: typer.Context,
    source: Annotated[list[str] | None, typer.Argument(help="ids; all when left out")] = None,
    json_: Json = False,
) -> None:
    """Ask every channel of a source and say what it answered; `verified` is for you to set once a crawl saw it work."""
    from dataclasses import asdict

    from crawler.check import check_all
    from scheduler.crawling import chosen
    from scheduler.work import the_catalogue

    place = ctx.obj()
    asked = chosen(the_catalogue(place), tuple(source or ()))
    results, seen = check_all(asked, user_agent=place.user_agent, delay_s=place.delay_s), _seen_working(place, asked)
    if json_:
        emit([{**asdict(result), "seen_working": seen.get(result.source)} for result in results])
    else:
        rows = [
            (r.source, "ok" if r.ok else "FAILED", r.verified or "-", seen.get(r.source) or "never", r.says)
            for r in results
        ]
        table("Sources", ["id", "now", "verified", "a crawl saw it work", "says"], rows)
    if not all(result.ok for result in results):
        raise typer.Exit(1)


@sources.command("import")
def import_(
    ctx: typer.Context,
    opml: Annotated[Path, typer.Argument(help="an OPML file of feeds")],
    folder: Annotated[Path, typer.Option(help="where the stubs go")] = Path("catalogue/sources"),
) -> None:
    """Make a source stub of every feed in an OPML file."""
    from crawler.opml import stubs
    from scheduler.work import the_catalogue

    try:
        body = opml.read_bytes()
    except OSError as error:
        raise UsageError("opml", str(opml), error.strerror or str(error)) from error
    made = stubs(body, name=str(opml), followed=the_catalogue(ctx.obj()).sources.values())
    folder.mkdir(parents=True, exist_ok=True)
    for stub in made:
        file = folder / f"{stub.id}.yml"
        if file.exists():
            say(f"kept as it is: {escape(str(file))}")
            continue
        file.write_text(stub.yaml, encoding="utf-8")
        out_path(file)
    say(f"{len(made)} feeds that no source follows yet; fill in what stands in <angle brackets>")


@sources.command("export")
def export(ctx: typer.Context) -> None:
    """Every feed of the catalogue as OPML on stdout."""
    from crawler.opml import export as write
    from scheduler.work import the_catalogue

    typer.echo(write(the_catalogue(ctx.obj()).sources.values()))


def _seen_working(place: Workplace, asked: Sequence[Source]) -> dict[str, date]:
    """The last day a crawl of this workplace saw each source work, for those that ever did."""
    from crawler.check import SOME_DAY, verified
    from crawler.frontier import Frontier
    from crawler.health import Visit

    if not place.frontier.exists():
        return {}
    with closing(Frontier(place.frontier)) as frontier:
        visits = {each.id: frontier.visits(each.id, since=SOME_DAY) for each in asked}
    days = {each.id: verified(each, [Visit.of(at, counts) for at, counts in visits[each.id].items()]) for each in asked}
    return {name: day for name, day in days.items() if day is not None}

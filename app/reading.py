"""Commands for readers: search, why, verify, status."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app.console import emit, out, say, table
from app.naming import known_target, number_of, target_of
from app.running import Json
from domain.errors import UsageError
from domain.week import Week

if TYPE_CHECKING:
    from store.search import Found


def search(
    ctx: typer.Context,
    query: Annotated[list[str], typer.Argument(help="words; all must occur; two Chinese characters are enough")],
    lang: Annotated[str, typer.Option(help="zh, zh-Hans, zh-Hant or en")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    json_: Json = False,
) -> None:
    """Find articles by words, in both languages and both scripts."""
    from store import search as find
    from store.database import open_store

    db, words = open_store(ctx.obj().store, create=False), " ".join(query)
    hits = find.search(db, words, lang=lang, limit=limit)
    if json_:
        for hit in hits:
            emit(asdict(hit))
    else:
        for hit in hits:
            day = (hit.published_at or "undated")[:10]
            out.print(f"[bold]{escape(hit.title)}[/bold]  [dim]{day} · {escape(hit.outlet or '?')} · {hit.lang}[/dim]")
            out.print(f"  {_marked(hit)}\n  [dim]{escape(hit.url or hit.article)}[/dim]")
        say(f"{len(hits)} of {find.count(db, words)} articles")
    if not hits:
        raise typer.Exit(4)


def why(
    ctx: typer.Context,
    what: Annotated[
        str, typer.Argument(help="S-000181, theme:open_source, instrument:…, or a digest line holding one")
    ],
    week: Annotated[str, typer.Option(help="the week whose topic is meant")] = "",
    open_: Annotated[
        bool, typer.Option("--open", help="write the archived page with the sentence marked, and open it")
    ] = False,
    json_: Json = False,
) -> None:
    """Walk from a digest line to its sentence, its rules and the archived bytes."""
    from app import trail_view
    from scheduler.work import the_catalogue
    from store import trail
    from store.database import open_store

    place = ctx.obj()
    db = open_store(place.store, create=False)
    number = number_of(what)
    target = target_of(what, the_catalogue(place)) if number is None else ""
    ids = [number] if number is not None else trail.of_target(db, target, week=week)
    if not ids:
        known_target(target, the_catalogue(place))
        say(escape(f"no live statement on {what}" + (f" in {week}" if week else "")))
        raise typer.Exit(4)
    is_told = number is None and trail_view.show_topic(db, target, week, as_json=json_)
    for n in ids[: 20 if json_ or not is_told else 0]:
        steps = trail.of_statement(db, n)
        if json_:
            emit(asdict(steps))
        else:
            trail_view.show(steps, place.archive)
    if open_:
        say(str(trail_view.open_page(trail.of_statement(db, ids[0]), place)))


def verify(
    ctx: typer.Context,
    digest: Annotated[Path, typer.Argument(help="a digest's JSON file")],
    json_: Json = False,
) -> None:
    """Reopen every offset of a digest and compute every number again."""
    from digest.verify import verify as check
    from store import articles, digests
    from store.database import open_store

    db = open_store(ctx.obj().store, create=False)
    hint = "give the .json of an issue, such as digests/digest-2024-W30.json"
    try:
        body = digest.read_text(encoding="utf-8")
        snapshot = digests.snapshot(db, str(json.loads(body)["snapshot"]["sha256"]))
        problems = check(body, lambda article, version: articles.text_of(db, article, version), snapshot)
    except OSError as error:
        why = "no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        raise UsageError("verify", str(digest), why, hint=hint) from error
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        why = f"not a digest's JSON: {type(error).__name__}: {error}"
        raise UsageError("verify", str(digest), why, hint=hint) from error
    if json_:
        emit({"digest": str(digest), "problems": [asdict(problem) for problem in problems]})
    for problem in problems if not json_ else ():
        out.print(f"[red]✗[/red] {escape(str(problem))}")
    if problems:
        raise typer.Exit(1)
    if not json_:
        say(
            f"[green]✓[/green] every sentence stands where it says, every number comes out again: {escape(str(digest))}"
        )


def status(ctx: typer.Context, json_: Json = False) -> None:
    """What is in the store, how the sources are, what ran last."""
    from scheduler import health, work
    from store import articles, digests, docs, pages, runs
    from store.database import open_store

    place = ctx.obj()
    db, now = open_store(place.store, create=False), datetime.now(UTC)
    sources = health.every(db, work.the_catalogue(place), until=now)
    facts = {
        "store": str(place.store), "articles": articles.count(db), "docs": docs.counts(db),
        "pages waiting": len(pages.pending(db)), "pages without an article": len(pages.refused(db)),
        "digests": digests.weeks(db), "this week": str(Week.of(now, place.tz)),
    }  # fmt: skip
    if json_:
        emit({**facts, "sources": [asdict(one) for one in sources], "jobs": [asdict(run) for run in runs.latest(db)]})
        return
    table("Store", ["fact", "value"], [(key, _short(value)) for key, value in facts.items()])
    rows = [
        (one.source, one.condition.upper() if one.alarm else one.condition, one.why, one.week_articles,
         one.last_good.date() if one.last_good else "never")
        for one in sources
    ]  # fmt: skip
    if rows:
        table("Sources", ["source", "condition", "why", "articles in 7 days", "last good"], rows)
    jobs = [(run.job, run.period, run.status, run.finished_at or "", run.error) for run in runs.latest(db)]
    if jobs:
        table("Last jobs", ["job", "period", "status", "finished", "error"], jobs)
    if any(one.alarm for one in sources):
        raise typer.Exit(1)


def _marked(hit: Found) -> str:
    before, word, after = hit.parts
    return f"{escape(before)}[bold yellow]{escape(word)}[/bold yellow]{escape(after)}"


def _short(value: object) -> str:
    if isinstance(value, list):
        return f"{len(value)}: {value[0]} … {value[-1]}" if len(value) > 2 else ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{n} {key}" for key, n in value.items()) or "none"
    return str(value)

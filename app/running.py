"""Commands that move the line: init, demo, crawl, backfill, import, run, digest, schedule, backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from app.console import emit, err, progress, say, table
from domain.errors import UsageError
from domain.week import Week

Json = Annotated[bool, typer.Option("--json", help="one JSON object on stdout")]
Paths = Annotated[list[Path], typer.Argument(help="files or folders: .md, .html, .pdf, .warc(.gz), .jsonl")]


def init(ctx: typer.Context) -> None:
    """Make the folder, the store and an example govprism.toml."""
    from app.example import TOML
    from store.database import open_store

    place = ctx.obj()
    open_store(place.store).close()
    file = Path("govprism.toml")
    if not file.exists():
        file.write_text(TOML, encoding="utf-8")
        say(f"wrote {file}")
    say(f"store ready: {escape(str(place.store))}")
    say("next: [bold]govprism crawl[/bold], or [bold]govprism import PATH…[/bold] for saved pages")


def demo(
    out: Annotated[Path, typer.Option(help="where the demo's store and digests go")] = Path("demo-out"),
    json_: Json = False,
) -> None:
    """Crawl the bundled newsroom on loopback, tag, store, and digest every week of it."""
    from app.demo import run_demo

    with progress() as told:
        made = run_demo(out, progress=told)
    if json_:
        emit(made.summary())
        _end(made.stats)
        return
    table("Ten weeks of the demo newsroom", ["week", "states"], [(week, states) for week, states in made.weeks])
    for line in made.lines():
        say(line)
    out_path(made.digest)
    _end(made.stats)


def crawl(
    ctx: typer.Context,
    source: Annotated[list[str] | None, typer.Option(help="only these sources, by id")] = None,
    json_: Json = False,
) -> None:
    """Fetch what is new from every source, keep the bytes, read, tag and join it."""
    from scheduler import crawling, work
    from store import docs
    from store.database import open_store

    place, now = ctx.obj(), _now()
    db, catalogue = open_store(place.store), work.the_catalogue(place)
    with progress() as told:
        report = crawling.crawl_sources(db, place, catalogue, now=now, only=tuple(source or ()), progress=told)
        stats = work.refine(db, place, catalogue, now=now, progress=told)
    rows = [(sid, part.fetched, _counts(part.pages), part.pending) for sid, part in report.sources.items()]
    if json_:
        emit({"sources": {sid: {"fetched": n, "outcomes": c, "pending": p} for sid, n, c, p in rows}, **stats})
    else:
        table("Crawl", ["source", "new pages", "outcomes", "left for next time"], rows)
        _say_all(stats, docs.untagged(db))
    if report.error is not None:
        raise report.error
    if not all(part.reached for part in report.sources.values()):
        raise typer.Exit(1)
    _end(stats)


def backfill(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(help="id of the source")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="first day")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="last day, not included")],
    index: Annotated[str, typer.Option(help="`ia`, or a CDX server's address")] = "ia",
    playback: Annotated[str, typer.Option(help="where captures are played back")] = "",
    json_: Json = False,
) -> None:
    """Bring in a source's past from a web archive (extra `backfill`); `run` reads and tags it."""
    from crawler.backfill import Past
    from scheduler import crawling, work
    from store.database import open_store

    place = ctx.obj()
    (one,) = crawling.chosen(work.the_catalogue(place), (source,))
    past = Past(index=index, playback=playback) if playback else Past(index=index)
    with progress() as told:
        counts = crawling.backfill_source(
            open_store(place.store), place, one, since=since.replace(tzinfo=UTC), until=until.replace(tzinfo=UTC),
            past=past, progress=told,
        )  # fmt: skip
    emit(dict(counts)) if json_ else say(f"{source}: {_counts(counts)}")
    if not counts:
        raise typer.Exit(4)


def import_(ctx: typer.Context, paths: Paths, json_: Json = False) -> None:
    """Bring saved pages into the same line: archived, stored, read; `run` tags them."""
    from scheduler import intake, work
    from store.database import open_store

    place, now = ctx.obj(), _now()
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError("no such path", str(missing[0]), "nothing was imported", hint="check the spelling")
    with progress() as told:
        taken = work.take_in(place, paths, now=now, progress=told)
        db, sources = open_store(place.store), dict(work.the_catalogue(place).sources)
        read = intake.read_pages(
            db, place.archive, sources, now=now, workers=place.workers, effort=place.effort, progress=told
        )
    refused = [*taken.refused, *read.refused]
    outcomes = dict(taken.outcomes + read.outcomes)
    if json_:
        rows = [{"what": what, "kind": kind, "why": why} for what, kind, why in refused]
        emit({"kept": taken.kept, "known": taken.known, "outcomes": outcomes, "refused": rows})
    else:
        table("Import", ["outcome", "pages"], [("kept", taken.kept), ("known already", taken.known), *outcomes.items()])
        for what, kind, why in refused:
            _tell(kind, what, why)
    if not taken.kept and not taken.known:
        raise typer.Exit(4)
    if refused:
        raise typer.Exit(1)


def run(
    ctx: typer.Context,
    reread: Annotated[str, typer.Option(help="read pages again first: `refused` ones, or `all`")] = "",
    json_: Json = False,
) -> None:
    """Read, tag and join whatever is not done yet; resumable at any moment."""
    from scheduler import work
    from store import docs, pages
    from store.database import open_store

    place, now = ctx.obj(), _now()
    db = open_store(place.store, create=False)
    if reread not in ("", "refused", "all"):
        raise UsageError("run", f"--reread {reread}", "neither `refused` nor `all`")
    if reread:
        say(f"{pages.requeue(db, articles=reread == 'all')} pages to read again")
    with progress() as told:
        stats = work.refine(db, place, work.the_catalogue(place), now=now, progress=told)
    without = docs.untagged(db)
    if json_:
        emit({**stats, "refused": [{"what": what, "kind": docs.UNTAGGED, "why": why} for what, why in without]})
    else:
        _say_all(stats, without)
    _end(stats)


def digest(
    ctx: typer.Context,
    week: Annotated[str, typer.Option(help="ISO week, such as 2024-W30; the last complete one when left out")] = "",
    rebuild: Annotated[str, typer.Option(help="compute this week's published digest again and compare bytes")] = "",
    json_: Json = False,
) -> None:
    """Make a week's digest in every form and both languages."""
    from scheduler import publishing, work
    from store import digests
    from store.database import open_store

    place, now = ctx.obj(), _now()
    db = open_store(place.store, create=False)
    if rebuild:
        published = digests.load(db, str(Week.parse(rebuild, place.tz)))
        if published is None:
            raise UsageError("no such digest", rebuild, "that week was never published")
        _, same = publishing.rebuild(db, published)
        say(f"{rebuild} v{published.version}: " + ("identical, byte for byte" if same else "[red]differs[/red]: "
            "the code changed since; its version stands under Reproduce"))  # fmt: skip
        raise typer.Exit(0 if same else 1)
    chosen = Week.parse(week, place.tz) if week else Week.of(now, place.tz).shift(-1)
    with progress() as told:
        issue = work.the_issue(work.the_catalogue(place), now, place.models)
        made = publishing.make_digest(db, chosen, issue, progress=told)
        written = publishing.publish(made, place.digests, place.languages, base_url=place.base_url)
        publishing.publish_archive(db, place.digests, place.languages)
    if json_:
        emit({"week": made.week, "version": made.version, "sha256": made.sha256, "files": [str(p) for p in written],
              "states": {target: state.value for target, state in made.states.items()}})  # fmt: skip
        return
    counts = Counter(state.value for state in made.states.values())
    say(f"{made.week} v{made.version}: " + (", ".join(f"{n} {state}" for state, n in counts.items()) or "no topic"))
    for path in written:
        out_path(path)


def schedule(
    ctx: typer.Context, list_: Annotated[bool, typer.Option("--list", help="show the jobs and stop")] = False
) -> None:
    """Run the timetable until SIGTERM: crawl, digest, post, back up."""
    from scheduler.jobs import JOBS
    from scheduler.service import serve

    place = ctx.obj()
    if list_:
        rows = [(job.id, " ".join(f"{k}={v}" for k, v in job.cron.items()), job.why) for job in JOBS]
        table(f"Jobs ({place.tz})", ["job", "when", "what"], rows)
        return
    raise typer.Exit(serve(place))


def backup(ctx: typer.Context, target: Annotated[Path, typer.Argument(help="the copy")]) -> None:
    """Copy the store while it is in use."""
    from store import database

    place = ctx.obj()
    database.backup(database.open_store(place.store, create=False), target)
    out_path(target)


def out_path(path: Path) -> None:
    """A path on stdout, alone on its line."""
    typer.echo(str(path))


def _now() -> datetime:
    return datetime.now(UTC)


def _end(stats: Mapping[str, object]) -> None:
    if stats["untagged"] or stats["unreadable"]:
        raise typer.Exit(1)


def _counts(outcomes: Mapping[Any, int]) -> str:
    return ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items()) or "nothing new"


def _say_all(stats: Mapping[str, object], untagged: Sequence[tuple[str, str]]) -> None:
    """What was done, and each article that could not be tagged, with its reason."""
    say(", ".join(f"{key} {value}" for key, value in stats.items()))
    for what, why in untagged:
        _tell("untagged", what, why)


def _tell(kind: str, what: str, why: str) -> None:
    """One thing that is not in the corpus, and why; what a file or a page says of itself is no markup."""
    err.print(f"[yellow]{escape(kind)}[/yellow] {escape(what)}: {escape(why)}")

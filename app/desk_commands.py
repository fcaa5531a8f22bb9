"""Commands of the house: serve (Datasette on the store), doctor, review."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from rich.markup import escape

from app.console import emit, say, table
from app.naming import known_actor, known_target, statement_of
from app.running import Json
from domain.catalogue import Catalogue
from domain.errors import GovprismError, UsageError
from domain.records import Stance
from domain.verdicts import Decision, Verdict

_DESK = Path(__file__).parent / "desk"


def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8001,
    host: Annotated[str, typer.Option(help="127.0.0.1 keeps it on this machine")] = "127.0.0.1",
) -> None:
    """Open the store read-only in Datasette: SQL, facets, described queries, Chinese search."""
    from store.database import open_store

    place = ctx.obj()
    open_store(place.store, create=False).close()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(
                "serve", f"{host}:{port}", error.strerror or str(error), hint="choose another --port"
            ) from error
    say(f"http://{host}:{port}/govprism  (stop with Ctrl-C)")
    command = [sys.executable, "-m", "datasette", "serve", str(place.store), "--host", host, "--port", str(port),
               "--plugins-dir", str(_DESK / "plugins"), "--metadata", str(_DESK / "metadata.yml"),
               "--static", f"desk:{_DESK / 'static'}",
               "--setting", "sql_time_limit_ms", "5000", "--setting", "allow_download", "off"]  # fmt: skip
    os.execv(sys.executable, command)  # Datasette takes this process over, and with it every signal


def doctor(ctx: typer.Context, json_: Json = False) -> None:
    """Check the installation: Python, SQLite, catalogue, folder, store, archive, optional parts."""
    from app.checks import CHECKS

    rows, bad = [], 0
    for name, check in CHECKS:
        try:
            rows.append((name, "ok", check(ctx.obj())))
        except GovprismError as error:
            bad += 1
            rows.append((name, "FAILED", f"{error}" + (f" ({error.hint})" if error.hint else "")))
    if json_:
        emit([{"check": name, "state": state, "says": says} for name, state, says in rows])
    else:
        table("Doctor", ["check", "state", "says"], rows)
    if bad:
        raise typer.Exit(1)


def review(
    ctx: typer.Context,
    statement: Annotated[str, typer.Argument(help="S-000181")],
    decision: Annotated[str, typer.Argument(help="accept, reject or replace")],
    reviewer: Annotated[str, typer.Option(help="who decides")],
    stance: Annotated[str, typer.Option(help="the right stance, with replace")] = "",
    actor: Annotated[str, typer.Option(help="the right actor, with replace")] = "",
    target: Annotated[str, typer.Option(help="the right target, with replace")] = "",
    note: str = "",
) -> None:
    """Decide on a statement; a person's verdict wins and survives re-tagging."""
    from datetime import UTC, datetime

    from scheduler.work import the_catalogue
    from store import reviews
    from store.database import open_store

    place, number = ctx.obj(), statement_of(statement)
    catalogue = the_catalogue(place)
    verdict = _verdict(catalogue, decision, reviewer, {"stance": stance, "actor": actor, "target": target})
    reviews.save(open_store(place.store, create=False), number, verdict, note=note, now=datetime.now(UTC))
    say(f"S-{number:06d}: {decision} by {escape(reviewer)}; it counts from the next digest on")
    if verdict.actor is not None and verdict.actor not in catalogue.actors:
        say(f"{escape(verdict.actor)} is not in the catalogue: it has no voice in a digest")


def _verdict(catalogue: Catalogue, decision: str, reviewer: str, changes: Mapping[str, str]) -> Verdict:
    """A person's decision, when it says something and every name in it is one that the digest knows."""
    given = {name: value for name, value in changes.items() if value}
    if decision not in get_args(Decision):
        raise UsageError("review", decision, "not accept, reject or replace")
    if not reviewer.strip():
        raise UsageError("review", "--reviewer", "nobody is named", hint="say who decides")
    if decision == "replace" and not given:
        raise UsageError("review", decision, "nothing is replaced", hint="give --stance, --actor or --target")
    if decision != "replace" and given:
        option = f"--{next(iter(given))}"
        raise UsageError("review", option, f"{decision} changes nothing", hint="decide `replace` to change it")
    if (stance := given.get("stance", Stance.NEUTRAL)) not in set(Stance):
        raise UsageError("review", stance, f"not one of {', '.join(Stance)}")
    return Verdict(
        decision=cast(Decision, decision),
        reviewer=reviewer.strip(),
        stance=Stance(given["stance"]) if "stance" in given else None,
        actor=known_actor(given["actor"], catalogue) if "actor" in given else None,
        target=known_target(given["target"], catalogue) if "target" in given else None,
    )

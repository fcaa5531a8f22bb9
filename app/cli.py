"""The command line `govprism`: porcelain for people, plumbing for scripts. Exit codes: 0 ok, 1 some items failed,
2 usage or settings, 3 store, 4 nothing found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from app import (
    catalogue_commands,
    desk_commands,
    logs,
    plumbing,
    reading,
    running,
    source_commands,
    subscriber_commands,
)
from app.console import fail
from app.settings import load
from domain.errors import GovprismError, StoreError
from scheduler.workplace import Workplace

app = typer.Typer(
    name="govprism",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Watches how AI is governed, in Chinese and English: crawl, tag, store, digest.",
)
_LINE, _READ, _HOUSE, _PIPES = "The line", "Reading", "The house", "Pipes (JSON in, JSON out, no database)"


@app.callback()
def settings(
    ctx: typer.Context,
    home: Annotated[Path | None, typer.Option(help="folder of the store, the archive and the digests")] = None,
    settings_file: Annotated[Path | None, typer.Option("--settings", help="a govprism.toml")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="log every step to stderr")] = False,
) -> None:
    """Read the settings once for every command."""
    logs.set_up(verbose=verbose)
    ctx.obj = _Place(settings_file, home)


class _Place:
    """Settings, read when a command first asks: `--help` and the pipes work without any."""

    def __init__(self, file: Path | None, home: Path | None) -> None:
        self._file, self._home = file, home

    def __call__(self) -> Workplace:
        return load(self._file, self._home)


for name, panel, command in (
    ("init", _HOUSE, running.init),
    ("demo", _LINE, running.demo),
    ("crawl", _LINE, running.crawl),
    ("backfill", _LINE, running.backfill),
    ("import", _LINE, running.import_),
    ("run", _LINE, running.run),
    ("digest", _LINE, running.digest),
    ("verify", _READ, reading.verify),
    ("search", _READ, reading.search),
    ("why", _READ, reading.why),
    ("serve", _READ, desk_commands.serve),
    ("schedule", _HOUSE, running.schedule),
    ("status", _HOUSE, reading.status),
    ("doctor", _HOUSE, desk_commands.doctor),
    ("backup", _HOUSE, running.backup),
    ("review", _HOUSE, desk_commands.review),
    ("post", _LINE, subscriber_commands.post),
    ("codebook", _READ, catalogue_commands.codebook),
    ("extract", _PIPES, plumbing.extract),
    ("tag", _PIPES, plumbing.tag),
    ("families", _PIPES, plumbing.families),
    ("stories", _PIPES, plumbing.stories),
    ("score", _PIPES, plumbing.score),
    ("embed", _PIPES, plumbing.embed),
):
    app.command(name, rich_help_panel=panel)(command)
app.add_typer(catalogue_commands.catalogue, name="catalogue", rich_help_panel=_HOUSE)
app.add_typer(catalogue_commands.models, name="models", rich_help_panel=_HOUSE)
app.add_typer(source_commands.new, name="new", rich_help_panel=_HOUSE)
app.add_typer(subscriber_commands.subscribers, name="subscribers", rich_help_panel=_HOUSE)
app.add_typer(source_commands.sources, name="sources", rich_help_panel=_HOUSE)


def main() -> None:
    """Entry point: errors we raise on purpose become one line and their exit code."""
    try:
        app()
    except GovprismError as error:
        _end(error)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone, as `| head` does
        sys.exit(0)
    except OSError as error:  # a folder that may not be written, a full disk
        if error.filename is None:
            raise
        why = error.strerror or str(error)
        _end(StoreError("file", str(error.filename), why, hint="check the folder, its owner and the disk"))


def _end(error: GovprismError) -> NoReturn:
    try:
        fail(error)
    except typer.Exit as end:
        sys.exit(end.exit_code)


if __name__ == "__main__":
    main()

"""What people see: tables and progress on a terminal, JSON for scripts, one line per error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from domain.errors import GovprismError
from scheduler.workplace import Progress as Told
from scheduler.workplace import quiet

_WIDE = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 200  # a pipe has no width of its own
out = Console(highlight=False, soft_wrap=True, width=_WIDE)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str) -> None:
    """A line for people, on stderr, so that stdout stays what scripts read."""
    err.print(line, markup=True)


def emit(value: Any) -> None:
    """One JSON value on a line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str, allow_nan=False) + "\n")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout."""
    drawn = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(escape(str(cell)) for cell in row))
    out.print(drawn)


def fail(error: GovprismError) -> NoReturn:
    """Say what, which, why and what to do; end with the error's exit code."""
    err.print(f"[red]error[/red] {escape(str(error))}" + (f"\n  [dim]{escape(error.hint)}[/dim]" if error.hint else ""))
    raise typer.Exit(error.exit_code)


@contextmanager
def progress() -> Iterator[Told]:
    """A progress bar per step when stderr is a terminal; silence otherwise."""
    if not err.is_terminal:
        yield quiet
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield tell

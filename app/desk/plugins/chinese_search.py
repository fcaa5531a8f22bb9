"""Datasette plugin: the SQL functions that the desk's queries use, so that its search box works in Chinese."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from store.search import match


@hookimpl  # type: ignore[untyped-decorator]  # pluggy is untyped
def prepare_connection(conn: sqlite3.Connection) -> None:
    """`cjk(words)` is the FTS expression of what a person typed; `escape_fts` is what Datasette's own box calls."""
    conn.create_function("cjk", 1, _expression, deterministic=True)
    conn.create_function("escape_fts", 1, _expression, deterministic=True)


def _expression(words: str | None) -> str:
    return match(words or "") or '""'

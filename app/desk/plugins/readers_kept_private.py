"""Datasette plugin: who reads the digest is nobody's business, by table, by SQL, by count or by join."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from store.subscribers import PRIVATE

_REFUSED = PRIVATE | {"sqlite_dbpage"}  # some builds of SQLite show the bare pages of the file under this name


@hookimpl  # type: ignore[untyped-decorator]  # pluggy is untyped
def prepare_connection(conn: sqlite3.Connection) -> None:
    """SQLite itself refuses every read of the tables with addresses and tokens on the desk's connections."""
    conn.set_authorizer(_allowed)


def _allowed(action: int, table: str | None, *_: str | None) -> int:
    # a table of which only rows are counted comes under the name that was typed: Subscribers
    refused = action == sqlite3.SQLITE_READ and (table or "").lower() in _REFUSED
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK

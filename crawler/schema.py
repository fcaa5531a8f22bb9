"""The frontier's tables."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE IF NOT EXISTS address (
  key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL DEFAULT '', dated_at REAL,
  found_at REAL NOT NULL, due_at REAL, held TEXT NOT NULL DEFAULT '', outcome TEXT, status INTEGER NOT NULL DEFAULT 0,
  detail TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, ended_at REAL, fetched_at REAL,
  etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', sha256 TEXT NOT NULL DEFAULT '',
  ref TEXT NOT NULL DEFAULT '', opt_out TEXT NOT NULL DEFAULT '',
  part_of TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_due ON address (source, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS address_held ON address (held) WHERE held != '';
CREATE TABLE IF NOT EXISTS listing (
  source TEXT NOT NULL, url TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '',
  walked_at REAL, PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS child (
  source TEXT NOT NULL, parent TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (source, parent, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, paused_until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS visit (
  source TEXT NOT NULL, at REAL NOT NULL, outcome TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (source, at, outcome)
) WITHOUT ROWID;
"""

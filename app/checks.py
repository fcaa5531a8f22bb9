"""What `govprism doctor` looks at; each check says one line or raises."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec

from domain.errors import StoreError, UsageError
from scheduler.workplace import Workplace

_EXTRAS = {"browser": "scrapy_playwright", "backfill": "cdx_toolkit", "torch": "torch"}


def python(_: Workplace) -> str:
    """Python's and SQLite's versions."""
    from store.database import sqlite_version

    return f"{sys.version.split()[0]}, SQLite {sqlite_version()}"


def catalogue(place: Workplace) -> str:
    """The catalogue loads and keeps its promises."""
    from scheduler.work import the_catalogue

    found = the_catalogue(place)
    return (
        f"{found.version}: {len(found.themes)} themes, {len(found.actors)} actors, "
        f"{len(found.instruments)} instruments, {len(found.sources)} sources"
    )


def folder(place: Workplace) -> str:
    """The home folder can be written and has room."""
    try:
        place.root.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.root):
            pass
    except OSError as error:
        raise StoreError(
            "folder", str(place.root), error.strerror or str(error), hint="choose another --home"
        ) from error
    free = shutil.disk_usage(place.root).free
    if free < 200 * 1024 * 1024:
        raise StoreError("folder", str(place.root), f"only {free // 1024**2} MiB free", hint="free some disk space")
    return f"{place.root}, {free // 1024**3} GiB free"


def store(place: Workplace) -> str:
    """The store opens, is ours, and is sound."""
    from store import articles
    from store.database import integrity, open_store

    if not place.store.exists():
        return "none yet: `govprism init` makes it"
    db = open_store(place.store)
    if (fault := integrity(db)) != "ok":
        raise StoreError("store", str(place.store), fault, hint="restore the newest copy in backups/")
    return f"{place.store}, {articles.count(db)} articles, sound"


def archive(place: Workplace) -> str:
    """Every page's archive file is there."""
    from store import pages
    from store.database import open_store

    if not place.store.exists():
        return "none yet"
    files = pages.archive_files(open_store(place.store))
    if missing := [name for name in files if not (place.archive / name).exists()]:
        raise StoreError("archive", missing[0], f"{len(missing)} of {len(files)} WARC files are missing")
    return f"{len(files)} WARC {'file' if len(files) == 1 else 'files'}, all there"


def tagging(place: Workplace) -> str:
    """The taggers load."""
    from scheduler.work import the_catalogue, the_tagger

    return the_tagger(the_catalogue(place), place.models).version


def mail(place: Workplace) -> str:
    """Whether the digest can be posted."""
    if not place.mail.host:
        return "no mail host: digests are written, not posted"
    if not place.mail.sender:
        raise UsageError("mail", "sender", "a host without a sender", hint="set mail.sender in govprism.toml")
    return f"{place.mail.sender} through {place.mail.host}:{place.mail.port}"


def extras(_: Workplace) -> str:
    """Which optional parts are installed."""
    return ", ".join(f"{name}: {'yes' if find_spec(module) else 'no'}" for name, module in _EXTRAS.items())


CHECKS: tuple[tuple[str, Callable[[Workplace], str]], ...] = (
    ("python", python),
    ("catalogue", catalogue),
    ("folder", folder),
    ("store", store),
    ("archive", archive),
    ("taggers", tagging),
    ("mail", mail),
    ("extras", extras),
)

"""What each job does: the line from source to digest, step by step, on one workplace."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from crawler.archive import Archive
from domain import catalogue as catalogues
from domain.catalogue import Catalogue
from domain.week import Week
from nlp.backends import Backends
from nlp.pipeline import Tagger, shipped
from scheduler import crawling, intake, posting, publishing, tagging
from scheduler.workplace import Progress, Workplace, quiet
from store import database
from store import docs as doc_table
from store.database import Database, open_store

_BACKUPS = 7


def crawl(place: Workplace, now: datetime, _slot: str) -> Mapping[str, object]:
    """Fetch every source that is due, then read, tag and join what came."""
    db, catalogue = open_store(place.store), the_catalogue(place)
    due = crawling.due(db, crawling.chosen(catalogue, place.sources), now=now)
    if not due:
        return {"fetched": 0, "why": "no source is due"}
    report = crawling.crawl_sources(db, place, catalogue, now=now, only=tuple(source.id for source in due))
    stats = refine(db, place, catalogue, now=now)  # what did come is read, whatever cut the crawl short
    if report.error is not None:
        raise report.error
    return {"fetched": report.fetched, "pending": report.pending, **stats}


def refine(
    db: Database, place: Workplace, catalogue: Catalogue, *, now: datetime, progress: Progress = quiet
) -> dict[str, object]:
    """page -> article -> doc -> family -> story, for all that is not there yet."""
    sources = dict(catalogue.sources)
    read = intake.read_pages(
        db, place.archive, sources, now=now, workers=place.workers, effort=place.effort, progress=progress
    )
    tagged = tagging.tag_stale(db, the_tagger(catalogue, place.models), now=now, progress=progress)
    joined = tagging.join_families(db, now=now, progress=progress)
    stories = tagging.join_stories(db, now=now, progress=progress)
    return {
        "read": dict(read.outcomes),
        "unreadable": read.outcomes["unreadable"],
        "tagged": tagged.tagged,
        "kept": tagged.kept,
        "untagged": doc_table.counts(db).get(doc_table.UNTAGGED, 0),  # of earlier runs too: none is forgotten
        "relevant": tagged.relevant,
        "statements": tagged.statements,
        "joined": joined,
        "stories": stories,
    }


def digest(place: Workplace, now: datetime, period: str) -> Mapping[str, object]:
    """Make and publish the digest of a week."""
    db, catalogue = open_store(place.store), the_catalogue(place)
    made = publishing.make_digest(db, Week.parse(period, place.tz), the_issue(catalogue, now, place.models))
    written = publishing.publish(made, place.digests, place.languages, base_url=place.base_url)
    publishing.publish_archive(db, place.digests, place.languages)
    return {"week": period, "version": made.version, "files": len(written)}


def post(place: Workplace, now: datetime, period: str) -> Mapping[str, object]:
    """Queue a week's digest for its subscribers and send what waits."""
    if not place.mail.host:
        return {"sent": 0, "why": "no mail host in the settings"}
    db = open_store(place.store)
    posting.queue_issue(db, place, period, now=now)
    return posting.send_waiting(db, place.mail, now=now)


def backup(place: Workplace, _now: datetime, period: str) -> Mapping[str, object]:
    """Copy the store and keep the last seven copies."""
    folder = place.root / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"govprism-{period}.db"
    database.backup(open_store(place.store), copy)
    for old in sorted(folder.glob("govprism-*.db"))[:-_BACKUPS]:
        old.unlink()
    return {"copy": copy.name, "bytes": copy.stat().st_size}


def take_in(place: Workplace, paths: list[Path], *, now: datetime, progress: Progress = quiet) -> intake.IntakeReport:
    """Bring saved files into the archive and the store."""
    return intake.take_in(open_store(place.store), Archive(place.archive), paths, now=now, progress=progress)


def the_catalogue(place: Workplace) -> Catalogue:
    """The catalogue this workplace uses; the one that ships is read once per process."""
    if place.catalogue is None and place.extra_sources is None:
        return catalogues.default()
    return catalogues.load(place.catalogue or catalogues.ROOT, extra_sources=place.extra_sources)


def the_tagger(catalogue: Catalogue, models: Backends | None = None) -> Tagger:
    """The taggers over a catalogue, with the hub models that were chosen; sources are no matter to them."""
    is_shipped = models is None and catalogue.sha256 == catalogues.default().sha256
    made = shipped() if is_shipped else Tagger(catalogue, models)
    gc.freeze()  # the taggers live as long as the process: walking them at every collection costs a twentieth
    return made


def the_issue(catalogue: Catalogue, now: datetime, models: Backends | None = None) -> publishing.Issue:
    """Versions that go into a digest's snapshot."""
    tagger = the_tagger(catalogue, models)
    return publishing.Issue(catalogue=catalogue, code_version=code_version(), tagger_version=tagger.version, now=now)


def code_version() -> str:
    """The installed version of govprism."""
    try:
        return version("govprism")
    except PackageNotFoundError:
        return "uninstalled"

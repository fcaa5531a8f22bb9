"""statement -> topic -> digest -> files: snapshot, build, keep, write every form; whole files or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from digest.archive import archive
from digest.build import build
from digest.files import FORMS, Form, filename, index_name
from digest.render import render
from digest.words import LANGS
from domain.catalogue import Catalogue
from domain.catalogue_files import pack, unpack
from domain.errors import StoreError
from domain.snapshot import Correction, Digest, Snapshot
from domain.week import Week
from nlp.ranking import confusion
from scheduler.health import silent_and_blocked
from scheduler.workplace import Progress, quiet
from store import articles as article_table
from store import digests as digest_table
from store import snapshots
from store.database import Database

_NOT_SCORED = "not scored"
_HISTORY = 8  # weeks of earlier states the rules look back on


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What is needed to make a digest besides the store."""

    catalogue: Catalogue
    code_version: str
    tagger_version: str
    now: datetime


def make_digest(db: Database, week: Week, issue: Issue, *, progress: Progress = quiet) -> Digest:
    """Make (or make again) a week's digest; weeks before it that lack one are made first, so that it has a history."""
    weeks = [*_missing(db, week), week]
    for done, each in enumerate(weeks, start=1):
        made = _make(db, each, issue)
        progress("digest", done, len(weeks))
    return made


def rebuild(db: Database, digest: Digest) -> tuple[Digest, bool]:
    """Compute a published digest again, from the snapshot, catalogue and tagger error kept with it.

    Returns:
        The digest made again, and whether its bytes are the same.

    Raises:
        StoreError: The snapshot or the catalogue is not in the store.
    """
    snapshot = digest_table.snapshot(db, digest.snapshot)
    if snapshot is None:
        raise StoreError("digest", digest.week, f"its snapshot {digest.snapshot} is not in the store")
    kept = digest_table.catalogue(db, digest.week, digest.version)
    if kept is None:
        raise StoreError("digest", digest.week, "the catalogue it was made with was not kept",
                         hint="issues made by older versions cannot be made again")  # fmt: skip
    scoring = json.loads(digest.json)["scoring"]
    again = build(
        snapshot, unpack(kept), version=digest.version, draws=scoring["draws"], confusion=scoring["confusion"]
    )
    return again, again.json == digest.json


def told_states(digest: Digest) -> str:
    """How many topics stand in which state, counted as the issue's page counts them: `1 emerging, 17 insufficient`."""
    summary = json.loads(digest.json)["summary"]
    counts = {**summary["states"], "insufficient": summary["insufficient"]}
    return ", ".join(f"{n} {state}" for state, n in counts.items() if n) or "no topic yet"


def publish(digest: Digest, folder: Path, languages: tuple[str, ...], *, base_url: str = "") -> list[Path]:
    """Write every form of a digest into `folder`; returns the paths, HTML first."""
    folder.mkdir(parents=True, exist_ok=True)
    editions = [lang for lang in LANGS if lang in languages]
    written: dict[str, Path] = {}
    for form in FORMS:
        for lang in editions if form != "mail" else ():
            name = filename(digest.week, form, lang)
            if name not in written:  # JSON and CSV are the same in both editions
                body = render(digest, lang=lang, form=form, base_url=_base(form, base_url))
                written[name] = write_whole(folder / name, body)
    return list(written.values())


def publish_archive(db: Database, folder: Path, languages: tuple[str, ...]) -> list[Path]:
    """Write the page of all issues, one per edition."""
    issues = [issue for week in digest_table.weeks(db) if (issue := digest_table.load(db, week))]
    editions = [lang for lang in LANGS if lang in languages]
    return [write_whole(folder / index_name(lang), archive(issues, lang=lang)) for lang in editions]


def write_whole(path: Path, body: str | bytes) -> Path:
    """Write a file so that a reader or a crash never meets half of it."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(body.encode() if isinstance(body, str) else body)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StoreError(
            "file", str(path), error.strerror or str(error), hint="check the folder and the disk"
        ) from error
    return path


def _base(form: Form, base_url: str) -> str:
    # pages lie beside one another and link by name, so that a folder can be moved; feeds are read elsewhere
    return base_url if form in ("atom", "jsonfeed") else ""


def _make(db: Database, week: Week, issue: Issue) -> Digest:
    silent, blocked = silent_and_blocked(db, issue.catalogue, until=week.end)
    taken = snapshots.Taken(
        now=issue.now, code_version=issue.code_version, tagger_version=issue.tagger_version,
        silent_sources=silent, blocked_sources=blocked,
    )  # fmt: skip
    snapshot = snapshots.take(db, issue.catalogue, week, taken)
    earlier = digest_table.load(db, str(week))
    digest = build(snapshot, issue.catalogue, version=_version(earlier, snapshot), confusion=confusion())
    for correction in corrections(earlier, digest, issue.now) if earlier else ():
        digest_table.correct(db, correction)  # the next issue lists what changed in this one
    return digest_table.save(db, digest, snapshot, now=issue.now, catalogue=pack(issue.catalogue))


def corrections(earlier: Digest, digest: Digest, now: datetime) -> Iterator[Correction]:
    """What a new version of an issue says otherwise: topics whose state or index changed, as they stood and stand."""
    old, new = _lines(earlier), _lines(digest)
    for target in sorted(old.keys() | new.keys()):
        before, after = old.get(target, _NOT_SCORED), new.get(target, _NOT_SCORED)
        if before != after:
            reason = f"version {digest.version}: articles, tags or verdicts changed"
            yield Correction(digest=f"{digest.week} v{earlier.version}", item=target, old=before, new=after,
                             reason=reason, made_at=now)  # fmt: skip


def _lines(digest: Digest) -> dict[str, str]:
    topics = json.loads(digest.json)["topics"]
    return {t["topic_id"]: f"{t['state']} {t['eci']:.0f} ({t['lo']:.0f}–{t['hi']:.0f})" for t in topics}


def _version(latest: Digest | None, snapshot: Snapshot) -> int:
    if latest is None:
        return 1
    return latest.version + (latest.snapshot != snapshot.sha256)


def _missing(db: Database, week: Week) -> Iterator[Week]:
    have = set(digest_table.weeks(db))
    for back in range(_HISTORY, 0, -1):
        earlier = week.shift(-back)
        if str(earlier) not in have and article_table.between(db, earlier.end - timedelta(days=28), earlier.end):
            yield earlier

"""The embedded default: the bundled newsroom served on loopback, crawled, tagged, stored, digested week by week."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.newsroom.edition import NOW, WEEKS
from app.newsroom.outlets import public_url, sources
from app.newsroom.server import serve
from digest.edition import FULL, SHORT, Edition
from domain import catalogue as catalogues
from domain.errors import UsageError
from domain.records import RawPage
from domain.snapshot import Digest
from scheduler import crawling, publishing, work
from scheduler.workplace import Progress, Workplace, quiet
from store.database import open_store

_MARK = ".govprism-demo"


def _nobody(_line: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made: states per week, counts of the crawl and of the line, where the last digest lies."""

    weeks: tuple[tuple[str, str], ...]
    outcomes: dict[str, int]
    stats: dict[str, object]
    digest: Path
    store: Path
    sha256: str
    shown: str
    """Id of the first statement on the last issue's page."""

    def summary(self) -> dict[str, object]:
        """The same for scripts."""
        return {"weeks": dict(self.weeks), "crawl": self.outcomes, **self.stats, "digest": str(self.digest),
                "store": str(self.store), "sha256": self.sha256}  # fmt: skip

    def lines(self) -> list[str]:
        """The same for people."""
        return [
            "outlets and articles are invented; the crawler, the taggers, the store and the digest are the real ones",
            "crawled over HTTP: " + ", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.items()),
            f"read {self.stats['read']}, tagged {self.stats['tagged']}, statements {self.stats['statements']}",
            f"digest ready; open it in a browser: [bold]{self.digest}[/bold]",
            f"ask where a line comes from: [bold]govprism --home {self.store.parent} why {self.shown}[/bold]",
        ]


def run_demo(out: Path, *, progress: Progress = quiet, note: Callable[[str], None] = _nobody) -> Demo:
    """Run the whole line on the newsroom into `out`, which is emptied first if a demo made it.

    Args:
        progress: Told of every page, article and draw.
        note: Told, in a line, which of the long steps begins.

    Raises:
        UsageError: `out` holds something that no demo made.
    """
    _empty(out)
    place = Workplace(root=out, tz="UTC", workers=1, delay_s=0.0, crawl_timeout_s=300.0)
    db = open_store(place.store)
    note("crawling the bundled newsroom on loopback")
    with serve() as base:
        catalogue = replace(catalogues.default(), sources=sources(int(base.rsplit(":", 1)[1])))
        report = crawling.crawl_sources(db, place, catalogue, now=NOW, rename=_public, progress=progress)
    if report.error is not None:
        raise report.error
    note("reading and tagging its articles")
    stats = work.refine(db, place, catalogue, now=NOW, progress=progress)
    issue = work.the_issue(catalogue, NOW)
    made, written = [], []
    for week in WEEKS:
        note(f"digest of {week}")
        made.append(publishing.make_digest(db, week, issue, progress=progress))
        written.append(publishing.publish(made[-1], place.digests, place.languages))
    publishing.publish_archive(db, place.digests, place.languages)
    return Demo(
        weeks=tuple((digest.week, publishing.told_states(digest)) for digest in made),
        outcomes={str(outcome): n for outcome, n in sorted(report.outcomes.items())},
        stats=stats,
        digest=written[-1][0],
        store=place.store,
        sha256=made[-1].sha256,
        shown=_first_shown(made[-1]),
    )


def _public(page: RawPage) -> RawPage:
    return replace(page, url=public_url(page.url), part_of=page.part_of and public_url(page.part_of))


def _first_shown(digest: Digest) -> str:
    edition = Edition.of(digest, "en")
    cards = (row for state in (*FULL, *SHORT) for row in edition.cards(state))
    return next(ref for row in cards for ref in edition.told(row))


def _empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        if not (out / _MARK).exists():
            raise UsageError(
                "demo", str(out), "the folder is not empty and no demo made it", hint="choose another --out"
            )
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()

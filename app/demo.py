"""The embedded default: the bundled newsroom served on loopback, crawled, tagged, stored, digested week by week."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from app.newsroom.edition import NOW, WEEKS
from app.newsroom.outlets import public_url, sources
from app.newsroom.server import serve
from domain import catalogue as catalogues
from domain.errors import UsageError
from domain.records import RawPage
from domain.snapshot import Digest
from scheduler import crawling, publishing, work
from scheduler.workplace import Progress, Workplace, quiet
from store.database import open_store

_MARK = ".govprism-demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made: states per week, counts of the crawl and of the line, where the last digest lies."""

    weeks: tuple[tuple[str, str], ...]
    outcomes: dict[str, int]
    stats: dict[str, object]
    digest: Path
    store: Path
    sha256: str

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
            f"ask where a line comes from: [bold]govprism --home {self.store.parent} why S-000001[/bold]",
        ]


def run_demo(out: Path, *, progress: Progress = quiet) -> Demo:
    """Run the whole line on the newsroom into `out`, which is emptied first if a demo made it.

    Raises:
        UsageError: `out` holds something that no demo made.
    """
    _empty(out)
    place = Workplace(root=out, tz="UTC", workers=1, delay_s=0.0, crawl_timeout_s=300.0)
    db = open_store(place.store)
    with serve() as base:
        catalogue = replace(catalogues.default(), sources=sources(int(base.rsplit(":", 1)[1])))
        report = crawling.crawl_sources(db, place, catalogue, now=NOW, rename=_public, progress=progress)
    if report.error is not None:
        raise report.error
    stats = work.refine(db, place, catalogue, now=NOW, progress=progress)
    issue = work.the_issue(catalogue, NOW)
    made = [publishing.make_digest(db, week, issue, progress=progress) for week in WEEKS]
    written = [publishing.publish(digest, place.digests, place.languages) for digest in made]
    publishing.publish_archive(db, place.digests, place.languages)
    return Demo(
        weeks=tuple((digest.week, _states(digest)) for digest in made),
        outcomes={str(outcome): n for outcome, n in sorted(report.outcomes.items())},
        stats=stats,
        digest=written[-1][0],
        store=place.store,
        sha256=made[-1].sha256,
    )


def _public(page: RawPage) -> RawPage:
    return replace(page, url=public_url(page.url), part_of=page.part_of and public_url(page.part_of))


def _states(digest: Digest) -> str:
    counts = Counter(state.value for state in digest.states.values())
    return ", ".join(f"{n} {state}" for state, n in sorted(counts.items())) or "no topic yet"


def _empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        if not (out / _MARK).exists():
            raise UsageError(
                "demo", str(out), "the folder is not empty and no demo made it", hint="choose another --out"
            )
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / _MARK).touch()

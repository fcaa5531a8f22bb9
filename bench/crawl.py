"""CPU per page, end to end over loopback: fetch, extract, archive; ours beside Scrapy + trafilatura and newspaper4k.

    python -m bench.crawl [--pages 200] [--wechat 25] [--json]

Every contender crawls the same authored pages from a server in a process of its own. Its CPU time (all its processes,
user and system) is taken twice, for few pages and for many; the difference per page leaves start-up out. Milliseconds
depend on the machine and on who shares it; ratios are of one run, side by side, and `bodies` says how often a
contender found the text at all.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import structlog

from bench.crawl_site import ROOT, site, web_page, wechat_page
from crawler.report import Outcome
from crawler.run import crawl
from crawler.settings import CrawlSettings
from domain.catalogue import Source
from domain.records import RawPage

FEW = 5
BODY = 600  # characters: every authored body is longer, no menu is
GOAL_MS = {"web": 45.0, "wechat": 90.0}
CONTENDERS = ("ours", "scrapy_trafilatura", "newspaper4k")


def main() -> None:
    """Run every contender on both kinds of page and print milliseconds of CPU per page."""
    options = _options()
    _quietly()
    if options.one:
        _CRAWLERS[options.one](options.base, options.kind, options.pages)
    else:
        rows = measured(options.pages, options.wechat)
        rows += [{"kind": kind, "not_downloaded_again": share} for kind, share in second_pass(options.pages).items()]
        sys.stdout.write(json.dumps(rows, indent=1) + "\n" if options.json else _table(rows))


def measure(_data: Path) -> dict[str, float]:
    """What holds on any machine: the share that a second pass does not download again. Ratios are shown, not gated."""
    _quietly()
    return {f"second_pass.{kind}": share for kind, share in second_pass(80).items()}


def measured(pages: int, wechat: int, *, contenders: tuple[str, ...] = CONTENDERS) -> list[dict[str, float | str]]:
    """One row per contender and kind of page: `ms_per_page`, `ratio` to ours, share of `bodies` found."""
    rows: list[dict[str, float | str]] = []
    with site() as base:
        for kind, many in (("web", pages), ("wechat", wechat)):
            found = {name: _ms_per_page(name, base, kind, many) for name in contenders}
            ours = found["ours"][0]
            rows += [
                {"kind": kind, "crawler": name, "ms_per_page": round(ms, 1), "ratio": round(ms / ours, 2),
                 "bodies": bodies, "goal_ms": GOAL_MS[kind] if name == "ours" else ""}
                for name, (ms, bodies) in found.items()
            ]  # fmt: skip
    return rows


def second_pass(pages: int) -> dict[str, float]:
    """Share of known pages, and of listings, that a second crawl, eight days on, does not download again."""
    with site() as base, tempfile.TemporaryDirectory() as folder:
        plain = {"kind": "wechat", "urls": [f"{base}/web/{n}" for n in range(pages)]}
        source, settings = _source(base, plain, *_listings(base, pages)), _settings(Path(folder), pages)
        for day in (10, 18):
            report = crawl([source], _drop, settings=settings, now=datetime(2024, 7, day, tzinfo=UTC))
        _expect(sum(report.outcomes.values()), pages, "not all were asked for again")
        visits = [visit.outcome for visit in report.sources[source.id].channels if visit.kind != "wechat"]
        _expect(len(visits), 4, "not every listing was asked for again")
        again = report.outcomes.get(Outcome.NOT_MODIFIED, 0)
        return {"pages": again / pages, "listings": visits.count(Outcome.NOT_MODIFIED) / len(visits)}


def _quietly() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _drop(_page: RawPage) -> None:
    """What is counted is who was asked."""


def _listings(base: str, pages: int) -> list[dict[str, object]]:
    return [
        {"kind": "feed", "url": f"{base}/feed/{pages}"},
        {"kind": "sitemap", "url": f"{base}/index/{pages}"},
        {"kind": "listing", "url": f"{base}/list/{pages}", "links": "ul.list a"},
    ]


def _ours(base: str, kind: str, pages: int) -> None:
    from crawler.extract import extract

    source = _source(base, {"kind": "wechat", "urls": [f"{base}/{kind}/{n}" for n in range(pages)]})
    taken: list[str] = []

    def sink(page: RawPage) -> None:
        taken.append(extract(page, source, effort="fast").text)

    with tempfile.TemporaryDirectory() as folder:
        moment = datetime(2024, 7, 10, tzinfo=UTC)
        report = crawl([source], sink, settings=_settings(Path(folder), pages), now=moment)
    _said(taken, pages, str(report.error))


def _source(base: str, *channels: Mapping[str, object]) -> Source:
    return Source.model_validate({
        "id": "bench", "en": "bench", "zh": "测试", "class": "media", "jurisdiction": "CN", "language": "mixed",
        "home": base, "channels": list(channels), "cadence": "daily", "local": True, "robots": "-", "licence": "-",
        "why": "-",
    })  # fmt: skip


def _settings(folder: Path, pages: int) -> CrawlSettings:
    return CrawlSettings(
        frontier=folder / "frontier.db", archive=folder / "warc", delay_s=0.0, per_host=8, max_pages=pages
    )


def _scrapy_trafilatura(base: str, kind: str, pages: int) -> None:
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    taken: list[str] = []

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = [f"{base}/{kind}/{n}" for n in range(pages)]  # noqa: RUF012  # as Scrapy's tutorial has it

        def parse(self, response: scrapy.http.Response) -> None:
            found = bare_extraction(response.body, url=response.url, with_metadata=True)
            taken.append(str(found.as_dict()["text"] or "") if isinstance(found, Document) else "")

    process = CrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
    process.crawl(Plain)
    process.start()
    _said(taken, pages, "")


def _newspaper4k(base: str, kind: str, pages: int) -> None:
    import newspaper  # type: ignore[import-untyped]  # ships no types
    import tldextract

    # newspaper asks the suffix list's home for it, in the middle of an article
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    config = newspaper.Config()
    config.fetch_images = False
    taken = []
    for number in range(pages):
        chinese = kind == "wechat" or number % 2 == 0  # it must be told
        article = newspaper.Article(f"{base}/{kind}/{number}", config=config, language="zh" if chinese else "en")
        article.download()
        article.parse()
        taken.append(article.text)
    _said(taken, pages, "")


_CRAWLERS: dict[str, Callable[[str, str, int], None]] = {
    "ours": _ours,
    "scrapy_trafilatura": _scrapy_trafilatura,
    "newspaper4k": _newspaper4k,
}


def _expect(found: int, wanted: int, why: str) -> None:
    if found != wanted:
        raise SystemExit(f"bench: {found} of {wanted} pages came: {why}")


def _said(texts: list[str], wanted: int, why: str) -> None:
    """A contender's last word: how many of its texts are the body."""
    _expect(len(texts), wanted, why)
    sys.stdout.write(str(sum(len(text) > BODY for text in texts)))


def _ms_per_page(name: str, base: str, kind: str, many: int) -> tuple[float, float]:
    few = min(FEW, many // 2)
    (most, bodies), (least, _) = _cpu_s(name, base, kind, many), _cpu_s(name, base, kind, few)
    return 1000 * (most - least) / (many - few), bodies / many


def _cpu_s(name: str, base: str, kind: str, pages: int) -> tuple[float, int]:
    command = [
        sys.executable,
        "-m",
        "bench.crawl",
        "--one",
        name,
        "--base",
        base,
        "--kind",
        kind,
        "--pages",
        str(pages),
    ]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"bench: {name} failed on {kind} pages (is the extra `peers` installed?)")
        said.seek(0)
        return used.ru_utime + used.ru_stime, int(said.read().split()[-1])


def _table(rows: list[dict[str, float | str]]) -> str:
    sizes = f"web page {len(web_page(0)) / 1000:.0f} kB, WeChat page {len(wechat_page(0)) / 1e6:.1f} MB"
    lines = [
        f"{row['kind']:8}{row['crawler']:20}{row['ms_per_page']:>8} ms CPU a page{row['ratio']:>7} x ours"
        f"{row['bodies']:>6.0%} bodies" + (f"   goal {row['goal_ms']} ms" if row["goal_ms"] else "")
        for row in rows
        if "ms_per_page" in row
    ]
    again = [
        f"second pass, {row['kind']}: {row['not_downloaded_again']:.1%} not downloaded again   goal 99 %"
        for row in rows
        if "not_downloaded_again" in row
    ]
    return "\n".join([sizes, *lines, *again]) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--wechat", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()

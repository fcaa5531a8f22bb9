"""CPU per page, end to end over loopback: fetch, extract, archive; ours beside Scrapy + trafilatura and newspaper4k.

    python -m bench.crawl [--pages 200] [--wechat 25] [--json]

Every contender crawls the same authored pages from a server in a process of its own. Its CPU time (all its processes,
user and system) is taken twice, for few pages and for many; the difference per page leaves start-up out.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
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
GOAL_MS = {"web": 45.0, "wechat": 90.0}
CONTENDERS = ("ours", "scrapy_trafilatura", "newspaper4k")


def main() -> None:
    """Run every contender on both kinds of page and print milliseconds of CPU per page."""
    options = _options()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if options.one:
        _CRAWLERS[options.one](options.base, options.kind, options.pages)
    else:
        rows = measured(options.pages, options.wechat)
        rows.append({"kind": "second pass", "crawler": "ours", "not_downloaded_again": second_pass(options.pages)})
        sys.stdout.write(json.dumps(rows, indent=1) + "\n" if options.json else _table(rows))


def measured(pages: int, wechat: int) -> list[dict[str, float | str]]:
    """One row per contender and kind of page: `ms_per_page`, and `ratio` to ours."""
    rows: list[dict[str, float | str]] = []
    with site() as base:
        for kind, many in (("web", pages), ("wechat", wechat)):
            found = {name: _ms_per_page(name, base, kind, many) for name in CONTENDERS}
            rows += [
                {"kind": kind, "crawler": name, "ms_per_page": round(ms, 1), "ratio": round(ms / found["ours"], 2),
                 "goal_ms": GOAL_MS[kind] if name == "ours" else ""}
                for name, ms in found.items()
            ]  # fmt: skip
    return rows


def second_pass(pages: int) -> float:
    """Share of known pages that a second crawl, eight days on, does not download again."""
    with site() as base, tempfile.TemporaryDirectory() as folder:
        source, settings, taken = _source(base, "web", pages), _settings(Path(folder), pages), list[str]()
        for day in (10, 18):
            moment = datetime(2024, 7, day, tzinfo=UTC)
            report = crawl([source], lambda page: taken.append(page.url), settings=settings, now=moment)
        _expect(sum(report.outcomes.values()), pages, "not all were asked for again")
        return report.outcomes.get(Outcome.NOT_MODIFIED, 0) / pages


def _ours(base: str, kind: str, pages: int) -> None:
    from crawler.extract import extract

    source = _source(base, kind, pages)
    taken: list[str] = []

    def sink(page: RawPage) -> None:
        taken.append(extract(page, source).title)

    with tempfile.TemporaryDirectory() as folder:
        moment = datetime(2024, 7, 10, tzinfo=UTC)
        report = crawl([source], sink, settings=_settings(Path(folder), pages), now=moment)
    _expect(len(taken), pages, str(report.error))


def _source(base: str, kind: str, pages: int) -> Source:
    return Source.model_validate({
        "id": "bench", "en": "bench", "zh": "测试", "class": "media", "jurisdiction": "CN", "language": "mixed",
        "home": base,
        "channels": [{"kind": "wechat", "urls": [f"{base}/{kind}/{n}" for n in range(pages)]}], "cadence": "daily",
        "local": True, "robots": "-", "licence": "-", "why": "-",
    })  # fmt: skip


def _settings(folder: Path, pages: int) -> CrawlSettings:
    return CrawlSettings(
        frontier=folder / "frontier.db", archive=folder / "warc", delay_s=0.0, per_host=8, max_pages=pages
    )


def _scrapy_trafilatura(base: str, kind: str, pages: int) -> None:
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from trafilatura import bare_extraction

    taken: list[str] = []

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = [f"{base}/{kind}/{n}" for n in range(pages)]  # noqa: RUF012  # as Scrapy's tutorial has it

        def parse(self, response: scrapy.http.Response) -> None:
            found = bare_extraction(response.body, url=response.url, with_metadata=True)
            taken.append(str(found.title) if found else "")

    process = CrawlerProcess({"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False})
    process.crawl(Plain)
    process.start()
    _expect(len(taken), pages, "")


def _newspaper4k(base: str, kind: str, pages: int) -> None:
    import newspaper
    import tldextract

    # newspaper asks the suffix list's home for it, in the middle of an article
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    config = newspaper.Config()
    config.fetch_images = False
    taken = []
    for number in range(pages):
        article = newspaper.Article(
            f"{base}/{kind}/{number}", config=config, language="zh" if number % 2 == 0 else "en"
        )
        article.download()
        article.parse()
        taken.append(article.title)
    _expect(len(taken), pages, "")


_CRAWLERS: dict[str, Callable[[str, str, int], None]] = {
    "ours": _ours,
    "scrapy_trafilatura": _scrapy_trafilatura,
    "newspaper4k": _newspaper4k,
}


def _expect(found: int, wanted: int, why: str) -> None:
    if found != wanted:
        raise SystemExit(f"bench: {found} of {wanted} pages came: {why}")


def _ms_per_page(name: str, base: str, kind: str, many: int) -> float:
    few = min(FEW, many // 2)
    return 1000 * (_cpu_s(name, base, kind, many) - _cpu_s(name, base, kind, few)) / (many - few)


def _cpu_s(name: str, base: str, kind: str, pages: int) -> float:
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
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"bench: {name} failed on {kind} pages (is the extra `peers` installed?)")
    return used.ru_utime + used.ru_stime


def _table(rows: list[dict[str, float | str]]) -> str:
    sizes = f"web page {len(web_page(0)) / 1000:.0f} kB, WeChat page {len(wechat_page(0)) / 1e6:.1f} MB"
    lines = [
        f"{row['kind']:8}{row['crawler']:22}{row['ms_per_page']:>8} ms CPU a page{row['ratio']:>7} x ours"
        + (f"   goal {row['goal_ms']} ms" if row["goal_ms"] else "")
        for row in rows
        if "ms_per_page" in row
    ]
    again = [f"second pass: {row['not_downloaded_again']:.1%} not downloaded again   goal 99 %" for row in rows[-1:]]
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

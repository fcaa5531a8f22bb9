"""CPU per page, end to end over loopback: fetch, extract, archive; ours beside Scrapy + trafilatura and newspaper4k.

    python -m bench.crawl [--pages 200] [--wechat 25] [--json]

Every contender crawls the same authored pages from a server in a process of its own. Its CPU time (all its processes,
user and system) is taken twice, for few pages and for many; the difference per page leaves start-up out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent
FEW = 5
GOAL_MS = {"web": 45.0, "wechat": 90.0}
CONTENDERS = ("ours", "scrapy_trafilatura", "newspaper4k")
_WORDS = (
    "监管",
    "机构",
    "发布",
    "人工智能",
    "治理",
    "框架",
    "要求",
    "企业",
    "评估",
    "风险",
    "透明",
    "问责",
    "合作",
    "标准",
)
_TERMS = (
    "regulators",
    "publish",
    "guidance",
    "on",
    "artificial",
    "intelligence",
    "risk",
    "assessment",
    "and",
    "oversight",
)


def main() -> None:
    """Run every contender on both kinds of page and print milliseconds of CPU per page."""
    options = _options()
    if options.serve:
        _serve()
    elif options.one:
        _CRAWLERS[options.one](options.base, options.kind, options.pages)
    else:
        rows = measured(options.pages, options.wechat)
        sys.stdout.write(json.dumps(rows, indent=1) + "\n" if options.json else _table(rows))


def measured(pages: int, wechat: int) -> list[dict[str, float | str]]:
    """One row per contender and kind of page: `ms_per_page`, and `ratio` to ours."""
    rows: list[dict[str, float | str]] = []
    with _server() as base:
        for kind, many in (("web", pages), ("wechat", wechat)):
            found = {name: _ms_per_page(name, base, kind, many) for name in CONTENDERS}
            rows += [
                {"kind": kind, "crawler": name, "ms_per_page": round(ms, 1), "ratio": round(ms / found["ours"], 2),
                 "goal_ms": GOAL_MS[kind] if name == "ours" else ""}
                for name, ms in found.items()
            ]  # fmt: skip
    return rows


def web_page(number: int) -> bytes:
    """An authored page of about 67 kB: navigation, scripts, side lists, twelve paragraphs."""
    dice = random.Random(number)
    nav = "".join(f"<li><a href='/channel/{n}'>{''.join(dice.choices(_WORDS, k=2))}</a></li>" for n in range(60))
    side = "".join(f"<li><a href='/side/{n}'>{''.join(dice.choices(_WORDS, k=7))}</a></li>" for n in range(80))
    body = "".join(f"<p>{_paragraph(dice, chinese=number % 2 == 0)}</p>" for _ in range(12))
    script = "".join(f"window.__s{n}={{id:{dice.random()},k:'{dice.getrandbits(128):x}'}};" for n in range(670))
    head = (
        f"<title>第{number}号通知 Notice {number}</title><meta name='pubdate' content='2024-07-{1 + number % 28:02d}'>"
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{head}<script>{script}</script></head><body>"
        f"<header><nav><ul>{nav}</ul></nav></header><main><article><h1>第{number}号通知 Notice {number}</h1>"
        f"<p><span>2024-07-{1 + number % 28:02d}</span><span>来源：示例报</span></p>{body}</article>"
        f"</main><aside><ul>{side}</ul></aside><footer>{nav}</footer></body></html>"
    ).encode()


def wechat_page(number: int) -> bytes:
    """An authored page of the shape and weight (2.8 MB) of a WeChat article."""
    dice = random.Random(number)
    body = "".join(f"<section><p><span>{_paragraph(dice, chinese=True)}</span></p></section>" for _ in range(14))
    weight = "".join(_function(dice, n) for n in range(9600))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><meta property='og:title' content='第{number}号通知'>"
        f"<meta property='og:site_name' content='微信公众平台'><script>{weight}</script></head><body>"
        f"<div id='img-content'><h1 id='activity-name'>第{number}号通知</h1>"
        f"<div id='meta_content'><a id='js_name'>示例治理</a><em id='publish_time'></em></div>"
        f"<div class='rich_media_content' id='js_content' style='visibility: hidden;'>{body}</div></div>"
        f"<script>var ct = '{1720483200 + number}'; var nickname = '示例治理'; var mid='{number}';</script>"
        f"<script>{weight}</script></body></html>"
    ).encode()


def _function(dice: random.Random, number: int) -> str:
    """Script as minifiers leave it: compresses like the real thing."""
    a, b, c = (f"{dice.choice('abcdefgh')}{dice.randrange(9999)}" for _ in range(3))
    return (
        f"function {a}(e,t){{var n=e.{b}||{{}};return t&&n.length>{number}?n.map(function(r){{return r.{c}+'{b}'}}):"
        f"window.{dice.choice(('__loader', '__report', '__monitor'))}({dice.randrange(10**6)},n)}}"
    )


def _paragraph(dice: random.Random, *, chinese: bool) -> str:
    if chinese:
        return "。".join("".join(dice.choices(_WORDS, k=12)) for _ in range(5)) + "。"
    return " ".join(" ".join(dice.choices(_TERMS, k=16)).capitalize() + "." for _ in range(4))


def _ours(base: str, kind: str, pages: int) -> None:
    from crawler.extract import extract
    from crawler.run import crawl
    from crawler.settings import CrawlSettings
    from domain.catalogue import Source
    from domain.records import RawPage

    source = Source.model_validate({
        "id": "bench", "en": "bench", "zh": "测试", "class": "media", "jurisdiction": "CN", "language": "mixed",
        "home": base,
        "channels": [{"kind": "wechat", "urls": [f"{base}/{kind}/{n}" for n in range(pages)]}], "cadence": "daily",
        "local": True, "robots": "-", "licence": "-", "why": "-",
    })  # fmt: skip
    taken: list[str] = []

    def sink(page: RawPage) -> None:
        taken.append(extract(page, source).title)

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        settings = CrawlSettings(
            frontier=place / "frontier.db", archive=place / "warc", delay_s=0.0, per_host=8, max_pages=pages
        )
        report = crawl([source], sink, settings=settings, now=datetime(2024, 7, 10, tzinfo=UTC))
    _expect(len(taken), pages, str(report.error))


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


@contextmanager
def _server() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.crawl", "--serve"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def _serve() -> None:
    made: dict[str, bytes] = {}
    makers = {"web": web_page, "wechat": wechat_page}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _, kind, *rest = self.path.split("/")
            if self.path not in made and kind in makers:
                made[self.path] = makers[kind](int(rest[0]))
            body = made.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a contender that ends drops its connections
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


def _table(rows: list[dict[str, float | str]]) -> str:
    sizes = f"web page {len(web_page(0)) / 1000:.0f} kB, WeChat page {len(wechat_page(0)) / 1e6:.1f} MB"
    lines = [
        f"{row['kind']:8}{row['crawler']:22}{row['ms_per_page']:>8} ms CPU a page{row['ratio']:>7} x ours"
        + (f"   goal {row['goal_ms']} ms" if row["goal_ms"] else "")
        for row in rows
    ]
    return "\n".join([sizes, *lines]) + "\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--wechat", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--base", help=argparse.SUPPRESS)
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()

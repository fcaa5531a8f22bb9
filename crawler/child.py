"""The crawling child: one Scrapy process per crawl, told what to do on stdin, telling what it saw through a pipe.

A second crawl in one process raises ReactorNotRestartable, and a crawl that hangs or bursts must not take the caller
along: hence a process of its own. It ends by itself when the parent's end of stdin closes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.settings import CrawlSettings
from domain.catalogue import Source


def job(sources: list[Source], settings: CrawlSettings, now: datetime) -> bytes:
    """What the parent writes on the child's stdin: one line."""
    since = settings.since.isoformat() if settings.since else None
    plain = {**asdict(settings), "frontier": str(settings.frontier), "archive": None, "since": since}
    rows = [source.model_dump(mode="json", by_alias=True) for source in sources]
    return json.dumps({"settings": plain, "sources": rows, "now": now.isoformat()}).encode() + b"\n"


def main() -> None:
    """Run one crawl; the pipe's descriptor is the only argument."""
    task = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_die_with_parent, daemon=True).start()
    plain = task["settings"]
    since = datetime.fromisoformat(plain["since"]) if plain["since"] else None
    settings = CrawlSettings(**{**plain, "frontier": Path(plain["frontier"]), "since": since})
    sources = [Source.model_validate_json(json.dumps(row)) for row in task["sources"]]
    _crawl(sources, settings, datetime.fromisoformat(task["now"]), int(sys.argv[1]))


def _die_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _crawl(sources: list[Source], settings: CrawlSettings, now: datetime, pipe: int) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler import headers
    from crawler.frontier import Frontier
    from crawler.scrapy_settings import scrapy_settings
    from crawler.spider import SourceSpider
    from crawler.wire import frame

    headers.bound()
    frontier = Frontier(settings.frontier)
    writer = ThreadPoolExecutor(1)  # one thread: messages stay in order, a slow sink holds the spider back

    async def send(head: dict[str, Any], body: bytes) -> None:
        await asyncio.get_running_loop().run_in_executor(writer, _write, pipe, frame(head, body))

    process = AsyncCrawlerProcess(scrapy_settings(sources, settings, now, frontier.paused(now=now)))
    spider = process.create_crawler(SourceSpider)
    process.crawl(spider, sources=sources, frontier=frontier, settings=settings, now=now, send=send)
    process.start(install_signal_handlers=False)
    writer.shutdown()
    assert spider.stats is not None
    _write(pipe, frame({"kind": "done", "reason": spider.stats.get_value("finish_reason", "broken")}))
    frontier.close()


def _write(pipe: int, message: bytes) -> None:
    view = memoryview(message)
    while view:
        view = view[os.write(pipe, view) :]


if __name__ == "__main__":
    main()

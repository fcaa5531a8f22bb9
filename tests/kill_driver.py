"""Crawls to be killed: `python -m tests.kill_driver FOLDER BASE COUNT`, then one line on stdin per crawl.

Each crawl runs in a fork, whose process id is printed when it starts and exit status when it has ended: 0 when every
page is had. A delivery to the sink is one committed row, so what was lost and what came twice can be counted.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from pathlib import Path

import structlog

from crawler.run import crawl
from domain.records import RawPage
from tests.crawling import NOW, listed, quick


def main() -> None:
    """Start a crawl for every line that comes."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # stdout is for numbers
    folder, base, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(_crawl(folder, base, count))
        _say(pid)
        _say(os.waitpid(pid, 0)[1])


def _crawl(folder: Path, base: str, count: int) -> int:
    sink = sqlite3.connect(folder / "sink.db", isolation_level=None, timeout=30)
    sink.execute("CREATE TABLE IF NOT EXISTS delivery (url TEXT, page TEXT, ref TEXT)")

    def save(page: RawPage) -> None:
        sink.execute("INSERT INTO delivery VALUES (?, ?, ?)", (page.url, repr(page), page.archive_ref))

    source = listed("pages", *(f"{base}/{n}" for n in range(count)))
    settings = quick(folder, per_host=4, max_pages=10 * count)
    report = crawl([source], save, settings=settings, now=NOW)
    return 0 if report.ok and not report.pending else 1


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

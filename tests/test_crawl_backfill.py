"""A source's past comes from a web archive, by the protocol those archives speak."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from crawler.archive import Archive
from crawler.backfill import Past, backfill
from crawler.report import Outcome
from domain.errors import FetchError
from domain.records import RawPage
from tests.crawling import listed, quick, source
from tests.local_web import Act, Answer, Web, serving

JULY = datetime(2024, 7, 1, tzinfo=UTC), datetime(2024, 7, 31, tzinfo=UTC)
CAPTURES = [
    ("20240702101500", "https://www.example.org/2024/a.html", "text/html", "<html><body>甲</body></html>"),
    ("20240703101500", "https://www.example.org/2024/b.html", "text/html", "<html><body>乙</body></html>"),
    ("20240704101500", "https://www.example.org/logo.png", "image/png", "\x89PNG"),
    ("20240705101500", "https://www.example.org/about", "text/html", "<html><body>关于</body></html>"),
]


def archive_of_the_web() -> dict[str, Answer | Act]:
    """A CDX server and its playback, as pywb and the Wayback Machine speak."""
    asked: list[dict[str, list[str]]] = []

    def index(handler: BaseHTTPRequestHandler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        asked.append(query)
        rows = [{"urlkey": url, "timestamp": at, "url": url, "mime": mime, "status": "200", "digest": at, "length": "9"}
                for at, url, mime, _ in CAPTURES if query["from"][0] <= at <= query["to"][0]]  # fmt: skip
        body = "\n".join(map(json.dumps, rows)).encode() if query["page"] == ["0"] else b""
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    played = {f"/web/{at}id_/{quote(url)}": Answer(body, type=mime) for at, url, mime, body in CAPTURES}
    return {**played, "/cdx": index}


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    requests = pytest.importorskip("cdx_toolkit.myrequests", reason="needs the extra `backfill`")
    monkeypatch.setitem(requests.retry_info, "127.0.0.1", {"next_fetch": 0, "minimum_interval": 0})
    with serving(archive_of_the_web(), by_path=True) as web:
        yield web


def test_captures_come_with_their_own_moment_and_only_where_channels_match(past: Web, tmp_path: Path) -> None:
    feed = {"kind": "feed", "url": "https://www.example.org/feed", "match": r"/2024/"}
    followed, pages = source("example", "https://www.example.org/", feed, local=False), list[RawPage]()
    where, settings = Past(index=past("/cdx"), playback=past("/web")), quick(tmp_path)
    first = backfill(followed, pages.append, since=JULY[0], until=JULY[1], settings=settings, past=where)
    again = backfill(followed, pages.append, since=JULY[0], until=JULY[1], settings=settings, past=where)
    assert [(page.url[-6:], page.fetched_at.day) for page in pages] == [("a.html", 2), ("b.html", 3)]
    assert (first, again) == ({Outcome.FETCHED: 2}, {Outcome.DUPLICATE: 2})
    assert [Archive(tmp_path / "warc").read(page.archive_ref) for page in pages] == pages


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.backfill.find_spec", lambda name: None)
    with pytest.raises(FetchError, match="cdx_toolkit is not there"):
        backfill(listed("a", "https://e.org/"), print, since=JULY[0], until=JULY[1], settings=quick(tmp_path))

"""A web server on 127.0.0.1 that tests fill with pages, or with misbehaviour."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic

Act = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Answer:
    """What a path answers with; `etag` is made from the body unless `plain`."""

    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    plain: bool = False


@dataclass
class Web:
    """The server's address, its pages, and what it was asked."""

    base: str
    pages: dict[str, Answer | Act]
    hits: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    moments: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, path: str) -> str:
        return self.base + path


@contextmanager
def serving(pages: dict[str, Answer | Act], *, host: str = "127.0.0.1", by_path: bool = False) -> Iterator[Web]:
    """Serve pages until the block ends; conditional requests are answered as they should be.

    Args:
        by_path: Look pages up without their query.
    """
    web = Web(base="", pages=pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.hits[self.path] += 1
            web.agents.add(self.headers.get("User-Agent", ""))
            web.moments.append((self.path, monotonic()))
            path = self.path.split("?")[0] if by_path else self.path
            found = web.pages.get(path, Answer("missing", status=404))
            try:
                _answer(self, found) if isinstance(found, Answer) else found(self)
                web.served[self.path] += 1
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a killed crawler drops its connections
    server.daemon_threads = True
    web.base = f"http://{host}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    etag = "" if answer.plain or answer.status != 200 else f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    known = bool(etag) and handler.headers.get("If-None-Match") == etag
    handler.send_response(304 if known else answer.status)
    for name, value in {"Content-Type": answer.type, "ETag": etag, **answer.headers}.items():
        if value:
            handler.send_header(name, value)
    handler.send_header("Content-Length", "0" if known else str(len(body)))
    handler.end_headers()
    if not known:
        handler.wfile.write(body)

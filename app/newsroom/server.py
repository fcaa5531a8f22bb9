"""The newsroom on 127.0.0.1: the same bytes on every run, ETag and Last-Modified, 304 where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from app.newsroom.listings import HERE
from app.newsroom.site import Resource, site
from domain.errors import UsageError

_MISSING = Resource(body=b"<h1>404 Not Found</h1>", content_type="text/html", status=404)


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the newsroom while the block runs; yields its base URL, `http://127.0.0.1:<port>`.

    Raises:
        UsageError: the port is taken.
    """
    site()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _Desk)
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError("newsroom", f"127.0.0.1:{port}", why, hint="choose another port, or 0 for any") from error
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Desk(BaseHTTPRequestHandler):
    server_version = "newsroom"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one path."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer one path without its body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl reports what was fetched."""

    def _answer(self, *, with_body: bool) -> None:
        resource = site().get(self.path, _MISSING)
        fresh = resource.status == 200 and self._is_known(resource)
        host = self.headers.get("Host", "127.0.0.1")
        body = b"" if fresh else resource.body.replace(HERE.encode(), f"http://{host}".encode())
        self.send_response(304 if fresh else resource.status)
        if resource.status == 200:
            self.send_header("ETag", resource.etag)
            if resource.changed is not None:
                self.send_header("Last-Modified", _http_date(resource.changed))
        if not fresh:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _is_known(self, resource: Resource) -> bool:
        seen = self.headers.get("If-None-Match")
        if seen is not None:  # RFC 9110: with an ETag at hand the date does not count
            return resource.etag in seen
        since = self.headers.get("If-Modified-Since")
        return since is not None and resource.changed is not None and _parsed(since) >= resource.changed


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _parsed(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)

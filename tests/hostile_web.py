"""Servers that mean no good, for `test_hostile.py`: each path is one way to misbehave."""

from __future__ import annotations

import gzip
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock

from tests.local_web import Act, Answer

PAGE = "<!doctype html><html><head><title>Notice</title></head><body><p>An honest page.</p></body></html>"
MEGABYTE = 1 << 20


def paths() -> dict[str, Answer | Act]:
    """One server's worth of trouble."""
    return {
        "/honest": Answer(PAGE),
        "/bomb": Answer(_bomb(), headers={"Content-Encoding": "gzip"}),
        "/not-gzip": Answer(PAGE, headers={"Content-Encoding": "gzip"}),
        "/ten-megabytes": Answer("<html>" + "x" * (10 * MEGABYTE)),
        "/lying-picture": Answer(b"\x89PNG\r\n\x1a\n" + bytes(500)),
        "/shy-page": Answer(PAGE, type="image/png"),
        "/nothing": Answer(""),
        "/broken": Answer("oops", status=500),
        "/gone": Answer("gone", status=410),
        "/loop": Answer(status=302, headers={"Location": "/loop2"}),
        "/loop2": Answer(status=302, headers={"Location": "/loop"}),
        "/to-metadata": Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
        "/to-private": Answer(status=301, headers={"Location": "http://10.0.0.1/"}),
        "/to-disguise": Answer(status=301, headers={"Location": "http://0x0a.1/"}),
        "/to-six": Answer(status=301, headers={"Location": "http://[fc00::1]/"}),
        "/to-mapped": Answer(status=301, headers={"Location": "http://[::ffff:169.254.169.254]/"}),
        "/to-file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
        "/noai": Answer(PAGE, headers={"X-Robots-Tag": "noai"}),
        "/endless": _endless,
        "/loris": _loris,
        "/silent": _silent,
        "/truncated": _truncated,
        "/hang-up": _hang_up,
        "/header-flood": _header_flood,
    }


def storm(retry_after: str, *, clears_after: int) -> Act:
    """429 with Retry-After, until it has been said so many times."""
    said = 0

    def act(handler: BaseHTTPRequestHandler) -> None:
        nonlocal said
        said += 1
        over = said > clears_after
        handler.send_response(200 if over else 429)
        if not over:
            handler.send_header("Retry-After", retry_after)
        handler.send_header("Content-Length", str(len(PAGE)))
        handler.end_headers()
        handler.wfile.write(PAGE.encode())

    return act


class Counter:
    """A page that takes its time, and knows how many wait for it at once."""

    def __init__(self) -> None:
        self._lock, self._busy, self.busiest = Lock(), 0, 0

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        time.sleep(0.3)
        with self._lock:  # before the answer: whoever has it may ask again at once
            self._busy -= 1
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PAGE)))
        handler.end_headers()
        handler.wfile.write(PAGE.encode())


def silent_robots(handler: BaseHTTPRequestHandler) -> None:
    """A robots.txt that never answers."""
    _silent(handler)


@contextmanager
def untrusted_tls(folder: Path) -> Iterator[str]:
    """An https server whose certificate nobody signed; yields its base address."""
    from http.server import ThreadingHTTPServer
    from threading import Thread

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake is what we want
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _bomb() -> bytes:
    return gzip.compress(bytes(100 * MEGABYTE), 1)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"<p>and so on</p>" * 4096)


def _loris(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"<")
        time.sleep(0.1)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(10)
    handler.close_connection = True


def _truncated(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(PAGE.encode())
    handler.close_connection = True


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def _header_flood(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.close_connection = True
    while True:
        handler.wfile.write(b"X-Flood: " + b"y" * 8000 + b"\r\n")


def _certificate(folder: Path) -> Path:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "nobody.pem"
    form, none = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    file.write_bytes(key.private_bytes(pem, form, none) + certificate.public_bytes(pem))
    return file

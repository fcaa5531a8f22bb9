"""A bound on an answer's headers: Twisted takes them without end, 90 MB a second from a server that means no good."""

from __future__ import annotations

from typing import Any

from twisted.web._newclient import HTTPParser

MAX_HEADERS = 256 * 1024


class HeadersTooLongError(ValueError):
    """An answer whose head does not end."""


def bound(limit: int = MAX_HEADERS) -> None:
    """Make every HTTP answer of this process end where its headers pass so many bytes."""
    unbounded: Any = HTTPParser.dataReceived

    def bounded(parser: Any, data: bytes) -> None:
        if parser.line_mode:  # still at the headers; a body is counted elsewhere
            parser.head_size = getattr(parser, "head_size", 0) + len(data)
            if parser.head_size > limit:
                raise HeadersTooLongError(f"more than {limit // 1024} kB of headers")
        unbounded(parser, data)

    setattr(HTTPParser, "dataReceived", bounded)  # noqa: B010  # the one place that every parser built on it passes

"""What the crawling child tells its parent: frames of a JSON head and, for a page, its bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import IO, Any

_SIZES = struct.Struct(">II")
MAX_HEAD = 4 * 1024 * 1024
MAX_BODY = 1 << 30


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message."""
    packed = json.dumps(head, ensure_ascii=False).encode()
    return _SIZES.pack(len(packed), len(body)) + packed + body


def frames(stream: IO[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every whole message, in order; ends quietly where the writer died in the middle of one."""
    while len(sizes := stream.read(_SIZES.size)) == _SIZES.size:
        head_size, body_size = _SIZES.unpack(sizes)
        if head_size > MAX_HEAD or body_size > MAX_BODY:
            return
        head, body = stream.read(head_size), stream.read(body_size)
        if len(head) < head_size or len(body) < body_size:
            return
        yield json.loads(head), body

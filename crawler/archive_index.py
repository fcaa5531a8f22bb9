"""The line-per-record index beside a WARC file, and how both are made to agree after a crash."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_KEY = re.compile(rb"\r\nWARC-Govprism-Key: (\S+)\r\n")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Kept:
    """Where one record lies, and of which page it is."""

    offset: int
    length: int
    key: str

    @property
    def line(self) -> str:
        """As written in the index."""
        return f"{self.offset} {self.length} {self.key}\n"


def index_of(warc: Path) -> Path:
    """The index's file."""
    return warc.with_name(warc.name + ".idx")


def mend(warc: Path) -> dict[str, int]:
    """Cut a torn record off, take up a whole one that the index misses; returns each page's offset by key."""
    size = warc.stat().st_size if warc.exists() else 0
    rows = [row for row in _rows(index_of(warc)) if row.offset + row.length <= size]
    start = rows[-1].offset + rows[-1].length if rows else 0
    if start < size:
        rows += _members(warc, start)
        os.truncate(warc, rows[-1].offset + rows[-1].length if rows else 0)
    fresh = index_of(warc).with_suffix(".new")
    fresh.write_text("".join(row.line for row in rows))
    fresh.replace(index_of(warc))
    return {row.key: row.offset for row in rows}


def _rows(index: Path) -> Iterator[Kept]:
    if not index.exists():
        return
    for line in index.read_text(errors="replace").splitlines(keepends=True):
        parts = line.split()
        if line.endswith("\n") and len(parts) == 3 and parts[0].isdigit() and parts[1].isdigit():
            yield Kept(int(parts[0]), int(parts[1]), parts[2])


def _members(warc: Path, start: int) -> Iterator[Kept]:
    """Every whole gzip member from `start` on; ends at the first torn one."""
    with warc.open("rb") as file:
        while (found := _member(file.fileno(), start)) is not None:
            yield found
            start = found.offset + found.length


def _member(descriptor: int, start: int) -> Kept | None:
    stream, head, at = zlib.decompressobj(wbits=31), b"", start
    try:
        while not stream.eof:
            chunk = os.pread(descriptor, _CHUNK, at)
            if not chunk:
                return None
            plain = stream.decompress(chunk)
            head = head if len(head) >= _CHUNK else head + plain
            at += len(chunk)
    except zlib.error:
        return None
    key = _KEY.search(head)
    return Kept(start, at - len(stream.unused_data) - start, key[1].decode() if key else "warcinfo")

"""Bytes kept as received: one WARC file per day, appended to, safe to go on with after a crash.

Beside each file lies its index (`archive_index`). The same bytes of the same address are kept once a day, so a crawl
that died between keeping and telling may simply keep again.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from crawler.archive_index import Kept, index_of, mend
from domain.errors import FetchError, StoreError
from domain.records import RawPage, digest_of

_HEAD = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"])
_SPACE = uuid.UUID("a0b5a3f2-6d0a-5c59-9a53-0f2d6a1b7c11")
_LEVEL, _HEAVY_LEVEL, _HEAVY = 3, 1, 1 << 20
_SOURCE, _KEY, _PART_OF = "WARC-Govprism-Source", "WARC-Govprism-Key", "WARC-Govprism-Part-Of"
# what described the bytes on the wire no longer describes those we keep
_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})


class Archive:
    """A folder of WARC files; one writer at a time, any number of readers."""

    def __init__(self, folder: Path, *, agent: str = "govprism") -> None:
        self.folder, self._agent = folder, agent
        self._name = ""
        self._file: IO[bytes] | None = None
        self._index: IO[str] | None = None
        self._kept: dict[str, int] = {}

    def keep(self, page: RawPage, *, headers: Iterable[tuple[str, str]] = (), sha256: str = "") -> str:
        """Append a page; returns `file.warc.gz#offset`.

        Args:
            headers: The answer's own headers, when there are more than the page holds.
            sha256: The page's own, where it is known already.

        Raises:
            StoreError: the disk refuses; what was kept before stays readable.
        """
        name = f"{page.fetched_at.astimezone(UTC):%Y-%m-%d}.warc.gz"
        sha256 = sha256 or page.sha256
        key = digest_of(name, page.url, sha256)
        try:
            self._open(name)
            if key not in self._kept:
                self._append(_response(page, key, headers, sha256), key)
        except OSError as error:
            where, hint = str(self.folder / name), "free space or choose another folder"
            raise StoreError("archive", where, error.strerror or str(error), hint=hint) from error
        return f"{name}#{self._kept[key]}"

    def read(self, ref: str) -> RawPage:
        """The page a reference names.

        Raises:
            FetchError: no such file, or no page at that offset.
        """
        name, _, offset = ref.partition("#")
        try:
            with (self.folder / Path(name).name).open("rb") as file:
                file.seek(int(offset))
                return _page(next(iter(ArchiveIterator(file))), ref)
        except (OSError, ValueError, StopIteration, AttributeError, ArchiveLoadFailed) as error:
            why = f"no page there ({type(error).__name__})"
            raise FetchError("archive", ref, why, hint="check the archive folder") from error

    def close(self) -> None:
        """Let go of the day's file."""
        for file in (self._file, self._index):
            if file is not None:
                file.close()
        self._file = self._index = None

    def _open(self, name: str) -> None:
        if self._file is not None and self._name == name:
            return
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        self._kept = mend(path)
        self._file, self._index, self._name = path.open("ab"), index_of(path).open("a"), name
        if self._file.tell() == 0:
            self._append(_info(name, self._agent), "warcinfo")

    def _append(self, record: bytes, key: str) -> None:
        assert self._file is not None
        assert self._index is not None
        offset = self._file.tell()
        try:
            self._file.write(record)
            self._file.flush()
        except OSError:
            self.close()  # the next `keep` opens again and mends what was half-written
            raise
        self._kept[key] = offset
        self._index.write(Kept(offset, len(record), key).line)
        self._index.flush()


def _response(page: RawPage, key: str, headers: Iterable[tuple[str, str]], sha256: str) -> bytes:
    own = [(name, value) for name, value in headers if name.lower() not in _WIRE] or [
        (name, value)
        for name, value in (
            ("Content-Type", page.content_type), ("ETag", page.etag), ("Last-Modified", page.last_modified),
        ) if value
    ]  # fmt: skip
    answer = StatusAndHeaders(f"{page.status} -", [*own, ("Content-Length", str(len(page.body)))], "HTTP/1.1")
    about = [
        ("WARC-Type", "response"), ("WARC-Record-ID", _id(key)), ("WARC-Target-URI", page.url),
        ("WARC-Date", _stamp(page.fetched_at)), ("WARC-Payload-Digest", sha256), (_SOURCE, page.source), (_KEY, key),
        *([(_PART_OF, page.part_of)] if page.part_of else []),
        ("Content-Type", "application/http; msgtype=response"),
    ]  # fmt: skip
    return _member(about, answer.to_ascii_bytes(), page.body)


def _info(name: str, agent: str) -> bytes:
    facts = {"software": "govprism", "format": "WARC File Format 1.1", "http-header-user-agent": agent}
    about = [
        ("WARC-Type", "warcinfo"), ("WARC-Record-ID", _id(name)), ("WARC-Filename", name),
        ("WARC-Date", f"{name[:10]}T00:00:00Z"), ("Content-Type", "application/warc-fields"),
    ]  # fmt: skip
    return _member(about, "".join(f"{field}: {value}\r\n" for field, value in facts.items()).encode())


def _id(key: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_SPACE, key)}>"


def _member(about: list[tuple[str, str]], *block: bytes) -> bytes:
    """One record as one gzip member, hashed once and never copied.

    warcio's own writer takes twice as long, its level 9 three to six times for 5 % less.
    """
    size = sum(map(len, block))
    head = StatusAndHeaders("", [*about, ("Content-Length", str(size))], "WARC/1.1").to_bytes()
    stream = zlib.compressobj(_LEVEL if size < _HEAVY else _HEAVY_LEVEL, zlib.DEFLATED, wbits=31)
    return b"".join([*map(stream.compress, (head, *block, b"\r\n\r\n")), stream.flush()])


def _page(record: Any, ref: str) -> RawPage:
    if record.rec_type != "response":
        raise ValueError(f"a {record.rec_type} record")
    # warcio reads an answer's head only under http addresses; a saved file has a path for one
    about, answer = record.rec_headers, record.http_headers or _HEAD.parse(record.raw_stream)
    return RawPage(
        url=about.get_header("WARC-Target-URI"),
        body=(record.content_stream() if record.http_headers else record.raw_stream).read(),
        fetched_at=datetime.fromisoformat(about.get_header("WARC-Date")).astimezone(UTC),
        source=about.get_header(_SOURCE) or "",
        content_type=answer.get_header("Content-Type") or "",
        status=int(answer.get_statuscode()),
        etag=answer.get_header("ETag") or "",
        last_modified=answer.get_header("Last-Modified") or "",
        archive_ref=ref,
        part_of=about.get_header(_PART_OF) or "",
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")

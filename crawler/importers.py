"""Saved pages into the line: files and folders of markdown, HTML, PDF, WARC and JSON Lines."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from crawler import dates, rows
from crawler.encoding import decode
from crawler.sites import markdown
from crawler.urls import one_line
from domain.records import RawPage

_MAX_BYTES = 64 * 1024 * 1024
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->|"
    rb"<link[^>]+rel=[\"']canonical[\"'][^>]+href=[\"'](https?://[^\"']+)",
    re.I,
)
_PROJECT_FILE = re.compile(r"(readme|changelog|licen[cs]e|contributing|codebook|index|notes?)$", re.IGNORECASE)
_SURE = ("utf", "gb", "big5")
_WARC_KINDS = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "text/markdown",
    "application/json",
    "text/plain",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file, or a record in one, that is no page; `path` may end in `#line` or `#offset`."""

    path: str
    why: str


Found = Iterator[RawPage | Refused]


def pages(paths: Iterable[str | Path], *, now: datetime) -> Found:
    """Every page in files and folders, in the order of their names; what is no page is named with its reason."""
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file, path)):
                yield from _file(file, now)
        elif path.exists():
            yield from _file(path, now)
        else:
            yield Refused(path=str(path), why="no such file or folder")


def _hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


def _file(file: Path, now: datetime) -> Found:
    reader = _reader(file)
    if reader is None:
        kind = file.suffix or "a file without a suffix"
        yield Refused(path=str(file), why=f"{kind} is not read: .md, .html, .pdf, .warc(.gz), .jsonl are")
        return
    try:
        size = file.stat().st_size
        if size == 0:
            yield Refused(path=str(file), why="empty")
        elif size > _MAX_BYTES and reader is not _warc:
            yield Refused(path=str(file), why=f"{size >> 20} MiB: more than {_MAX_BYTES >> 20} are not read at once")
        else:
            for found in reader(file, now):
                yield found if isinstance(found, Refused) else _noted(found, str(file))
    except OSError as error:
        yield Refused(path=str(file), why=error.strerror or str(error))
    except (ValueError, RecursionError, OverflowError) as error:  # one odd file must not end the import
        yield Refused(path=str(file), why=f"{type(error).__name__}: {error}")


def _noted(page: RawPage, file: str) -> RawPage:
    return replace(page, url=one_line(page.url) or one_line(file), file=one_line(file))


def _reader(file: Path) -> Callable[[Path, datetime], Found] | None:
    name = file.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return _warc
    return {
        ".md": _markdown, ".markdown": _markdown, ".html": _html, ".htm": _html, ".xhtml": _html, ".shtml": _html,
        ".pdf": _pdf, ".jsonl": _json_lines, ".ndjson": _json_lines, ".json": _json_whole,
    }.get(file.suffix.lower())  # fmt: skip


def _markdown(file: Path, now: datetime) -> Found:
    body = file.read_bytes()
    front, text = markdown.split(body.decode("utf-8", errors="replace"))
    if not front and _PROJECT_FILE.search(file.stem):
        yield Refused(path=str(file), why="describes a folder; an article begins with front matter (title, url, date)")
        return
    if not text.strip():
        yield Refused(path=str(file), why="front matter without a text")
        return
    yield RawPage(
        url=str(front.get("url") or file), body=body, fetched_at=_fetched(front.get("fetch_date"), now),
        source="import:markdown", content_type="text/markdown",
    )  # fmt: skip


def _fetched(value: object, now: datetime) -> datetime:
    """When a page was fetched, as its file says; `now` when it says nothing that can be."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return now
    told = dates.plausible(dates.aware(moment, UTC), now)
    return told.at if told else now


def _html(file: Path, now: datetime) -> Found:
    body = file.read_bytes()
    found = _SAVED_FROM.search(body[:20_000])
    address = (found[1] or found[2]).decode("utf-8", "replace") if found else str(file)
    yield RawPage(url=address, body=body, fetched_at=now, source="import:html", content_type="text/html")


def _pdf(file: Path, now: datetime) -> Found:
    yield RawPage(
        url=str(file), body=file.read_bytes(), fetched_at=now, source="import:pdf", content_type="application/pdf"
    )


def _json_lines(file: Path, now: datetime) -> Found:
    """One page per row; a list of files or addresses is refused once, not row by row."""
    lines = list(enumerate(_lines(file.read_bytes()), 1))
    yield from (Refused(path=f"{file}#{number}", why="not UTF-8") for number, line in lines if line is None)
    yield from _rows(file, ((number, line) for number, line in lines if line and line.strip()), now)


def _lines(body: bytes) -> list[str | None]:
    """The lines of a file; None for one that is not UTF-8, unless the whole file is written in another encoding."""
    lines = body.removeprefix(codecs.BOM_UTF8).split(b"\n")
    if not any(_utf8(line) for line in lines if not line.isascii()) and (text := _text(body)) is not None:
        return list(text.split("\n"))
    return [_utf8(line) for line in lines]


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _text(body: bytes) -> str | None:
    """Bytes as Unicode or Chinese text; None where they fit without damage only in what would be a guess."""
    read = decode(body)
    return read.text if not read.damage and read.encoding.startswith(_SURE) else None


def _json_whole(file: Path, now: datetime) -> Found:
    text = _text(file.read_bytes())
    if text is None:
        yield Refused(path=str(file), why="not UTF-8")
        return
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Refused(path=str(file), why=f"no JSON: {error}")
        return
    found = loaded if isinstance(loaded, list) else [loaded]
    yield from _rows(file, ((number, json.dumps(row, ensure_ascii=False)) for number, row in enumerate(found, 1)), now)


def _rows(file: Path, lines: Iterable[tuple[int, str]], now: datetime) -> Found:
    pages_seen, bare = 0, 0
    keys: list[str] = []
    for number, line in lines:
        row = _row(line)
        if row is None:
            yield Refused(path=f"{file}#{number}", why="no JSON object")
        elif (page := _row_page(file, number, row, line, now)) is not None:
            pages_seen += 1
            yield page
        else:
            bare, keys = bare + 1, keys or [str(name) for name in row]
    if bare and not pages_seen:
        yield Refused(path=str(file), why=f"a list, not articles: {bare} rows without `text` ({', '.join(keys[:6])})")
    elif bare:
        yield Refused(path=str(file), why=f"{bare} rows without `text`")


def _row(line: str) -> dict[str, object] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _row_page(file: Path, number: int, row: dict[str, object], line: str, now: datetime) -> RawPage | None:
    address = str(row.get("url") or f"{file}#{number}")
    markup = row.get("html")
    if isinstance(markup, str) and markup.strip():
        return RawPage(
            url=address,
            body=markup.encode(errors="replace"),
            fetched_at=now,
            source="import:jsonl",
            content_type="text/html; charset=utf-8",
        )
    if any(isinstance(row.get(name), str) and str(row[name]).strip() for name in rows.TEXT):
        return RawPage(
            url=address,
            body=line.strip().encode(errors="backslashreplace"),
            fetched_at=now,
            source="import:jsonl",
            content_type="application/json",
        )
    return None


class _Records(ArchiveIterator):  # type: ignore[misc]  # warcio is untyped
    """The records of an archive; `whole` says so of the one just read."""

    INC_RECORD = ""  # warcio tells of a broken record on stderr without the file's name: we refuse it with one

    def whole(self, record: ArcWarcRecord) -> bool:
        """Whether a record is as long as it says; what was not read of it is lost."""
        before = self.err_count
        self.read_to_end()
        return self.err_count == before and not getattr(record.raw_stream, "limit", 0)


def _warc(file: Path, now: datetime) -> Found:
    with file.open("rb") as stream:
        records = _Records(stream)
        try:
            for record in records:
                found = _record(record, now)
                whole = records.whole(record)  # asked after the body was read, as its place is: both read to its end
                where = f"{file}#{records.get_record_offset()}"
                if not whole:
                    yield Refused(path=where, why="the record breaks off, or is not as long as it says")
                elif found is not None:
                    yield found if isinstance(found, RawPage) else Refused(path=where, why=found)
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            yield Refused(path=str(file), why=f"the archive breaks off: {error}")


def _record(record: ArcWarcRecord, now: datetime) -> RawPage | str | None:
    """The page in a record, or why it holds none; None for a record about others."""
    if record.rec_type not in ("response", "resource"):
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    head = record.http_headers
    status = int(head.get_statuscode() or 0) if head is not None and (head.get_statuscode() or "").isdigit() else 200
    kind = (
        head.get_header("Content-Type") if head is not None else record.rec_headers.get_header("Content-Type")
    ) or ""
    if not 200 <= status < 300:
        return f"HTTP {status}: {address}"
    if kind.split(";")[0].strip().lower() not in _WARC_KINDS:
        return f"{kind or 'no content type'} is no page: {address}"
    body = record.content_stream().read(_MAX_BYTES + 1)
    if len(body) > _MAX_BYTES:
        return f"more than {_MAX_BYTES >> 20} MiB: {address}"
    return RawPage(
        url=address,
        body=body,
        fetched_at=_fetched(record.rec_headers.get_header("WARC-Date"), now),
        source="import:warc",
        content_type=kind,
        status=status,
        etag=(head.get_header("ETag") or "") if head is not None else "",
    )

"""A small PDF, the same bytes every time: one base font, a title, a date, paragraphs. English only."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

_LINES = 46
_COLUMNS = 88
_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


def pdf(*, title: str, date: str, author: str, paragraphs: tuple[str, ...]) -> bytes:
    """A document with its title large, its date below, and paragraphs parted by a blank line."""
    lines = list(_lines(title, date, author, paragraphs))
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title {_string(title)} /Author {_string(author)} >>".encode("latin-1"),
    ]
    for index, page in enumerate(pages):
        objects += [_page(6 + 2 * index), _content(page)]
    return _file(objects)


def _lines(title: str, date: str, author: str, paragraphs: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for line in textwrap.wrap(title.translate(_PLAIN), 52):
        yield 18, line
    yield 11, ""
    yield 11, date
    if author:
        yield 11, author.translate(_PLAIN)
    for paragraph in paragraphs:
        yield 11, ""
        for line in textwrap.wrap(paragraph.translate(_PLAIN), _COLUMNS):
            yield 11, line


def _page(content: int) -> bytes:
    return (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
    ).encode()


def _content(lines: list[tuple[int, str]]) -> bytes:
    commands = ["BT", "1 0 0 1 64 780 Tm"]
    for size, line in lines:
        commands += [f"/F1 {size} Tf {size + 4} TL", "T*" if not line else f"{_string(line)} Tj T*"]
    stream = "\n".join([*commands, "ET"]).encode("latin-1")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)


def _string(text: str) -> str:
    escaped = text.translate(_PLAIN).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


def _file(objects: list[bytes]) -> bytes:
    out, offsets = bytearray(_HEAD), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)

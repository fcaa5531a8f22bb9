"""Saved pages come into the line; what is no page is named with its reason."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

from pypdf import PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.extract import extract
from crawler.importers import Refused, pages
from domain.records import RawPage

NOW = datetime(2026, 1, 5, tzinfo=UTC)
POST = (
    "---\ntitle: 港城公布办法\nurl: https://n.example/1\ndate: 2025-01-02\nfetch_date: 2025-10-06T18:06:13\n---\n\n"
    + "港城今日公布办法。" * 9
)


def read(*paths) -> tuple[list[RawPage], list[Refused]]:
    found = list(pages(paths, now=NOW))
    return [one for one in found if isinstance(one, RawPage)], [one for one in found if isinstance(one, Refused)]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    for name in ("b.md", "a.md", ".hidden.md"):
        (tmp_path / name).write_text(POST.replace("/1", "/" + name))
    assert [page.url[-4:] for page in read(tmp_path)[0]] == ["a.md", "b.md"]


def test_markdown_knows_when_it_was_fetched(tmp_path):
    (tmp_path / "a.md").write_text(POST)
    assert read(tmp_path)[0][0].fetched_at == datetime(2025, 10, 6, 18, 6, 13, tzinfo=UTC)


def test_a_saved_html_page_knows_its_address(tmp_path):
    (tmp_path / "a.html").write_text("<!-- saved from url=(0021)https://n.example/a1 --><html><body>x</body></html>")
    assert read(tmp_path)[0][0].url == "https://n.example/a1"


def test_rows_with_texts_are_pages(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"title": f"t{n}", "text": "words " * 30}) for n in range(3))
    )
    assert len(read(tmp_path)[0]) == 3


def test_a_broken_row_is_named_by_its_line(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"title": "t", "text": "words"}\n{broken\n')
    assert read(tmp_path)[1][0].path.endswith("a.jsonl#2")


def test_a_manifest_is_refused_once_and_clearly(tmp_path):
    (tmp_path / "manifest.jsonl").write_text('{"file": "a.md", "title": "t"}\n' * 40)
    pages_, refused = read(tmp_path)
    assert (pages_, len(refused), "a list, not articles: 40 rows" in refused[0].why) == ([], 1, True)


def test_what_is_missing_empty_or_of_another_kind_is_refused(tmp_path):
    (tmp_path / "empty.md").touch()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "README.md").write_text("# About this folder\n\nwords")
    whys = " | ".join(one.why for one in read(tmp_path, tmp_path / "nothing.md")[1])
    assert [word in whys for word in ("empty", ".png is not read", "describes a folder", "no such file")] == [True] * 4


def test_a_warc_gives_its_pages_and_names_what_is_none(tmp_path):
    with (tmp_path / "day.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for status, kind, url in (
            ("200 OK", "text/html", "https://n.example/a"),
            ("404 Not Found", "text/html", "https://n.example/b"),
            ("200 OK", "image/png", "https://n.example/c.png"),
        ):
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(b"<p>x</p>"), http_headers=head)
            )
    found, refused = read(tmp_path)
    assert ([page.url for page in found], len(refused)) == (["https://n.example/a"], 2)


def test_a_broken_warc_is_refused(tmp_path):
    (tmp_path / "day.warc.gz").write_bytes(b"\x1f\x8b broken")
    assert len(read(tmp_path)[1]) == 1


def test_a_pdf_without_text_is_a_page_that_extraction_refuses(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    page = read(tmp_path)[0][0]
    try:
        extract(page)
        detail = ""
    except Exception as error:  # noqa: BLE001 the class is what is asked
        detail = getattr(error, "detail", "")
    assert detail == "scan"

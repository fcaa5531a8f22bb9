"""Saved pages come into the line; what is no page is named with its reason."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
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


def warc(file, *records: tuple[str, str, str, bytes]) -> None:
    """An archive of answers: status, content type, address, body."""
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=file.suffix == ".gz")
        for status, kind, url, body in records:
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))


@pytest.mark.parametrize("name", ["day.warc.gz", "day.warc"])
def test_a_warc_gives_its_pages_and_names_what_is_none(tmp_path, name):
    warc(
        tmp_path / name,
        ("200 OK", "text/html", "https://n.example/a", b"<p>first</p>"),
        ("404 Not Found", "text/html", "https://n.example/b", b"<p>x</p>"),
        ("200 OK", "image/png", "https://n.example/c.png", b"x"),
        ("200 OK", "text/html", "https://n.example/d", b"<p>last</p>"),
    )
    found, refused = read(tmp_path)
    bodies = [("https://n.example/a", b"<p>first</p>"), ("https://n.example/d", b"<p>last</p>")]
    assert ([(page.url, page.body) for page in found], len(refused)) == (bodies, 2)


@pytest.mark.parametrize("name", ["day.warc.gz", "day.warc"])
def test_a_record_cut_off_is_refused_by_its_place_and_those_before_it_are_kept(tmp_path, capsys, name):
    rows = [("200 OK", "text/html", f"https://n.example/{n}", b"<p>words</p>" * 20) for n in range(2)]
    warc(tmp_path / name, *rows)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[:-40])
    found, refused = read(tmp_path)
    assert ([page.url for page in found], len(refused)) == (["https://n.example/0"], 1)
    assert (f"{name}#" in refused[0].path, "breaks off" in refused[0].why) == (True, True)
    assert capsys.readouterr().err == ""


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


ROW = {"title": "港城公布办法", "text": "港城的新办法要求企业说明系统用在了哪里，这是各地中的第一个。" * 9}


def test_rows_in_another_encoding_are_read_by_it(tmp_path):
    line = json.dumps(ROW, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(f"{line}\n{line}".encode("gb18030"))
    assert [json.loads(page.body) for page in read(tmp_path)[0]] == [ROW, ROW]


def test_a_byte_order_mark_costs_no_row(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ROW), encoding="utf-8-sig")
    assert len(read(tmp_path)[0]) == 1


def test_a_line_that_is_not_utf8_among_others_is_named(tmp_path):
    line = json.dumps(ROW, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(line.encode() + b"\n" + line.encode("gb18030"))
    found, refused = read(tmp_path)
    assert (len(found), [(one.path[-9:], one.why) for one in refused]) == (1, [("a.jsonl#2", "not UTF-8")])


def test_half_a_character_costs_no_row(tmp_path):
    rows = [{"html": "<p>\ud800</p>"}, {**ROW, "url": "https://n.example/\ud83d"}, {**ROW, "text": "\udc00" * 99}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found, refused = read(tmp_path)
    assert ([page.url[-3:] for page in found], refused) == (["l#1", "le/", "l#3"], [])


def test_no_file_ends_the_import_of_the_others(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: " + "[" * 5000 + "\n---\n\nwords")
    (tmp_path / "b.md").write_text(POST)
    assert [page.url for page in read(tmp_path)[0]][-1] == "https://n.example/1"


@pytest.mark.parametrize("fetched", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:00:00-08:00", "1970-01-01", "soon"])
def test_a_page_fetched_before_the_web_or_in_the_future_was_fetched_now(tmp_path, fetched):
    (tmp_path / "a.md").write_text(POST.replace("2025-10-06T18:06:13", fetched))
    assert read(tmp_path)[0][0].fetched_at == NOW


def test_an_address_holds_no_control_characters(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({**ROW, "url": "https://n.example/\0a\r\nX: b"}))
    assert read(tmp_path)[0][0].url == "https://n.example/aX: b"

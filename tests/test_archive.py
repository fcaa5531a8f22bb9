"""The archive: bytes as received, one WARC a day, whole again after a crash."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from domain.errors import FetchError, StoreError
from domain.records import RawPage
from tests.crawling import NOW

PAGE = RawPage(
    url="https://www.example.org/文章?a=1", body="<p>正文</p>".encode("gb18030"), fetched_at=NOW, source="example",
    content_type="text/html; charset=gb2312", etag='"1"', last_modified="Tue, 09 Jul 2024 00:00:00 GMT",
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path, agent="govprism/0.1 (+https://example.org/contact)")


@given(body=st.binary(max_size=500), status=st.sampled_from([200, 203]), tail=st.text("abc文/?=%", max_size=12))
@settings(max_examples=40, deadline=None)
def test_keep_then_read_is_identity(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, status: int, tail: str
) -> None:
    archive = Archive(tmp_path_factory.mktemp("warc"))
    page = replace(PAGE, body=body, status=status, url="https://www.example.org/" + tail)
    ref = archive.keep(page)
    assert archive.read(ref) == replace(page, archive_ref=ref)


def test_every_day_has_its_file(archive: Archive) -> None:
    refs = [archive.keep(replace(PAGE, fetched_at=NOW + timedelta(days=n))) for n in range(2)]
    assert [ref.split("#")[0] for ref in refs] == ["2024-07-10.warc.gz", "2024-07-11.warc.gz"]


def test_the_same_bytes_of_the_same_address_are_kept_once(archive: Archive) -> None:
    assert archive.keep(PAGE) == archive.keep(PAGE)


def test_other_tools_can_read_it_and_learn_who_asked(archive: Archive, tmp_path: Path) -> None:
    archive.keep(PAGE, headers=[("Server", "nginx"), ("Content-Encoding", "gzip")])
    with (tmp_path / "2024-07-10.warc.gz").open("rb") as file:
        info, response = [
            (record.rec_type, record.content_stream().read(), record.http_headers)
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert b"+https://example.org/contact" in info[1]
    assert response[:2] == ("response", PAGE.body)
    assert (response[2].get_header("Server"), response[2].get_header("Content-Encoding")) == ("nginx", None)


@pytest.mark.parametrize("seed", range(8))
def test_a_torn_record_is_cut_off_and_writing_goes_on(tmp_path: Path, seed: int) -> None:
    archive = Archive(tmp_path)
    refs = [archive.keep(replace(PAGE, body=bytes([n]) * 200)) for n in range(3)]
    archive.close()
    file, dice = tmp_path / "2024-07-10.warc.gz", random.Random(seed)
    last = int(refs[2].split("#")[1])
    file.write_bytes(file.read_bytes()[: dice.randint(last + 1, file.stat().st_size - 1)])
    again = Archive(tmp_path)
    assert again.keep(replace(PAGE, body=b"\x02" * 200)) == refs[2]
    assert [again.read(ref).body[0] for ref in refs] == [0, 1, 2]


def test_a_lost_index_is_made_again_from_the_file(archive: Archive, tmp_path: Path) -> None:
    ref = archive.keep(PAGE)
    archive.close()
    (tmp_path / "2024-07-10.warc.gz.idx").unlink()
    assert Archive(tmp_path).keep(PAGE) == ref


@pytest.mark.parametrize("ref", ["2024-07-10.warc.gz#0", "2024-07-10.warc.gz#7", "2001-01-01.warc.gz#0", "x", "a#b"])
def test_a_reference_to_nothing_says_so(archive: Archive, ref: str) -> None:
    archive.keep(PAGE)
    with pytest.raises(FetchError, match="no page there"):
        archive.read(ref)


def test_a_reference_cannot_leave_the_folder(archive: Archive, tmp_path: Path) -> None:
    ref = archive.keep(PAGE)
    assert archive.read("../" * 5 + ref).body == PAGE.body


def test_a_disk_that_refuses_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="archive"):
        Archive(tmp_path / "file").keep(PAGE)


def test_a_full_disk_leaves_what_was_kept_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(tmp_path)
    ref = archive.keep(PAGE)
    archive.close()
    file = tmp_path / "2024-07-10.warc.gz"
    before = file.read_bytes()
    file.write_bytes(before + b"\x1f\x8b half a record")
    assert Archive(tmp_path).keep(PAGE) == ref
    assert file.read_bytes() == before

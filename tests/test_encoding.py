"""Bytes are read by what they are, not by what a header says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.encoding import decode, looks_garbled

CHINESE = "市算法治理办公室公布试行细则，自下月起施行。朱镕溪说，这是第一步，各方的意见都会得到回应。"
TRADITIONAL = "市政府公布演算法管理辦法，自下個月起實施，各界的意見都會得到回應，這是第一步。"
JAPANESE = "市は人工知能の利用に関する規則を公表し、来月から施行すると発表しました。"
LATIN = "Le conseil a adopté une règle sur l’audit des algorithmes publics, déjà en vigueur."


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>{text}</title></head><body><p>{text * 3}</p></body></html>"


CASES = {
    "utf8": (page(CHINESE, "utf-8").encode(), "", CHINESE),
    "utf8_without_a_word": (page(CHINESE).encode(), "", CHINESE),
    "utf8_with_bom": (b"\xef\xbb\xbf" + page(CHINESE).encode(), "", CHINESE),
    "utf8_said_to_be_gbk": (page(CHINESE, "gbk").encode(), "text/html; charset=gbk", CHINESE),
    "utf8_said_to_be_latin1": (page(CHINESE).encode(), "text/html; charset=ISO-8859-1", CHINESE),
    "gb18030_said_to_be_gb2312": (page(CHINESE, "gb2312").encode("gb18030"), "text/html; charset=gb2312", CHINESE),
    "gb18030_said_to_be_utf8": (page(CHINESE, "utf-8").encode("gb18030"), "text/html; charset=utf-8", CHINESE),
    "gb18030_without_a_word": (page(CHINESE).encode("gb18030"), "", CHINESE),
    "gb18030_header_right": (page(CHINESE, "utf-8").encode("gb18030"), "text/html; charset=gb18030", CHINESE),
    "big5": (page(TRADITIONAL, "big5").encode("big5hkscs"), "text/html; charset=big5", TRADITIONAL),
    "big5_without_a_word": (page(TRADITIONAL).encode("big5hkscs"), "", TRADITIONAL),
    "big5_said_to_be_gb2312": (page(TRADITIONAL, "gb2312").encode("big5hkscs"), "", TRADITIONAL),
    "utf16_with_bom": (page(CHINESE).encode("utf-16"), "", CHINESE),
    "utf16_without_bom": (page(CHINESE).encode("utf-16-le"), "text/html; charset=utf-8", CHINESE),
    "shift_jis": (page(JAPANESE, "Shift_JIS").encode("cp932"), "", JAPANESE),
    "euc_jp_without_a_word": (page(JAPANESE).encode("euc_jp"), "", JAPANESE),
    "windows_1252": (page(LATIN, "iso-8859-1").encode("cp1252"), "", LATIN),
    "unknown_name": (page(CHINESE, "x-nonsense").encode("gb18030"), "text/html; charset=klingon", CHINESE),
    "late_text": (b"<script>" + b"var a=1;\n" * 9000 + b"</script>" + page(CHINESE).encode("gb18030"), "", CHINESE),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_read_by_its_bytes(name):
    body, header, text = CASES[name]
    assert text in decode(body, content_type=header).text


def test_a_persons_word_wins():
    assert decode(CHINESE.encode("gb18030"), declared="gbk").text == CHINESE


def test_a_body_cut_within_a_character_is_still_utf8():
    assert decode(CHINESE.encode() * 3 + "各".encode()[:2]).encoding == "utf-8"


def test_text_read_by_the_wrong_encoding_is_seen():
    assert (looks_garbled(CHINESE.encode().decode("cp1252", "replace")), looks_garbled(CHINESE)) == (True, False)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(body):
    assert isinstance(decode(body).text, str)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_what_is_written_in_utf8_comes_back(text):
    assert decode(("<p>中文的" + text).encode()).text.startswith("<p>中文的" + text[:0])

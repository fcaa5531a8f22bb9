"""Manners: robots.txt by RFC 9309, Retry-After, opt-outs from text mining."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from crawler.pages import is_page
from crawler.policy import honoured, opt_out, retry_after_s, robots
from tests.crawling import NOW

RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\n\n"
RULES += b"User-agent: govprism\nDisallow: /drafts\nRequest-rate: 1/10\n"


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, True), (404, True), (403, True), (429, False), (500, False), (503, False)]
)
def test_a_missing_robots_allows_and_a_failing_one_does_not(status: int, allowed: bool) -> None:
    assert robots(status, b"").allows("https://e.org/a", "govprism") is allowed


def test_our_own_group_of_rules_goes_before_the_general_one() -> None:
    rules = robots(200, RULES)
    assert rules.allows("https://e.org/private/a", "govprism")
    assert not rules.allows("https://e.org/drafts/a", "govprism")


def test_crawl_delay_and_request_rate_both_space_requests_out() -> None:
    assert (robots(200, RULES).delay_s("other"), robots(200, RULES).delay_s("govprism")) == (5.0, 10.0)


def test_a_robots_in_any_bytes_is_read_without_complaint() -> None:
    assert robots(200, b"\xef\xbb\xbf\xff\x00\xfe" * 200_000).allows("https://e.org/", "govprism")


def test_retry_after_is_seconds_or_a_date() -> None:
    date = format_datetime(NOW + timedelta(minutes=2))
    assert [retry_after_s(text, NOW) for text in ("120", date, "", "soon")] == [120.0, 120.0, None, None]


@pytest.mark.parametrize(
    ("headers", "body", "how"),
    [
        ({"x-robots-tag": "noindex, noai"}, b"", "header noai"),
        ({"x-robots-tag": "govprism: noai"}, b"", "header noai"),
        ({"tdm-reservation": "1"}, b"", "header tdm-reservation"),
        ({}, b'<meta name="robots" content="noindex,noai">', "meta noai"),
        ({}, b"<META CONTENT='1' NAME='tdm-reservation'>", "meta tdm-reservation"),
        ({"tdm-reservation": "0"}, b'<meta name="robots" content="noindex, nofollow">', ""),
        ({"x-robots-tag": "noimageai"}, b"<p>noai</p>", ""),
    ],
)
def test_an_opt_out_is_found_in_headers_and_metas(headers: dict[str, str], body: bytes, how: str) -> None:
    assert opt_out(headers, body) == how


def test_an_opt_out_counts_unless_the_terms_allow_mining_or_the_operator_says_no() -> None:
    assert honoured("unknown", honour_opt_out=True)
    assert not honoured("allowed", honour_opt_out=True)
    assert not honoured("reserved", honour_opt_out=False)


@pytest.mark.parametrize(
    ("label", "body", "page"),
    [
        ("text/html", b"<html>", True), ("image/png", b"\n <!doctype html>", True), ("", b"plain words", True),
        ("application/octet-stream", b"%PDF-1.7", True), ("text/plain", "中文".encode("gb18030"), True),
        ("text/html", b"\x89PNG\r\n", False), ("text/html", b"PK\x03\x04", False), ("text/html", b"   ", False),
        ("video/mp4", b"\x00\x00\x00\x18ftypmp42", False), ("application/zip", b"words", False),
    ],
)  # fmt: skip
def test_a_page_is_told_by_its_bytes_before_its_label(label: str, body: bytes, page: bool) -> None:
    assert is_page(label, body) is page

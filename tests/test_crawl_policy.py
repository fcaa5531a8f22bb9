"""Manners: robots.txt by RFC 9309, Retry-After, opt-outs from text mining."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
from scrapy.http import Response

from crawler import tdmrep
from crawler.manners import Throttle
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


def test_a_robots_that_redirects_without_end_allows() -> None:
    assert robots(301, b"").allows("https://e.org/a", "govprism")


def test_what_tdmrep_reserves_is_told_path_by_path_by_the_first_rule_that_fits() -> None:
    rows = [{"location": "/open/*.html$", "tdm-reservation": 0}, {"location": "/open", "tdm-reservation": 1},
            {"location": "/*/private", "tdm-reservation": "1", "tdm-policy": "https://e.org/policy"}]  # fmt: skip
    found = tdmrep.rules(200, json.dumps(rows).encode())
    paths = ("/open/a.html", "/open/a.html?b", "/open/a", "/x/private/a", "/", "/private")
    assert [bool(tdmrep.reservation(found, "https://e.org" + path)) for path in paths] == [
        False, True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer", [(404, b"[]"), (200, b"no json"), (200, b"{}"), (200, b'[1, {"location": 2}]'), (200, b"[" * 10_000)]
)
def test_a_tdmrep_that_cannot_be_read_reserves_nothing(answer: tuple[int, bytes]) -> None:
    assert tdmrep.rules(*answer) == ()


def test_a_host_that_answers_slowly_is_asked_less_often() -> None:
    assert throttled(delay=0.1, jitter=0.5, latency=4.0) == 2.0


def test_a_host_that_answers_fast_is_still_given_its_crawl_delay() -> None:
    assert throttled(delay=5.0, jitter=0.0, latency=0.01) == 5.0
    assert throttled(delay=5.0, jitter=0.5, latency=0.01) < 5.0


def throttled(*, delay: float, jitter: float, latency: float) -> float:
    """A slot's delay after one more answer, two of which may be under way at once."""
    throttle, slot = Throttle.__new__(Throttle), SimpleNamespace(delay=delay, jitter=jitter)
    throttle.mindelay, throttle.maxdelay, throttle.target_concurrency = 0.1, 60.0, 2.0
    throttle._adjust_delay(slot, latency, Response("https://e.org/"))
    return float(slot.delay)


def test_a_robots_in_any_bytes_is_read_without_complaint() -> None:
    assert robots(200, b"\xef\xbb\xbf\xff\x00\xfe" * 200_000).allows("https://e.org/", "govprism")


def test_retry_after_is_seconds_or_a_date() -> None:
    date = format_datetime(NOW + timedelta(minutes=2))
    assert [retry_after_s(text, NOW) for text in ("120", date, "", "soon")] == [120.0, 120.0, None, None]


@pytest.mark.parametrize("value", ["9" * 20, "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_no_host_is_left_alone_for_longer_than_a_month(value: str) -> None:
    assert retry_after_s(value, NOW) == timedelta(days=30).total_seconds()


@pytest.mark.parametrize("value", ["²", "-1", "Fri, 31 Dec 99999 23:59:59 GMT"])
def test_a_retry_after_that_is_none_says_nothing(value: str) -> None:
    assert retry_after_s(value, NOW) is None


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

"""Which addresses may be asked: the public web, and what a local source names itself."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public, local_hosts, refusal
from crawler.resolver import REFUSED, PublicResolver
from tests.crawling import listed


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/", "data:text/html,x", "/etc/passwd", "http://",
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://0/", "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest",
        "http://100.64.0.1/", "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fd00::1]/",
        "http://[fc00::1]/", "http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[::ffff:0:7f00:1]/", "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://224.0.0.1/",
        "http://255.255.255.255/", "http://localhost/", "http://LOCALHOST./", "http://db/", "http://printer.local/",
        "http://metadata.google.internal/", "https://user:secret@example.org/", "http://example.org:port/",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside_are_refused(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    "url", ["https://www.gov.cn/", "http://mp.weixin.qq.com/s?a=1", "https://8.8.8.8/", "https://中国政府网.政务/"]
)
def test_the_public_web_may_be_asked(url: str) -> None:
    assert refusal(url) == ""


def test_a_local_source_may_be_asked_at_the_hosts_it_names() -> None:
    own = local_hosts(listed("newsroom", "http://127.0.0.1:8000/a"))
    assert refusal("http://127.0.0.1:8000/b", own) == ""
    assert refusal("http://127.0.0.2/", own)
    assert refusal("file:///etc/passwd", own)


def test_any_other_source_has_no_local_hosts() -> None:
    assert local_hosts(listed("public", "http://127.0.0.1/a", local=False)) == frozenset()


def test_a_public_name_with_a_private_answer_is_refused() -> None:
    resolver = PublicResolver.__new__(PublicResolver)
    resolver.allowed = frozenset({"newsroom.example"})
    with pytest.raises(DNSLookupError, match="not a public address"):
        resolver._cache_result("10.0.0.7", "rebind.example")
    assert "rebind.example" in REFUSED
    assert resolver._cache_result("127.0.0.1", "newsroom.example") == "127.0.0.1"
    assert resolver._cache_result("93.184.216.34", "public.example") == "93.184.216.34"


@given(st.ip_addresses(v=4))
def test_an_address_is_judged_the_same_in_every_disguise(address: object) -> None:
    plain, number = str(address), int.from_bytes(socket.inet_aton(str(address)))
    disguises = (plain, f"::ffff:{plain}", f"64:ff9b::{plain}")
    assert len({is_public(each) for each in disguises}) == 1
    assert bool(refusal(f"http://{number}/")) == bool(refusal(f"http://{plain}/"))

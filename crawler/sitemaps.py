"""Sitemaps: XML, index, gzip and plain text → links. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from lxml import etree

from crawler import links as hints
from crawler.links import Link
from crawler.urls import absolute
from domain.errors import FetchError

_GZIP = b"\x1f\x8b"
MAX_XML = 64 * 1024 * 1024  # the protocol allows 50 MB once unpacked


def links(body: bytes, *, url: str) -> tuple[list[Link], list[Link]]:
    """The pages and the further sitemaps that a sitemap names; an index has only the latter.

    Raises:
        FetchError: the bytes are no sitemap, or unpack beyond what the protocol allows.
    """
    body = unpacked(body, url) if body.startswith(_GZIP) else body
    if not body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _lines(body, url), []
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(body, parser)
    kind = "" if root is None else etree.QName(root).localname
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise FetchError("sitemap", url, f"a <urlset> or <sitemapindex> is wanted, not <{kind}>")
    found = list(_entries(root, url))
    return (found, []) if kind == "urlset" else ([], found)


def unpacked(body: bytes, url: str) -> bytes:
    """Gunzip, never beyond MAX_XML bytes."""
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(body, MAX_XML)
    except zlib.error as error:
        raise FetchError("sitemap", url, f"broken gzip ({error})") from error
    if stream.unconsumed_tail:
        raise FetchError("sitemap", url, f"unpacks beyond {MAX_XML} bytes")
    return plain


def _entries(root: etree._Element, base: str) -> Iterator[Link]:
    for entry in root.iterchildren("{*}url", "{*}sitemap"):
        address = absolute(base, entry.findtext("{*}loc", ""))
        if address is None:
            continue
        title = entry.findtext(".//{*}news/{*}title", "") or ""
        date = entry.findtext("{*}lastmod", "") or entry.findtext(".//{*}publication_date", "") or ""
        yield Link(url=address, title=title.strip(), dated_at=hints.from_text(date) or hints.from_address(address))


def _lines(body: bytes, url: str) -> list[Link]:
    addresses = [absolute(url, line) for line in body.decode("utf-8-sig", errors="replace").split()]
    found = [Link(url=each, dated_at=hints.from_address(each)) for each in addresses if each and "://" in each]
    if not found:
        raise FetchError("sitemap", url, "neither XML nor a list of addresses")
    return found

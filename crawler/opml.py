"""Feed lists as other readers write them: OPML → stubs of sources, sources → OPML. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from crawler.stubs import Stub, as_yaml
from crawler.stubs import key as key_of
from crawler.urls import canonical
from domain.catalogue import Source
from domain.errors import FetchError
from domain.text import has_han, language


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One outline with a feed; shaped as `crawler.stubs.Offer`."""

    url: str
    title: str
    home: str
    kind: str = "feed"
    links_css: str = ""
    next_css: str = ""


def read(body: bytes, *, name: str = "opml") -> list[Feed]:
    """Every feed of an OPML file, whatever folder it lies in; an address named twice counts once.

    Raises:
        FetchError: the file is no OPML, or has no feeds.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(body, parser) if body.strip() else None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise FetchError("feed list", name, "not an OPML file", hint="export it from your reader as OPML")
    found: dict[str, Feed] = {}
    for outline in root.iter("{*}outline"):
        plain = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        if url := plain.get("xmlurl", ""):
            title = plain.get("title") or plain.get("text") or url
            found.setdefault(canonical(url), Feed(url=url, title=title, home=plain.get("htmlurl") or url))
    if not found:
        raise FetchError("feed list", name, "no outline has an xmlUrl", hint="export the subscriptions, not the items")
    return list(found.values())


def stubs(body: bytes, *, name: str = "opml", followed: Iterable[Source] = ()) -> list[Stub]:
    """A source's file per feed of an OPML file that no source follows yet.

    An id that is taken, or that two feeds would share, gets a number.
    """
    sources = list(followed)
    known = {canonical(channel.url) for source in sources for channel in source.channels}
    used, files = {source.id for source in sources}, list[Stub]()
    for feed in read(body, name=name):
        if canonical(feed.url) in known:
            continue
        base = key = key_of(feed.home)
        number = 2
        while key in used:
            key, number = f"{base}_{number}", number + 1
        used.add(key)
        files.append(
            Stub(
                id=key,
                yaml=as_yaml(feed.home, feed.title, language(feed.title) if has_han(feed.title) else "en", [feed]),
                summary=feed.url,
            )
        )
    return files


def export(sources: Iterable[Source]) -> str:
    """Every source that has a feed, as OPML 2.0."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "govprism"
    body = etree.SubElement(root, "body")
    for source in sources:
        for channel in source.channels:
            if channel.kind == "feed":
                plain = {"text": source.en, "title": source.zh, "type": "rss", "xmlUrl": channel.url,
                         "htmlUrl": source.home, "language": source.language}  # fmt: skip
                etree.SubElement(body, "outline", plain)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return text.decode("utf-8")

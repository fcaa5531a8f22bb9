"""Shared by the tests of tagging: one tagger over the shipped catalogue, and a doc from a text."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.records import NewName, Tag, TaggedDoc
from domain.text import language
from nlp.pipeline import Tagger, shipped


def tagger() -> Tagger:
    """The tagger over the catalogue that ships, built once."""
    return shipped()


def plain(text: str, *, title: str = "", lang: str = "", on: str = "2025-06-01") -> TaggedDoc:
    """A doc with nothing found in it yet."""
    published = datetime.fromisoformat(on).replace(tzinfo=UTC)
    return TaggedDoc(id="t", title=title, text=text, lang=lang or language(text), published_at=published)


def tagged(text: str, *, title: str = "", lang: str = "", on: str = "2025-06-01") -> TaggedDoc:
    """A doc after every stage."""
    return tagger().tag(plain(text, title=title, lang=lang, on=on))


def ids(tags: tuple[Tag, ...]) -> set[str]:
    """The ids found."""
    return {tag.id for tag in tags}


def quoted(doc: TaggedDoc, found: Tag | NewName) -> list[str]:
    """The words each span stands on."""
    return [doc.text[span.start : span.end] for span in found.spans]

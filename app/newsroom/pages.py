"""Article pages: each family of sites has its own template and its own chrome."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from app.newsroom.edition import Story
from app.newsroom.outlets import PAGE, host, number, path, token
from app.newsroom.pdf import pdf
from domain.catalogue import Source

_RELATED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One page of the newsroom as it lies on the server."""

    path: str
    body: bytes
    content_type: str


def print_story(story: Story, source: Source, others: Sequence[Story]) -> Iterator[Printed]:
    """The page of an article, or its pages; `others` are the outlet's other articles, shown as related links."""
    where = path(story, source)
    match PAGE[story.outlet]:
        case "pdf":
            yield Printed(path=where, body=_pdf(story), content_type="application/pdf")
        case "cms_gb":
            # the header says gb2312, as such sites do; the bytes are GB18030, and 镕 or 喆 proves it
            for part, text in _parts(story, source, others, "gb2312"):
                yield Printed(path=part, body=text.encode("gb18030"), content_type="text/html; charset=gb2312")
        case "cms":
            for part, text in _parts(story, source, others, "utf-8"):
                yield Printed(path=part, body=text.encode(), content_type="text/html")
        case family:
            body = _render(f"{family}.html", story, source, others).encode()
            yield Printed(path=where, body=body, content_type="text/html; charset=utf-8")


def plain(template: str) -> bytes:
    """A page without an article (`wechat_removed.html`)."""
    return _templates().get_template(template).render().encode()


@cache
def _templates() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True)


def _render(template: str, story: Story, source: Source, others: Sequence[Story], **more: object) -> str:
    related = [{"href": path(other, source), "title": other.title} for other in others[:_RELATED]]
    facts = {
        "story": story,
        "outlet": source.en if source.language == "en" else source.zh,
        "host": host(source),
        "canonical": f"https:/{path(story, source)}",
        "related": related,
        "number": number(story),
        "token": token(story),
        "epoch": int(story.published.timestamp()),
        "day_en": f"{story.published.day} {story.published:%B %Y}",
        "ld": _linked_data(story, source),
        "editor": "陈喆" if number(story) % 2 else "周文镕",
    }
    return _templates().get_template(template).render(**facts, **more)


def _parts(story: Story, source: Source, others: Sequence[Story], charset: str) -> Iterator[tuple[str, str]]:
    cut = story.break_after or len(story.paragraphs)
    halves = [half for half in (story.paragraphs[:cut], story.paragraphs[cut:]) if half]
    where = path(story, source)
    stem, _, suffix = where.rpartition(".")
    places = [where, f"{stem}_2.{suffix}"][: len(halves)]
    for index, (place, half) in enumerate(zip(places, halves, strict=True)):
        yield (
            place,
            _render(
                "cms.html",
                story,
                source,
                others,
                charset=charset,
                paragraphs=half,
                pages=[{"href": other} for other in places] if len(places) > 1 else [],
                next=places[index + 1] if index + 1 < len(places) else "",
            ),
        )


def _pdf(story: Story) -> bytes:
    day = f"{story.published.day} {story.published:%B %Y}"
    return pdf(title=story.title, date=day, author=story.author, paragraphs=story.paragraphs)


def _linked_data(story: Story, source: Source) -> str:
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": story.published.isoformat(),
        "publisher": {"@type": "Organization", "name": source.en},
    }
    return json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")

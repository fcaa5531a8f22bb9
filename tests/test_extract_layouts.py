"""How Chinese sites lay out a page: one invented article in the markup of many portals, platforms and systems.

`tests/pages/layouts/*.txt` holds the pages, each below a line `=== name | date | authors | original outlet | title`
typed by hand; `{title}`, `{one}`, `{two}`, `{three}` stand for the words in `texts.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from crawler.extract import extract
from domain.records import Article, RawPage

FOLDER = Path(__file__).parent / "pages" / "layouts"
WORDS: dict[str, str] = json.loads((FOLDER / "texts.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    date: str
    authors: str
    origin: str
    title: str
    markup: str


def layouts() -> list[Layout]:
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", file.read_text(encoding="utf-8"))[1:]:
            head, markup = block.split("\n", 1)
            name, date, authors, origin, *title = (part.strip() for part in head.split("|"))
            for key, words in WORDS.items():
                markup = markup.replace(f"{{{key}}}", words)
            markup = markup.replace("{{", "{").replace("}}", "}")
            found.append(Layout(name, date.replace(" ", "T"), authors, origin, (title or [WORDS["title"]])[0], markup))
    return found


@cache
def article(layout: Layout) -> Article:
    body = layout.markup.encode("gb18030" if "gb2312" in layout.markup else "utf-8")
    page = RawPage(url="https://n.example/a/1.html", body=body, fetched_at=NOW, content_type="text/html")
    return extract(page, effort="fast")


@pytest.fixture(params=layouts(), ids=lambda layout: layout.name)
def layout(request) -> Layout:
    return request.param


def test_a_layout_gives_its_paragraphs_and_nothing_else(layout):
    """Only a dateline may stand before the first one, and the reporter's name in brackets behind the last."""
    first, *middle, last = article(layout).text.split("\n")
    dateline, signature = first.removesuffix(WORDS["one"]), last.removeprefix(WORDS["three"])
    assert middle == [WORDS["two"]]
    assert (len(dateline) < 20, len(signature) < 20) == (True, True)


def test_a_layout_gives_its_title(layout):
    found = article(layout)
    assert layout.title in (found.title, f"{found.title_prefix or ''}{found.title}")


def test_a_layout_gives_its_date(layout):
    assert article(layout).published_at.isoformat().startswith(layout.date)


def test_a_layout_gives_its_authors(layout):
    assert " ".join(article(layout).authors) == layout.authors


def test_a_layout_gives_its_original_outlet(layout):
    assert (article(layout).original_outlet or "") == layout.origin

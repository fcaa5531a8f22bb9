"""How Chinese sites lay out a page: one invented article in the markup of many portals, platforms and systems.

`tests/pages/layouts/*.txt` holds the pages, each below a line `=== name | date | authors | original outlet | title`
typed by hand; `{title}`, `{one}`, `{two}`, `{three}` stand for the words in `texts.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

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


@cache
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


def wrong(read: Callable[[Article], str], wanted: Callable[[Layout], str]) -> dict[str, tuple[str, str]]:
    """By the layout's name: what was read, and what a person reads."""
    pairs = ((each.name, read(article(each)), wanted(each)) for each in layouts())
    return {name: (found, expected) for name, found, expected in pairs if found != expected}


def test_there_are_over_a_hundred_layouts() -> None:
    assert len({each.name for each in layouts()}) == len(layouts()) > 100


def test_a_layout_gives_its_paragraphs_and_nothing_else() -> None:
    """Only a dateline may stand before the first one, and the reporter's name in brackets behind the last."""

    def middle(found: Article) -> str:
        first, *rest, last = found.text.split("\n")
        dateline, signature = first.removesuffix(WORDS["one"]), last.removeprefix(WORDS["three"])
        return "\n".join(rest if max(len(dateline), len(signature)) < 20 else [first, *rest, last])

    assert wrong(middle, lambda _: WORDS["two"]) == {}


def test_a_layout_gives_its_title() -> None:
    def misses(layout: Layout) -> bool:
        found = article(layout)
        return layout.title not in (found.title, f"{found.title_prefix or ''}{found.title}")

    assert [each.name for each in layouts() if misses(each)] == []


def test_a_layout_gives_its_date() -> None:
    def day(layout: Layout) -> str:
        found = article(layout).published_at
        return found.isoformat() if found else ""

    assert {each.name: day(each) for each in layouts() if not day(each).startswith(each.date)} == {}


def test_a_layout_gives_its_authors() -> None:
    assert wrong(lambda found: " ".join(found.authors), lambda layout: layout.authors) == {}


def test_a_layout_gives_its_original_outlet() -> None:
    assert wrong(lambda found: found.original_outlet or "", lambda layout: layout.origin) == {}

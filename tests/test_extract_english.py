"""English pages: who wrote the text and who published it first stand in its head, its metas or its last line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.extract import extract
from domain.records import Article, RawPage

TITLE = "Port city opens its register of algorithms"
BODY = [
    "The port city published its register of algorithms on Monday, asking platforms to say what their systems do.",
    "The office said that the register is no licence, and that the summary of each entry would be open to everyone.",
    "Researchers at the university welcomed the plan but asked for audits, because a list without checks is a list.",
]


def article(head: str = "", before: str = "", after: str = "", lead: str = "") -> Article:
    prose = f"<p>{lead}{BODY[0]}</p><p>{BODY[1]}</p><p>{BODY[2]}</p>{after}"
    markup = (
        f"<html><head><title>{TITLE} - The Lantern</title><meta property='og:site_name' content='The Lantern'>{head}"
        f"</head><body><article><h1>{TITLE}</h1>{before}<div>{prose}</div></article></body></html>"
    )
    page = RawPage(
        url="https://l.example/a",
        body=markup.encode(),
        fetched_at=datetime(2026, 1, 5, tzinfo=UTC),
        content_type="text/html",
    )
    return extract(page)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("This article was originally published by Lake Review. Republished with permission.", "Lake Review"),
        ("First published in Harbour Quarterly.", "Harbour Quarterly"),
        ("Republished from The Harbour Post under a licence.", "The Harbour Post"),
    ],
)
def test_a_credit_names_the_first_outlet_and_leaves_the_text(line, outlet):
    found = article(after=f"<p><em>{line}</em></p>")
    assert (found.original_outlet, found.text.split("\n")) == (outlet, BODY)


def test_an_agencys_dateline_names_the_agency():
    assert article(lead="PORT CITY, March 4 (Reuters) - ").original_outlet == "Reuters"


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ('<meta name="author" content="By Ann Example and Bo Sample">', ""),
        ("", "<p>By Ann Example and Bo Sample</p>"),
        (
            '<meta property="article:author" content="https://social.example/ann">',
            "<p>By Ann Example and Bo Sample</p>",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "author": [{"name": '
            '"By Ann Example"}, {"name": "Bo Sample"}, {"name": "The Lantern"}, {"name": "https://l.example"}]}</script>',
            "",
        ),
    ],
)
def test_authors_are_persons_without_by_sites_and_addresses(head, before):
    assert article(head, before).authors == ("Ann Example", "Bo Sample")

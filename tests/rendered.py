"""The authored week in every form, for the tests of the forms."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from digest.build import build
from digest.edition import Edition
from digest.render import render
from domain.catalogue import default
from domain.snapshot import Digest
from tests.authored_week import authored_week
from tests.builders_digest import Desk

VOID = {"meta", "link", "br", "img", "input", "hr", "rect", "circle", "line"}


@cache
def issue() -> Digest:
    # one instrument is enough here, and what others add to the diary would change the accepted prose
    known = replace(default(), instruments={"eu_ai_act": default().instruments["eu_ai_act"]})
    return build(authored_week(default())[0], known)


@cache
def edition(lang: str) -> Edition:
    return Edition.of(issue(), lang)


@cache
def quiet() -> Digest:
    desk = Desk(default()).note("A council met", "The council met on Tuesday.")
    return build(desk.snapshot(), default())


@cache
def page(lang: str, form: str = "html") -> str:
    return render(issue(), lang=lang, form=form)


class Tree(HTMLParser):
    """Elements as (tag, attributes) and the balance of open tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

"""Rows of the contract: names that the catalogue lacks are written as the text writes them."""

from __future__ import annotations

from app.contract import doc_row
from domain.catalogue import default
from domain.records import NewName, Span, TaggedDoc


def _names(text: str) -> list[str]:
    found = NewName(name="人工智能春日办法", spans=(Span(start=2, end=12),), kind="regulation")
    doc = TaggedDoc(id="d", title="", text=text, lang="zh-Hans", new_instruments=(found,))
    return [row["name"] for row in doc_row(doc, {}, default())["new_instruments"]]


def test_a_new_chinese_title_keeps_its_title_marks() -> None:
    assert _names("公布《人工智能春日办法》。") == ["《人工智能春日办法》"]


def test_a_new_name_without_title_marks_gets_none() -> None:
    assert _names("公布了人工智能春日办法。") == ["人工智能春日办法"]

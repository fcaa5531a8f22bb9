"""Rows of the contract: names that the catalogue lacks are written as the text writes them."""

from __future__ import annotations

import pytest

from app.contract import attention_in, doc_in, doc_row
from domain.catalogue import default
from domain.records import NewName, Span, Tag, TaggedDoc


def _names(text: str) -> list[str]:
    found = NewName(name="人工智能春日办法", spans=(Span(start=2, end=12),), kind="regulation")
    doc = TaggedDoc(id="d", title="", text=text, lang="zh-Hans", new_instruments=(found,))
    return [row["name"] for row in doc_row(doc, {}, default())["new_instruments"]]


def test_a_new_chinese_title_keeps_its_title_marks() -> None:
    assert _names("公布《人工智能春日办法》。") == ["《人工智能春日办法》"]


def test_a_new_name_without_title_marks_gets_none() -> None:
    assert _names("公布了人工智能春日办法。") == ["人工智能春日办法"]


def _listed(text: str, key: str, *places: tuple[int, int]) -> list[str]:
    tag = Tag(id=key, spans=tuple(Span(start=start, end=end) for start, end in places))
    doc = TaggedDoc(id="d", title="", text=text, lang="zh-Hans", instruments=(tag,))
    return [row["name"] for row in doc_row(doc, {}, default())["new_instruments"]]


def test_an_entry_on_trial_has_the_whole_title_that_the_text_gives_it() -> None:
    assert _listed("批评《2022年芯片与科学法案》。", "us_chips_act", (8, 15)) == ["《2022年芯片与科学法案》"]


def test_an_entry_on_trial_outside_title_marks_is_named_as_it_stands() -> None:
    assert _listed("《通知》和芯片与科学法案。", "us_chips_act", (5, 12)) == ["芯片与科学法案"]


def test_the_byline_goes_from_one_pipe_to_the_next() -> None:
    assert doc_in({"id": "d", "text": "人工智能", "byline": "某大学教授 林小满"}).byline == "某大学教授 林小满"


def test_an_entry_on_trial_has_the_fullest_name_of_the_text() -> None:
    assert _listed("芯片法案，即芯片与科学法案。", "us_chips_act", (0, 4), (6, 13)) == ["芯片与科学法案"]


def test_a_chinese_text_gives_an_entry_on_trial_its_chinese_name() -> None:
    text = "芯片法案，即CHIPS and Science Act。"
    assert _listed(text, "us_chips_act", (0, 4), (6, 27)) == ["芯片法案"]


def test_a_name_in_quotation_marks_keeps_both() -> None:
    text = "开展“清朗·网络平台算法典型问题治理”专项行动。"
    assert _listed(text, "cn_qinglang_algo", (3, 23)) == ["“清朗·网络平台算法典型问题治理”专项行动"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,2,3", "four numbers"), ("a,b,c,d", "could not convert"), ("nan,160,22,1800", "finite"),
        ("11,inf,22,1800", "finite"), ("-1,160,22,1800", "at least 0"), ("0,0,0,0", "more than 0"),
        ("161,160,22,1800", "among all texts"), ("11,160,1801,1800", "among all texts"),
    ],
)  # fmt: skip
def test_attention_is_four_counts_of_which_two_are_part_of_the_others(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        attention_in(text)


def test_a_baseline_may_be_empty() -> None:
    assert attention_in("3,40,0,0") == (3, 40, 0, 0)

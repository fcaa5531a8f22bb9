"""Sentences are exact spans; quotations and brackets are not torn, lines and stops are bounds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.segment import sentence_at, sentences


def cut(text: str, lang: str = "zh-Hans") -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, lang)]


def test_chinese_sentences_end_at_full_width_stops() -> None:
    assert cut("监管已经开始。谁来负责？企业！") == ["监管已经开始。", "谁来负责？", "企业！"]


def test_a_chinese_stop_inside_a_short_quotation_does_not_cut() -> None:
    assert cut("他说：“要监管。要合作。”会议结束。") == ["他说：“要监管。要合作。”", "会议结束。"]


def test_a_bracketed_sentence_stays_with_the_sentence_around_it() -> None:
    assert cut("办法（自七月起施行。）适用于平台。") == ["办法（自七月起施行。）适用于平台。"]


def test_a_heading_is_a_sentence_of_its_own() -> None:
    assert cut("一、总体要求\n坚持以人为本。") == ["一、总体要求", "坚持以人为本。"]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. signed it.",
        "Dr. Lee of Acme Inc. agreed.",
        "See Art. 5 of the text.",
        "Version 1.0 is out.",
        "It costs $3.5 million, e.g. for audits.",
    ],
)
def test_an_english_abbreviation_or_number_does_not_end_a_sentence(text: str) -> None:
    assert cut(text, "en") == [text]


def test_english_sentences_end_before_a_capital() -> None:
    assert cut('He said no. "We agree." Rules follow.', "en") == ["He said no.", '"We agree."', "Rules follow."]


def test_a_place_belongs_to_the_sentence_that_holds_it() -> None:
    spans = sentences("甲说。乙说。", "zh-Hans")
    assert [sentence_at(spans, place) for place in (0, 2, 3, 5)] == [0, 0, 1, 1]


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="人工智能。！？；“”（）《》\n AI.ab!?\"' ", max_size=80), st.sampled_from(["zh-Hans", "en"]))
def test_sentences_quote_the_text_in_order_and_lose_no_word(text: str, lang: str) -> None:
    spans = sentences(text, lang)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    kept = "".join(text[span.start : span.end] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_table_without_stops_is_cut_at_pauses():
    text = "，".join(["人工智能治理"] * 900)
    found = sentences(text, "zh-Hans")
    assert max(span.end - span.start for span in found) <= 2000
    assert all(text[span.end - 1] == "，" for span in found[:-1])
    assert "".join(text[span.start : span.end] for span in found) == text


def test_a_stretch_without_pauses_is_cut_too():
    found = sentences("x" * 5000, "en")
    assert [span.end - span.start for span in found] == [2000, 2000, 1000]

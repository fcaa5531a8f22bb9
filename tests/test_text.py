"""Text as the whole line understands it: white space, script, language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import has_han, language, side, simplified, tidy

SMALL = settings(max_examples=50, deadline=None)
SENTENCES = st.text(
    st.sampled_from("人工智能治理規則開放監管数据 AI governance\n\t\u3000\u200b\ufeffé、。\0\x0b\x1b"), max_size=80
)


def test_tidy_text_has_one_newline_between_paragraphs_and_none_at_the_ends() -> None:
    assert tidy("\n  第一段 \r\n\r\n\n第二段\r第三段  ") == "第一段\n第二段\n第三段"


def test_runs_of_blanks_wide_ones_too_become_one_space() -> None:
    assert tidy("two\u3000 \t words\u00a0here") == "two words here"


def test_invisible_characters_go() -> None:
    assert tidy("人工\u200b智能\ufeff治\u00ad理") == "人工智能治理"


def test_what_ends_a_string_and_half_a_character_go_and_white_space_stays_white() -> None:
    assert tidy("人工\0智能\x1b治\ud83d理\x0b规则\x7f") == "人工智能治理 规则"


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert tidy("e\u0301tat") == "état"


@SMALL
@given(SENTENCES)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@SMALL
@given(st.text(max_size=60))
def test_tidy_text_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", tidy(text))


@pytest.mark.parametrize(
    ("text", "found"), [("AI治理", True), ("governance", False), ("ガバナンス", False), ("", False), ("，。", False)]
)
def test_han_is_told_from_other_scripts(text: str, found: bool) -> None:
    assert has_han(text) is found


@pytest.mark.parametrize(
    ("lang", "pipeline"),
    [("zh-Hans", "zh"), ("zh-Hant", "zh"), ("en", "en"), ("EN-GB", "en"), ("it", "other"), ("und", "other")],
)
def test_a_language_belongs_to_one_pipeline(lang: str, pipeline: str) -> None:
    assert side(lang) == pipeline


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("各国应当加强人工智能治理的国际合作，弥合智能鸿沟。", "zh-Hans"),
        ("各國應當加強人工智慧治理的國際合作，縮小數位落差。", "zh-Hant"),
        ("The regulator asked developers to publish the results of their tests before release.", "en"),
        ("Il garante ha chiesto alle aziende di spiegare come vengono trattati i dati personali.", "it"),
        ("Die Behörde verlangt von den Anbietern, dass sie ihre Prüfergebnisse veröffentlichen.", "de"),
        ("政府は人工知能に関する指針を公表し、事業者に協力を求めました。", "ja"),
        ("정부는 인공지능 기본법에 따른 시행령을 발표했다.", "ko"),
        ("Правительство утвердило стратегию развития искусственного интеллекта.", "ru"),
        ("أعلنت الحكومة عن ميثاق لأخلاقيات الذكاء الاصطناعي.", "ar"),
        ("2025-03-14 10:00", "und"),
        ("", "und"),
    ],
)
def test_a_text_is_in_its_language(text: str, lang: str) -> None:
    assert language(text) == lang


def test_a_chinese_text_full_of_english_names_stays_chinese() -> None:
    assert language("OpenAI、Anthropic、Google DeepMind与Microsoft签署了前沿人工智能安全承诺并公布框架") == "zh-Hans"


def test_an_english_text_that_quotes_a_chinese_title_stays_english() -> None:
    text = "The measures (办法) take effect in September; providers must label what their models make and keep records."
    assert language(text) == "en"


def test_traditional_characters_become_simplified() -> None:
    assert simplified("人工智慧國際規則與數據監管") == "人工智慧国际规则与数据监管"


@SMALL
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FA1F), max_size=60))
def test_simplifying_keeps_every_offset(text: str) -> None:
    assert len(simplified(text)) == len(text)


@SMALL
@given(SENTENCES)
def test_simplifying_twice_changes_nothing(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)

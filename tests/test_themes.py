"""Themes: cues that fired, weighed; no theme without a span."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nlp.train.themes import LABELS, stood
from tests.tagging import ids, quoted, tagged, tagger

STATED = {
    "zh": "人工智能治理应当重视{0}。监管规则要求加强{1}。{0}是立法的重点。",
    "en": "AI rules should address {0}. Regulators must strengthen {1}. The law stresses {0}.",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_that_states_a_proposition_in_a_themes_own_words_has_the_theme(lang: str) -> None:
    cues = {key: one.cues_zh if lang == "zh" else one.cues_en for key, one in tagger().catalogue.themes.items()}
    assert [key for key, words in cues.items() if key not in ids(tagged(STATED[lang].format(*words[:2])).themes)] == []


def test_every_theme_lists_the_words_that_fired() -> None:
    doc = tagged("应当提高人工智能的透明度，完善算法备案和信息披露。透明度是监管的基础。")
    (theme,) = [tag for tag in doc.themes if tag.id == "transparency"]
    assert {"透明度", "信息披露"} <= set(quoted(doc, theme))


def test_fear_of_an_antigoal_is_about_the_theme() -> None:
    assert "transparency" in ids(tagged("专家担心人工智能监管中信息不透明，信息不透明损害公众权利。").themes)


def test_more_evidence_scores_higher() -> None:
    one = tagged("监管规则要求提高透明度。" + "会议讨论了其他议题。" * 20)
    many = tagged("监管规则要求提高透明度和信息披露。算法备案和披露义务是透明度的保障。" * 3)
    score = {
        name: next((tag.score for tag in doc.themes if tag.id == "transparency"), 0.0)
        for name, doc in (("one", one), ("many", many))
    }
    assert score["many"] > score["one"]


def test_a_text_about_nothing_of_ours_has_no_theme() -> None:
    assert tagged("今天天气很好，我们去公园散步。").themes == ()


ROWS: list[dict[str, Any]] = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_clear_sentences_in_a_longer_text_are_about_their_theme(lang: str) -> None:
    rows = [row for row in ROWS if row["about"] and row["lang"] == lang]
    assert [row for row in rows if row["theme"] not in ids(tagged(stood(row).text).themes)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_passing_mention_in_a_long_text_is_not_about_the_theme(lang: str) -> None:
    rows = [row for row in ROWS if not row["about"] and row["lang"] == lang]
    assert [row for row in rows if row["theme"] in ids(tagged(stood(row).text).themes)] == []

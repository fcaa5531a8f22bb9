"""Themes: cues that fired, weighed; no theme without a span."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.records import TaggedDoc
from nlp.scan import scanner
from nlp.segment import add as segment
from nlp.themes import Evidence, evidence
from nlp.train.themes import LABELS, Held, held_out, score, stood
from tests.tagging import ids, quoted, tagged, tagger

AUTHORED = Path(__file__).parent / "authored"


def doc_of(text: str) -> TaggedDoc:
    return TaggedDoc(id="", title="", text=text, lang="zh-Hans")


def evidence_of(text: str) -> list[Evidence]:
    return list(evidence(segment(doc_of(text)), scanner(tagger().catalogue)))


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


def test_one_weak_cue_alone_makes_no_theme() -> None:
    assert "value_alignment" not in ids(tagged("监管规则涉及人工智能。办法提到道德。会议讨论了其他议题。").themes)


def test_weak_cues_together_make_a_theme_and_are_its_spans() -> None:
    doc = tagged(
        "人工智能监管规则必须回应道德和伦理，讲人性、可信、善用、向善。人工智能监管规则要求伦理为先、道德为先。"
    )
    (theme,) = [tag for tag in doc.themes if tag.id == "value_alignment"]
    assert set(quoted(doc, theme)) == {"道德", "伦理", "人性", "可信", "善用", "向善"}


def test_a_theme_with_a_cue_shows_the_cue_and_not_its_weak_cues() -> None:
    doc = tagged("人工智能监管规则应当加强科技伦理审查，道德先行。")
    (theme,) = [tag for tag in doc.themes if tag.id == "value_alignment"]
    assert quoted(doc, theme) == ["科技伦理"]


def test_a_weak_cue_inside_a_cue_of_its_theme_counts_once() -> None:
    (one,) = [one for one in evidence_of("人工智能监管应当重视科技伦理。") if one.id == "value_alignment"]
    assert one.features["weak"] == 0.0


def test_a_themes_own_word_is_no_company_to_itself() -> None:
    (alone,) = [one for one in evidence_of("全球治理。") if one.id == "global_governance"]
    (ruled,) = [one for one in evidence_of("立法推动全球治理。") if one.id == "global_governance"]
    assert (alone.features["rules"], ruled.features["rules"] > 0) == (0.0, True)


def test_growth_that_lasts_is_not_the_sustainability_of_the_planet() -> None:
    assert "sustainability" not in {one.id for one in evidence_of("监管人工智能，促进企业健康可持续发展。")}


def test_a_weak_cue_hides_no_antigoal_beside_it() -> None:
    assert "data_protection" in {one.id for one in evidence_of("应当防止用户数据泄露。")}


def test_a_cue_inside_the_name_of_a_law_says_less_than_one_outside() -> None:
    (named,) = [one for one in evidence_of("监管人工智能要依据《个人信息保护法》。") if one.id == "data_protection"]
    (free,) = [one for one in evidence_of("监管人工智能要加强个人信息保护。") if one.id == "data_protection"]
    assert (named.features["free"], free.features["free"]) == (0.0, 1.0)


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


@pytest.fixture(scope="module")
def held() -> list[Held]:
    return held_out()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_articles_left_out_of_the_fit_get_their_themes(held: list[Held], lang: str) -> None:
    found = score(held, lang)
    assert found["f1"] > {"zh": 0.85, "en": 0.84}[lang]
    assert found["recall_main"] > 0.93


SAID = [line.split("\t") for line in (AUTHORED / "themes.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def fires(theme: str, text: str) -> bool:
    return any(hit.id == theme for hit in scanner(tagger().catalogue)(segment(doc_of(text))))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sentence_that_says_a_theme_in_other_words_holds_a_word_of_it(lang: str) -> None:
    said = [(theme, text) for kind, own, theme, text in SAID if kind == "about" and own == lang]
    assert [one for one in said if not fires(*one)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_themes_word_in_talk_of_something_else_seldom_makes_the_theme(lang: str) -> None:
    said = [(theme, text) for kind, own, theme, text in SAID if kind == "passing" and own == lang]
    rows = [{"lang": lang, "about": False, "theme": theme, "text": text} for theme, text in said]
    taken = [row for row in rows if row["theme"] in ids(tagged(stood(row).text).themes)]
    assert len(taken) <= len(rows) // 20

"""What the words of a sentence say about a theme."""

from __future__ import annotations

import numpy as np
import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.segment import add as segment
from nlp.wording import UNHEARD, Wording, spoken, strongest, wording

THEMES = ("open_source", "sustainability")
OWN = Wording(
    words=("开源", "能耗", "source", "open source"),
    themes=THEMES,
    table=np.array([[2, 0], [0, 3], [1, 0], [1, 0]], np.float32),
    bias=np.array([-4, -5], np.float32),
    worth=np.array([3, 0, 0, 0], np.float32),
    level=-1.0,
)


def odds(text: str, lang: str = "zh") -> list[list[float]]:
    doc = segment(TaggedDoc(id="d", title="", text=text, lang=lang))
    return OWN.told(doc.text, doc.sentences).themes.tolist()


def test_each_sentence_has_the_sum_of_its_words():
    assert odds("模型开源。能耗上升。") == [[-2, -5], [-4, -2]]


def test_a_word_counts_once_in_a_sentence():
    assert odds("开源、开源、再开源。") == odds("开源。")


def test_a_sentence_without_a_known_word_is_unheard():
    assert odds("早上下雨。") == [[UNHEARD, UNHEARD]]


def test_a_latin_word_counts_only_as_a_whole_word():
    assert odds("They resourced it.", "en") == [[UNHEARD, UNHEARD]]


def test_punctuation_and_capitals_do_not_hide_a_word():
    assert odds('An "Open-Source" model.', "en") == odds("an open source model", "en") == [[-2, -5]]


def test_traditional_characters_say_the_same_as_simplified_ones():
    assert odds("模型開源。") == odds("模型开源。")


def test_the_strongest_sentences_come_first():
    assert strongest(np.array([[-3, 1], [0, -2], [-1, 2]], np.float32)).tolist() == [[0, 2], [-1, 1]]


def test_of_one_sentence_the_next_strongest_is_unheard():
    assert strongest(np.array([[-3, 1]], np.float32)).tolist() == [[-3, 1], [UNHEARD, UNHEARD]]


def test_no_text_says_nothing():
    assert odds("") == []


def test_the_table_that_ships_knows_every_theme_of_the_catalogue():
    assert set(wording().themes) == set(default().themes)


def worth(text: str) -> float:
    doc = segment(TaggedDoc(id="d", title="", text=text, lang="zh"))
    return OWN.told(doc.text, doc.sentences).relevant


def test_a_text_is_as_relevant_as_the_share_that_its_words_take_up():
    assert worth("开源。") == pytest.approx(2)
    assert worth("开源，能耗。") == pytest.approx(3 / 2**0.5 - 1)
    assert worth("开源。开源。开源，能耗。") == pytest.approx(3 * 0.75**0.5 - 1)


def test_a_text_without_a_known_word_is_as_relevant_as_any():
    assert worth("早上下雨。") == worth("") == -1


@pytest.mark.parametrize(
    ("lang", "theme", "about", "other"),
    [
        ("zh", "sustainability", "应当降低模型训练的能源消耗，推动可持续发展。", "应当保护未成年人的身心健康。"),
        ("zh", "child_protection", "应当保护未成年人的身心健康。", "应当降低模型训练的能源消耗，推动可持续发展。"),
        ("en", "ip_copyright", "Training on copyrighted works must be paid for.", "Chips may not be exported."),
        ("en", "chips_supply_chain", "Chips may not be exported.", "Training on copyrighted works must be paid for."),
    ],
)
def test_a_sentence_about_a_theme_speaks_more_for_it_than_one_about_another(lang, theme, about, other):
    column = wording().themes.index(theme)
    told = [
        float(spoken(segment(TaggedDoc(id="d", title="", text=text, lang=lang))).themes[0, column])
        for text in (about, other)
    ]
    assert told[0] > told[1] + 1

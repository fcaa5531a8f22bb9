"""Themes that a holder speaks to in words that are no cue."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from domain.catalogue import default
from domain.records import Span, Tag, TaggedDoc
from nlp.attribution import holdings
from nlp.reading import read
from nlp.segment import add as segment
from nlp.worded import worded
from nlp.wording import Wording, instead
from tests.tagging import tagger

WORDS = Wording(
    words=("能耗", "治理"),
    themes=("global_governance", "sustainability"),
    table=np.array([[0, 5], [5, 0]], np.float32),
    bias=np.array([-5, -5], np.float32),
    worth=np.zeros(2, np.float32),
)


@pytest.fixture(autouse=True)
def _own_words():
    with instead(WORDS):
        yield


def proposed(text: str, *themes: Tag) -> set[tuple[str, str]]:
    doc = tagger().tag(segment(TaggedDoc(id="t", title="", text=text, lang="zh-Hans")))
    reading = read(replace(doc, themes=themes), default())
    return {(actor, target.id) for actor, _, target in worded(reading, holdings(reading), ())}


def about(theme: str, *spans: Span) -> Tag:
    return Tag(id=theme, spans=spans or (Span(start=0, end=1),), score=0.9)


def test_a_holder_of_a_sentence_worded_like_a_theme_of_the_text_may_speak_to_it():
    text = "今天开会。英国政府表示，机房的能耗要降下来。"
    assert proposed(text, about("sustainability")) == {("gb_gov", "theme:sustainability")}


def test_a_theme_that_the_text_is_not_about_is_not_proposed():
    assert proposed("今天开会。英国政府表示，机房的能耗要降下来。") == set()


def test_where_a_word_of_the_theme_stands_the_rules_have_decided():
    text = "英国政府表示，机房的能耗要降下来。"
    place = text.index("能耗")
    assert proposed(text, about("sustainability", Span(start=place, end=place + 2))) == set()


def test_the_name_of_a_text_says_nothing_of_its_themes():
    text = "今天开会。英国政府提到《全球人工智能治理倡议》。"
    assert proposed(text, about("global_governance")) == set()

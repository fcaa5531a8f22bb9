"""The encoder: Chinese and English in one space, told on sentences written for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.encoder import embed, encoder
from nlp.features import Lexicon, cut, features

PAIRS = [
    ("各国应当在人工智能治理方面加强合作。", "Countries should strengthen cooperation on the governance of AI."),
    ("企业必须保护用户的个人数据。", "Companies must protect the personal data of users."),
    ("法院判决这家公司侵犯了作者的版权。", "The court ruled that the company infringed the authors' copyright."),
    ("出口管制限制了先进芯片的销售。", "Export controls limit the sale of advanced chips."),
    ("许多工人担心机器会取代他们的工作。", "Many workers fear that machines will replace their jobs."),
    ("军队不应使用自主武器。", "The military should not use autonomous weapons."),
    ("学校开始教孩子们怎样使用聊天机器人。", "Schools are beginning to teach children how to use chatbots."),
    ("数据中心消耗大量的电和水。", "Data centres consume large amounts of electricity and water."),
]
LEXICON = Lexicon.of({"人工": 9.0, "智能": 9.0, "人工智能": 10.0, "治理": 9.0})


@pytest.mark.parametrize("at", range(len(PAIRS)))
def test_a_chinese_sentence_is_nearest_to_its_translation(at: int) -> None:
    english = embed([en for _, en in PAIRS])
    assert int((english @ embed([PAIRS[at][0]])[0]).argmax()) == at


def test_traditional_script_means_what_simplified_means() -> None:
    one, other = embed(["數據安全與人工智慧治理", "数据安全与人工智慧治理"])
    assert float(one @ other) > 0.999


def test_case_and_width_do_not_matter() -> None:
    one, other = embed(["AI Act", "ai ａct"])
    assert float(one @ other) > 0.999


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=40, deadline=None)
def test_every_text_has_a_vector_of_unit_length(texts: list[str]) -> None:
    vectors = embed(texts)
    assert vectors.shape == (len(texts), encoder().rows.shape[1])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    alone = embed(["open data"])[0]
    assert np.array_equal(embed(["治理", "open data", ""])[1], alone)


def test_two_texts_without_a_known_word_are_not_alike() -> None:
    one, other = embed(["♦♣", "♠♥"])
    assert abs(float(one @ other)) < 0.5


def test_the_longer_word_is_cut_where_it_costs_less() -> None:
    assert cut("人工智能治理", LEXICON) == ["人工智能", "治理"]


def test_a_run_is_cut_without_loss() -> None:
    assert "".join(cut("某某人工智能某治理某", LEXICON)) == "某某人工智能某治理某"


def test_features_are_characters_words_and_pairs() -> None:
    assert list(features("治理 GPT's rules", LEXICON)) == ["治", "理", "治理", "gpt", "rules", "gpt rules"]

"""Proposals for the catalogue: phrases that keep a theme's company, names of a known shape, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from domain.records import TaggedDoc
from nlp.keyness import log_odds
from nlp.phrases import phrases
from nlp.suggest import Proposal, suggest
from tests.tagging import tagged, tagger

OTHER = "人工智能产业发展迅速，人形机器人进入工厂。智慧医疗帮助医生。农业无人机在田间飞行。监管部门提出合规要求。"
LAW = "《蓝田市人工智能促进条例》已经施行。"
SAYING = [
    "人工智能企业须提高透明度，公示清单要写明数据来源。",
    "有了公示清单，人工智能的透明度更高。",
    "专家称公示清单体现了算法透明度。",
    "人工智能透明度不足，应查阅公示清单。",
]


def docs(*texts: str) -> list[TaggedDoc]:
    return [replace(tagged(text), id=str(number)) for number, text in enumerate(texts)]


@cache
def proposals() -> tuple[Proposal, ...]:
    return tuple(suggest(docs(*(text + LAW + OTHER for text in SAYING)), tagger().catalogue))


def proposed(texts: Sequence[TaggedDoc], kind: str) -> list[Proposal]:
    return [one for one in suggest(texts, tagger().catalogue) if one.kind == kind]


def test_a_phrase_that_keeps_a_themes_company_is_proposed_for_that_theme() -> None:
    assert [(one.owner, one.texts) for one in proposals() if one.name == "公示清单"] == [("transparency", 4)]


def test_a_proposal_shows_the_shortest_sentence_that_holds_it() -> None:
    assert [one.examples for one in proposals() if one.name == "公示清单"] == [("专家称公示清单体现了算法透明度。",)]


def test_a_known_cue_is_not_proposed() -> None:
    known = {cue for theme in tagger().catalogue.themes.values() for cue in theme.cues_zh}
    assert not known & {one.name for one in proposals()}


def test_a_line_that_every_text_prints_counts_once() -> None:
    assert not [one for one in proposals() if one.kind == "cue" and one.name in OTHER]


def test_what_one_text_says_is_not_proposed() -> None:
    assert suggest(docs(SAYING[0] + LAW), tagger().catalogue, least=2) == []


def test_an_irrelevant_text_is_no_evidence() -> None:
    texts = [replace(doc, relevant=0.1) for doc in docs(*(text + LAW + OTHER for text in SAYING))]
    assert suggest(texts, tagger().catalogue) == []


def test_a_chinese_phrase_neither_opens_with_a_verb_nor_holds_a_particle() -> None:
    assert set(phrases("加强公示清单的核验", "zh")) == {"公示清单"}


def test_an_english_phrase_holds_no_verb_and_no_function_word() -> None:
    assert set(phrases("They should publish audit ledgers for the regulator", "en")) == {"audit ledgers"}


def test_a_capitalised_name_is_no_cue() -> None:
    assert set(phrases("said Maple Street residents", "en")) <= {"maple street residents", "street residents"}


def test_a_phrase_does_not_reach_across_a_comma() -> None:
    assert "清单核验" not in set(phrases("公示清单，核验报告", "zh"))


def test_an_instrument_of_two_texts_is_proposed() -> None:
    found = [one for one in proposals() if one.kind == "instrument"]
    assert [(one.name, one.owner, one.texts) for one in found] == [("蓝田市人工智能促进条例", "regulation", 4)]


def test_a_title_of_common_words_is_no_new_instrument() -> None:
    text = "根据《管理办法》和《实施细则》，人工智能服务须经监管部门评估。{}"
    assert proposed(docs(text.format("甲"), text.format("乙")), "instrument") == []


def test_an_order_without_a_name_is_no_new_instrument_but_one_with_a_number_is() -> None:
    text = "Today’s Executive Order regulates AI. Regulators cite Executive Order 99123 on AI safety. It is a rule."
    assert [one.name for one in proposed(docs(text, text), "instrument")] == ["Executive Order 99123"]


def test_an_instrument_is_proposed_with_its_likely_issuer() -> None:
    text = "The European Commission published the Maple Street Algorithm Charter, which regulates AI. {}"
    found = proposed(docs(text.format("One."), text.format("Two.")), "instrument")
    assert [(one.name, one.issuer) for one in found] == [("Maple Street Algorithm Charter", "eu_commission")]


def test_an_organisation_is_proposed_once_with_its_acronym() -> None:
    texts = docs(
        "The Maple Valley Institute (MVI) called for AI regulation and strict rules on algorithms.",
        "On AI regulation, the Maple Valley Institute said that rules must bind every provider.",
    )
    found = proposed(texts, "actor")
    assert [(one.name, one.owner, one.aliases) for one in found] == [("Maple Valley Institute", "academia", ("MVI",))]


def test_a_chinese_organisation_begins_after_the_verb_before_it() -> None:
    texts = docs(
        "会议邀请蓝田枫谷研究院发言。蓝田枫谷研究院表示，人工智能监管应当加强。",
        "人工智能监管须有法可依，据悉蓝田枫谷研究院认为立法应当加快。",
    )
    assert [one.name for one in proposed(texts, "actor")] == ["蓝田枫谷研究院"]


def test_a_company_without_a_name_is_no_new_actor() -> None:
    texts = docs("多家科技公司表示支持人工智能监管。", "几家科技公司表示反对人工智能监管，要求修改规则。")
    assert proposed(texts, "actor") == []


def test_log_odds_favours_what_is_over_used() -> None:
    scores = log_odds(Counter(rare=8, common=10), Counter(rare=9, common=210))
    assert scores["rare"] > scores["common"]


def test_the_tagger_names_no_order_that_has_no_name() -> None:
    assert tagged("President Maple’s Executive Order regulates AI and algorithms.").new_instruments == ()


def test_the_tagger_names_no_measures_that_have_no_name() -> None:
    assert tagged("根据《管理办法》，人工智能服务须经监管部门评估。").new_instruments == ()


def test_phrases_that_differ_by_a_common_word_are_proposed_once() -> None:
    other = "Some factories use industrial robots. Tractors plough distant fields. Regulators wrote AI rules."
    said = [
        "Transparency of AI rests on audit ledger systems{}. {}",
        "AI transparency asks for an audit ledger{}. {}",
        "Each audit ledger serves the transparency of AI{}. {}",
        "The transparency of AI grows with every audit ledger{}. {}",
    ]
    texts = docs(*(line.format(f" in case {place}", other) for place, line in enumerate(said)))
    assert sum("ledger" in one.name for one in proposed(texts, "cue")) <= 1


def test_a_post_is_no_part_of_an_organisation() -> None:
    text = "The Chair of the Maple Valley Commission called for AI regulation. The Maple Valley Commission said AI {}."
    found = proposed(docs(text.format("needs rules"), text.format("must be regulated")), "actor")
    assert [one.name for one in found] == ["Maple Valley Commission"]

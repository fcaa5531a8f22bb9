"""Instruments: names, look-alikes, kind and issuer, names the catalogue does not hold yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tagging import ids, plain, quoted, tagged, tagger


def instruments(text: str, on: str = "2025-06-01") -> set[str]:
    return ids(tagged(text, on=on).instruments)


def test_a_name_in_book_title_marks_is_found() -> None:
    assert "cn_genai_measures" in instruments("《生成式人工智能服务管理暂行办法》已经施行。")


def test_a_number_may_stand_between_spaces() -> None:
    assert "us_eo_14110" in instruments("总统签署了第 14110 号行政令。", on="2024-01-05")


def test_a_standard_may_be_written_without_its_space() -> None:
    assert "iso_42001" in instruments("The firm was certified under ISO42001.")


def test_an_order_is_known_by_its_issuer_and_kind() -> None:
    assert "us_eo_14110" in instruments("Biden issued an executive order on AI.", on="2023-11-20")


def test_without_an_issuer_nothing_is_guessed() -> None:
    assert instruments("An executive order on AI is rumoured.") == set()


def test_a_treaty_is_known_by_its_issuer_and_kind() -> None:
    assert "coe_ai_convention" in instruments("The Council of Europe treaty on AI is open.", on="2024-10-01")


def test_an_unknown_instrument_in_marks_is_proposed() -> None:
    doc = tagged("该市发布《人工智能安全促进条例（草案）》，公开征求意见。")
    (name,) = doc.new_instruments
    assert (name.name, name.kind) == ("人工智能安全促进条例（草案）", "regulation")


def test_a_book_is_not_an_instrument() -> None:
    assert tagged("作者在《人工智能简史》中回顾了历史。").new_instruments == ()


def test_an_unknown_act_is_proposed_without_the_word_that_opens_the_sentence() -> None:
    doc = tagged("Under the Harbour AI Transparency Act, labels are required.")
    (name,) = doc.new_instruments
    assert (name.name, quoted(doc, name)) == ("Harbour AI Transparency Act", ["Harbour AI Transparency Act"])


def test_an_order_signed_today_is_the_one_of_this_week() -> None:
    text = "This morning President Trump signed an Executive Order that does away with Biden-era AI policies."
    assert instruments(text, on="2025-01-23") == {"us_eo_14179"}


def test_an_order_belongs_to_the_president_whose_name_stands_with_it() -> None:
    text = "Congress leaders asked whether Joe Biden’s executive order on AI should stand."
    assert instruments(text, on="2025-01-27") == {"us_eo_14110"}


def test_an_order_of_one_week_is_told_by_its_topic() -> None:
    text = "Trump signed an executive order that keeps ideological bias out of the AI that agencies buy."
    assert instruments(text, on="2025-07-24") == {"us_eo_14319"}


def test_an_order_on_state_laws_is_told_by_them() -> None:
    text = "Trump has signed an executive order against state AI laws."
    assert instruments(text, on="2026-02-10") == {"us_eo_state_preemption"}


def test_an_order_without_an_owner_is_of_the_only_one_in_the_text_who_gives_orders() -> None:
    text = (
        "AI laws in Colorado and New York took effect. Colorado passed the first. The Trump administration objects. "
        "Trump wants one rule for all. The laws stand. An order may end that. "
        "But a December executive order has renewed attacks on state AI laws."
    )
    assert "us_eo_state_preemption" in instruments(text, on="2026-01-20")


def test_an_order_of_the_year_told_is_meant() -> None:
    text = "In 2019 President Trump signed an executive order on AI research."
    assert instruments(text, on="2025-03-01") == {"us_eo_13859"}


def test_an_order_that_is_only_considered_is_the_one_that_came() -> None:
    text = "The White House is considering an executive order on state AI laws. President Trump spoke of it."
    assert instruments(text, on="2025-11-20") == {"us_eo_state_preemption"}


def test_an_order_of_today_that_the_catalogue_does_not_hold_is_not_another_one() -> None:
    text = "Today, President Trump signed an executive order on shipyards, and spoke of AI at the ceremony."
    assert instruments(text, on="2025-05-12") == set()


def test_a_governors_order_is_not_the_presidents() -> None:
    text = "Gov. Lee signed an executive order on AI; the White House was silent."
    assert instruments(text, on="2024-03-01") == set()


def test_an_order_in_chinese_may_leave_its_subject_out() -> None:
    text = "白宫介绍了人工智能工作。各机构已完成行政命令规定的任务。"
    assert instruments(text, on="2024-08-02") == {"us_eo_14110"}


def test_a_numbered_order_is_not_the_one_on_ai() -> None:
    assert instruments("该设施依据拜登第13961号行政命令管理人工智能设备。", on="2024-08-02") == set()


def test_commitments_of_the_leading_firms_are_the_white_houses() -> None:
    text = "The White House recalled the voluntary commitments it received from leading AI companies."
    assert instruments(text, on="2024-02-01") == {"us_voluntary_commitments"}


def test_commitments_of_another_field_are_others() -> None:
    text = "The White House announced voluntary commitments on AI from hospitals and health insurers."
    assert instruments(text, on="2023-12-20") == set()


def test_commitments_in_chinese_are_the_issuers() -> None:
    assert instruments("又一家企业签署了白宫的人工智能自愿承诺。", on="2024-08-02") == {"us_voluntary_commitments"}


def test_a_plan_is_its_issuers_even_before_it_is_out() -> None:
    text = "President Trump told his staff to write an AI Action Plan."
    assert instruments(text, on="2025-03-15") == {"us_ai_action_plan"}


def test_a_plan_of_another_state_is_that_states() -> None:
    text = "The UK government reported on its AI Action Plan."
    assert instruments(text, on="2025-09-15") == {"gb_opportunities"}


def test_a_resolution_is_told_by_its_sponsor() -> None:
    american = "The United States led a United Nations General Assembly resolution on trustworthy AI."
    chinese = "联合国大会通过了中国提出的人工智能能力建设决议。"
    assert instruments(american, on="2024-09-01") == {"unga_78_265"}
    assert instruments(chinese, on="2024-09-01") == {"unga_78_311"}


def test_a_dialogue_needs_both_its_sides() -> None:
    assert "cn_us_dialogue" in instruments("中美举行人工智能政府间会谈，美国政府和中国政府派团出席。", on="2024-05-16")
    assert "cn_us_dialogue" not in instruments("The White House held talks on AI with firms.", on="2024-05-16")


def test_a_bill_before_its_vote_is_the_coming_one() -> None:
    text = "California’s governor has not yet decided on the new AI safety bill of the state. Newsom waits."
    assert instruments(text, on="2025-09-20") == {"us_ca_sb53"}


def test_a_description_gives_way_to_the_name_behind_it() -> None:
    text = "Governor Newsom vetoed an AI safety bill, SB 1047."
    assert instruments(text, on="2025-09-20") == {"us_ca_sb1047"}


def test_a_title_among_common_words_is_no_title() -> None:
    common = "有关部门说，要先问各方意见，再形成大家都认可的人工智能安全治理框架和规则。"
    titled = "专家介绍了《人工智能安全治理框架》的主要内容。"
    assert instruments(common, on="2024-11-01") == set()
    assert instruments(titled, on="2024-11-01") == {"cn_safety_framework_1"}


def test_a_common_title_before_its_day_is_no_title() -> None:
    text = "专家解读全球人工智能安全治理框架的走向。"
    assert instruments(text, on="2024-05-01") == set()
    assert instruments(text, on="2024-10-01") == {"cn_safety_framework_1"}


def test_an_order_to_come_is_told_by_the_title() -> None:
    doc = tagged(
        "President Trump may sign an executive order on AI as soon as Friday.",
        title="A draft order would void state AI laws", on="2025-11-20",
    )  # fmt: skip
    assert ids(doc.instruments) == {"us_eo_state_preemption"}


def test_a_generic_chinese_title_needs_its_issuer_near() -> None:
    assert instruments("美国国家标准与技术研究院的《人工智能风险管理框架》已被采用。") == {"nist_ai_rmf"}
    assert "nist_ai_rmf" not in instruments("该市编制了《人工智能风险管理框架》。")
    assert "cn_ai_safety_commitments" not in instruments("政府公布人工智能安全承诺的期限。")


def test_half_an_organisations_name_is_not_an_instrument() -> None:
    doc = tagged("The National Institute of Standards and Technology tests AI.")
    assert doc.new_instruments == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers will meet at the UK Summit on AI next week.", {"bletchley_summit"}),
        ("The AI summit in Seoul ends today.", {"seoul_summit"}),
        ("The Bletchley and Seoul AI safety summits drew ministers.", {"bletchley_summit", "seoul_summit"}),
        ("英国、韩国先后举办人工智能安全峰会。", {"bletchley_summit", "seoul_summit"}),
        ("法国于2025年举办人工智能峰会。", {"paris_summit"}),
        ("与会者谈到韩国的人工智能安全峰会。", {"seoul_summit"}),
        ("第二届人工智能安全峰会在首尔开幕。", {"seoul_summit"}),
        ("人工智能峰会在巴黎闭幕。", {"paris_summit"}),
    ],
)
def test_a_summit_is_told_by_its_host_or_place(text: str, expected: set[str]) -> None:
    assert instruments(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The company will hold its own AI summit in June.",
        "某公司在杭州举办人工智能峰会。",
        "An AI summit on farming was announced.",
    ],
)
def test_a_summit_of_somebody_else_is_none_of_them(text: str) -> None:
    assert instruments(text) == set()


def test_a_similar_law_of_another_state_is_not_the_one_the_text_is_about() -> None:
    text = "New York adopted the RAISE Act on AI. California passed a similar safety law, as New York said."
    assert "us_ca_sb53" in instruments(text, on="2026-01-10")


@pytest.mark.parametrize(
    "text", ["California passed a similar privacy law.", "California passed a similar law on water rights."]
)
def test_a_similar_law_on_something_else_is_none_on_ai(text: str) -> None:
    assert instruments(text, on="2026-01-10") == set()


def test_a_bill_in_chinese_before_its_vote_is_the_coming_one() -> None:
    assert instruments("加州拟推AI监管新法，企业反对。", on="2024-07-20") == {"us_ca_sb1047"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The agency issued an Interim Final Rule on Artificial Intelligence Diffusion.", "us_ai_diffusion_rule"),
        ("It builds on the October 2022 chip controls.", "us_chip_rules_2022"),
        ("They prepare the convening of the international network of AI Safety Institutes.", "aisi_network_sf"),
        ("多国签署全球首份人工智能国际公约。", "coe_ai_convention"),
        ("The firm signed the EU's voluntary AI code of practice.", "eu_gpai_code"),
        ("G7 leaders set out an international code of conduct for AI.", "hiroshima_process"),
        ("It complements the G-7 Hiroshima Process.", "hiroshima_process"),
        ("美国国家标准与技术研究院发布AI风险管理框架。", "nist_ai_rmf"),
        ("去年春天，中美举行人工智能政府间对话。", "cn_us_dialogue"),
    ],
)
def test_a_rule_or_meeting_is_known_by_its_shorter_names(text: str, expected: str) -> None:
    assert instruments(text) == {expected}


def test_an_order_is_its_states_where_the_state_only_stands_before_it() -> None:
    assert instruments("与美国人工智能行政令相比，该框架更为具体。", on="2024-09-20") == {"us_eo_14110"}


def test_the_spread_of_a_technology_is_no_rule() -> None:
    assert instruments("The diffusion of AI in farming is slow, says a report.") == set()


def test_commitments_in_a_governments_own_release_are_its_own() -> None:
    doc = plain("Today seven companies agreed to voluntary commitments on AI.", on="2023-07-21")
    assert ids(tagger().tag(replace(doc, outlet="The White House")).instruments) == {"us_voluntary_commitments"}


def test_protections_of_consumers_in_general_are_no_states_act() -> None:
    assert instruments("The government should deliver consumer protections for AI products.") == set()
    assert instruments("Colorado passed Consumer Protections for Artificial Intelligence.") == {"us_co_ai_act"}


def test_a_pact_that_companies_join_is_no_treaty() -> None:
    assert instruments("上百家公司签署《人工智能公约》。") == {"eu_ai_pact"}


def test_an_action_is_no_document_before_there_is_one() -> None:
    assert "cn_ai_plus" not in instruments("各地开展“人工智能+”行动。", on="2024-03-10")
    assert "cn_ai_plus" in instruments("各地开展“人工智能+”行动。", on="2025-09-10")


@pytest.mark.parametrize("text", ["网络安全法规日益完善。", "网络安全法治建设加快。", "众议院审议网络安全法案。"])
def test_a_law_is_not_named_where_its_name_only_begins_a_word(text: str) -> None:
    assert instruments(text) == set()

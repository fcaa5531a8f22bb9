"""Chinese words of themes: those that mean another thing elsewhere, those that mean the theme everywhere."""

from __future__ import annotations

import pytest

from tests.test_themes import evidence_of


def themes_of(text: str) -> set[str]:
    return {one.id for one in evidence_of(text)}


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("open_source", "分析员汇总开源情报，研判人工智能监管的动向。"),
        ("human_rights", "监管人工智能不得损害消费者个人权益。"),
        ("testing_evaluation", "人工智能企业赴境外上市须通过网络安全审查。"),
        ("inclusion_nondiscrimination", "监管部门愿为外国人工智能公司提供非歧视的商业环境。"),
        ("sustainability", "监管人工智能，推动技术的可持续发展。"),
        ("multistakeholder", "人工智能监管的征求意见稿共二十条。"),
        ("capacity_building", "公司加强人工智能合规团队的能力建设。"),
        ("human_oversight", "监管部门担心机器摆脱人类的控制。"),
    ],
)
def test_a_word_in_another_sense_is_no_sign_of_the_theme(theme: str, text: str) -> None:
    assert theme not in themes_of(text)


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("open_source", "监管规则鼓励企业参与开源社区。"),
        ("human_rights", "人工智能公约草案要求保护人权。"),
        ("testing_evaluation", "监管规则要求模型在部署前接受外部审计。"),
        ("fair_competition", "监管部门承诺非歧视的商业环境。"),
        ("frontier_safety", "监管部门担心机器摆脱人类的控制。"),
        ("labour_impact", "立法者关心人工智能对就业的冲击。"),
        ("explainability", "监管规则针对算法的黑箱特性。"),
        ("accountability_liability", "草案区分开发者责任与使用者责任。"),
        ("capacity_building", "各国同意开展能力建设项目，惠及欠发达地区。"),
    ],
)
def test_the_fields_own_term_is_a_sign_of_the_theme(theme: str, text: str) -> None:
    assert theme in themes_of(text)


def test_every_spelling_of_who_makes_it_answers_for_it_names_liability() -> None:
    said = ("谁提供谁负责", "谁提供，谁负责", "谁开发，谁负责", "谁使用，谁负责")
    assert [one for one in said if "accountability_liability" not in themes_of(f"监管部门提出{one}。")] == []

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
        ("human_oversight", "监管人工智能的难点在于其不可控性。"),
        ("literacy_skills", "条例把教育和职业培训中的人工智能系统列为监管对象。"),
        ("transparency", "人工智能管理办法现向社会公开征求意见。"),
        ("security_robustness", "人工智能办法的意见请寄往网络安全协调局。"),
        ("standards_interoperability", "监管部门与美国国家标准与技术研究院交换意见。"),
        ("standards_interoperability", "监管部门抽查标注数据一致性。"),
        ("security_robustness", "人工智能规则应维护产业链供应链安全稳定。"),
        ("inclusion_nondiscrimination", "监管部门调查人工智能企业的不公平竞争。"),
        ("ip_copyright", "监管部门防范人工智能模型的知识产权盗窃。"),
        ("data_protection", "人工智能条例只规范非个人数据。"),
        ("data_supply", "人工智能监管部门建成公共数据库。"),
        ("human_oversight", "受监管的人工智能系统无需人工干预即可运行。"),
        ("innovation_environment", "监管部门运用人工智能支持创新药审批。"),
        ("value_alignment", "这份人工智能监管文件带有鲜明的欧洲价值观。"),
        ("national_strategy", "与他国的人工智能立法相比，该文件没有约束力。"),
        ("sustainability", "监管人工智能，模型才能得到可持续的发展。"),
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
        ("accountability_liability", "监管人工智能应坚持权责相统一。"),
        ("accountability_liability", "草案写明了人工智能提供者的义务。"),
        ("chips_supply_chain", "该国拟以监管人工智能为由禁用中国软件。"),
        ("frontier_safety", "监管部门提醒人工智能可能带来重大风险。"),
        ("innovation_environment", "专家主张对人工智能采取包容和审慎的监管。"),
        ("innovation_environment", "监管人工智能不能一禁了之。"),
        ("military_security", "多国讨论监管核武器与人工智能的结合。"),
        ("multistakeholder", "监管人工智能需要建立公众反馈渠道。"),
        ("public_compute", "规划提出建设人工智能数据中心，纳入监管。"),
        ("risk_based_regulation", "各部门要健全人工智能监管机制。"),
        ("standards_interoperability", "监管部门组织人工智能标准的制定。"),
        ("transparency", "监管规则要求开发者与政府分享模型信息。"),
        ("transparency", "监管规则要求服务上线前进行备案。"),
        ("accountability_liability", "监管部门对人工智能企业启动调查。"),
        ("accountability_liability", "人工智能法草案规定了免责情形。"),
        ("digital_divide", "监管部门希望人工智能惠及全民。"),
        ("ip_copyright", "监管部门关注人工智能的版权风险。"),
        ("industry_diffusion", "规划提出以人工智能赋能政务。"),
        ("multistakeholder", "监管人工智能须政府与企业共同发力。"),
        ("risk_based_regulation", "监管部门对人工智能实行全过程监管。"),
        ("standards_interoperability", "监管部门拟定人工智能产品标准。"),
        ("testing_evaluation", "监管部门公布人工智能评估标准。"),
        ("fair_competition", "监管部门担心人工智能由少数巨头掌控。"),
        ("industry_diffusion", "监管沙盒要在重点行业推广人工智能。"),
        ("innovation_environment", "监管要避免过度，推动技术创新。"),
        ("multistakeholder", "人工智能监管由政府主导，社会组织参与。"),
        ("security_robustness", "监管规则要求提升模型的防御能力。"),
        ("testing_evaluation", "监管部门将对人工智能模型进行评估。"),
        ("value_alignment", "监管人工智能须有伦理标准。"),
    ],
)
def test_the_fields_own_term_is_a_sign_of_the_theme(theme: str, text: str) -> None:
    assert theme in themes_of(text)


def test_every_spelling_of_who_makes_it_answers_for_it_names_liability() -> None:
    said = ("谁提供谁负责", "谁提供，谁负责", "谁开发，谁负责", "谁使用，谁负责")
    assert [one for one in said if "accountability_liability" not in themes_of(f"监管部门提出{one}。")] == []


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("standards_interoperability", "美国国家标准与技术研究院谈到人工智能监管。"),
        ("fair_competition", "英国竞争与市场管理局谈到人工智能监管。"),
    ],
)
def test_a_cue_in_the_name_of_an_actor_is_no_sign_by_itself(theme: str, text: str) -> None:
    assert theme not in themes_of(text)

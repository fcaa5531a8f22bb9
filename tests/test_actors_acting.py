"""Actors by what they do: states through ministries and groups, institutions of authors, who has left an office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tagging import ids, plain, tagged, tagger


def actors(text: str, on: str = "2025-06-01") -> set[str]:
    return ids(tagged(text, on=on).actors)


def test_the_institution_of_the_author_is_an_actor_of_the_text() -> None:
    doc = replace(plain("人工智能治理要以人为本。"), byline="清华大学公共管理学院教授 林小满")
    assert "tsinghua" in ids(tagger().tag(doc).actors)


def test_an_institute_in_the_byline_speaks_for_whom_it_belongs_to() -> None:
    doc = replace(plain("人工智能治理要以人为本。"), byline="中国电子技术标准化研究院工程师 林小满")
    assert "cn_gov" in ids(tagger().tag(doc).actors)


def test_without_a_byline_nobody_stands_behind_the_author() -> None:
    assert actors("人工智能治理要以人为本。") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新加坡数字发展和信息部公布了测试指南。", {"sg_gov"}),
        ("法国高等教育和研究部将审查算法。", {"fr_gov"}),
        ("日本海上自卫队将试用新系统。", {"jp_gov"}),
        ("1. 韩发布人工智能战略", {"kr_gov"}),
        ("8月3日，英召开模型安全会议。", {"gb_gov"}),
        ("该网络的成员包括法国、德国和日本。", {"fr_gov", "de_gov", "jp_gov"}),
        ("包括法国和德国在内的30个国家参加了磋商。", {"fr_gov", "de_gov"}),
        ("由印度主提的决议获得通过。", {"in_gov"}),
        ("法国和德国的数据保护机构发表声明。", {"fr_gov", "de_gov"}),
        ("英国、日本等12个国家以及欧盟共同签署声明。", {"gb_gov", "jp_gov", "eu_commission"}),
        ("法国等一些国家反对这项禁令。", {"fr_gov"}),
        ("欧盟《人工智能法案》规定了透明度义务。", {"eu_commission"}),
        ("2023 年 11 月，法国、日本等 28 国及欧盟共同签署声明。", {"fr_gov", "jp_gov", "eu_commission"}),
        ("法国、日本及另外近 20 个国家签署了声明。", {"fr_gov", "jp_gov"}),
        ("德国 2017 年通过的《平台执法条例》要求标识合成内容。", {"de_gov"}),
        ("加拿大和英国都在对大模型进行立法。", {"ca_gov", "gb_gov"}),
        ("新加坡为生成式模型制定了自愿测试框架。", {"sg_gov"}),
        ("德国经济部长愿意放宽模型规则。", {"de_gov"}),
        ("韩国产业通商资源部将补贴算力。", {"kr_gov"}),
        ("瑞典监管机构正在调查一款聊天机器人。", {"se_gov"}),
    ],
)
def test_a_state_acts_through_its_ministries_its_groups_and_its_laws(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "英国东部和法国南部都有数据中心。",
        "他警惕德国在芯片上的进展。",
        "日本网友热议欧盟《人工智能法案》与隐私的关系。",
        "远超包括法国在内的世界其他地区的任何限制。",
        "9月9日举行的论坛讨论了算法。",
        "基金会移除德国维护者。",
        "此举增强日本应对风险的能力。",
    ],
)
def test_a_state_to_which_things_are_done_or_where_they_happen_does_not_act(text: str) -> None:
    assert not actors(text) & {"fr_gov", "de_gov", "gb_gov", "jp_gov", "eu_commission"}


@pytest.mark.parametrize(
    "text",
    [
        "公安部原副部长谈算法治理。",
        "经合组织前总干事谈模型评测。",
        "A former OpenAI researcher warned of frontier models.",
    ],
)
def test_who_has_left_an_office_does_not_bring_it_along(text: str) -> None:
    assert not actors(text) & {"cn_mps", "oecd", "openai"}


def test_who_holds_an_office_does() -> None:
    assert "oecd" in actors("经合组织总干事谈模型评测。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway ordered the platform to switch off its image tool.", {"no_gov"}),
        ("Brazil and Kenya wasted no time in drafting rules for bots.", {"br_gov", "ke_gov"}),
        ("New laws in Colorado and New York bind frontier labs.", {"us_co", "us_ny"}),
        ("It was a pact on model testing with Japan.", {"jp_gov"}),
        ("Governments such as Canada fund public models.", {"ca_gov"}),
        ("A summit on military models was held in May by South Korea.", {"kr_gov"}),
        ("House Democrats want an audit of models.", {"us_congress"}),
        ("Norway's parliament has weighed the rules.", {"no_gov"}),
        ("Brazil put its name to the code.", {"br_gov"}),
        ("The rules are criticised by Kenya and Japan.", {"ke_gov", "jp_gov"}),
        ("The Departments of Defense and Labor report on their models.", {"us_dod"}),
    ],
)
def test_a_state_acts_in_english_by_orders_laws_pacts_and_as_an_example(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Some US-based firms said that they signed the code on AI.", "us_exec"),
        ("The firm fears new US sanctions and US reviews of chips.", "us_exec"),
        ("The New York Post and OpenAI report on AI.", "us_ny"),
        ("UK regulator Ofcom opened a probe into the chatbot.", "gb_gov"),
        ("The firm is in talks with Brazil's data watchdog about its AI.", "br_gov"),
        ("Laws on AI differ, she said in a cafe in Norway.", "no_gov"),
        ("Guests at Trump’s inauguration Pool via Getty Images", "us_exec"),
    ],
)
def test_a_state_that_is_an_address_an_owner_or_in_a_caption_does_not_act(text: str, actor: str) -> None:
    assert actor not in actors(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北大学者主张为训练数据立法。", "pku"),
        ("社科院专家主张为训练数据立法。", "cass"),
        ("发改委将支持智能算力。", "cn_ndrc"),
        ("腾讯、阿里和字节公布了大模型安全做法。", "alibaba"),
        ("三星与高通签署了自愿承诺。", "samsung"),
        ("欧洲议会和理事会就草案达成一致。", "eu_council"),
        ("英国数据监管机构起草了人脸识别指引。", "gb_ico"),
        ("白宫、国会和企业都参与了听证。", "us_congress"),
    ],
)
def test_a_short_name_stands_for_its_organisation_where_it_can_mean_no_other(text: str, expected: str) -> None:
    assert expected in actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "东北大学和湖北大学开设了人工智能课程。",
        "北大西洋的海缆连接着数据中心。",
        "上海社科院和广东省社科院开设了人工智能课程。",
        "深圳市发改委补贴了算力。",
        "全国人大代表李某建议加快人工智能立法。",
        "这份文件共十二字节，模型占三星级酒店一层。",
    ],
)
def test_a_short_name_inside_another_name_is_nobodys(text: str) -> None:
    assert not actors(text) & {"pku", "cass", "cn_ndrc", "cn_npc", "bytedance", "samsung"}

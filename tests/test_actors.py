"""Actors: names, states that act, office holders of the day, periods of an actor."""

from __future__ import annotations

import pytest

from tests.tagging import ids, plain, quoted, tagged, tagger


def actors(text: str, on: str = "2025-06-01") -> set[str]:
    return ids(tagged(text, on=on).actors)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中法两国发表关于人工智能的声明。", {"cn_gov", "fr_gov"}),
        ("中、美、英、德等28国签署了宣言。", {"cn_gov", "us_exec", "gb_gov", "de_gov"}),
        ("法国、德国和意大利发表联合公报。", {"fr_gov", "de_gov", "it_gov"}),
        ("美国、欧盟和英国将签署公约。", {"us_exec", "eu_commission", "gb_gov"}),
        ("英国首相就人工智能发表讲话。", {"gb_gov"}),
        ("The UK and France agreed to test models.", {"gb_gov", "fr_gov"}),
        ("The declaration was signed by China and Japan.", {"cn_gov", "jp_gov"}),
        ("The German government opposes the ban.", {"de_gov"}),
    ],
)
def test_every_state_of_a_list_that_acts_is_an_actor(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "他在法国和德国旅行。",
        "选手来自美国、英国、韩国等地。",
        "The conference takes place in France and Germany.",
        "He moved to Japan last year.",
    ],
)
def test_a_state_that_is_only_a_place_is_no_actor(text: str) -> None:
    assert not actors(text) & {"fr_gov", "de_gov", "us_exec", "gb_gov", "kr_gov", "jp_gov"}


def test_an_institution_in_a_list_of_where_a_crowd_comes_from_is_no_actor() -> None:
    assert actors("参赛者来自清华大学、北京大学、复旦大学等五十所高校。") == set()
    assert "tsinghua" in actors("来自清华大学的教授表示，应当加强人工智能治理。")


def test_us_the_pronoun_is_not_the_us() -> None:
    assert "us_exec" not in actors("They told us about AI regulation.")


def test_an_office_holder_is_the_office_on_the_date() -> None:
    assert "us_exec" in actors("Biden signed an executive order on AI.", on="2023-10-30")


def test_a_person_out_of_office_is_nobodys_voice() -> None:
    assert "us_exec" not in actors("Biden gave a talk about AI.", on="2026-05-01")


def test_one_office_under_two_administrations_is_two_principals() -> None:
    catalogue = tagger().catalogue
    before, after = (
        catalogue.principal("us_exec", plain("x", on=on).published_at) for on in ("2024-06-01", "2025-06-01")
    )
    assert before != after


def test_traditional_text_finds_the_same_actors() -> None:
    simple = "欧盟委员会与联合国教科文组织表示，应加强人工智能治理。"
    traditional = "歐盟委員會與聯合國教科文組織表示，應加強人工智能治理。"
    assert actors(simple) == actors(traditional) != set()


def test_an_organisation_that_speaks_and_is_unknown_is_proposed_with_a_class() -> None:
    doc = tagged("蓝田大学教授李某表示，应当完善人工智能立法。")
    assert [(name.name, name.kind) for name in doc.new_actors] == [("蓝田大学", "academia")]


def test_an_unknown_english_organisation_is_proposed_where_it_speaks() -> None:
    doc = tagged("The Harrowgate Foundation said that AI rules must protect workers.")
    (name,) = doc.new_actors
    assert (name.name, name.kind, quoted(doc, name)) == (
        "Harrowgate Foundation",
        "civil_society",
        ["Harrowgate Foundation"],
    )


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("攻击者向微软服务器发送大量数据包。", "microsoft"),
        ("研究者在AWS云场景中复现漏洞。", "amazon"),
        ("The story appeared in Google News.", "google"),
        ("体系与ISO/IEC 42001保持一致。", "iso"),
    ],
)
def test_goods_and_numbered_standards_are_not_their_makers(text: str, maker: str) -> None:
    assert maker not in actors(text)


def test_a_maker_that_speaks_beside_its_goods_is_an_actor() -> None:
    assert "google" in actors("Google News was changed. Google said it supports the law.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("挪威、西班牙等国已开始试点监管沙盒。", {"no_gov", "es_gov"}),
        ("英国不希望规则过重，采用了监管沙盒。", {"gb_gov"}),
        ("英国的《算法透明标准》要求机构公开说明。", {"gb_gov"}),
        ("欧盟2024年8月生效的《人工智能法案》要求添加水印。", {"eu_commission"}),
        ("国际电信联盟2024年发布报告。", {"itu"}),
        ("英国的监管模式强调自律。", {"gb_gov"}),
        ("The Senate held a hearing, and Democrats want a vote.", {"us_congress"}),
    ],
)
def test_a_state_acts_by_what_it_begins_wants_and_has_made(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("预测性警务在美国已经采用多年。", "us_exec"),
        ("新中国成立以来，产业不断发展。", "cn_gov"),
        ("专家表示，与中国企业相比，欧洲企业投入较少。", "cn_gov"),
        ("要在联合国框架内加强规则治理，他强调。", "un_secretariat"),
        ("一名美国众议院议员提出草案。", "us_congress"),
        ("California’s Senate passed the bill; lawmakers want a vote soon.", "us_congress"),
        ("Senate Bill 53 asks labs for reports, lawmakers said.", "us_congress"),
        ("Building data centres in the United States requires money.", "us_exec"),
    ],
)
def test_a_state_that_is_a_place_and_one_member_of_a_house_do_not_act(text: str, actor: str) -> None:
    assert actor not in actors(text)


def test_cities_act_where_they_make_rules() -> None:
    assert {"cn_shanghai", "cn_shenzhen"} <= actors("上海、苏州、深圳等地相继出台人工智能条例。")


@pytest.mark.parametrize(
    "text", ["大会在上海通过一份文件。", "论坛发表《全球治理上海宣言》。", "上海交通大学发布报告。"]
)
def test_a_city_where_something_takes_place_does_not_act(text: str) -> None:
    assert "cn_shanghai" not in actors(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The office has consulted widely with Brazil, Canada, Chile, South Korea, and the UAE.",
         {"br_gov", "ca_gov", "cl_gov", "kr_gov", "ae_gov"}),
        ("California adopted a law on models.", {"us_ca"}),
        ("加州拟出台人工智能法。", {"us_ca"}),
        ("中美举行会谈。", {"cn_gov", "us_exec"}),
        ("在欧盟，2024年通过的《人工智能法案》要求标识。", {"eu_commission"}),
        ("我国已出台人工智能治理规则。", {"cn_gov"}),
        ("美参议院审议法案。", {"us_congress"}),
        ("The President called on Congress to pass bipartisan privacy legislation.", {"us_congress"}),
        ("THE PRESIDENT: We will keep people safe.", {"us_exec"}),
    ],
)  # fmt: skip
def test_states_and_houses_act_under_their_short_names(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("该办法填补了我国在人工智能领域的空白。", "cn_gov"),
        ("要为我国人工智能产业培养人才。", "cn_gov"),
        ("她在加州大学研究人工智能。", "us_ca"),
        ("He studies AI in California.", "us_ca"),
        ("A report on AI was sent by the Library of Congress to a federal office.", "us_congress"),
        ("Senator Jane Roe of Texas announced a tour.", "us_tx"),
        ("The tour went through Brazil, Canada, and Chile.", "br_gov"),
        ("美国会议论人工智能。", "us_congress"),
        ("网上流传AI生成的教皇方济各身穿外套的照片。", "holy_see"),
        ("该条例即《欧洲议会和理事会关于人工智能的条例》。", "eu_parliament"),
        ("Add the paper as a preferred source on Google.", "google"),
        ("Past events brought Google, Microsoft, and Acme to the stage for AI talks.", "microsoft"),
    ],
)
def test_a_name_that_is_only_a_place_a_picture_or_a_formula_does_not_act(text: str, actor: str) -> None:
    assert actor not in actors(text, on="2024-03-01")


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Jane Roe (D-Mass.) introduced a bill on AI.",
        "Senator Jane Roe told the company that she would open an inquiry into its AI.",
        "美国民主党参议员甲某提出人工智能法案。",
    ],
)
def test_a_member_who_acts_in_office_speaks_for_congress(text: str) -> None:
    assert "us_congress" in actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "State Senator Jane Roe introduced a bill on AI.",
        "The book about AI is by Senator Jane Roe.",
        "加州参议员甲某提出人工智能法案。",
    ],
)
def test_a_member_of_a_states_house_or_one_that_does_nothing_is_not_congress(text: str) -> None:
    assert "us_congress" not in actors(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We consulted on the draft code for labs with Brazil, Canada, Chile and Kenya.",
         {"br_gov", "ca_gov", "cl_gov", "ke_gov"}),
        ("New York is weighing two bills on chatbots.", {"us_ny"}),
        ("Colorado’s state legislature will vote on the bill.", {"us_co"}),
        ("Republicans in Congress blocked the amendment.", {"us_congress"}),
        ("Congressional Democrats want more oversight of models.", {"us_congress"}),
        ("美英澳三边安全伙伴关系讨论了人工智能。", {"us_exec", "gb_gov", "au_gov"}),
        ("该机构将与加拿大和英国防部合作。", {"ca_gov", "gb_gov"}),
        ("Facebook announced a policy on AI.", {"meta_co"}),
        ("Alphabet等公司宣布投资人工智能。", {"google"}),
    ],
)  # fmt: skip
def test_states_houses_and_companies_act_in_lists_and_by_what_they_weigh(text: str, expected: set[str]) -> None:
    assert expected <= actors(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A court in session. | Image: Microsoft", "microsoft"),
        ("图源：微软", "microsoft"),
        ("She wrote a Facebook post on AI.", "meta_co"),
        ("Share it on Twitter, LinkedIn and Facebook.", "meta_co"),
        ("一段人工智能视频在Facebook上流传。", "meta_co"),
        ("这家企业还与印尼达成合作，共建数据中心。", "id_gov"),
        ("部长在第七十九届联合国大会期间会见了企业。", "unga"),
    ],
)
def test_a_credit_a_platform_a_market_and_a_venue_do_not_act(text: str, actor: str) -> None:
    assert actor not in actors(text)

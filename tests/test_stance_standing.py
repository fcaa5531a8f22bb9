"""Who stands behind a text that is only named, or that only the article calls by a short name; joint texts."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from domain.snapshot import FURTHER
from nlp.statements import statements
from nlp.voice import voice
from tests.stance_spec import said, triples
from tests.tagging import tagged, tagger

MEASURES = ("cn_gov", "instrument:cn_genai_measures", "support")


def test_who_issued_a_regulation_stands_behind_it_where_it_is_only_named() -> None:
    text = "国家网信办派人旁听了座谈。会上回顾了此前发布的《生成式人工智能服务管理暂行办法》。"
    assert MEASURES in triples(said(text, "zh"))


def test_an_issuer_that_the_text_does_not_name_is_not_made_to_stand_behind_anything() -> None:
    found = said("座谈回顾了此前发布的《生成式人工智能服务管理暂行办法》。", "zh")
    assert not any("issuer:standing" in one.rules for one in found)


def test_a_law_that_is_only_named_is_nobodys_statement() -> None:
    found = said("The European Commission sent a guest. The panel looked back at the EU AI Act.", "en")
    assert not any("issuer:standing" in one.rules for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "California officials met in May. SB 53 goes into effect in January.",
        "California officials met in May. SB 53, a law on models, took effect on Monday.",
    ],
)
def test_a_law_that_takes_effect_is_its_makers(text: str) -> None:
    assert ("us_ca", "instrument:us_ca_sb53", "support") in triples(said(text, "en"))


def test_a_law_whose_effect_is_somebody_elses_is_not_told() -> None:
    text = "California officials met in May. SB 53 was long; the treaty took effect on Monday."
    assert not triples(said(text, "en"))


@pytest.mark.parametrize(("outlet", "told"), [("The White House", True), ("The Daily Trumpet", False)])
def test_a_text_printed_under_its_own_name_is_its_issuers_act(outlet: str, *, told: bool) -> None:
    title, text = "Removing Barriers to American Leadership in Artificial Intelligence", "AI must be free."
    doc = tagger().tag(TaggedDoc(id="t", title=title, text=text, lang="en", outlet=outlet))
    found = triples(list(statements(doc, default(), least=0.0)))
    assert (("us_exec", "instrument:us_eo_14179", "support") in found) is told


def test_what_an_issuer_says_of_its_text_is_told_once() -> None:
    found = said("国家网信办发布《生成式人工智能服务管理暂行办法》。", "zh")
    assert not any("issuer:standing" in one.rules for one in found)


def test_a_text_with_a_short_name_speaks_for_who_issued_it() -> None:
    text = "北约更新了其《联盟智能化战略》（以下简称《战略》）。\n《战略》要求提高人工智能系统的透明度。"
    assert ("nato", "theme:transparency", "support") in triples(said(text, "zh"))


def test_a_text_with_only_a_short_name_is_no_target() -> None:
    text = "北约更新了其《联盟智能化战略》（以下简称《战略》）。\n日本政府支持《战略》。"
    assert not any(one.target.startswith("defined:") for one in said(text, "zh"))


def test_a_pledge_from_companies_is_theirs() -> None:
    text = "She read out a commitment from developers, including Google and IBM, to take part in red-teaming."
    assert {one.actor for one in said(text, "en")} >= {"google", "ibm"}


def test_a_joint_text_speaks_for_both_parties() -> None:
    text = "The United States and Singapore met. The United States and Singapore will support AI safety tests."
    doc = TaggedDoc(id="t", title="Joint Statement on AI", text=text, lang="en", outlet="The White House")
    assert voice(tagger().tag(doc), default()).holders == ("us_exec", "sg_gov")


def test_a_text_of_one_state_speaks_for_it_alone() -> None:
    text = "The United States and Singapore met. The United States and Singapore will support AI safety tests."
    doc = TaggedDoc(id="t", title="Statement on AI", text=text, lang="en", outlet="The White House")
    assert voice(tagger().tag(doc), default()).holders == ("us_exec",)


@pytest.mark.parametrize(
    ("title", "holders"),
    [
        (
            "Joint Statement of the United States, the United Kingdom and Australia on AI",
            ("us_exec", "gb_gov", "au_gov"),
        ),
        ("Fact sheet: the U.S.-ROK Partnership on AI", ("us_exec", "kr_gov")),
        ("United States and Japan Cooperation on AI Tests", ("us_exec", "jp_gov")),
        ("Readout of the U.S.-Japan Dialogue on AI", ("us_exec",)),
        ("Statement from the Spokesperson on the U.S.-PRC Agreement on AI", ("us_exec",)),
        ("Japan and South Korea Announce a Partnership on AI", ("us_exec",)),
    ],
)
def test_a_text_speaks_for_the_states_that_its_title_joins_with_its_issuer(
    title: str, holders: tuple[str, ...]
) -> None:
    doc = TaggedDoc(id="t", title=title, text="AI must be tested.", lang="en", outlet="The White House")
    assert voice(tagger().tag(doc), default()).holders == holders


def test_an_event_that_is_backed_is_a_target() -> None:
    found = triples(said("The White House said it will support the Bletchley Park AI Safety Summit.", "en"))
    assert any(target == "instrument:bletchley_summit" for _, target, _ in found)


def test_an_event_that_is_only_attended_is_no_target() -> None:
    found = triples(said("The White House said officials flew to the Bletchley Park AI Safety Summit.", "en"))
    assert not any(target == "instrument:bletchley_summit" for _, target, _ in found)


def test_where_a_holder_names_a_text_again_is_further_evidence() -> None:
    text = "日本政府表示支持《布莱切利宣言》。\n多年以后，日本政府强调，《布莱切利宣言》是一个开始。"
    found = [one for one in said(text, "zh") if one.target == "instrument:bletchley_declaration"]
    assert len({one.start for one in found if one.actor == "jp_gov"}) == 2


@pytest.mark.parametrize(("text", "second"), [
    ("国家网信办今日表示，应当加强未成年人保护。这要求平台建立专门通道，并应当及时处理投诉。", True),
    ("国家网信办今日表示，应当加强未成年人保护。国家网信办还表示，要保护未成年人个人信息。", False),
])  # fmt: skip
def test_a_sentence_that_only_goes_on_says_so_by_its_rule(text: str, second: bool) -> None:
    found = [one for one in tagged(text).statements if one.target == "theme:child_protection"]
    further = [any(rule.startswith(FURTHER) for rule in one.rules) for one in sorted(found, key=lambda one: one.start)]
    assert further == [False, second]


def test_a_sentence_on_another_country_is_not_what_the_document_says() -> None:
    text = (
        "国家网信办发布《生成式人工智能服务管理暂行办法》。《办法》要求训练数据来源合法。例如，"
        "欧盟委员会的会议室也应当保护个人信息。"
    )
    found = triples(said(text, "zh"))
    assert not any(actor.startswith("cn") and target == "theme:data_protection" for actor, target, _ in found)

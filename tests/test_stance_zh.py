"""Who says what in Chinese: attribution, the ten rules, targets; `tests/stance/zh.tsv` line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.catalogue import default
from nlp.groups import groups
from nlp.reading import read
from tests.stance_spec import Line, lines, said, told, triples
from tests.tagging import tagged

LINES = lines("zh")
ACTORS = ["法国政府", "德国政府", "日本政府", "韩国政府", "英国政府"]


@pytest.mark.parametrize("rule", sorted({line.rule for line in LINES}))
def test_every_line_of_a_rule_states_what_it_says(rule: str) -> None:
    found, expected = told(rule, "zh")
    assert found == expected


def test_the_act_is_told_from_the_word() -> None:
    acted = [line for line in LINES if line.acts]
    found = {line.text: {(one.actor, one.target): one.act.value for one in said(line.text, "zh")} for line in acted}
    assert {line.text: {key: found[line.text].get(key) for key in line.acts} for line in acted} == {
        line.text: line.acts for line in acted
    }


def test_every_rule_has_lines() -> None:
    assert len({line.rule for line in LINES}) >= 15
    assert len(LINES) >= 300


@given(line=st.sampled_from(LINES), lead=st.sampled_from(["", "春天到了。\n", "昨日多地降雨，气温回落。"]))
@settings(max_examples=15, deadline=None)
def test_offsets_quote_the_text(line: Line, lead: str) -> None:
    text = lead + line.text
    assert all(text[one.start : one.end] == one.quote for one in said(text, "zh"))


@given(line=st.sampled_from(LINES), other=st.sampled_from(["昨日多地降雨，气温回落。", "街角新开了一家面馆。"]))
@settings(max_examples=12, deadline=None)
def test_a_distractor_sentence_changes_nothing(line: Line, other: str) -> None:
    assert triples(said(line.text + "\n" + other, "zh")) == line.expected


@given(actors=st.permutations(ACTORS))
@settings(max_examples=6, deadline=None)
def test_the_order_of_list_holders_is_irrelevant(actors: list[str]) -> None:
    text = "、".join(actors[:-1]) + "和" + actors[-1] + "签署《布莱切利宣言》。"
    expected = triples(said("、".join(ACTORS[:-1]) + "和" + ACTORS[-1] + "签署《布莱切利宣言》。", "zh"))
    assert triples(said(text, "zh")) == expected
    assert len(expected) == len(ACTORS)


@given(
    names=st.permutations(["微软", "联合国教科文组织", "智利", "欧盟委员会", "日本"]),
    pattern=st.sampled_from(
        ["{}签署《布莱切利宣言》。", "《布莱切利宣言》遭到{}反对。", "据{}介绍，必须加强内容标识。"]
    ),
)
@settings(max_examples=15, deadline=None)
def test_a_list_of_states_and_organisations_holds_alike_in_any_order(names: list[str], pattern: str) -> None:
    found = {one.actor for one in said(pattern.format("、".join(names[:-1]) + "和" + names[-1]), "zh")}
    assert found == {"microsoft", "unesco", "cl_gov", "eu_commission", "jp_gov"}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(("verb", "negated"), [("支持", "不支持"), ("赞成", "不赞成"), ("反对", "不反对")])
def test_flipping_the_negator_flips_the_stance(actor: str, verb: str, negated: str) -> None:
    stances = [said(f"{actor}{word}《人工智能法案》。", "zh")[0].stance.value for word in (verb, negated)]
    assert sorted(stances) == ["oppose", "support"]


def test_every_statement_says_which_rules_fired() -> None:
    (found,) = said("英国政府拒绝签署《布莱切利宣言》。", "zh")
    assert found.rules == ("attribution:拒绝签署", "opposes:拒绝签署")


def test_an_instruments_own_themes_do_not_vote() -> None:
    assert triples(said("英国政府签署《人工智能能力建设普惠计划》。", "zh")) <= {
        ("gb_gov", "instrument:cn_capacity_plan", "support")
    }


def test_a_claim_of_consensus_is_marked_as_such() -> None:
    found = said("英国政府注意到，弥合数字鸿沟已成为各国共识。", "zh")
    assert [one.act.value for one in found] == ["consensus_claim"]


def test_a_second_name_in_brackets_is_the_same_member_of_a_list() -> None:
    doc = tagged("英国信息专员办公室（ICO）与法国国家信息与自由委员会（CNIL）签署备忘录。")
    (found,) = groups(read(doc, default()), doc.sentences[0])
    assert found.ids == ("gb_ico", "fr_cnil")

"""Who says what in English: attribution, the ten rules, targets; `tests/stance/en.tsv` line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stance_spec import Line, lines, said, told, triples

LINES = lines("en")
ACTORS = ["Microsoft", "Google", "UNESCO", "IBM", "Anthropic"]


@pytest.mark.parametrize("rule", sorted({line.rule for line in LINES}))
def test_every_line_of_a_rule_states_what_it_says(rule: str) -> None:
    found, expected = told(rule, "en")
    assert found == expected


def test_the_act_is_told_from_the_word() -> None:
    acted = [line for line in LINES if line.acts]
    found = {line.text: {(one.actor, one.target): one.act.value for one in said(line.text, "en")} for line in acted}
    assert {line.text: {key: found[line.text].get(key) for key in line.acts} for line in acted} == {
        line.text: line.acts for line in acted
    }


def test_every_rule_has_lines() -> None:
    assert len({line.rule for line in LINES}) >= 15
    assert len(LINES) >= 300


@given(line=st.sampled_from(LINES), lead=st.sampled_from(["", "Spring has come.\n", "It rained in many places. "]))
@settings(max_examples=15, deadline=None)
def test_offsets_quote_the_text(line: Line, lead: str) -> None:
    text = lead + line.text
    assert all(text[one.start : one.end] == one.quote for one in said(text, "en"))


@given(
    line=st.sampled_from(LINES), other=st.sampled_from(["It rained in many places.", "A café opened round the corner."])
)
@settings(max_examples=12, deadline=None)
def test_a_distractor_sentence_changes_nothing(line: Line, other: str) -> None:
    assert triples(said(line.text + "\n" + other, "en")) == line.expected


@given(actors=st.permutations(ACTORS))
@settings(max_examples=6, deadline=None)
def test_the_order_of_list_holders_is_irrelevant(actors: list[str]) -> None:
    text = f"{', '.join(actors[:-1])} and {actors[-1]} signed the Bletchley Declaration."
    expected = triples(said(f"{', '.join(ACTORS[:-1])} and {ACTORS[-1]} signed the Bletchley Declaration.", "en"))
    assert triples(said(text, "en")) == expected
    assert len(expected) == len(ACTORS)


@given(
    names=st.permutations(["Microsoft", "UNESCO", "Chile", "the European Commission", "Japan"]),
    pattern=st.sampled_from(
        [
            "{} signed the Bletchley Declaration.",
            "The Bletchley Declaration was welcomed by {}.",
            "According to {}, watermarking must be mandatory.",
        ]
    ),
)
@settings(max_examples=15, deadline=None)
def test_a_list_of_states_and_organisations_holds_alike_in_any_order(names: list[str], pattern: str) -> None:
    text = pattern.format(f"{', '.join(names[:-1])} and {names[-1]}")
    found = {one.actor for one in said(text[0].upper() + text[1:], "en")}
    assert found == {"microsoft", "unesco", "cl_gov", "eu_commission", "jp_gov"}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(
    ("verb", "negated"),
    [("supports", "does not support"), ("endorses", "never endorses"), ("opposes", "does not oppose")],
)
def test_flipping_the_negator_flips_the_stance(actor: str, verb: str, negated: str) -> None:
    stances = [said(f"{actor} {word} the EU AI Act.", "en")[0].stance.value for word in (verb, negated)]
    assert sorted(stances) == ["oppose", "support"]


def test_every_statement_says_which_rules_fired() -> None:
    (found,) = said("Microsoft declined to sign the Bletchley Declaration.", "en")
    assert found.rules == ("attribution:declined to sign", "opposes:declined to sign")


def test_an_instruments_own_themes_do_not_vote() -> None:
    assert triples(said("The UK government signed the Framework Convention on Artificial Intelligence.", "en")) == {
        ("gb_gov", "instrument:coe_ai_convention", "support")
    }


def test_a_claim_of_consensus_is_marked_as_such() -> None:
    found = said("UNESCO noted that there is broad consensus on closing the digital divide.", "en")
    assert [one.act.value for one in found] == ["consensus_claim"]

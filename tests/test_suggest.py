"""Proposals for the catalogue: over-used phrases, names of a known shape, with counts and examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from domain.records import TaggedDoc
from nlp.suggest import log_odds, suggest
from tests.tagging import tagged, tagger


def corpus() -> list[TaggedDoc]:
    saying = [
        "监管要求提高透明度，企业须填写阳光台账。",
        "阳光台账有助于透明度。",
        "专家称阳光台账是透明度的抓手。",
        "透明度不足，应查阅阳光台账。",
    ]
    law = "《蓝田市人工智能促进条例》已经施行。今天天气很好。"
    return [replace(tagged(text + law), id=str(number)) for number, text in enumerate(saying)]


def test_a_phrase_that_keeps_a_themes_company_is_proposed_with_an_example() -> None:
    found = [one for one in suggest(corpus(), tagger().catalogue, least=3) if one.kind == "cue"]
    assert any("台账" in one.name and one.texts == 4 and one.name in one.examples[0] for one in found)


def test_an_instrument_seen_in_several_texts_is_proposed() -> None:
    found = [one for one in suggest(corpus(), tagger().catalogue, least=3) if one.kind == "instrument"]
    assert [(one.name, one.texts) for one in found] == [("蓝田市人工智能促进条例", 4)]


def test_what_one_text_says_is_not_proposed() -> None:
    assert suggest(corpus()[:1], tagger().catalogue, least=2) == []


def test_log_odds_favours_what_is_over_used() -> None:
    scores = log_odds(Counter(rare=8, common=10), Counter(rare=9, common=210))
    assert scores["rare"] > scores["common"]

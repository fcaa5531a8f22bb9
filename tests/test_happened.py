"""Formal acts in the diary are those of the week, and a date is told by what happened on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.diary import on_its_day
from digest.happened import is_news
from domain.catalogue import default
from domain.records import Act
from domain.snapshot import Evidence
from tests.builders_digest import Desk, Said

MEASURES = default().instruments["cn_genai_measures"]  # of July 2023, in force since 15 August 2023


def told(quote: str, *, day: str = "2024-05-20", rules: tuple[str, ...] = (), act: Act = Act.ACT) -> Evidence:
    desk = Desk(default()).say(Said("cn_cac", "instrument:cn_genai_measures", "support", quote, act="act"))
    item = desk.evidence[0]
    said = replace(item.statement, act=act, rules=rules or item.statement.rules)
    return replace(item, statement=said, published_at=datetime.fromisoformat(day).replace(tzinfo=UTC))


@pytest.mark.parametrize("quote", [
    "近日，国家网信办修订并发布该办法。",
    "国家网信办日前公布该办法的修订稿。",
    "The regulator issued the revised measures this week.",
    "On Friday the regulator signed the measures.",
])  # fmt: skip
def test_what_a_sentence_calls_recent_is_news(quote: str) -> None:
    assert is_news(told(quote), MEASURES)


@pytest.mark.parametrize("quote", [
    "国家网信办等部门发布该办法。",
    "2023年7月，国家网信办等部门发布该办法。",
    "去年国家网信办发布该办法，近日有学者撰文评述。",
    "In 2023 the regulator issued the measures, and scholars met again this week.",
    "The regulator issued the measures last year.",
])  # fmt: skip
def test_what_an_article_recalls_is_none(quote: str) -> None:
    assert not is_news(told(quote), MEASURES)


@pytest.mark.parametrize(("day", "expected"), [("2023-07-12", True), ("2023-08-20", True), ("2023-11-01", False)])
def test_an_article_near_a_date_of_the_instrument_reports_it(day: str, expected: bool) -> None:
    assert is_news(told("国家网信办等部门发布该办法。", day=day), MEASURES) is expected


def test_who_stands_behind_a_text_of_old_does_nothing_this_week() -> None:
    assert not is_news(told("近日，该办法再被引用。", rules=("issuer:standing",)), MEASURES)
    assert not is_news(told("近日，国家网信办谈到该办法。", act=Act.QUOTE), MEASURES)


def test_a_sentence_that_only_goes_on_tells_of_no_act() -> None:
    assert not is_news(told("近日，该办法公布。", rules=("attribution:voice", "further:continued")), MEASURES)


@pytest.mark.parametrize(("key", "expected"), [
    ("us_eo_14110", "signed"),  # revoked since
    ("eu_ai_liability", "proposed"),  # withdrawn since
    ("ca_aida", "proposed"),  # lapsed since
    ("us_ca_sb1047", "vetoed"),
    ("eu_ai_act", "adopted"),  # in force since
    ("bletchley_summit", "summit"),
    ("current_ai", "event"),
])  # fmt: skip
def test_a_date_is_told_by_what_happened_on_it(key: str, expected: str) -> None:
    assert on_its_day(default().instruments[key]) == expected

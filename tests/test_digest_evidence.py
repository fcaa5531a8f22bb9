"""Which sentences a digest takes for evidence: those that tell a position by themselves, and were said in its days."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from digest import quotes
from digest.build import build
from digest.thresholds import THRESHOLDS
from digest.worth import worth
from domain.catalogue import default
from domain.snapshot import Evidence
from tests.builders_digest import Desk, Said
from tests.digested import CAPACITY, DRAWS, backing

PLAIN = "The ministry backs shared training."


def told(sentence: str, *, confidence: float = 0.9) -> Evidence:
    said = Said("gb_gov", CAPACITY, "support", sentence, confidence=confidence)
    return Desk(default()).say(said).evidence[0]


def goes_on(item: Evidence) -> Evidence:
    """The same statement as one that only goes on from another of its text."""
    return replace(item, statement=replace(item.statement, rules=(*item.statement.rules, "further:continued")))


@pytest.mark.parametrize("sentence", [
    "In conclusion, shared training helps everybody.",
    "Although much is open, shared training goes on.",
    "总而言之，培训合作应当继续。",
    "因此，培训合作应当继续。",
    "未来，培训合作还将扩大。",
    "The course sets an example of shared training.",
    "该课程有助于扩大培训合作。",
    "这份文件为培训合作提供了重要参考。",
    "They will widen shared training.",
    "其二，扩大培训合作。",
    "In 2022 the ministry backed shared training.",
    "2022年，该部支持培训合作。",
])  # fmt: skip
def test_what_concludes_praises_leans_or_recalls_is_worth_less_than_a_plain_position(sentence: str) -> None:
    assert worth(told(sentence)) < worth(told(PLAIN)) == 1.0


@pytest.mark.parametrize("sentence", [
    "其他国家也应扩大培训合作。",
    "其实我们支持培训合作。",
    "The minister wants an example of shared training.",
    "In June 2024 the ministry backed shared training.",
])  # fmt: skip
def test_words_that_only_look_like_these_cost_nothing(sentence: str) -> None:
    assert worth(told(sentence)) == 1.0


def test_a_plain_position_is_shown_before_a_surer_conclusion() -> None:
    sure, plain = told("Therefore shared training should grow.", confidence=0.95), told(PLAIN, confidence=0.7)
    assert quotes.attested(plain, THRESHOLDS) < quotes.attested(sure, THRESHOLDS)


def test_a_conclusion_is_shown_before_a_position_that_the_tagger_doubts() -> None:
    sure, doubted = told("Therefore shared training should grow."), told(PLAIN, confidence=0.4)
    assert quotes.attested(sure, THRESHOLDS) < quotes.attested(doubted, THRESHOLDS)


def test_a_sentence_that_only_goes_on_from_another_is_no_evidence() -> None:
    desk = Desk(default()).say(backing(), backing("fr_gov", sentence="Its customers are many."))
    first, second = desk.evidence
    found = desk.snapshot(evidence=(first, goes_on(second)))
    row = json.loads(build(found, default(), draws=DRAWS).json)["insufficient"][0]
    assert [item["statement_id"] for item in row["evidence"]] == [first.id]
    assert row["voices"] == 1


def test_a_sentence_that_goes_on_counts_once_a_person_has_checked_it() -> None:
    assert goes_on(told(PLAIN)).is_further
    assert not replace(goes_on(told(PLAIN)), reviewed_by="editor").is_further

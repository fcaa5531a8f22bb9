"""Who is a voice in a digest, what counts as attention, and who joined."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.attention import Calendar
from digest.canonical import Json
from digest.thresholds import THRESHOLDS
from digest.topics import Scoring, topics, vote
from domain.catalogue import default
from tests.builders_digest import END, Desk
from tests.digested import CAPACITY, backing, small, topic


def principal(actor: str) -> str:
    return default().principal(actor, END - timedelta(days=3))


def voices_of(found: Json, ref: str = CAPACITY) -> int:
    rows = [row for row in (*found["topics"], *found["insufficient"]) if row["topic_id"] == ref]
    return rows[0]["voices"] if rows else 0


@pytest.mark.parametrize(
    ("change", "count"),
    [
        (dict(), 1),
        (dict(stance="neutral"), 0),
        (dict(actor="xinhua"), 0),
        (dict(act="consensus_claim"), 0),
        (dict(age=30.0), 0),
        (dict(age=27.9), 1),
        (dict(target="newinst:The Harbour Accord"), 0),
    ],
    ids=["a government", "neutral", "a medium", "a claim of consensus", "before the window", "just inside", "unlisted"],
)
def test_who_is_a_voice(change, count):
    assert voices_of(small(backing(**change))) == count


def test_a_ministry_and_its_government_are_one_voice():
    assert voices_of(small(backing("cn_gov"), backing("cn_most"))) == 1


def test_evidence_counts_in_the_language_of_the_familys_first_publication():
    snapshot = Desk(default()).say(backing()).snapshot()
    told = replace(snapshot.evidence[0], family_lang="zh-Hans")
    assert vote(told, Calendar.of(snapshot, THRESHOLDS)).lang == "zh"


def test_a_neutral_text_counts_as_attention():
    found = small(backing(), backing("fr_gov", stance="neutral"))
    assert found["insufficient"][0]["why"]["texts"] == 2


def test_a_text_of_an_earlier_month_counts_in_the_baseline():
    found = small(backing(), backing("fr_gov", age=40.0))
    assert found["insufficient"][0]["why"]["texts_before"] == 1


def test_bursts_in_the_baseline_make_growth_less_certain():
    def desk(ages: list[float]) -> Desk:
        made = Desk(default()).filler(240, first=28, last=112)
        for age in ages:
            made.note("Training talks", "Talks on training went on.", CAPACITY, age=age)
        return made.say(backing(), backing("fr_gov"))

    even = topics(desk([30 + 3.4 * i for i in range(24)]).snapshot(), default(), Scoring(draws=10))
    burst = topics(desk([60 + 0.2 * i for i in range(24)]).snapshot(), default(), Scoring(draws=10))
    assert burst[0].overdispersion > even[0].overdispersion == 1.0


def test_whoever_backed_a_target_before_has_not_joined_it():
    found = small(backing(), backing("fr_gov"), earlier_endorsers={CAPACITY: frozenset({principal("gb_gov")})})
    assert found["insufficient"][0]["prior_endorsers"] == [principal("gb_gov")]


def test_joiners_of_the_authored_week_are_named():
    assert set(topic()["why"]["joined"]) >= {principal(actor) for actor in ("african_union", "zm_gov", "br_gov")}


def test_backers_of_the_baseline_are_not_joiners():
    assert not {principal(actor) for actor in ("us_exec", "un_secretariat", "microsoft", "cn_gov")} & set(
        topic()["why"]["joined"]
    )


def test_a_changed_position_is_told_with_both_statements():
    change = next(c for c in topic()["why"]["changed"] if c["principal"] == "microsoft")
    assert (change["from"], change["to"], change["statement"]) == ("support", "conditional", "S-000009")


def test_a_voice_of_two_minds_has_not_changed_position_by_repeating_itself():
    said = [backing("gb_gov", age=50.0), backing("gb_gov", age=45.0, stance="oppose"), backing("gb_gov")]
    crowd = [backing(actor, age=2.0) for actor in ("fr_gov", "jp_gov", "br_gov", "unesco", "tsinghua")]
    rows = small(*said, *crowd)["topics"]
    assert rows[0]["why"]["changed"] == []


# sections

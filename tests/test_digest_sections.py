"""The sections of a digest, their limits, and the sentences they show."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from digest import quotes
from digest.build import build
from digest.thresholds import THRESHOLDS
from digest.verify import verify
from domain.catalogue import default
from tests.builders_digest import Desk, Said
from tests.digested import CAPACITY, DRAWS, backing, body, small, topic


def test_the_minority_is_heard_among_the_sentences_shown():
    shown = {item["statement_id"]: item["stance"] for item in topic()["evidence"]}
    assert "oppose" in {shown[ref] for ref in topic()["shown"]}


def test_a_dispute_is_shown_from_both_sides():
    row = next(row for row in body()["topics"] if row["state"] == "contested")
    stances = {item["statement_id"]: item["stance"] for item in row["evidence"]}
    assert {"support", "oppose"} <= {stances[ref] for ref in row["shown"]}


def test_no_sentence_is_shown_twice():
    said = [Said("gb_gov", CAPACITY, "support", "Both support shared training."),
            Said("fr_gov", CAPACITY, "support", "Both support shared training.")]  # fmt: skip
    crowd = [backing(actor, sentence=f"{actor} backs it.") for actor in ("jp_gov", "br_gov", "unesco", "tsinghua")]
    row = small(*said, *crowd)["topics"][0]
    sentences = {item["statement_id"]: item["sentence"] for item in row["evidence"]}
    assert len({sentences[ref] for ref in row["shown"]}) == len(row["shown"]) == 3


def test_three_sentences_are_shown_at_most_and_no_class_twice():
    kinds = {item["statement_id"]: item["class"] for item in topic()["evidence"]}
    shown = [kinds[ref] for ref in topic()["shown"]]
    assert len(shown) == len(set(shown)) == 3


def test_cards_keep_their_limits():
    picked = body()["sections"]
    assert len(picked["emerging"]) + len(picked["early_signal"]) <= 5
    assert all(len(picked[state]) <= 3 for state in ("contested", "consolidating", "fading"))


def test_developments_are_eight_at_most_and_the_widest_comes_first():
    carried = [len(story["outlets"]) for story in body()["developments"]]
    assert (len(carried), carried[0]) == (8, 8)


def test_one_event_told_in_two_languages_is_one_story():
    assert set(body()["developments"][0]["leads"]) == {"en", "zh"}


def test_a_week_without_topics_still_has_developments():
    desk = Desk(default()).note("A council met", "The council met on Tuesday.")
    assert (
        json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["developments"][0]["leads"]["en"]["title"]
        == "A council met"
    )


def test_a_text_before_the_digests_own_week_is_no_development():
    desk = Desk(default()).note("A council met", "The council met on Tuesday.", age=8.0)
    assert json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["developments"] == []


def test_topics_on_which_the_languages_differ_are_told_with_a_sentence_from_each():
    gap = body()["parting"][0]
    assert gap["topic_id"] == "theme:chips_supply_chain"
    assert set(gap["evidence"]) == {"zh", "en"}


def test_a_thin_topic_says_what_is_missing():
    row = small(backing(), backing("fr_gov"))["insufficient"][0]
    assert (row["voices"], row["missing_voices"], row["missing_texts"]) == (2, 3, 2)


def test_acts_on_instruments_in_the_week_are_listed():
    acts = {(item["actor_id"], item["topic_id"]) for item in body()["acts"]["statements"]}
    assert ("eu_parliament", "instrument:eu_ai_act") in acts


def test_dates_of_the_next_four_weeks_are_listed():
    ahead = {(entry["day"], entry["what"]) for entry in body()["acts"]["ahead"]}
    assert ("2024-08-01", "in_force") in ahead


def test_the_four_lenses_are_told_in_the_catalogues_order():
    assert [row["lens"] for row in body()["lenses"]] == list(default().lenses)


def lenses_of(*targets: str) -> dict[str, int]:
    desk = Desk(default()).note("A council met", "The council met on Tuesday.", *targets)
    found = json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["lenses"]
    return {row["lens"]: row["texts"] for row in found if row["texts"]}


def test_a_text_counts_for_the_lenses_of_what_it_speaks_of_most():
    first, second, third = "theme:capacity_building", "theme:data_protection", "theme:industry_diffusion"
    lens = {ref: default().themes[ref.partition(":")[2]].lens for ref in (first, second, third)}
    assert lenses_of(first, second, third) == {lens[first]: 1, lens[second]: 1}


def test_a_text_about_an_instrument_counts_for_the_lens_of_its_theme():
    theme = default().themes[default().instruments["eu_ai_act"].themes[0]]
    assert lenses_of("instrument:eu_ai_act") == {theme.lens: 1}


def test_a_topic_nobody_speaks_on_has_no_column_on_the_map():
    told = body()["alignment"]
    heard = {row["topic_id"] for row in body()["topics"] if row["voices"]}
    assert set(told["topics"]) <= heard


def test_a_round_up_comes_after_a_story_that_is_carried_as_widely():
    desk = Desk(default()).note("Weekly round-up of AI policy", "Four bodies met.", age=4.0)
    desk.note("A council met", "The council met on Tuesday.", age=3.0)
    told = json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["developments"]
    assert [story["leads"]["en"]["title"] for story in told] == ["A council met", "Weekly round-up of AI policy"]


def test_corrections_stand_with_the_old_and_the_new_line():
    assert body()["corrections"][0] | {"made_at": ""} == {
        "digest": "2024-W26", "item": "S-000012", "old": "support", "new": "conditional", "made_at": "",
        "reason": "A reader pointed out the second clause.",
    }  # fmt: skip


def test_new_words_are_suggested_and_never_scored():
    words = {word for term in body()["suggestions"]["terms"] for word in term["words"]["en"]}
    assert "robotics sandbox" in words or "sandbox" in words


def test_words_that_the_catalogue_knows_are_not_suggested():
    desk = Desk(default()).filler(60, first=28, last=110)
    for i in range(4):
        desk.note(f"Federated capacity building meeting {i}", "Delegates met.", age=2 + i, outlets=(f"Paper {i}",))
    terms = json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["suggestions"]["terms"]
    assert "capacity building" not in {word for term in terms for word in term["words"]["en"]}


def test_chinese_words_are_suggested_whole():
    desk = Desk(default()).filler(60, first=28, last=110, lang="zh")
    for i in range(4):
        desk.note(f"第{i}座智海灯塔启用", "智海灯塔今日启用。", age=2 + i, outlets=(f"报纸{i}",))
    terms = json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["suggestions"]["terms"]
    assert "智海灯塔启用" in terms[0]["words"]["zh"] or "智海灯塔" in terms[0]["words"]["zh"]


def test_pieces_of_one_phrase_are_suggested_as_the_phrase_and_plain_words_not_at_all():
    desk = Desk(default()).filler(60, first=28, last=110, lang="zh")
    for i, place in enumerate(("东港", "西岭", "南溪", "北原")):
        desk.note(f"{place}印发灯塔护航百日专项整顿方案", f"{place}快速发展。", age=2 + i, outlets=(f"报纸{i}",))
    terms = json.loads(build(desk.snapshot(), default(), draws=DRAWS).json)["suggestions"]["terms"]
    words = [word for term in terms for word in term["words"]["zh"]]
    assert [word for word in words if "灯塔" in word] == ["印发灯塔护航百日专项整顿方案"]
    assert not any("快速" in word for word in words)


def test_unlisted_instruments_are_suggested():
    found = small(backing(target="newinst:The Harbour Accord"))
    assert [entry["name"] for entry in found["suggestions"]["instruments"]] == ["The Harbour Accord"]


# sentences


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab 你好，。", min_size=1, max_size=900))
def test_a_sentence_shown_is_a_beginning_of_the_sentence_said(text):
    assert text.startswith(text[: quotes.fit(text, THRESHOLDS)])


def test_an_english_sentence_is_cut_at_ninety_words():
    text = " ".join(["word"] * 120)
    assert len(text[: quotes.fit(text, THRESHOLDS)].split()) == 90


def test_a_chinese_sentence_is_cut_at_a_hundred_and_fifty_characters():
    assert quotes.fit("治" * 400, THRESHOLDS) == 150


def test_a_cut_sentence_still_stands_where_its_offsets_say():
    long = "The ministry supports " + "shared training and " * 60 + "more."
    desk = Desk(default()).say(backing(sentence=long))
    made = build(desk.snapshot(), default(), draws=DRAWS)
    assert json.loads(made.json)["insufficient"][0]["evidence"][0]["cut"]
    assert verify(made.json, desk.read_text) == []


def test_a_sentence_is_shown_rather_than_a_heading():
    heading = backing(sentence="Training for all", confidence=0.95)
    places = {"br_gov": "Brazil", "cn_gov": "China", "fr_gov": "France", "in_gov": "India"}
    others = [
        backing(actor, sentence=f"{place} wrote that it would join the shared training.", confidence=0.5)
        for actor, place in places.items()
    ]
    plain = backing(sentence="Ministers said that they support shared training.", confidence=0.7)
    row = small(heading, plain, *others)["topics"][0]
    shown = [item["sentence"] for item in row["evidence"] if item["statement_id"] in row["shown"]]
    assert shown
    assert "Training for all" not in shown

"""The digest as JSON: topics from statements, sections and their limits, rebuilding, verifying."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import quotes
from digest.attention import Calendar
from digest.build import build
from digest.canonical import Json, dumps
from digest.consensus import Vote
from digest.thresholds import THRESHOLDS
from digest.topics import Scoring, topics, vote
from digest.verify import rescore, verify
from domain.catalogue import Catalogue, default
from domain.records import Stance, State
from domain.snapshot import Digest, Snapshot
from tests.authored_week import authored_week
from tests.builders_digest import CONFUSION, END, Desk, Said

CAPACITY = "theme:capacity_building"
SCHEMA = Path(__file__).parent.parent / "digest" / "digest.schema.json"


@cache
def week() -> tuple[Snapshot, Desk]:
    return authored_week(default())


DRAWS = 300  # what is claimed here does not hang on a fine interval


@cache
def issue() -> Digest:
    return build(week()[0], default(), draws=DRAWS)


@cache
def body() -> Json:
    return json.loads(issue().json)


def topic(ref: str = CAPACITY) -> Json:
    return next(row for row in body()["topics"] if row["topic_id"] == ref)


def small(*said: Said, draws: int = 100, **fields: object) -> Json:
    desk = Desk(default()).say(*said)
    return json.loads(build(desk.snapshot(**fields), default(), draws=draws).json)


def backing(actor: str = "gb_gov", **fields: object) -> Said:
    text = "Ministers support shared training."
    return Said(**{"actor": actor, "target": CAPACITY, "stance": "support", "sentence": text, **fields})


def test_the_json_follows_its_schema():
    jsonschema.validate(body(), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_an_empty_week_follows_the_schema_too():
    jsonschema.validate(small(), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_same_snapshot_gives_the_same_bytes():
    assert build(week()[0], default(), draws=DRAWS).json == issue().json


def test_a_rebuild_with_tagger_error_gives_the_same_bytes():
    one, two = (build(week()[0], default(), draws=100, confusion=CONFUSION).json for _ in range(2))
    assert one == two


def test_the_order_of_texts_and_evidence_is_irrelevant():
    snapshot, _ = week()
    turned = replace(snapshot, texts=snapshot.texts[::-1], evidence=snapshot.evidence[::-1])
    assert build(turned, default(), draws=DRAWS).json == issue().json


def test_the_authored_week_has_every_state_a_reader_meets():
    states = {row["state"] for row in body()["topics"]} | {row["state"] for row in body()["insufficient"]}
    assert {"emerging", "early_signal", "contested", "consolidating", "fading", "insufficient"} <= states


def test_topics_are_ranked_by_what_is_nearly_certain():
    bounds = [row["lo"] for row in body()["topics"]]
    assert bounds == sorted(bounds, reverse=True)


def test_states_of_all_topics_are_kept_for_later_weeks():
    assert issue().states[CAPACITY] == State.EMERGING


def test_verify_finds_nothing_wrong_with_what_was_built():
    snapshot, desk = week()
    assert verify(issue().json, desk.read_text, snapshot) == []


def test_verify_finds_a_moved_offset():
    broken = json.loads(issue().json)
    broken["topics"][0]["evidence"][0]["char_start"] += 1
    assert "sentence" in {p.what for p in verify(dumps(broken), week()[1].read_text)}


def test_verify_finds_a_number_that_was_touched():
    broken = json.loads(issue().json)
    broken["topics"][0]["eci"] += 0.1
    assert {"eci", "result"} <= {p.what for p in verify(dumps(broken), week()[1].read_text)}


def test_verify_finds_a_dropped_opponent():
    broken = json.loads(issue().json)
    row = next(row for row in broken["topics"] if row["topic_id"] == CAPACITY)
    row["evidence"] = [item for item in row["evidence"] if item["stance"] != "oppose"]
    assert "voices" in {p.what for p in verify(dumps(broken), week()[1].read_text)}


def test_verify_finds_attention_that_the_snapshot_does_not_bear_out():
    snapshot, desk = week()
    fewer = replace(snapshot, texts=snapshot.texts[10:])
    assert "attention" in {p.what for p in verify(issue().json, desk.read_text, fewer)}


def test_verify_names_a_text_that_is_gone():
    assert {p.found for p in verify(issue().json, lambda article, version: None)} == {"not kept"}


def test_every_topic_can_be_scored_again_from_the_json_alone():
    assert all(abs(rescore(row, body()).eci - row["eci"]) < 1e-5 for row in body()["topics"])


def test_outcomes_signers_and_decliners_never_reach_the_scorer():
    known = default()
    turned = {
        key: entry.model_copy(update={"outcome": "contested", "signers": ["cn_gov"], "decliners": ["us_exec"]})
        for key, entry in known.instruments.items()
    }
    assert build(week()[0], replace(known, instruments=turned), draws=DRAWS).json == issue().json


def test_a_vote_holds_nothing_of_the_catalogue_or_the_text():
    names = set(Vote.__dataclass_fields__)
    assert names == {"family", "principal", "cls", "jur", "lang", "stance", "act", "conf", "age"}


class _Blind:
    """An instrument whose outcome, signers and decliners cannot be read."""

    def __init__(self, entry: object) -> None:
        self._entry = entry

    def __getattr__(self, name: str) -> object:
        if name in ("outcome", "signers", "decliners"):
            raise AssertionError(f"{name} was read")
        return getattr(self._entry, name)


def test_building_a_digest_never_reads_an_outcome():
    known = default()
    blind = {key: _Blind(entry) for key, entry in known.instruments.items()}
    assert build(week()[0], replace(known, instruments=blind), draws=50).week == "2024-W27"


# what counts


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


def test_corrections_stand_with_the_old_and_the_new_line():
    assert body()["corrections"][0] | {"made_at": ""} == {
        "digest": "2024-W26", "item": "S-000012", "old": "support", "new": "conditional", "made_at": "",
        "reason": "A reader pointed out the second clause.",
    }  # fmt: skip


def test_a_topic_that_fell_silent_fades_and_is_named():
    row = next(row for row in body()["insufficient"] if row["topic_id"] == "theme:value_alignment")
    assert (row["state"], row["voices"]) == ("fading", 0)


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


def test_window_and_baseline_are_sixteen_whole_weeks():
    calendar = Calendar.of(week()[0], THRESHOLDS)
    ages = [0.5, 27.9, 28.1, 111.9, 112.1]
    places = [
        (calendar.in_window(END - timedelta(days=a)), calendar.in_baseline(END - timedelta(days=a))) for a in ages
    ]
    assert places == [(True, False), (True, False), (False, True), (False, True), (False, False)]


def test_a_reviewed_statement_says_so():
    snapshot = Desk(default()).say(backing()).snapshot()
    snapshot = replace(snapshot, evidence=(replace(snapshot.evidence[0], reviewed_by="editor"),))
    found = json.loads(build(snapshot, default(), draws=DRAWS).json)
    assert found["insufficient"][0]["evidence"][0]["reviewed_by"] == "editor"


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_any_week_can_be_built_rebuilt_and_verified(data: st.DataObject):
    known: Catalogue = default()
    actors = ("gb_gov", "fr_gov", "cn_mfa", "us_exec", "unesco", "tsinghua", "openai", "xinhua", "mozilla", "cn_cac")
    rows = data.draw(
        st.lists(
            st.builds(
                Said, actor=st.sampled_from(actors), target=st.sampled_from((CAPACITY, "instrument:eu_ai_act")),
                stance=st.sampled_from([s.value for s in Stance]),
                sentence=st.sampled_from(("We take a side here.", "我们在此表明立场。")),
                act=st.sampled_from(("act", "quote", "paraphrase")), age=st.floats(0.1, 111.0),
                confidence=st.floats(0.3, 1.0),
            ), max_size=25,
        )
    )  # fmt: skip
    desk = Desk(known).say(*rows)
    made = build(desk.snapshot(), known, draws=60)
    assert verify(made.json, desk.read_text, desk.snapshot()) == []

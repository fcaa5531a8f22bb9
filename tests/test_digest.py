"""The digest as JSON: its schema, rebuilding, verifying, states."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.attention import Calendar
from digest.build import build
from digest.canonical import dumps
from digest.consensus import Vote
from digest.thresholds import THRESHOLDS
from digest.verify import rescore, verify
from domain.catalogue import Catalogue, default
from domain.records import Stance, State
from tests.builders_digest import CONFUSION, END, Desk, Said
from tests.digested import CAPACITY, DRAWS, SCHEMA, backing, body, issue, small, week


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


def test_a_topic_that_fell_silent_fades_and_is_named():
    row = next(row for row in body()["insufficient"] if row["topic_id"] == "theme:value_alignment")
    assert (row["state"], row["voices"]) == ("fading", 0)


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

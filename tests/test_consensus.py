"""The consensus model: the worked example, the oracle, the invariants."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digest import measures
from digest.consensus import Score, Vote, score
from digest.thresholds import THRESHOLDS
from digest.voices import cast, live, voices
from domain.catalogue import default
from domain.records import State
from tests.builders_digest import (
    ATTENTION,
    CLASSES,
    CONFUSION,
    JURISDICTIONS,
    SIDES,
    WORKED,
    WORKED_PRIOR,
    crowd,
)


def worked(votes=WORKED, attention=ATTENTION, prior=WORKED_PRIOR, states=(), **more) -> Score:
    return score(votes, attention, prior, states, **more)


def quick(votes, **more) -> Score:
    return score(votes, ATTENTION, draws=150, **more)


def row(s: Score) -> tuple[object, ...]:
    figures = (s.mu, s.A, s.B, s.G, s.J, s.M, s.eci_raw, s.eci, s.lo, s.hi, s.P_cons, s.P_cont)
    places = (2, 3, 3, 3, 3, 3, 1, 1, 1, 1, 2, 2)
    return (*(round(f, n) for f, n in zip(figures, places, strict=True)), s.state)


FLIPPED = [replace(v, stance="oppose") if i % 2 == 0 else v for i, v in enumerate(WORKED)]
LOUD = [Vote(f"G{i}", "cn_gov", "gov_executive", "CN", "zh", "support", "quote", 1.0, 2) for i in range(10)]
PARIS = [
    Vote(f"P{i}", p, "gov_executive", j, lang, s, "act", 1, 1)
    for i, (p, j, lang, s) in enumerate(
        [("fr_gov", "FR", "en", "support"), ("in_gov", "IN", "en", "support"), ("cn_gov", "CN", "zh", "support"),
         ("eu_comm", "EU", "en", "support"), ("br_gov", "BR", "en", "support"), ("us_exec", "US", "en", "oppose"),
         ("gb_gov", "GB", "en", "oppose"), ("jp_gov", "JP", "en", "support")])
]  # fmt: skip
NEWCOMER = Vote("F13", "jp_gov", "gov_executive", "JP", "en", "support", "quote", 0.9, 2)
CALM = dict(attention=(2, 160, 22, 1800), prior=frozenset(v.principal for v in WORKED))
BASE_ROW = (0.76, 0.627, 0.997, 1.0, 0.512, 0.756, 77.9, 72.6, 58.1, 81.0, 0.64, 0.13, "emerging")


# the figures of the worked example, typed from the specification
WORKED_ROWS = [
    ("base", dict(), BASE_ROW),
    ("ten fresh texts by one government", dict(votes=[*WORKED, *LOUD]),
     (0.76, 0.628, 0.997, 1.0, 0.509, 0.754, 77.9, 72.6, 58.2, 81.0, 0.64, 0.13, "emerging")),
    ("every second voice flipped", dict(votes=FLIPPED),
     (-0.24, 0.079, 0.874, 1.0, 0.436, 0.718, 36.8, 38.6, 25.8, 52.1, 0.01, 0.97, "contested")),
    ("without Chinese evidence", dict(votes=[v for v in WORKED if v.lang != "zh"]),
     (0.68, 0.575, 0.721, 1.0, 0.503, 0.751, 67.8, 63.8, 47.8, 71.8, 0.55, 0.23, "open")),
    ("only Chinese voices", dict(votes=[v for v in WORKED if v.jur == "CN"]),
     (1.0, 1.0, 0.373, 1.0, 0.276, 0.638, 62.0, 47.9, 24.9, 58.7, 0.60, 0.25, "insufficient")),
    ("three unanimous voices", dict(votes=WORKED[:3]),
     (1.0, 1.0, 0.535, 1.0, 0.0, 0.5, 64.4, 49.2, 27.3, 61.3, 0.64, 0.21, "insufficient")),
    ("four unanimous voices", dict(votes=WORKED[:4]),
     (1.0, 1.0, 0.629, 1.0, 0.137, 0.568, 71.0, 57.4, 36.1, 67.7, 0.70, 0.17, "insufficient")),
    ("eight unanimous voices", dict(votes=WORKED[:8]),
     (1.0, 1.0, 0.898, 1.0, 0.400, 0.700, 85.6, 73.2, 55.5, 82.0, 0.80, 0.08, "emerging")),
    ("without the one opponent", dict(votes=WORKED[:11]),
     (0.88, 0.860, 0.997, 1.0, 0.512, 0.756, 86.5, 78.7, 66.2, 84.6, 0.86, 0.05, "emerging")),
    ("one more government", dict(votes=[*WORKED, NEWCOMER]),
     (0.78, 0.644, 1.0, 1.0, 0.547, 0.773, 79.3, 74.7, 61.0, 82.8, 0.68, 0.11, "emerging")),
    ("neither growth nor newcomers", CALM,
     (0.76, 0.627, 0.997, 0.325, 0.0, 0.162, 46.6, 43.5, 34.8, 48.5, 0.64, 0.13, "steady")),
    ("held for three weeks", dict(CALM, states=("emerging",) * 3),
     (0.76, 0.627, 0.997, 0.325, 0.0, 0.162, 46.6, 43.5, 34.8, 48.5, 0.64, 0.13, "consolidating")),
    ("two of eight states decline", dict(votes=PARIS, attention=(30, 200, 10, 1500)),
     (0.50, 0.189, 0.569, 1.0, 0.617, 0.809, 44.3, 44.8, 23.1, 60.9, 0.12, 0.63, "contested")),
    ("tagger error propagated", dict(confusion=CONFUSION),
     (0.76, 0.627, 0.997, 1.0, 0.512, 0.756, 77.9, 69.0, 48.8, 80.3, 0.52, 0.26, "open")),
]  # fmt: skip


@pytest.mark.parametrize(("case", "change", "expected"), WORKED_ROWS, ids=[name for name, _, _ in WORKED_ROWS])
def test_the_worked_example_comes_out_as_specified(case, change, expected):
    assert row(worked(**change)) == expected


def test_forty_reprints_change_not_one_digit():
    assert worked([*WORKED, *[WORKED[0]] * 40]) == worked()


def test_six_outlets_that_claim_consensus_are_no_voice():
    claims = [Vote(f"C{i}", f"x{i}", "media", "CN", "zh", "support", "consensus_claim", 1, 1) for i in range(6)]
    assert (worked(claims).state, worked(claims).principals) == (State.INSUFFICIENT, 0)


def test_the_worked_means_differ_by_language():
    assert {lang: round(mu, 3) for lang, mu in worked().mu_by_lang.items()} == {"zh": 1.0, "en": 0.677}


def test_the_worked_hill_numbers_are_the_diagnostics_specified():
    assert {axis: round(n, 2) for axis, n in worked().hill.items()} == {"class": 4.85, "jur": 5.25, "lang": 1.8}


def test_the_catalogue_and_the_table_weigh_speech_acts_alike():
    assert dict(THRESHOLDS.act_weight) == default().act_weight


def test_every_setting_has_its_reason():
    assert all(len(why) > 20 for _, _, why in THRESHOLDS.table())


@st.composite
def topics(draw, *, least: int = 5, sides: tuple[str, ...] = SIDES) -> list[Vote]:
    count = draw(st.integers(least, 24))
    home = {f"p{i}": (draw(st.sampled_from(CLASSES)), draw(st.sampled_from(JURISDICTIONS))) for i in range(count)}
    votes = []
    for i in range(count):
        principal = draw(st.sampled_from(sorted(home)))
        votes.append(
            Vote(
                f"F{i}",
                principal,
                *home[principal],
                draw(st.sampled_from(("zh", "en"))),
                draw(st.sampled_from(sides)),
                draw(st.sampled_from(("act", "document", "quote", "authored"))),
                draw(st.integers(50, 100)) / 100,
                draw(st.integers(0, 270)) / 10,
            )
        )
    return votes


cases = settings(max_examples=12, deadline=None)


@cases
@given(topics(), st.data())
def test_reprints_change_nothing(votes, data):
    assert quick([*votes, *[data.draw(st.sampled_from(votes))] * 40]) == quick(votes)


@cases
@given(topics(), st.randoms())
def test_the_order_of_votes_is_irrelevant(votes, rng):
    shuffled = votes[:]
    rng.shuffle(shuffled)
    assert quick(shuffled) == quick(votes)


@cases
@given(topics())
def test_neutral_texts_and_consensus_claims_add_no_voice(votes):
    silent = [Vote(f"N{i}", f"n{i}", "media", "CN", "zh", "neutral") for i in range(9)]
    claims = [Vote(f"C{i}", f"c{i}", "media", "CN", "zh", "support", "consensus_claim") for i in range(9)]
    assert quick([*votes, *silent, *claims]) == quick(votes)


@cases
@given(topics())
def test_an_actor_who_speaks_often_counts_once(votes):
    loud = [*votes, *[replace(votes[0], family=f"L{i}", conf=1.0, age=0.0, act="act") for i in range(50)]]
    voice = {v.principal: v for v in quick(loud).voices}[votes[0].principal]
    assert voice.strength <= 1.0


@cases
@given(topics())
def test_every_output_stays_in_its_bounds(votes):
    s = quick(votes)
    assert all(0 <= v <= 1 for v in (s.A, s.B, s.M, s.G, s.J, s.P_cons, s.P_cont, s.P_decline))
    assert 0 <= s.lo <= s.eci <= s.hi <= 100
    assert -1 <= s.mu <= 1


def agreement(oppose: float, conditional: float, support: float) -> float:
    import numpy as np

    part = measures.shares(np.array([oppose, conditional, support], dtype=float))
    return float(measures.agreement(part, measures.mean(part)))


def test_agreement_does_not_depend_on_the_direction():
    assert agreement(0, 0, 7) == agreement(7, 0, 0) == 1


def test_even_camps_have_no_agreement():
    assert agreement(5, 0, 5) < 1e-9


def test_agreement_falls_as_camps_even_out():
    row = [agreement(k, 0, 10 - k) for k in range(6)]
    assert row == sorted(row, reverse=True)


@cases
@given(topics(least=16, sides=("support",)))
def test_flipping_half_of_the_voices_collapses_agreement(votes):
    known = sorted({v.principal for v in votes})
    assume(len(known) >= 8)
    even = [replace(v, conf=1.0, age=0.0, act="act", cls=f"c{known.index(v.principal)}") for v in votes]
    half = set(known[::2])
    assert quick([replace(v, stance="oppose") if v.principal in half else v for v in even]).A < 0.45


@cases
@given(topics(), st.sampled_from(("lang", "jur", "cls")))
def test_a_new_language_jurisdiction_or_class_never_lowers_breadth(votes, axis):
    backing = [replace(v, stance="support", lang="zh") for v in votes]
    fresh = {"lang": "en", "jur": "NEW", "cls": "standards_body"}[axis]
    joined = replace(backing[0], family="X", principal="new", act="quote", conf=1.0, age=0.0, **{axis: fresh})
    before, after = quick(backing), quick([*backing, joined])
    name = "class" if axis == "cls" else axis
    assert after.B >= before.B - 1e-12
    assert after.n[name] > before.n[name]


@cases
@given(topics(sides=("support",)))
def test_an_aligned_newcomer_keeps_a_unanimous_topic_unanimous(votes):
    assert quick([*votes, replace(votes[0], family="X", principal="new")]).A == 1


@cases
@given(topics(sides=("support", "support", "conditional")))
def test_an_opponent_never_raises_agreement_when_the_mean_is_positive(votes):
    opponent = Vote("O", "opp", "civil_society", "FR", "en", "oppose")
    assert quick([*votes, opponent]).A <= quick(votes).A + 1e-12


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_voices_are_refused(count):
    assert quick(crowd(count)).state == State.INSUFFICIENT


def test_the_interval_narrows_with_independent_voices():
    widths = [s.hi - s.lo for s in map(quick, (crowd(6), crowd(12), crowd(40)))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("side", ["support", "oppose"])
def test_tagger_error_never_raises_confidence_in_a_unanimous_topic(side):
    votes = [replace(v, stance=side) for v in crowd(12)]
    assert quick(votes, confusion=CONFUSION).P_cons <= quick(votes).P_cons


@cases
@given(topics())
def test_the_same_seed_gives_the_same_bytes(votes):
    assert quick(votes) == quick(votes)


def test_another_seed_gives_another_interval():
    assert quick(WORKED, seed="a").lo != quick(WORKED, seed="b").lo


def test_a_principal_of_two_classes_counts_where_it_speaks_loudest():
    votes = [
        Vote("F1", "cn_gov", "regulator", "CN", "zh", "support", "quote", 0.6),
        Vote("F2", "cn_gov", "gov_executive", "CN", "zh", "support", "act", 1.0),
    ]
    assert quick(votes).voices[0].cls == "gov_executive"


def test_twelve_like_firms_weigh_three_and_a_half():
    firms = [Vote(f"F{i}", f"f{i}", "industry", "US", "en", "support", "act", 1.0) for i in range(12)]
    assert round(sum(v.weight for v in quick(firms).voices), 1) == 3.5


def test_voices_of_one_case_are_those_of_many_equal_cases():
    import numpy as np

    columns = cast(live(WORKED, THRESHOLDS), THRESHOLDS)
    one = voices(columns, columns.stance[:, None])
    many = voices(columns, np.repeat(columns.stance[:, None], 3, axis=1))
    assert np.array_equal(np.repeat(one.mix * one.strength, 3, axis=2), many.mix * many.strength)


def test_two_bodies_of_one_principal_speak_in_one_order_whatever_the_run():
    # a set has another order in every run: twenty equal pairs would hardly all come out sorted by chance
    pairs = [
        replace(NEWCOMER, family=f"F{number:02d}", cls=cls)
        for number in range(20)
        for cls in ("regulator", "standards_body")
    ]
    assert live(reversed(pairs), THRESHOLDS) == pairs

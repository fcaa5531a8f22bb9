"""The back-test: outcomes are compared with states, never fed to them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from functools import cache

from bench import backtest
from digest.topics import Scoring
from domain.catalogue import default
from domain.records import State
from domain.snapshot import Snapshot
from domain.week import Week
from tests.authored_week import authored_week

DRAWS = Scoring(draws=150)


@cache
def snapshot() -> Snapshot:
    return authored_week(default())[0]


def always(week: Week) -> Snapshot:
    return replace(snapshot(), week="2024-W27")


def with_outcome(**fields: object):
    known = default()
    entry = known.instruments["eu_ai_act"].model_copy(update={"date": "2024-07-02", **fields})
    return replace(known, instruments={"eu_ai_act": entry})


def test_a_contested_instrument_that_was_called_contested_is_a_hit():
    found = backtest.cases(always, with_outcome(outcome="contested"), DRAWS)
    assert [(case.called, case.is_hit) for case in found] == [(State.CONTESTED, True)]


def test_a_consensus_that_was_called_contested_is_a_miss():
    assert not backtest.cases(always, with_outcome(outcome="consensus"), DRAWS)[0].is_hit


def test_a_thin_topic_makes_no_call():
    empty = replace(snapshot(), evidence=())
    found = backtest.cases(lambda week: empty, with_outcome(outcome="consensus"), DRAWS)
    assert (found[0].called, found[0].p_consensus) == (None, None)


def test_the_brier_score_punishes_a_wrong_probability():
    right, wrong = (
        backtest.brier(backtest.cases(always, with_outcome(outcome=o), DRAWS)) for o in ("contested", "consensus")
    )
    assert right < 0.25 < wrong


def test_only_what_was_said_before_the_day_counts_as_earlier_stance():
    entry = default().instruments["eu_ai_act"].model_copy(update={"date": "2024-06-01", "themes": []})
    assert set(backtest.earlier_stance(snapshot(), entry, default())) == {"meta_co"}


def test_signers_who_spoke_for_it_stand_above_decliners_who_spoke_against():
    catalogue = with_outcome(signers=["beuc", "algorithmwatch"], decliners=["meta_co", "ccia"], date="2024-07-07")
    full = replace(default(), instruments=catalogue.instruments)
    assert backtest.auc(always, full) == (1.0, 2, 2)


def test_shuffled_stances_keep_their_number():
    dealt = backtest.shuffled(snapshot(), random.Random(1))
    before, after = (sorted(item.statement.stance for item in s.evidence) for s in (snapshot(), dealt))
    assert before == after


def test_shuffling_leaves_hardly_an_emerging_topic():
    assert backtest.null_emerging(snapshot(), default(), DRAWS, times=6) <= 1.0


def test_counting_articles_makes_more_voices_than_there_are_principals():
    heard = {item.principal for item in snapshot().evidence}
    assert len({item.principal for item in backtest.per_article(snapshot()).evidence}) > len(heard)


def test_the_report_prints_every_variant():
    lines: list[str] = []
    backtest.report(always, with_outcome(outcome="contested"), DRAWS, null=1, out=lines.append)
    assert all(any(line.startswith(name) for line in lines) for name in ("as shipped", "articles", "no cell discount"))


def test_the_week_of_an_event_is_the_one_its_day_falls_in():
    entry = default().instruments["eu_ai_act"].model_copy(update={"date": "2024-07-07"})
    assert str(backtest._week(entry)) == str(Week.of(datetime.fromisoformat("2024-07-07T12:00:00+00:00")))

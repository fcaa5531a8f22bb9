"""Growth and decline from counts, and the state that follows from the measures and the past."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import measures
from digest.consensus import state_of
from domain.records import State
from tests import consensus_reference as oracle

cases = settings(max_examples=12, deadline=None)


def test_growth_is_improbable_without_texts_and_near_certain_with_many():
    assert measures.p_growth(0, 100, 50, 1200) < 0.05
    assert measures.p_growth(30, 100, 50, 1200) > 0.95


def test_an_unchanged_rate_is_as_likely_above_as_below():
    assert abs(measures.p_growth(4, 100, 48, 1200, rho=1) - 0.5) < 0.1


def test_growth_without_any_baseline_is_never_claimed():
    assert measures.p_growth(5, 100, 0, 0) == 0


@cases
@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_the_incomplete_beta_function_agrees_with_quadrature(a, b, x):
    assert abs(measures.betainc(a + 0.5, b + 0.5, x) - oracle.betainc(a + 0.5, b + 0.5, x, steps=600)) < 1e-4


CLEAR = dict(neff=9, families=9, principals=9, P_cont=0.1, P_cons=0.8, P_decline=0.1, B=0.8, M=0.7)
HELD = ("emerging",)


@pytest.mark.parametrize(
    ("change", "prior", "state"),
    [
        (dict(), (), State.EMERGING),
        (dict(principals=6), (), State.EARLY_SIGNAL),
        (dict(M=0.1), (), State.STEADY),
        (dict(P_cont=0.6), (), State.CONTESTED),
        (dict(), HELD * 3, State.CONSOLIDATING),
        (dict(P_decline=0.9), HELD, State.FADING),
        (dict(P_cons=0.2), HELD, State.FADING),
        (dict(P_cons=0.2), (), State.OPEN),
        (dict(B=0.2), (), State.OPEN),
        (dict(neff=1), (), State.INSUFFICIENT),
        (dict(neff=1), HELD, State.FADING),
        (dict(P_decline=0.9), (*HELD, *("open",) * 8), State.EMERGING),
    ],
)
def test_the_state_follows_from_measures_and_past(change, prior, state):
    assert state_of({**CLEAR, **change}, prior) == state

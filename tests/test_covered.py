"""Spans met by another: the same answer as looking at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.records import Span
from nlp.covered import Covered

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: Span(start=one[0], end=one[0] + one[1]))


@given(st.lists(SPANS), SPANS)
def test_it_meets_what_overlaps_one_of_them(spans: list[Span], asked: Span) -> None:
    assert Covered(spans).meets(asked) is any(span.overlaps(asked) for span in spans)


@given(st.lists(SPANS), st.integers(0, 60))
def test_a_place_within_one_of_them_is_not_at_its_edge(spans: list[Span], place: int) -> None:
    assert Covered(spans).goes_on(place) is any(span.start < place < span.end for span in spans)

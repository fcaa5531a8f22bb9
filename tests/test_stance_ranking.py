"""The ranker's weights, the confusion matrix and the clauses they rest on."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records import Span, Stance
from nlp.clauses import clauses
from nlp.ranking import NAMES, WEIGHTS, confusion, model
from nlp.train.sentences import authored
from tests.stance_spec import said


def test_the_weights_name_every_feature() -> None:
    assert tuple(json.loads(WEIGHTS.read_text(encoding="utf-8"))["features"]) == NAMES
    assert model() is not None


@pytest.mark.parametrize("stance", Stance)
def test_a_row_of_the_confusion_matrix_sums_to_one(stance: Stance) -> None:
    row = confusion()[stance.value]
    assert sum(row.values()) == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("stance", [Stance.SUPPORT, Stance.CONDITIONAL, Stance.OPPOSE])
def test_a_side_that_is_told_is_likelier_than_any_other(stance: Stance) -> None:
    """Not so `neutral`: the few such reports that coders list are support to them."""
    row = confusion()[stance.value]
    assert max(row, key=lambda key: row[key]) == stance.value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_authored_sentences_cover_every_stance(lang: str) -> None:
    lines = list(authored(lang))
    stances = {expected[2] for line in lines for expected in line.expected}
    assert len(lines) >= 600
    assert stances == {stance.value for stance in Stance}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_confidence_lies_between_nought_and_one(lang: str) -> None:
    texts = {"zh": "英国政府支持加强可持续发展。", "en": "Microsoft supports stronger transparency."}
    assert all(0 <= one.confidence <= 1 for one in said(texts[lang], lang))


@given(st.text(alphabet="支持反对，。；但是《》（）“” abcBut that, and.", min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_clauses_quote_the_sentence_in_order(text: str) -> None:
    for lang in ("zh-Hans", "en"):
        found = clauses(text, Span(start=0, end=len(text)), lang)
        assert all(left.end <= right.start for left, right in pairwise(found))
        assert "".join(text[span.start : span.end] for span in found).replace(" ", "") == text.replace(" ", "")

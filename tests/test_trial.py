"""How sure a statement on a new text must be: on AI less than on something else."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from nlp.reading import read
from nlp.trial import least_sure
from tests.tagging import plain


def _least(target: str) -> float:
    return least_sure(read(plain("人工智能治理。"), default()), target, 0.4)


@pytest.mark.parametrize("target", ["theme:transparency", "instrument:eu_ai_act"])
def test_a_theme_and_a_listed_text_need_no_more_than_the_least(target: str) -> None:
    assert _least(target) == 0.4


@pytest.mark.parametrize(
    "target", ["newinst:《人工智能春日办法》", "newinst:Spring AI Act", "instrument:cn_ai_law_plan"]
)
def test_a_new_text_on_ai_must_be_surer(target: str) -> None:
    assert 0.4 < _least(target) < _least("newinst:《公共数据春日条例》")


def test_a_text_on_trial_that_is_on_something_else_must_be_surest() -> None:
    assert _least("instrument:us_chips_act") == _least("newinst:《公共数据春日条例》")

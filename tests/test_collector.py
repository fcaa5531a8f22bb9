"""The garbage collector rests while an article is tagged, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from nlp.collector import resting


def test_it_rests_within() -> None:
    with resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="of a stage"), resting():
        raise ValueError("of a stage")
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

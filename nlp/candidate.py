"""A possible statement with all that the ranker weighs."""

from __future__ import annotations

from typing import NamedTuple

from domain.records import Act
from nlp.holding import Holding
from nlp.stance import Judgement
from nlp.targets import Target


class Candidate(NamedTuple):
    """One holder and one target of a holding, judged; `further` says how a sentence only goes on from another."""

    actor: str
    target: Target
    holding: Holding
    judgement: Judgement
    act: Act
    is_expounded: bool = False
    is_official: bool = False
    is_worded: bool = False
    further: str = ""

"""Every number the consensus model and the digest decide by, in one table, each with its reason.

The model itself is `docs/decisions/` on emerging consensus; a digest records the table it was computed with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TypeVar

from domain.records import Act

T = TypeVar("T")

STANCES = ("oppose", "conditional", "support")
SCALE = (-1.0, 0.5, 1.0)  # conditional backing lies three quarters of the way from against to for
SPAN = 2.0

_ACT_WEIGHT: Mapping[Act, float] = MappingProxyType(
    {
        Act.ACT: 1.0, Act.DOCUMENT: 0.95, Act.QUOTE: 0.90, Act.AUTHORED: 0.85,
        Act.PARAPHRASE: 0.75, Act.CHARACTERISED: 0.40, Act.CONSENSUS_CLAIM: 0.0,
    }
)  # fmt: skip


def _number(value: T, why: str) -> T:
    made: T = field(default=value, metadata={"why": why})
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The settings of the consensus model; `table()` lists each with its reason."""

    window_days: int = _number(28, "one monthly news cycle: shorter windows hear too few governments, longer ones lag")
    baseline_weeks: int = _number(12, "a season of ordinary attention, short enough to forget last year's summit")
    half_life_days: float = _number(14.0, "the middle of the window: last week's words count about twice the first's")
    act_weight: Mapping[Act, float] = field(
        default_factory=lambda: _ACT_WEIGHT,
        metadata={"why": "deeds before documents before words before hearsay; a claim of consensus is no evidence"},
    )
    strongest: float = _number(0.999, "no text proves a stance beyond doubt, so a voice never quite reaches 1")
    cell_power: float = _number(
        0.5, "Penrose: like voices of one class and place add up as the square root of their number"
    )
    class_target: float = _number(4.0, "four kinds of actor: governments plus three others")
    jurisdiction_target: float = _number(5.0, "five jurisdictions: more than one bloc can supply")
    language_target: float = _number(2.0, "the two languages that the digest reads")
    category_cap: float = _number(1.0, "one full voice is enough to say that a class or a jurisdiction is heard")
    language_cap: float = _number(2.0, "a language needs two voices, since one may be a translation of the other side")
    growth: float = _number(1.5, "half as much again: below that, weekly counts cannot be told from noise")
    join_pull: float = _number(2.0, "two pseudo-voices: a single newcomer must not look like a wave")
    pseudo_voice: float = _number(0.5, "Jeffreys: without it three unanimous voices would have the interval [1, 1]")
    draws: int = _number(4000, "the 10% bound is then stable to about one point")
    low_quantile: float = _number(0.10, "topics are ranked by what is nearly certain, not by what is likely")
    high_quantile: float = _number(0.90, "the mirror image of the lower bound")
    min_principals: int = _number(5, "four unanimous voices occur by chance too often")
    min_effective: float = _number(4.0, "five voices of which one outweighs the rest are not five")
    min_families: int = _number(4, "four independent texts, so that one event's report cannot carry a topic")
    early_principals: int = _number(8, "5 to 7 voices give an early signal; 8 keep false alarms below one in ten")
    agreement: float = _number(0.50, "reads as about nine in ten on one side")
    mean: float = _number(0.50, "at least as much as conditional backing throughout")
    p_consensus: float = _number(0.60, "clearly better than even, given the pseudo-voices' pull to the middle")
    minority: float = _number(0.20, "one voice in five is a camp, not an exception")
    p_contested: float = _number(0.50, "as likely as not that such a camp exists")
    breadth: float = _number(0.40, "one language or one class alone stays below it")
    emergence: float = _number(0.40, "growth alone or newcomers alone nearly reach it, both do")
    decline: float = _number(0.80, "fading is announced only when attention has very probably halved")
    decline_rate: float = _number(0.5, "half of the baseline rate: the mirror of growth, further out")
    lost_consensus: float = _number(0.40, "a gap below p_consensus, so that a topic does not flicker between states")
    memory_weeks: int = _number(8, "a consensus not seen for two months is news again, not fading")
    held_weeks: int = _number(6, "the span in which a consensus has to hold")
    held_times: int = _number(3, "half of that span, so that one lapse is forgiven")
    part_ways: float = _number(0.5, "half the way from conditional to opposed: a difference a reader would notice")
    quote_words: int = _number(90, "very short extracts (Art. 15 of Directive 2019/790), Latin scripts")
    quote_chars: int = _number(150, "the same for Chinese (Copyright Law Art. 24)")
    lead_words: int = _number(26, "eight developments are read in a minute, Latin scripts")
    lead_chars: int = _number(60, "the same for Chinese, read twice as fast by the character")

    def table(self) -> list[tuple[str, object, str]]:
        """Name, value and reason of each setting, in order."""
        return [(item.name, getattr(self, item.name), item.metadata["why"]) for item in fields(self)]


THRESHOLDS = Thresholds()

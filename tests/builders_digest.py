"""Authored votes and snapshots for the digest's tests: a test states only what it is about."""

from __future__ import annotations

import random

from digest.consensus import Vote

CLASSES = ("gov_executive", "regulator", "intergov", "industry", "academia", "think_tank", "civil_society")
JURISDICTIONS = ("CN", "US", "EU", "GB", "INTL", "BR", "ZM", "JP")
SIDES = ("support", "conditional", "oppose")
ATTENTION = (11, 160, 22, 1800)
CONFUSION = {
    "support": {"support": 0.86, "conditional": 0.06, "oppose": 0.04, "neutral": 0.04},
    "conditional": {"conditional": 0.75, "support": 0.12, "oppose": 0.08, "neutral": 0.05},
    "oppose": {"oppose": 0.80, "conditional": 0.10, "support": 0.05, "neutral": 0.05},
}

# the worked example of the model: twelve stylised voices on capacity building
WORKED = (
    Vote("F01", "cn_gov", "gov_executive", "CN", "zh", "support", "act", 1.0, 1),
    Vote("F02", "us_exec", "gov_executive", "US", "en", "support", "act", 0.95, 1),
    Vote("F03", "un_secretariat", "intergov", "INTL", "en", "support", "quote", 0.95, 2),
    Vote("F04", "african_union", "intergov", "AFU", "en", "support", "document", 0.90, 3),
    Vote("F05", "zm_gov", "gov_executive", "ZM", "en", "support", "quote", 0.85, 2),
    Vote("F06", "br_gov", "gov_executive", "BR", "en", "support", "paraphrase", 0.85, 4),
    Vote("F07", "univ_cn_a", "academia", "CN", "zh", "support", "authored", 0.90, 3),
    Vote("F08", "firm_cn_a", "industry", "CN", "zh", "support", "paraphrase", 0.80, 5),
    Vote("F09", "firm_us_a", "industry", "US", "en", "conditional", "quote", 0.85, 4),
    Vote("F10", "tank_us_a", "think_tank", "US", "en", "conditional", "authored", 0.85, 6),
    Vote("F11", "ngo_intl_a", "civil_society", "INTL", "en", "conditional", "quote", 0.80, 3),
    Vote("F12", "tank_us_b", "think_tank", "US", "en", "oppose", "authored", 0.80, 5),
)
WORKED_PRIOR = frozenset({"cn_gov", "us_exec", "un_secretariat"})


def random_votes(rng: random.Random, count: int, *, langs: tuple[str, ...] = ("zh", "en")) -> list[Vote]:
    """Votes of random principals, each with one class and one jurisdiction; neutral and claimed ones included."""
    home: dict[str, tuple[str, str]] = {}
    made = []
    for _ in range(count):
        principal = f"p{rng.randrange(max(2, count))}"
        cls, jur = home.setdefault(principal, (rng.choice(CLASSES), rng.choice(JURISDICTIONS)))
        stance = rng.choice((*SIDES, *SIDES, "neutral"))
        act = rng.choice(("act", "document", "quote", "authored", "paraphrase", "characterised", "consensus_claim"))
        made.append(
            Vote(
                f"F{rng.randrange(count)}",
                principal,
                cls,
                jur,
                rng.choice(langs),
                stance,
                act,
                round(rng.uniform(0.5, 1), 2),
                round(rng.uniform(0, 27), 1),
            )
        )
    return made

"""How sure one must be of a statement on a text that the catalogue lacks or holds on trial.

Half of what looks like such a text is a product; and what a text on AI names of laws on data or networks brings no
position of its own: coders pass over nine of ten.
"""

from __future__ import annotations

import re

from domain.catalogue_checks import names
from nlp.reading import Reading

ON_TRIAL = 1.3  # times as sure: its names speak of AI
ASIDE = 1.9  # times as sure: it is on something else
_ON_AI = re.compile(
    r"人工智能|大模型|算法|深度合成|深度伪造|机器人|生成式|(?<![A-Za-z])AI(?![A-Za-z])|"
    "artificial intelligence|frontier model|deepfake",
    re.IGNORECASE,
)


def least_sure(reading: Reading, target: str, least: float) -> float:
    """The least confidence of a statement on a target; `least` is that on a theme or a listed text."""
    entry = reading.instrument(target)
    if entry is not None and entry.provisional:
        called = names(entry)
    elif target.startswith("newinst:"):
        called = [target.removeprefix("newinst:")]
    else:
        return least
    return min(1.0, least * (ON_TRIAL if any(_ON_AI.search(name) for name in called) else ASIDE))

"""Where a holder comes back to a target: further evidence for a stance on it that stands, never enough to make one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from nlp.candidate import Candidate
from nlp.holding import Holding
from nlp.reading import Reading
from nlp.targets import MOST, Target, cues

_LOOKED_AT = 12  # mentions of one text


def again(
    reading: Reading, held: Sequence[Holding], standing: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Sentences in which the same principal speaks and names the text, each with the candidate it supports."""
    if not standing:
        return
    starts = [holding.sentence.start for holding in held]
    principal = reading.catalogue.principal
    spans = {f"instrument:{tag.id}": tag.spans for tag in reading.doc.instruments}
    for one in standing:
        for span in spans.get(one.target.id, ())[:_LOOKED_AT]:
            last = bisect_right(starts, span.start)
            for holding in held[max(0, last - 2) : last]:
                if not holding.sentence.holds(span) or holding.sentence == one.holding.sentence:
                    continue
                if principal(one.actor) in map(principal, holding.holders):
                    target = Target(id=one.target.id, span=span, score=1.0, order=MOST)
                    yield one._replace(holding=holding, target=target), one


def told_on(
    reading: Reading, held: Sequence[Holding], standing: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Weak holdings with words of a theme on which a stance of their holder stands, each with what it supports."""
    weak = [one for one in held if one.is_weak]
    if not weak or not standing:
        return
    themes = cues(reading)
    for holding in weak:
        found = {target.id: target for target in themes.within(holding.content.start, holding.content.end)}
        for one in standing:
            target = found.get(one.target.id)
            if target is not None and one.actor in holding.holders:
                yield one._replace(holding=holding, target=target._replace(order=MOST)), one

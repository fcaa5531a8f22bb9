"""Whose office a name in a text stands for, and when it was held: "Biden’s order" was signed while Biden held it."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.catalogue import Catalogue
from domain.records import Span

_BY = re.compile(
    r"^(?:,? (?:that |which )?(?:was |were )?(?:signed|issued|released|announced|put out))? by (?:\w+ ){0,2}?$"
)
_FAR = 60  # characters after a description in which its owner may follow


class Tenure(NamedTuple):
    """An actor and the stretches in which the person named held its office; no stretches: no person was named."""

    actor: str
    periods: tuple[tuple[str, str], ...] = ()

    def covers(self, day: str) -> bool:
        """Whether a day falls into one of the stretches."""
        return not self.periods or any(start <= day and (not end or day < end) for start, end in self.periods)


class Tenures:
    """The office holders of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._held: dict[str, Tenure] = {}
        for holder in catalogue.holders:
            names = {*holder.names_en, *holder.names_zh}
            # a person who came back holds both terms under every name
            same = [
                (other.start, other.end or "")
                for other in catalogue.holders
                if other.actor == holder.actor and names & {*other.names_en, *other.names_zh}
            ]
            for name in names:
                known = self._held.get(name, Tenure(holder.actor)).periods
                self._held[name] = Tenure(holder.actor, tuple(sorted({*known, *same})))
        held = sorted(self._held, key=len, reverse=True)
        first = "".join(sorted({re.escape(name[0]) for name in held}))
        forms = "|".join(rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in held)
        # where no name can begin, none of the hundreds is tried
        self._names = re.compile(rf"(?=[{first}])(?:{forms})" if forms else "(?!)")

    def owner(self, text: str, span: Span, sentence: Span) -> Tenure | None:
        """Who is named as the owner of what a span describes: after `by`, else the last name before, else the next."""
        after = list(self._names.finditer(text, span.end, min(sentence.end, span.end + _FAR)))
        if after and _BY.match(text[span.end : after[0].start()]):
            return self._held[after[0][0]]
        before = list(self._names.finditer(text, sentence.start, span.start))
        found = before[-1] if before else after[0] if after else None
        return self._held[found[0]] if found is not None else None

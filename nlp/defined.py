"""Texts that an article gives a short name and that nobody lists: 《…战略》（以下简称《战略》）.

They speak as named texts do, for whoever the article says has issued them; they are no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.records import Span

PREFIX = "defined:"
_SHORT = re.compile(
    r"《(?P<title>[^《》\n]{3,60})》”?\s*[（(][^（）()\n]{0,30}?[简下]称为?[：:]?\s*[《“\"]*(?P<short>[^《》“”\"（）()，。\n]{1,20})[》”\"]*[）)]"
)


def defined(text: str, named: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Where a defined text stands in full and by its short name, with its id; one already named keeps its id."""
    if "简称" not in text and "下称" not in text:
        return
    for found in _SHORT.finditer(text):
        start, end = found.span("title")
        known = next((name for span, name in named if span.start <= start + 1 and end - 1 <= span.end), None)
        if known is None:
            yield Span(start=start, end=end), PREFIX + found["title"]
        short = f"《{found['short']}》"
        place = text.find(short, found.end())
        while place >= 0:
            yield Span(start=place + 1, end=place + len(short) - 1), known or PREFIX + found["title"]
            place = text.find(short, place + 1)

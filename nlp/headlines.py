"""Who speaks in a headline: 外交部：…, "Macron: …", "Guterres urges …".

The first paragraph may only say 发言人, "he" or "the secretary-general".
"""

from __future__ import annotations

import re

from domain.text import side
from nlp.matching import Hit, Layer
from nlp.patterns import matcher
from nlp.reading import Reading
from nlp.references import holds
from nlp.roles_en import OFFICE

_ZH_COLON = re.compile(r"[^：:，。；“”]{0,6}[：:]")
_EN_COLON = re.compile(rf"(?:['’]s)?{OFFICE}:\s")
_EN_OFFICE = re.compile(rf"{OFFICE}\s")
_SAYS = frozenset({"speech", "warn", "position", "reject"})
_LEDE = 200  # characters of the text that may confirm whom a short name means


def speaker(reading: Reading) -> tuple[str, ...]:
    """The one actor with a voice that a title begins with and lets speak; empty for most titles."""
    doc, known = reading.doc, reading.catalogue
    for hit in matcher(known).find(f"{doc.title}\n{doc.text[:_LEDE]}", ()):
        if hit.span.end > len(doc.title):
            break
        is_first = doc.title[: hit.span.start].strip(' 《“"').lower() in ("", "the")
        if hit.layer is not Layer.ACTOR or not is_first or not holds(hit.period, doc.published_at):
            continue
        if known.has_voice(hit.id) and _speaks(reading, hit):
            return (hit.id,)
    return ()


def _speaks(reading: Reading, hit: Hit) -> bool:
    title, end = reading.doc.title, hit.span.end
    if side(reading.doc.lang) == "zh":
        return _ZH_COLON.match(title, end) is not None or _says(reading, end)
    office = _EN_OFFICE.match(title, end)
    return _EN_COLON.match(title, end) is not None or (office is not None and _says(reading, office.end()))


def _says(reading: Reading, place: int) -> bool:
    word = reading.words.at(reading.doc.title, place)
    return bool(reading.words.groups.get(word, frozenset()) & _SAYS)

"""Where a sentence asks or supposes what an actor does: "Why does X oppose …?", 若某国签署…, "whether X supports …".

Nobody has a position by being asked for it, or by leaving it open.
"""

from __future__ import annotations

import re

from domain.records import Span
from nlp.governors import Governor
from nlp.groups import Group
from nlp.holding import Holding
from nlp.reading import Kind, Reading

_ASKED = re.compile(r"[?？][”\"’)）\s]*$")
_TAIL = 6  # characters in which a question ends
_OPEN = {
    "zh": re.compile(r"(?:如果|假如|假若|假使|倘若|要是|若|一旦|除非|是否|为何|为什么)(?:是|连)?$"),
    "en": re.compile(
        r"\b(?:whether|if|unless|(?:unclear|doubtful|unlikely|doubts?|doubted) that)\s(?:or not\s)?(?:the\s)?$",
        re.IGNORECASE,
    ),
}
_LEAD = 24  # characters before a name in which it is supposed
# 某国是否支持: stands between the name and its verb
_WHETHER = re.compile(r"[^，。；：“对就]*?(?:是否|能否|会否|可否|会不会|为何|为什么|缘何)")

_OPENS = {
    "zh": re.compile(r"(?<!论)(?:是否|能否|会否|可否|要不要)[^，。；]{0,8}$"),
    "en": re.compile(r"(?<!matter )\bwhether(?! or not)\s[^,;:]{0,40}$", re.IGNORECASE),
}


def is_open(reading: Reading, holding: Holding, found: Governor) -> bool:
    """Whether a word that takes a side stands in a question left open; an inquiry whether a rule is kept takes one."""
    if holding.group in ("enact", "document"):
        return False
    return _OPENS[reading.words.lang].search(reading.doc.text, found.clause.start, found.hit.start) is not None


def is_supposed(reading: Reading, sentence: Span, group: Group, verb_start: int) -> bool:
    """Whether what a named actor does is asked or supposed, not told."""
    text, lang = reading.doc.text, reading.words.lang
    if group.kind is not Kind.ACTOR:
        return False
    if _OPEN[lang].search(text, max(sentence.start, group.span.start - _LEAD), group.span.start):
        return True
    if lang == "zh" and _WHETHER.match(text, group.span.end, verb_start) is not None:
        return True
    asked = _ASKED.search(text, max(sentence.start, sentence.end - _TAIL), sentence.end)
    return asked is not None and not reading.quotes(sentence)

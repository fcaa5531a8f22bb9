"""Clauses of a sentence, as spans that quote it exactly.

Chinese: commas, semicolons, colons, dashes and the connectives that open a clause. English: commas, semicolons, dashes
and colons followed by a clause opener, coordinating and subordinating conjunctions, that-clauses and relative clauses.
A list (`、`, "A, B and C") stays in one clause; nothing inside brackets opens one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from operator import attrgetter

from domain.records import Span
from domain.text import side
from nlp.segment import trimmed

_ZH_BREAK = re.compile(r"[，,；;：:。！？!?]+[”’」』]*|——+|……")
# the look behind comes last, so that the search jumps to the first characters of the words
_ZH_OPENER = re.compile(
    r"(?:但是|然而|不过|并且|从而|以便|以期|因此|所以)(?!于)(?<=[^\s，,；;：:“]..)|以及在(?!于)(?<=[^\s，,；;：:“]...)"
)
_BRACKET = re.compile(r"[（(《[]")
_START = attrgetter("start")
# each begins with the one character it can begin with, which the search for it jumps to
_EN_BREAK = re.compile(
    r"[;:\s—,](?:(?<=[;:])(?=\s)|(?<=\s)[—–-]{1,2}\s|(?<=—)|(?<=,)(?:"
    r"(?=\s(?:and|but|or|so|yet|while|although|albeit|though|whereas|which|who|whose|where|because|since|"
    r"as|if|unless|provided|including|saying|adding|arguing|calling|warning|citing|noting|urging|with|after|before|"
    r"(?:the\s)?[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}\s(?:said|says|warned|argued|added|told|wrote|noted|stressed)|"
    r"however|it|he|she|they|we|the|that|its|[A-Z])\b)|[\"”](?=\s)|(?<=[a-z],)(?=\s[a-z]+(?:ing|ed)\b)))",
)
_EN_OPENER = re.compile(
    r"\s(?:"
    r"(?=(?:(?<!cannot\s)(?<!not\s)(?<!choice\s)but|when|while|although|though|whereas|because|unless|even though|"
    r"so that|after|before|despite)\s)"
    r"|(?<=\w\s)(?:(?=that\s(?:the|it|its|they|we|he|she|AI|any|all|such|would|will|could|should|must|is|are|[A-Z]\w*)\b)"
    r"|(?=(?:which|who)\s)|(?=and\s(?:that|would|will|has|have|is|it|they|he|she|said|called)\s)))"
)
# "If the fines are capped, Acme will …", "Unlike Acme, Bolt …": what stands in front ends at its comma
_EN_FRONT = re.compile(
    r"[“\"]?(?:(?:But|And|Yet|So)\s)?(?:If|Once|When|While|Until|Unless|Although|Though|Provided|Assuming|Should|Whereas|"
    r"As long as|So long as|Even (?:if|though|as)|On condition|Unlike|In contrast|Compared|More than|Contrary to|"
    r"Despite|Notwithstanding)\s[^,;:“”\"]{2,120},(?=\s(?:the|it|he|she|they|we|its|(?![A-Z]\w*['’]s\s)[A-Z]))"
)


def clauses(text: str, sentence: Span, lang: str) -> tuple[Span, ...]:
    """The clauses of a sentence, in order; together they cover all of it but white space at their edges."""
    cuts = _cuts(text[sentence.start : sentence.end], sentence.start, lang)
    if not cuts:
        whole = trimmed(text, sentence.start, sentence.end)
        return () if whole is None else (whole,)
    spans = [trimmed(text, start, end) for start, end in pairwise(sorted({sentence.start, *cuts, sentence.end}))]
    return tuple([span for span in spans if span is not None])


def clause_at(found: tuple[Span, ...], place: int) -> int:
    """Index of the clause that holds a place, or of the last one before it."""
    return max(0, bisect_right(found, place, key=_START) - 1)


def _cuts(sentence: str, offset: int, lang: str) -> list[int]:
    if side(lang) == "zh":
        found = [one.span() for one in _ZH_BREAK.finditer(sentence)]
        found += [(one.start(), one.start()) for one in _ZH_OPENER.finditer(sentence)]
    else:
        found = [one.span() for one in _EN_BREAK.finditer(sentence)]
        found += [one.span() for one in _EN_OPENER.finditer(sentence)]
        front = _EN_FRONT.match(sentence)
        found += [(front.end(), front.end())] if front is not None else []
    if found and _BRACKET.search(sentence) is not None:
        found = [(start, end) for start, end in found if not _is_bracketed(sentence, start)]
    return [offset + end for _, end in found if 0 < end < len(sentence)]


def _is_bracketed(sentence: str, place: int) -> bool:
    head = sentence[:place]
    return any(head.count(opening) > head.count(closing) for opening, closing in ("（）", "()", "《》", "[]"))

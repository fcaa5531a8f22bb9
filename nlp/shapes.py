"""The shapes of names the catalogue does not hold yet, compiled from `nlp/lexicon/newcomers.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nlp.lexicons import word_lists

_WORD = r"(?:[A-Z][\w’'&-]*|\d{4})"
_ROLE = r"(?: (?:has|have|had|also|will|would|today|recently|spokes\w+|officials?|chair\w*|director|president|CEO))*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Expressions with a group `name` and a group `head`, and what each head tells."""

    kinds: dict[str, str]
    instruments: frozenset[str]
    marked: re.Pattern[str]
    ending: re.Pattern[str]
    named: re.Pattern[str]
    head_zh: re.Pattern[str]
    acts_zh: re.Pattern[str]
    speaker_en: re.Pattern[str]
    cut: re.Pattern[str]
    subject: re.Pattern[str]
    lead: frozenset[str]


@cache
def shapes() -> Shapes:
    """All shapes, read once."""
    words = word_lists("newcomers")
    kinds = {
        head: kind
        for key in ("instruments_zh", "instruments_en", "organisations_zh", "organisations_en")
        for kind, heads in words[key].items()
        for head in heads
    }
    return Shapes(
        kinds=kinds,
        instruments=frozenset([*_heads(words["instruments_zh"]), *_heads(words["instruments_en"])]),
        marked=re.compile(r"《(?P<name>[^《》\n]{3,60})》"),
        ending=re.compile(
            rf"(?P<head>{_any(_heads(words['instruments_zh']))})(?:[（(][^（）()]{{1,14}}[）)]|草案|征求意见稿|[\d.]+版?)*$"
        ),
        named=re.compile(
            rf"\b(?P<name>{_WORD}(?: (?:{_WORD}|of|the|for|and|on|in|to|by)){{0,9}}? "
            rf"(?P<head>{_any(_heads(words['instruments_en']))}))\b(?![’'-]?[A-Za-z])"
        ),
        head_zh=re.compile(rf"(?:{_any(_heads(words['organisations_zh']))})(?![生院部城的以])"),
        acts_zh=re.compile(
            rf"(?:（[^）]{{1,20}}）)?(?:{_any(words['title_zh'])})?[一-鿿·]{{0,6}}?(?:{_any(words['act_zh'])})"
        ),
        speaker_en=re.compile(
            rf"(?=[A-Z\d])\b(?P<name>(?:{_WORD}(?: (?:{_WORD}|of|the|for|and|on|in|&)){{0,7}}? )?"
            rf"(?P<head>{_any(_heads(words['organisations_en']))})"
            rf"(?: (?:of|for|on|in) (?:the )?{_WORD}(?: (?:and )?{_WORD}){{0,4}})?)\b"
            rf"(?: \([^)]{{2,40}}\))?(?:,[^,.]{{3,60}},)?{_ROLE} (?:{_any(words['act_en'])})\b"
        ),
        cut=re.compile(_any(words["cut_zh"]) + "|、"),
        subject=re.compile(_any([*words["subject_zh"], *words["subject_en"]]), re.IGNORECASE),
        lead=frozenset(words["lead_en"]),
    )


def _heads(grouped: dict[str, list[str]]) -> list[str]:
    return [head for heads in grouped.values() for head in heads]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

"""Which instrument "the bill", "the order" or 该法案 means: the last one named whose kind agrees with the noun.

A lede may tell of a law before it names it, "the governor signed a bill on Friday that …": the one named below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.catalogue_checks import names
from domain.records import Span
from nlp.holding import Holding
from nlp.reading import Kind, Mention, Reading
from nlp.words import Hit

_BEFORE = 6  # characters before a title in which its kind stands
_ANY = frozenset({"文件", "document", "agreement", "text"})
_NOUNS = {  # what texts of some kinds are called
    "law bill": "bill act law legislation 法案 法 法律 草案",
    "regulation law": "rules regulation 新规",
    "regulation": "rule memo memorandum 规定 办法 条例 规则",
    "strategy": "plan strategy 规划 路线图 战略",
    "strategy framework": "计划",
    "framework voluntary standard": "guidelines guidance 指引 准则 指南",
    "voluntary": "code 守则",
    "statement declaration": "statement 声明",
    "statement": "letter",
    "declaration": "宣言",
    "executive_order": "order 令",
    "resolution": "决议案 决议",
    "treaty": "treaty 公约",
    "report": "report",
    "standard": "standard",
}
_KINDS = {noun: frozenset(kinds.split()) for kinds, nouns in _NOUNS.items() for noun in nouns.split()}
_NEW = re.compile(
    r"(?:\ban?\s(?:[\w-]+\s){0,4}|\b(?:sign|pass|approv|introduc|enact|adopt|advanc|unveil)\w*\s(?:new\s|landmark\s|major\s)?)$"
)
_ANOTHER = re.compile(
    r"\b(?:another|similar|different|previous|separate|second|earlier|last year|more \w+|prior|several)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:政府)?(?:则|却|也|均|都)?(?:对此)?(?:明确|公开)?(?:表示|予以)?(?P<verb>欢迎|支持|反对|赞同|赞成)[。；，！]"
)
_PASSED = ("bill", "legislation", "law", "act")
_REACH = 60  # characters between the verb and the noun


def is_document_noun(reading: Reading, hit: Hit) -> bool:
    """Whether a pronoun phrase means a document."""
    return bool(_noun(reading, hit))


def meant(reading: Reading, hit: Hit, recent: Sequence[str]) -> str:
    """The target that a definite phrase means, the latest first in `recent`; empty when none agrees."""
    noun = _noun(reading, hit)
    return next((target for target in recent if _agrees(reading, noun, target)), "")


def announced(reading: Reading, holding: Holding) -> tuple[str, Span] | None:
    """The law of the holder that is named further on, and where it is told of; None where the text has told of it."""
    if reading.words.lang != "en" or holding.group not in ("enact", "reject") or holding.subject is None:
        return None
    text, start = reading.doc.text, holding.subject.span.end
    for hit in reading.said("documents", start, min(holding.content.end, start + holding.gap + _REACH)):
        if hit.word not in _PASSED or _NEW.search(text, start, hit.start) is None:
            continue
        if _ANOTHER.search(text, holding.sentence.start, hit.end) is not None:
            return None
        named = next((one for one in reading.mentions if _is_meant(reading, holding, one, hit.word)), None)
        if named is None or named.span.start < hit.start:
            return None
        return named.id, Span(start=hit.start, end=hit.end)
    return None


def elided(reading: Reading, holding: Holding) -> tuple[str, Span] | None:
    """The text that a bare 乙则表示欢迎 leaves out, the last one named before it; the place is where it would stand."""
    if reading.words.lang != "zh" or holding.subject is None:
        return None
    bare = _BARE.fullmatch(reading.doc.text, holding.subject.span.end, holding.content.end)
    start = holding.subject.span.start
    if bare is None or start == holding.sentence.start:
        return None
    before = reading.mentioned(Span(start=holding.sentence.start, end=start))
    texts = [one.id for one in before if one.kind is Kind.INSTRUMENT]
    return (texts[-1], Span(start=bare.end("verb"), end=bare.end())) if texts else None


def _noun(reading: Reading, hit: Hit) -> str:
    found = [noun for noun in reading.said("documents", hit.start, hit.end) if noun.end == hit.end]
    return found[-1].word if found else ""


def _agrees(reading: Reading, noun: str, target: str) -> bool:
    if noun in _ANY:
        return True
    entry = reading.instrument(target)
    if entry is None:
        return noun in target.partition(":")[2].lower() or _is_called(reading, noun, target)
    return entry.kind in _KINDS.get(noun, ()) or any(noun in name.lower() for name in names(entry))


def _is_called(reading: Reading, noun: str, target: str) -> bool:
    """Whether the text calls a new text by the noun before its title: 国际标准《…要求》."""
    text = reading.doc.text
    return any(
        noun in text[max(0, mention.span.start - _BEFORE) : mention.span.start]
        for mention in reading.mentions
        if mention.id == target
    )


def _is_meant(reading: Reading, holding: Holding, mention: Mention, noun: str) -> bool:
    """Whether a mention is a law of the holder, or of the state it is a part of."""
    entry, principal = reading.instrument(mention.id), reading.catalogue.principal
    if entry is None or entry.kind not in _KINDS[noun]:
        return False
    return bool(set(map(principal, entry.issuers)) & set(map(principal, holding.holders)))

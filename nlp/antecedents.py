"""Which instrument "the bill", "the order" or 该法案 means: the last one named whose kind agrees with the noun."""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalogue_checks import names
from nlp.reading import Reading
from nlp.words import Hit

_BEFORE = 6  # characters before a title in which its kind stands
_ANY = frozenset({"文件", "document", "agreement", "text"})
_KINDS = {
    "bill": {"bill", "law"}, "act": {"law", "bill"}, "law": {"law", "bill"}, "legislation": {"law", "bill"},
    "rule": {"regulation"}, "rules": {"regulation", "law"}, "regulation": {"regulation", "law"},
    "plan": {"strategy"}, "strategy": {"strategy"}, "guidelines": {"framework", "voluntary", "standard"},
    "guidance": {"framework", "voluntary", "standard"}, "statement": {"statement", "declaration"},
    "letter": {"statement"}, "order": {"executive_order"}, "memo": {"regulation"}, "memorandum": {"regulation"},
    "code": {"voluntary"}, "treaty": {"treaty"}, "report": {"report"}, "standard": {"standard"},
    "法案": {"law", "bill"}, "法": {"law", "bill"}, "法律": {"law", "bill"}, "草案": {"bill", "law"},
    "新规": {"regulation", "law"}, "令": {"executive_order"}, "声明": {"declaration", "statement"},
    "规定": {"regulation"}, "办法": {"regulation"}, "条例": {"regulation"}, "规则": {"regulation"},
    "决议案": {"resolution"}, "决议": {"resolution"}, "公约": {"treaty"}, "宣言": {"declaration"}, "规划": {"strategy"},
    "路线图": {"strategy"}, "战略": {"strategy"}, "计划": {"strategy", "framework"},
    "指引": {"framework", "voluntary", "standard"}, "准则": {"framework", "voluntary", "standard"},
    "守则": {"voluntary"}, "指南": {"framework", "voluntary", "standard"},
}  # fmt: skip


def is_document_noun(reading: Reading, hit: Hit) -> bool:
    """Whether a pronoun phrase means a document."""
    return bool(_noun(reading, hit))


def meant(reading: Reading, hit: Hit, recent: Sequence[str]) -> str:
    """The target that a definite phrase means, the latest first in `recent`; empty when none agrees."""
    noun = _noun(reading, hit)
    return next((target for target in recent if _agrees(reading, noun, target)), "")


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

"""Where a text describes an instrument instead of naming it: an executive order, 自愿承诺, a UN resolution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from domain.records import Span
from domain.text import side


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What a word of kind can mean.

    `kinds` are kinds of the catalogue; `named` stands in the name of what is meant, in English or Chinese;
    `is_free` when the issuer may stand anywhere near; `is_joint` when all issuers must be there; `ahead` is how
    many days before its date it is spoken of; `is_other` when it is none of those the text names; `failed` whether
    what was vetoed, withdrawn or lapsed can be meant.
    """

    kinds: tuple[str, ...]
    named: tuple[str, ...] = ()
    is_free: bool = False
    is_joint: bool = False
    ahead: int = 0
    is_other: bool = False
    failed: bool = True


class Description(NamedTuple):
    """A description found: `says_ai` when AI is part of it, `refers_back` after the, this, 该."""

    sort: Sort
    span: Span
    says_ai: bool
    refers_back: bool


_LAW = Sort(kinds=("law", "regulation", "bill"), failed=False)
_BILL = Sort(kinds=("bill", "law"), ahead=90)
_BILL_ZH = Sort(kinds=("bill", "law", "regulation"), ahead=90)
_LIKE = Sort(kinds=("law", "bill"), is_other=True, failed=False)
_TREATY = Sort(kinds=("treaty",))
_ORDER = Sort(kinds=("executive_order",), is_free=True)
_STRATEGY = Sort(kinds=("strategy",), named=("AI Strategy", "Artificial Intelligence Strategy", "人工智能战略"))
_PLAN = Sort(kinds=("strategy",), named=("Action Plan", "行动计划"), is_free=True, ahead=220)
_RESOLUTION = Sort(kinds=("resolution",))
_PLEDGE = Sort(kinds=("voluntary",), named=("ommitment", "承诺"), is_free=True)
_TALKS = Sort(kinds=("event",), named=("dialogue", "对话"), is_joint=True, ahead=60)
_ETHICS = Sort(kinds=("framework", "voluntary", "report"), named=("伦理",))
_WORDS = {
    "treaty": _TREATY, "convention": _TREATY, "bill": _BILL, "law": _LAW, "act": _LAW, "strategy": _STRATEGY,
    "resolution": _RESOLUTION, "公约": _TREATY, "条约": _TREATY, "国际条约": _TREATY, "决议": _RESOLUTION,
    "标准协议": _TREATY, "法案": _BILL_ZH, "新法": _BILL_ZH, "战略": _STRATEGY, "伦理准则": _ETHICS,
}  # fmt: skip
_EN = "|".join(sorted((word for word in _WORDS if word.isascii()), key=len, reverse=True))
_ZH = "|".join(sorted((word for word in _WORDS if not word.isascii()), key=len, reverse=True))
_WORDS_EN = tuple(cased for word in _WORDS if word.isascii() for cased in (word, word.capitalize(), word.upper()))
_AI = r"(?:AI|[Aa]rtificial [Ii]ntelligence)"
_FIRMS = rf"(?:[\w.’'-]+ ){{0,4}}?(?:{_AI}|tech|technology) (?:companies|developers|firms|labs|giants)"
# a form is searched for only where one of its words stands: most texts hold none
_Form = tuple[Sort | None, tuple[str, ...], re.Pattern[str]]
_FORMS: tuple[_Form, ...] = (
    (_ORDER, ("xecutive ",), re.compile(
        rf"[Ee]xecutive [Oo]rder\b(?! (?:No|\d))(?: (?:on|about) (?:\w+ ){{0,4}}?{_AI}\b)?")),
    (_PLEDGE, ("oluntary ", "commitments ", "pledges "), re.compile(
        rf"[Vv]oluntary (?:[\w-]+ ){{0,3}}?(?:commitments?|pledges?)\b|"
        rf"\b(?:commitments|pledges) (?:[\w’'-]+ ){{0,7}}?(?:from|by|of|with) {_FIRMS}\b")),
    (_PLAN, ("ction Plan", "ction plan"), re.compile(rf"\b{_AI} [Aa]ction [Pp]lan\b")),
    (_RESOLUTION, ("General Assembly",), re.compile(
        r"\b(?:U\.?N\.?|United Nations) General Assembly (?:[\w-]+ ){0,3}?[Rr]esolution\b(?! \d)")),
    (_TALKS, ("talks", "dialogue", "discuss"), re.compile(
        rf"\b(?:talks|dialogue)\b(?: [\w-]+){{0,4}}? (?:on|about|over) (?:[\w-]+ ){{0,4}}?{_AI}\b|"
        rf"\bmeet(?:ing)?\b[^.\n]{{0,400}}?\bdiscuss\w*[^.\n]{{0,40}}?{_AI}\b|"
        rf"\bmet\b[^.\n]{{0,400}}?\bdiscuss\w*[^.\n]{{0,40}}?{_AI}\b")),
    (_LIKE, ("imilar ",), re.compile(
        r"\b[Ss]imilar (?:(?:AI|safety|frontier|transparency|state|new|landmark) ){0,3}"
        r"(?:legislation|laws?|bills?|framework)\b")),
    (None, _WORDS_EN, re.compile(rf"\b(?P<kind>{_EN}) (?:on|for|about) (?:\w+ ){{0,4}}?{_AI}\b", re.IGNORECASE)),
    (None, _WORDS_EN, re.compile(rf"\b{_AI} (?:safety |governance |regulation )?(?P<kind>{_EN})\b", re.IGNORECASE)),
)  # fmt: skip
_IN_CLAUSE = r"[^。；，！\n]"
_FORMS_ZH: tuple[_Form, ...] = (
    (_ORDER, ("行政令", "行政命令"), re.compile(
        r"(?<![号《])(?<!号的)行政命?令》?")),
    (_PLEDGE, ("自愿",), re.compile(r"自愿性?(?:的|遵守)?(?:人工智能|AI)?(?:安全|的){0,2}承诺》?")),
    (_PLAN, ("行动计划",), re.compile(r"(?:人工智能|AI)行动计划》?")),
    (_RESOLUTION, ("决议",), re.compile(
        rf"(?:联合国大会|联大){_IN_CLAUSE}{{0,24}}?(?:人工智能|AI){_IN_CLAUSE}{{0,12}}?决议》?")),
    (_TALKS, ("中美", "美中"), re.compile(
        rf"(?:中美|美中){_IN_CLAUSE}{{0,24}}?(?:人工智能|AI){_IN_CLAUSE}{{0,10}}?(?:对话|会谈|磋商)")),
    (None, ("",), re.compile(rf"(?:人工智能|AI)(?:安全|治理|监管|系统|的){{0,2}}(?P<kind>{_ZH})》?")),
)  # fmt: skip
_COMMITTED = re.compile(r"(?:这些|上述|该|签署了?|加入了?)承诺(?![^。；，\n]{0,6}书)")
_BACK_ZH = ("该", "此", "这一", "这项", "这份", "这些", "上述")
_BACK_EN = re.compile(r"\b(?:[Tt]h(?:e|is|at)|[Tt]oday['’]s)\s(?:[a-z-]+\s){0,2}$")
_LEAD = 40  # characters before a description in which the, this, that may stand
_HEADS = ("关于", "《")  # what may stand before the Chinese form; a search for it from there would try every character
SPEAKS_OF_AI = re.compile(rf"\b{_AI}\b|人工智能|大模型|(?<![A-Za-z])AI(?![A-Za-z])")


def descriptions(text: str, lang: str) -> Iterator[Description]:
    """Every description in a text of a language, in the order of the forms."""
    chinese = side(lang) == "zh"
    for span in _weak(text) if chinese else ():
        yield Description(_PLEDGE, span, False, False)
    for sort, words, form in _FORMS_ZH if chinese else _FORMS:
        for match in form.finditer(text) if any(word in text for word in words) else ():
            meant = sort or _WORDS[match["kind"].lower()]
            span = Span(start=_start(text, match) if form is _FORMS_ZH[-1][2] else match.start(), end=match.end())
            back = sort is not None and (_is_back_zh if chinese else _is_back_en)(text, match.start())
            yield Description(meant, span, SPEAKS_OF_AI.search(match[0]) is not None, back)


def _is_back_en(text: str, start: int) -> bool:
    return _BACK_EN.search(text, max(0, start - _LEAD), start) is not None


def _is_back_zh(text: str, start: int) -> bool:
    return text.endswith(_BACK_ZH, 0, start)


def _weak(text: str) -> Iterator[Span]:
    """这些承诺, 签署承诺: commitments that the text has called voluntary before."""
    voluntary = text.find("自愿")
    if voluntary >= 0:
        for match in _COMMITTED.finditer(text, voluntary):
            yield Span(start=match.start(), end=match.end())


def _start(text: str, match: re.Match[str]) -> int:
    start = match.start()
    for head in _HEADS:
        if text.endswith(head, 0, start):
            start -= len(head)
    return start

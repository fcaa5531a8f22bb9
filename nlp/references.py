"""References inside one text: defined short forms, "the Act", 该办法, names of office holders, editions of a series."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.catalogue import Catalogue, Instrument
from domain.records import Span
from domain.text import has_han
from nlp.folding import plain
from nlp.matching import Hit, Layer, in_order
from nlp.segment import sentence_at

_DEFINED_ZH = re.compile(
    r"[（(](?:以?下?简称|以下(?:统|合)?称|下称|又称)(?:为|作)?[：:]?\s*[“\"‘]?"
    r"(?P<short>《[^》]{1,20}》|[^”\"’，。；）)]{2,20})[”\"’]?[^）)]{0,12}[）)]"
)
_DEFINED_EN = re.compile(
    r"\((?:hereafter|hereinafter|referred to as|known as|or|abbreviated as|short)?,?\s*(?:the\s+)?[“\"‘']?(?:the\s+)?"
    r"(?P<short>[A-Z][A-Za-z0-9&.-]{1,14}(?: [A-Z][A-Za-z]+){0,3})[”\"’']?\)"
)
_HEADS_ZH = (
    "条例 办法 规定 规则 法案 框架 宣言 倡议 公约 决议 指南 指引 准则 行政令 声明 建议书 原则 规范 规划 计划 法规 草案 "
    "报告 协议 协定 条约 契约 标准 法"
)
_HEADS_EN = (
    "Act Bill Law Declaration Framework Convention Treaty Order Regulation Code Recommendation Resolution Principles "
    "Guidelines Compact Plan Initiative Pact Memorandum Standard Report Statement Strategy"
)
_ANY_ZH, _ANY_EN = _HEADS_ZH.replace(" ", "|"), _HEADS_EN.replace(" ", "|")
_BACK_ZH = re.compile(rf"(?:该|这[一部份项]{{0,2}}|此|上述)(?P<a>{_ANY_ZH})|《(?P<b>(?:暂行)?(?:{_ANY_ZH}))》")
_BACK_EN = re.compile(
    # begins with the letter it can begin with, which the search for it jumps to
    rf"[Tt](?<=\b[Tt])(?:he (?P<a>{_ANY_EN})\b(?! [A-Z])|"
    rf"(?:he|his) (?P<b>{_ANY_EN.lower()}|legislation|executive order)\b)"
)
_TITLED = ("framework", "voluntary", "standard", "report", "strategy")
_COMMON_HEAD = ("人工智能", "AI", "通用人工智能", "生成式人工智能")
_OPENS, _CLOSES = ("《", "“", "「", '"'), ("》", "”", "」", '"')
_BUILT = re.compile(r"(?:构建|建立|建设|完善|健全|形成|探索|搭建|打造|构筑)(?!的)[^。；！？，\n《》]*$")
_LAW_WORDS = ("规", "治", "律")
_CN_LAW_WORDS = (*_LAW_WORDS, "案")
_CLAUSE = 60  # characters before a title in which its verb may stand
_REACH = 6  # sentences an English "the bill" looks back; with a capital, and in Chinese with 《》, the whole text
_LAW, _TREATY, _ORDER = ("law", "regulation", "bill"), ("treaty",), ("executive_order",)
_KINDS = {
    **dict.fromkeys(("Act", "Bill", "Law", "Regulation", "Legislation", "法案", "法"), _LAW),
    **dict.fromkeys(("Treaty", "Convention", "公约", "条约"), _TREATY),
    **dict.fromkeys(("Order", "Executive order", "行政令"), _ORDER),
}


def short_forms(text: str, hits: Sequence[Hit], layer: Layer, sentences: tuple[Span, ...]) -> list[Hit]:
    """Later mentions under a short form that the text itself defined right after a full name."""
    found: list[Hit] = []
    for form in (_DEFINED_ZH, _DEFINED_EN):
        for define in form.finditer(text):
            owner = _owner(hits, layer, define.start())
            if owner is not None:
                found.extend(_mentions(text, define, owner, sentences))
    return found


def _owner(hits: Sequence[Hit], layer: Layer, place: int) -> Hit | None:
    """The name that ends where a definition begins (a closing mark and a few characters between)."""
    near = [hit for hit in hits if hit.layer is layer and 0 <= place - hit.span.end <= 8]
    return max(near, key=lambda hit: (hit.span.end, hit.span.end - hit.span.start), default=None)


def _mentions(text: str, define: re.Match[str], owner: Hit, sentences: tuple[Span, ...]) -> Iterator[Hit]:
    short = define["short"].strip()
    if len(short.strip("《》")) < 2 or short.isdigit():
        return
    # begins with its own characters, which the search for it jumps to
    edge = r"{0}(?<![A-Za-z0-9]{0})(?![A-Za-z0-9])" if short.isascii() else "{0}"
    for found in re.compile(edge.format(re.escape(short))).finditer(text, define.end()):
        span = Span(start=found.start(), end=found.end())
        yield Hit(owner.layer, owner.id, short, span, sentence_at(sentences, span.start))


def anaphora(
    text: str, hits: Sequence[Hit], instruments: dict[str, Instrument], sentences: tuple[Span, ...], own: str = ""
) -> list[Hit]:
    """该办法, 《办法》, "the Act", "the bill": the last instrument before it that is called so.

    In a text printed under the name of `own`, "this order" is itself, none that it names.
    """
    named = sorted((hit for hit in hits if hit.layer is Layer.INSTRUMENT and hit.id in instruments), key=in_order)
    found: list[Hit] = []
    if not named:
        return found
    for back in (*_BACK_ZH.finditer(text), *_BACK_EN.finditer(text)):
        head, far = back["a"] or back["b"], back[0][0] == "《" or (back[0].isascii() and back["a"] is not None)
        span = Span(start=back.start(), end=back.end())
        sentence = sentence_at(sentences, span.start)
        if any(hit.span.overlaps(span) for hit in named):
            continue
        if own and back["b"] and back[0].lower().startswith("this ") and _called(head, "", instruments[own]):
            continue
        before = [hit for hit in named if hit.span.end <= span.start and (far or sentence - hit.sentence <= _REACH)]
        owner = next((hit for hit in reversed(before) if _called(head, hit.name, instruments[hit.id])), None)
        if owner is not None:
            found.append(Hit(Layer.INSTRUMENT, owner.id, back[0], span, sentence))
    return found


def _called(head: str, name: str, instrument: Instrument) -> bool:
    kinds = _KINDS.get(head.capitalize(), ())
    bare = head.removeprefix("暂行").lower()
    names = (name.lower(), instrument.en.lower(), instrument.zh)
    return instrument.kind in kinds or any(bare in name for name in names)


def goes_on(text: str, hit: Hit, instrument: Instrument) -> bool:
    """Whether a Chinese law's name is the head of other words: 网络安全法规; a law of China is never called 法案."""
    after = text[hit.span.end : hit.span.end + 1]
    return hit.name.endswith("法") and (
        after in _LAW_WORDS if instrument.jurisdiction != "CN" else after in _CN_LAW_WORDS
    )


def is_common(text: str, hit: Hit, instrument: Instrument, on: datetime | None) -> bool:
    """Whether a Chinese title stands there as common words: 构建…的人工智能安全治理框架, with no marks around it.

    Before its own day it is no title either.
    """
    if instrument.kind not in _TITLED or not has_han(hit.name) or not hit.name.startswith(_COMMON_HEAD):
        return False
    start, end = hit.span.start, hit.span.end
    if on is not None and on.strftime("%Y-%m-%d") < instrument.date and "《" not in text[max(0, start - 2) : start]:
        return True
    if text[start - 1 : start] in _OPENS or text[end : end + 1] in _CLOSES:
        return False
    return _BUILT.search(text, max(0, start - _CLAUSE), start) is not None


def holds(period: tuple[str, str] | None, on: datetime | None) -> bool:
    """Whether a name stood for its entry on a date: an office while it was held, a name without a period always.

    An undated text is taken to be of today, in which open periods hold.
    """
    if period is None:
        return True
    if on is None:
        return period[1] == ""
    day = on.strftime("%Y-%m-%d")
    return period[0] <= day and (period[1] == "" or day < period[1])


class Editions:
    """Generic names of recurring events, each to be resolved to the edition nearest before a date."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._series: dict[str, list[Instrument]] = {}
        for instrument in catalogue.instruments.values():
            if instrument.series is not None:
                self._series.setdefault(instrument.series, []).append(instrument)
        self._instruments = catalogue.instruments

    def resolve(self, hit: Hit, on: datetime | None) -> str:
        """The id a hit means on a date."""
        entry = self._instruments.get(hit.id)
        if entry is None or entry.series is None or on is None:
            return hit.id
        sharing = [edition for edition in self._series[entry.series] if _names(edition, hit.name)]
        if len(sharing) < 2:
            return hit.id
        day = on.strftime("%Y-%m-%d")
        past = [edition for edition in sharing if edition.date <= day]
        return (
            max(past, key=lambda edition: edition.date).id
            if past
            else min(sharing, key=lambda edition: edition.date).id
        )


def _names(edition: Instrument, generic: str) -> bool:
    name = plain(generic)
    return any(name in plain(own) for own in (edition.en, edition.zh, *edition.aliases_en, *edition.aliases_zh))

"""The sentence that tells what an article is about: no dateline, no editor's note, no heading said again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from domain.records import Span
from domain.text import has_han

_SENTENCE = re.compile(
    r"[^\n。！？!?]*?(?:[。！？!?]+[”’」』\"]?|\.[”’\"]?(?=\s+[\"“‘(]?[A-Z\d]|\s*$)|(?=\n|\Z))", re.MULTILINE
)
_DATELINE = re.compile(
    r"(?:【[^】\n]{1,30}】\s*)?"
    r"(?:[^\s，。；\n]{0,14}\d{1,2}日(?:电|讯|消息)|本[报网刊]讯|[^\s，。；\n]{2,6}[社网报][^\s，。；\n]{0,6}[电讯])"
    r"[\s，,：:]*(?:[（(][^）)\n]{2,40}[）)])?[\s，,：:]*"
    r"|[A-Z][A-Z .,'’-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?,?\s*(?:\([^)\n]{2,40}\))?\s*(?:--|—|–|-)\s*"
)
_APPARATUS = re.compile(
    r"(?:编者按|编者的话|来源|作者|文[/|丨／]|图[/|丨／]|导读|导语|摘要|关键词|原标题|本文|扫码|点击|关注)[^，]{0,12}(?:[：:|丨]|$)"
    r"|(?:By|Photo|Image|Editor[’']s note|Updated|Source|Author|Read more|Listen|Share)\b[^.]{0,60}(?::|$)"
)
_NUMBER = re.compile(r"(?:[(（]?\d{1,2}(?:[、|｜．)）]|\.(?!\d))|[一二三四五六七八九十]{1,2}、)[^\S\n]*")
_SCENERY = re.compile(
    r"随着|近年来|当今|当前[，,]|如今|在.{2,16}(?:时代|浪潮|背景)[下中]?[，,]"
    r"|然而|但是?|不过|例如|比如|对此|与之|这[为种些使]|该|它|因此|由于|同时[，,]|此外|而(?!且)|其[中次]"
    r"|(?:In recent years|Over the (?:past|last)|With the (?:rapid|rise|advent|development|growth)"
    r"|As \w+ (?:\w+ )?(?:continues?|becomes?|evolves?|advances?)|In (?:today[’']s|an (?:age|era))"
    r"|However|But|For example|This (?:is|was|means|would|has)|At the same time)\b"
)
_ROUNDUP = re.compile(
    r"快讯|速递|速览|早报|晚报|周报|月报|简报|动态汇总|[一本上]周(?:要闻|回顾|动态|热点|[｜|:：])|一周|第\s*[\d一二三四五六七八九十百]+\s*期"
    r"|\b(?:weekly|round-?up|newsletter|news in brief|this week in|week in review)\b",
    re.IGNORECASE,
)
_AI = re.compile(
    r"人工智能|大模型|智能体|算法|AI(?![a-z])|\b(?:artificial intelligence|algorithms?|chatbots?)\b|A\.I\."
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{3,}")
_HAN_RUN = re.compile(r"[㐀-䶿一-鿿]{2,}")
_LOOKED_AT, _LOOKED_AT_IN_ROUNDUP = 8, 60
_SHARED = 2


def lead(text: str, title: str) -> Span | None:
    """Where the article's lead stands: the first whole sentence near the top that speaks of the title's matter.

    In a round-up, whose title tells nothing, it is the first that names AI. How the times are, or what only goes on
    from the sentence before, is no lead where another is at hand. Falls back to the first whole sentence, then to the
    longest line near the top; None when there is no text.
    """
    names_ai = is_roundup(title)
    top = _first(text, _LOOKED_AT_IN_ROUNDUP if names_ai else _LOOKED_AT)
    told = [span for span in top if _is_told(text[span.start : span.end], title)]
    usable = [span for span in told if not _SCENERY.match(text, span.start)] or told
    wanted = _tokens(title)
    telling = (
        span
        for span in usable
        if (_AI.search(text, span.start, span.end) if names_ai else _shared(wanted, text[span.start : span.end]))
    )
    longest = max(top[:_LOOKED_AT], key=lambda span: span.end - span.start, default=None)
    return next(telling, usable[0] if usable else longest)


def is_roundup(title: str) -> bool:
    """Whether an article strings the news of a period together."""
    return _ROUNDUP.search(title) is not None


def _shared(wanted: set[str], sentence: str) -> bool:
    return len(wanted & _tokens(sentence)) >= _SHARED


def _first(text: str, limit: int) -> list[Span]:
    return list(islice(_sentences(text), limit))


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    while at < len(text):
        if at == 0 or text[at - 1] == "\n":
            number = _NUMBER.match(text, at)
            at = number.end() if number else at
            dateline = _DATELINE.match(text, at)
            at = dateline.end() if dateline else at
        match = _SENTENCE.match(text, at)
        end = match.end() if match else len(text)
        start, stop = _trimmed(text, at, end)
        if start < stop:
            yield Span(start=start, end=stop)
        at = max(end, at + 1)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _is_told(sentence: str, title: str) -> bool:
    is_long = len(sentence) >= 12 if has_han(sentence) else len(sentence.split()) >= 6
    is_whole = sentence[-1] in '。！？!?.”’"」』' and sentence.count("“") == sentence.count("”")
    return is_long and is_whole and not _APPARATUS.match(sentence) and _bare(sentence) != _bare(title)


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _tokens(text: str) -> set[str]:
    runs = _HAN_RUN.findall(text)
    pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)} - {"人工", "工智", "智能", "能治", "治理"}
    return pairs | {word.casefold() for word in _WORD.findall(text)}

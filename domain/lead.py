"""The sentence that tells what an article is about: no dateline, no editor's note, no heading said again."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{3,}")
_HAN_RUN = re.compile(r"[㐀-䶿一-鿿]{2,}")
_LOOKED_AT = 8
_SHARED = 2


def lead(text: str, title: str) -> Span | None:
    """Where the article's lead stands: the first whole sentence near the top that speaks of the title's matter.

    Falls back to the first whole sentence, then to the longest line near the top; None when there is no text.
    """
    top = _first(text)
    usable = [span for span in top if _is_told(text[span.start : span.end], title)]
    wanted = _tokens(title)
    telling = (span for span in usable if len(wanted & _tokens(text[span.start : span.end])) >= _SHARED)
    longest = max(top, key=lambda span: span.end - span.start, default=None)
    return next(telling, usable[0] if usable else longest)


def _first(text: str) -> list[Span]:
    found: list[Span] = []
    for span in _sentences(text):
        found.append(span)
        if len(found) == _LOOKED_AT:
            break
    return found


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    while at < len(text):
        dateline = _DATELINE.match(text, at) if at == 0 or text[at - 1] == "\n" else None
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

"""The lines around an article's body, where a page prints its date, its source and its authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import paragraphs
from crawler.title import key

_LONELY = re.compile(
    r"^(来\s*源|稿\s*源|出\s*处|信息来源|文章来源|作\s*者|记\s*者|发布时间|发布日期|时\s*间|日\s*期)\s*[:：]?$"
)
_HINTED = {
    "source": re.compile(
        r"(?:^|[\s_-])(source|laiyuan|ly|origin|media[-_]?name|mediasource|copyfrom|comefrom|come-?from|from|cite|"
        r"source[-_]?name|news[-_]?name|news[-_]?source)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    "author": re.compile(
        r"(?:^|[\s_-])(author\w*|article-?author|author-?name|writer|byline|zuozhe|reporter|nick-?name|user-?name|user-?link|up-?name)"
        r"(?:$|[\s_-])",
        re.IGNORECASE,
    ),
    "date": re.compile(
        r"(?:^|[\s_-])(date|time|pub-?time|pub-?date|publish-?(?:time|date)|datetime|fabu|shijian|a_time|timestamp|"
        r"post-?date|entry-?date)(?:$|[\s_-])",
        re.IGNORECASE,
    ),
}
_ANY_HINT = re.compile(
    "sour|cite|name|link|laiyuan|ly|orig|media|from|auth|writer|byline|zuozhe|report|date|time|fabu|shijian", re.I
)
_CAMEL = re.compile(r"([a-z])([A-Z])")
_REACH = 30


@dataclass(frozen=True, slots=True)
class Zones:
    """Lines around title and body, those below the title, behind the body, and words of elements named for a field."""

    head: tuple[str, ...]
    below: tuple[str, ...]
    lead: tuple[str, ...]
    foot: tuple[str, ...]
    hinted: dict[str, tuple[str, ...]]


def read(root: HtmlElement, title: str, body: Sequence[str], *, hints: bool = True) -> Zones:
    """Zones of a marked tree; `body` are the raw lines of the article's element."""
    every, seamed = paragraphs.marked_lines(root), paragraphs.seamed_lines(root)
    start = _place(every, body)
    stop = _last(every, body, start)
    named = _title_place(every, title, start)
    first = max(0, named, start - _REACH) if named is not None else max(0, start - 12)
    above = seamed[max(0, first - 4) : first] if named is not None else []
    head = seamed[first:start]
    foot = list(body[-6:]) + seamed[stop : stop + 10]
    near = _joined(above + head + list(body[:6]))
    return Zones(
        tuple(_joined(above + head)),
        tuple(_joined(head)),
        tuple(body[:4]),
        tuple(_joined(foot)),
        _hints(root if hints else None, "\n".join(near + foot)),
    )


def _place(every: Sequence[str], body: Sequence[str]) -> int:
    """Where the body's first lines stand among all lines."""
    for count in (3, 2, 1):
        wanted = list(body[:count])
        for at in range(len(every) - count + 1):
            if wanted and every[at : at + count] == wanted:
                return at
    return min(len(every), 20)


def _last(every: Sequence[str], body: Sequence[str], start: int) -> int:
    end = min(len(every), start + len(body))
    if body and body[-1] in every[start:]:
        return min(len(every), max(end, every.index(body[-1], start) + 1))
    return end


def _title_place(every: Sequence[str], title: str, start: int) -> int | None:
    wanted = key(title)
    places = [at for at in range(start) if wanted and wanted in key(every[at]) and len(every[at]) < 3 * len(title) + 20]
    return places[-1] if places else None


def _joined(lines: list[str]) -> list[str]:
    """A label that stands alone on its line joins the next line."""
    joined: list[str] = []
    for line in lines:
        if joined and _LONELY.match(joined[-1]):
            joined[-1] = f"{joined[-1].rstrip(':： ')}：{line}"
        else:
            joined.append(line)
    return joined


def _hints(root: HtmlElement | None, near: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in _HINTED}
    for part in (
        root.iter("span", "div", "p", "a", "em", "i", "strong", "time", "td", "li", "b", "address", "dd")
        if root is not None
        else ()
    ):
        name = f"{part.get('class') or ''} {part.get('id') or ''} {part.get('itemprop') or ''} {part.get('rel') or ''}"
        if len(name) < 6 or not _ANY_HINT.search(name):
            continue
        name = _CAMEL.sub(r"\1-\2", name)
        for field, pattern in _HINTED.items():
            if len(found[field]) < 6 and pattern.search(name):
                words = "  ".join(paragraphs.seamed_lines(part))
                stamp = part.get("datetime") or part.get("data-time") or "" if field == "date" else ""
                if (0 < len(words) <= 80 and words in near) or stamp:
                    found[field].append(f"{stamp} {words}".strip())
    return {name: tuple(values) for name, values in found.items()}

"""Articles saved as markdown with front matter: WeChat posts as archives keep them, web pages, feed entries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import yaml

from crawler import byline, chrome, dates, origin
from crawler.draft import Draft
from crawler.sites.marks import Line, parse
from crawler.title import key
from crawler.urls import host
from domain.text import has_han, printable

METHOD = "markdown/1"
_SCALAR = (str, int, float, date, type(None))

_FRONT = re.compile(r"\A﻿?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)
# WeChat's furniture after the article, in the order in which archives keep it.
_FOOT = re.compile(
    r"^(预览时标签不可点|微信扫一扫\s*\n\s*关注该公众号|继续滑动看下一个|向上滑动看下一个)\s*$", re.MULTILINE
)
_FOOT_ACCOUNT = re.compile(r"轻触阅读原文\s*\n(?:\s*!\[.*\n)*\s*\n?\s*([^\n!]{2,40}?)\s*\n+\s*向上滑动看下一个")
_ELLIPSIS = re.compile(r"(\.{3}|…)\s*\Z")
_EXCERPT = re.compile(
    r"(Read the (full|whole|rest).*|Continue reading.*|.*\[…\]|View Link|The post .* appeared first on .*|"
    r"阅读全文.{0,6}|查看原文|最低.{0,8}解锁文章.*|关注博主即可阅读全文)",
    re.IGNORECASE,
)
# An account's name ends like an institution or a medium; a person's does not.
_OWNER = re.compile(
    r"(中心|网|报|社|局|部|委|院|会|公司|杂志|团队|实验室|观察|智库|平台|联盟|大学|频道|新闻|周刊|安全|科技|发布|"
    r"在线|评论|研究|CERT|Lab|News)$"
)


def read(text: str, now: datetime) -> Draft:
    """A markdown file as a draft; front matter wins over what the text says of itself."""
    front, body = split(printable(text))
    url, title = str(front.get("url") or ""), str(front.get("title") or "").strip()
    lines = parse(body)
    title = title or next((line.text for line in lines if line.heading), lines[0].text[:80] if lines else "")
    if "mp.weixin.qq.com" in url or _FOOT.search(body):
        draft = _post(title, body, lines, _word(front, "source"))
    else:
        draft = _web(title, body, lines, host(url))
    return _with_front(draft, front, url or None, now)


def split(text: str) -> tuple[Mapping[str, object], str]:
    """Front matter and body; broken or missing front matter is an empty mapping."""
    found = _FRONT.match(text.replace("\r\n", "\n"))
    if found is None:
        return {}, text
    try:
        front = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        front = dict(re.findall(r"^(\w+):[ \t]*(.*?)[ \t]*$", found[1], re.MULTILINE))
    return (_plain(front) if isinstance(front, dict) else {}), found[2]


def _plain(front: Mapping[object, object]) -> dict[str, object]:
    """Words, numbers, dates and lists of them: what is nested deeper says nothing of an article."""
    values = ((str(name), value) for name, value in front.items() if isinstance(name, _SCALAR))
    return {name: value for name, value in values if all(isinstance(one, _SCALAR) for one in _listed(value))}


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _post(title: str, body: str, lines: list[Line], source: str | None) -> Draft:
    """A WeChat post: head (author, account, origin) and foot are the platform's."""
    foot = _FOOT.search(body)
    named = _FOOT_ACCOUNT.search(body)
    kept = parse(body[: foot.start()]) if foot else lines
    start = _after_title(title, kept, 12)
    head, rest = _head(kept[start:], named[1].strip(" *_") if named else None, source)
    texts = [line.text for line in rest if not _is_menu(line) and line.text != head.account]
    texts = texts[1:] if texts and key(texts[0]) == key(title) else texts
    authors, printed = byline.of_lines(texts)
    return Draft(
        title=title,
        lines=tuple(_body(texts)),
        method=f"{METHOD}+wechat/1",
        outlet=head.account,
        authors=authors or head.authors,
        byline=printed,
        origin=head.origin or origin.of_lines(texts),
        whole=foot is not None or not _ELLIPSIS.search(body),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    account: str | None
    authors: tuple[str, ...]
    origin: str | None


def _head(lines: Sequence[Line], account: str | None, source: str | None) -> tuple[_Head, Sequence[Line]]:
    """`[原创] [author] account`, then perhaps the card of a reprint's origin."""
    texts = [line.text for line in lines[:4] if line.text != "原创"]
    skipped = 1 if lines and lines[0].text == "原创" else 0
    count = _owner_place(texts, account, source, original=bool(skipped))
    owner = account or (texts[count - 1] if count else source)
    given = [name for name in texts[: max(0, count - 1)] if name != owner]
    first, cited, place = _reprint(lines, skipped + count)
    authors = cited or tuple(name for text in given for name in byline.names(text) or (text,))
    return _Head(owner, authors, first), lines[place:]


def _owner_place(texts: Sequence[str], account: str | None, source: str | None, *, original: bool) -> int:
    """How many of the first lines are author and account."""
    for known in (account, source):
        if known is not None and known in texts[:3]:
            return texts.index(known) + 1
    names = 0
    while names < min(2, len(texts)) and _is_name(texts[names]):
        names += 1
    if names == 2 and not original and not _OWNER.search(texts[1]):
        return 1
    return names


def _is_name(text: str) -> bool:
    return (
        len(text) <= 24 and re.search(r"[，。！？：；、“”《》…|]|以下文章|^(目录|编者按|摘要|导读|前言)", text) is None
    )


def _reprint(lines: Sequence[Line], place: int) -> tuple[str | None, tuple[str, ...], int]:
    """`以下文章来源于X ，作者Y`, then the account's card: its name, a dot, one line about itself."""
    for at in range(place, min(place + 5, len(lines))):
        if (found := re.match(r"以下文章来源于\s*([^，,]+)", lines[at].text)) is None:
            continue
        after = at + 1
        by = re.search(r"[，,]\s*作者\s*(.+)$", lines[at].text)
        if by is None and after < len(lines) and (by := re.match(r"[，,]\s*作者\s*(.+)$", lines[after].text)):
            after += 1
        name = found[1].strip()
        person = by[1].strip(' “”"') if by else ""
        return (
            origin.outlet(name) or name,
            byline.names(person) or ((person,) if person else ()),
            _card(lines, after, name),
        )
    return None, (), place


def _card(lines: Sequence[Line], place: int, name: str) -> int:
    if place >= len(lines) or key(lines[place].text) != key(name):
        return place
    place += 1
    place += 1 if place < len(lines) and lines[place].text == "." else 0
    return place + (1 if place < len(lines) and len(lines[place].text) <= 120 else 0)


def _after_title(title: str, lines: Sequence[Line], reach: int) -> int:
    """The place after the last early repetition of the title as a heading."""
    wanted = key(title)
    places = [at for at, line in enumerate(lines[:reach]) if wanted and line.heading and key(line.text) == wanted]
    return places[-1] + 1 if places else 0


def _is_menu(line: Line) -> bool:
    """Links alone, or what is left of a link that the archive cut."""
    if "](" in line.text and len(line.text) < 400:
        return True
    return line.linked > 0.85 and len(line.text) < 80 and not re.search(r"[。！？.!?]$", line.text)


def _body(texts: Sequence[str]) -> list[str]:
    return chrome.trimmed([text for text in texts if not byline.is_line(text)])


def _web(title: str, body: str, lines: list[Line], own: str) -> Draft:
    """A whole page or a feed entry: the article lies between the last title and the first foot."""
    start = _start(title, lines)
    texts = [line.text for line in lines[start:] if not _is_menu(line)]
    authors, printed = byline.of_lines(texts)
    kept = _body(_from_first_prose(texts) if start else texts)
    last = next((at for at in reversed(range(len(texts))) if kept and texts[at] == kept[-1]), len(texts))
    near = [line.text for line in lines[max(0, start - 6) : start + 10]]
    around = [*near, *texts[max(0, last - 4) : last + 12]]
    excerpt = any(_EXCERPT.fullmatch(text) for text in texts)
    return Draft(
        title=title,
        lines=tuple(kept),
        method=f"{METHOD}+web/1",
        authors=authors or byline.in_zone(near) or byline.of_latin(near) or byline.beside_date(near[-11:]),
        byline=printed,
        origin=origin.of_lines(around) or origin.linked(around, own) or origin.of_latin([*around, *texts[-8:]]),
        whole=not (excerpt or _ELLIPSIS.search(body)),
    )


def _start(title: str, lines: Sequence[Line]) -> int:
    wanted = key(title)
    places = [at + 1 for at, line in enumerate(lines) if wanted and key(line.text) == wanted]
    total = sum(len(line.text) for line in lines if line.linked < 0.5)
    for place in reversed(places):
        if sum(len(line.text) for line in lines[place:] if line.linked < 0.5) >= 0.5 * total:
            return place
    return 0


def _from_first_prose(texts: Sequence[str]) -> Sequence[str]:
    """Skip author, counters and dates between a page's title and its first paragraph."""
    for at, text in enumerate(texts[:40]):
        han = sum("\u4e00" <= char <= "\u9fff" for char in text)
        if not chrome.is_noise(text) and (han >= 18 or (han >= 8 and text[-1] in "。！？”") or len(text.split()) >= 9):
            return texts[at:]
    return texts


def _with_front(draft: Draft, front: Mapping[str, object], url: str | None, now: datetime) -> Draft:
    moment = _when(front, now, draft.lines)
    given = front.get("author") or front.get("authors")
    authors = tuple(given) if isinstance(given, list) else byline.names(str(given)) if given else draft.authors
    return replace(
        draft,
        url=url,
        authors=tuple(str(name) for name in authors),
        outlet=draft.outlet or _word(front, "outlet", "source", "account"),
        origin=draft.origin or _word(front, "original_outlet", "original_source"),
        published_at=moment.at if moment else draft.published_at,
        precision=moment.precision if moment else draft.precision,
    )


def _word(front: Mapping[str, object], *names: str) -> str | None:
    return next((str(front[name]).strip() for name in names if front.get(name)), None)


def _when(front: Mapping[str, object], now: datetime, lines: Sequence[str]) -> dates.Moment | None:
    value = front.get("date") or front.get("published_at") or front.get("published")
    zone = dates.CHINA if any(has_han(line) for line in lines[:5]) else UTC
    if not value:
        return None
    given = dates.aware(value, zone) if isinstance(value, date) else dates.read(str(value), now, zone)
    return dates.plausible(given, now)

"""Articles that a page keeps in its scripts or hidden fields alone: rebuilt as plain markup and read like any page.

Portals ship the body as a JSON string (`window.initialState`, `__NEXT_DATA__`, percent-encoded `RENDER_DATA`) or in
textareas; the longest string of prose is the body, and the strings nearest to it say title, time, source and author.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from crawler.dates import of_epoch

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_FIELD = re.compile(
    r"<textarea\b[^>]*?(?:class|id|name)=[\"']([^\"']{2,60})[\"'][^>]*>(.*?)</textarea>", re.DOTALL | re.IGNORECASE
)
_PAIR = re.compile(
    r"""["']?([A-Za-z_$][\w$-]{1,30})["']?\s*[:=]\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|(\d{9,13})(?!\d))"""
)
_PUBLISHED = re.compile(
    r"""(?:publish_?(?:time|date|at|ed)?|pub_?(?:time|date)|ptime|datePublished|news_?time|release_?(?:time|date))["']?"""
    r"""\s*[:=]\s*["']?((?:1[0-9]\d{8})(?:\d{3})?(?!\d)|20\d\d[-/年]\d\d?[-/月]\d\d?日?[T ]?[\d:]*)""",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\n", "t": " "}
_PROSE = re.compile(r"[㐀-鿿]")
_ROLES = {
    "title": re.compile(r"(?:article|news|widget|share)?[-_]?(?:title|headline)$", re.IGNORECASE),
    "time": re.compile(
        r"(?:publish|pub|p|c|create|release|article)[-_]?(?:time|date|at|ed)?(?:[-_]?str)?$|time$", re.I
    ),
    "source": re.compile(r"(?:article[-_]?)?(?:source|media|origin)(?:[-_]?name)?$", re.IGNORECASE),
    "author": re.compile(r"(?:article[-_]?)?(?:author|writer)(?:[-_]?name)?$", re.IGNORECASE),
}
_MIN_HAN = 60


@dataclass(frozen=True, slots=True)
class _Pair:
    place: int
    key: str
    value: str


def page(text: str) -> str | None:
    """The markup of the article in a page's scripts; None when they hold no prose."""
    pairs = list(_pairs(text))
    body = max(pairs, key=lambda pair: len(_PROSE.findall(pair.value)), default=None)
    if body is None or len(_PROSE.findall(body.value)) < _MIN_HAN:
        return None
    told = {role: _nearest(pairs, pattern, body.place) for role, pattern in _ROLES.items()}
    named = re.search(r"<title[^>]*>(.*?)</title>", text, re.DOTALL | re.IGNORECASE)
    inner = body.value if re.search(r"<(p|div|br|section|span)\b", body.value) else _paragraphs(body.value)
    imprint = [stamp(told["time"])]
    imprint += [f"来源：{html.escape(told['source'])}"] if told["source"] else []
    imprint += [f"作者：{html.escape(told['author'])}"] if told["author"] else []
    return (
        f"<html><head><title>{named[1] if named else ''}</title></head><body><h1>{html.escape(told['title'])}</h1>"
        f"<p>{'<span> </span>'.join(imprint)}</p><div id='artibody'>{inner}</div></body></html>"
    )


def published(text: str) -> str:
    """The time of publication that a page's scripts give; empty when they give none."""
    found = next((found for script in _SCRIPT.finditer(text) if (found := _PUBLISHED.search(script[1]))), None)
    return stamp(found[1]) if found else ""


def stamp(value: str) -> str:
    """A script's time as a page would print it: Unix seconds or milliseconds in China's time."""
    moment = of_epoch(int(value)) if re.fullmatch(r"\d{10}(?:\d{3})?", value) else None
    return moment.at.isoformat() if moment else value


def _pairs(text: str) -> Iterator[_Pair]:
    for field in _FIELD.finditer(text):
        yield _Pair(field.start(), field[1].split()[0], html.unescape(field[2]).strip())
    for script in _SCRIPT.finditer(text):
        inner = script[1]
        inner = unquote(inner) if inner.lstrip()[:3] in ("%7B", "%5B") else inner
        for found in _PAIR.finditer(inner):
            value = _unescaped(found[2] or found[3] or found[4] or "")
            if value:
                yield _Pair(script.start() + found.start(), found[1], value)


def _nearest(pairs: list[_Pair], role: re.Pattern[str], place: int) -> str:
    fitting = [pair for pair in pairs if len(pair.value) <= 120 and role.match(pair.key)]
    return min(fitting, key=lambda pair: abs(pair.place - place)).value if fitting else ""


def _unescaped(value: str) -> str:
    def one(found: re.Match[str]) -> str:
        mark = found[1]
        return chr(int(mark[1:], 16)) if len(mark) > 1 else _PLAIN.get(mark, mark)

    value = _ESCAPE.sub(one, value) if "\\" in value else value
    value = (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if re.search("[\ud800-\udfff]", value)
        else value
    )
    return html.unescape(value).strip('" \n') if "&" in value else value.strip()


def _paragraphs(value: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in value.split("\n"))

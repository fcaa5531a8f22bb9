"""Credit lines: whom a text names as the one it was taken from."""

from __future__ import annotations

import re

from domain.records import Article

_EDGE = 600
_NAME = r"[《“\"【\[]?\s*([^\s，。；;,:：|()（）《》“”\"\]】]{2,24})"
_ZH = re.compile(
    r"(?:文章来源|信息来源|内容来源|新闻来源|来源|稿源|稿件来源|转载自|转自|摘自|原载于?|原载|首发于|首发|转载于)\s*(?:[:：|]|于|自|\s)\s*"
    + _NAME
)
_WIRE = re.compile(
    r"(新华社|中新社|中新网|人民网|央视网|法新社|路透社|美联社|彭博社|共同社|中央社)[^。\n]{0,24}?(?:[日讯]?电|讯|报道|消息)"
)
_NAMED = r"\s+(?:the\s+|The\s+)?([A-Z][\w.&'’-]*(?:[ \t]+[A-Z][\w.&'’-]*){0,4})"
_EN = re.compile(
    r"(?:[Oo]riginally|[Ff]irst) (?:published|appeared|posted) (?:on|in|by|at)"
    + _NAMED
    + r"|(?:[Rr]epublished|[Rr]eprinted) (?:from|with permission (?:from|of))"
    + _NAMED
    + r"|(?:Source|SOURCE|Via|Courtesy of)\s*:?"
    + _NAMED
)
_AGENCIES = ("Reuters", "AP", "AFP", "Bloomberg", "Xinhua", "UPI", "PTI", "ANI", "Kyodo", "Yonhap")
_DATELINE = re.compile(rf"\(({'|'.join(_AGENCIES)})\)|\b(Associated Press|PRNewswire|Business Wire|GLOBE NEWSWIRE)\b")


def credited(article: Article) -> tuple[str, ...]:
    """The outlets that an article names as its origin, in order, without its own."""
    edges = article.text if len(article.text) <= 2 * _EDGE else article.text[:_EDGE] + "\n" + article.text[-_EDGE:]
    found = [article.original_outlet or ""]
    for pattern in (_ZH, _WIRE, _EN, _DATELINE):
        found += [next(group for group in match.groups() if group) for match in pattern.finditer(edges)]
    own = article.outlet or ""
    names = (name.strip(" .,'’-") for name in found)
    return tuple(dict.fromkeys(name for name in names if _is_name(name) and not same_outlet(name, own)))


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith(("http", "www", "@", "#"))


def same_outlet(one: str, other: str) -> bool:
    """Whether two names can mean one outlet: the shorter begins or ends the longer."""
    one, other = sorted((_bare(one), _bare(other)), key=len)
    return len(one) >= 2 and (other.startswith(one) or other.endswith(one))


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower().removeprefix("the")

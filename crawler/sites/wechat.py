"""WeChat official-account pages: known by their scripts, read by id; some keep their body in a script alone.

The page says several times who, when and what; each field is taken from the first place that has it. The date in
the page's text may be another one (it stands in a script bundle): only the creation time counts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from lxml.html import HtmlElement

from crawler import byline, chrome, dates, guards, origin, paragraphs
from crawler.draft import Draft
from crawler.urls import host, wechat_key
from domain.errors import ExtractError, PageKind

METHOD = "wechat/1"

_MARKS = ("mmbiz.qpic.cn", "js_content", "rich_media", "res.wx.qq.com", "mp.weixin.qq.com", "weui-msg")
_VALUE = re.compile(
    r"""['"]?\s*[:=]\s*(?:\{\s*content_noencode\s*:\s*)?(?:htmlDecode\(|JsDecode\(|decodeURIComponent\()?\s*"""
    r"""(?:'([^'\\\n]*(?:\\.[^'\\\n]*)*)'|"([^"\\\n]*(?:\\.[^"\\\n]*)*)"|(\d+))""",
    re.DOTALL,
)
_META = re.compile(r"""["'][^<>]*?content=(?:"([^"]*)"|'([^']*)')""")
_EPOCHS = ("ct", "ori_create_time", "create_timestamp", "oriCreateTime", "svr_create_time")
_BODIES = ("js_content", "js_image_desc", "js_text_content", "js_share_notice", "img-content-text")
_BEHIND = "\"' :=\t\n"
_END = re.compile(
    r"<script\b|<[a-z]+[^<>]{0,200}\bid=[\"'](?:js_sg_bar|js_tags_preview_toast|content_bottom_area|js_pc_qr_code|"
    r"js_temp_bottom_area|js_read_area3)[\"']"
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_REPRINT = re.compile(
    r"以下文章来源于\s*([^，,\"'\\\s][^，,\"'\\]{0,38}?)(?=\s*[，,]|\s{1,4}\S|"
    r"\s*$)(?:\s*[，,]\s*作者\s*([^\s，,。<]{2,20}))?"
)
_NOBODY = ("微信公众平台", "Weixin Official Accounts Platform", "")
_SHOWN = re.compile(r"<body\b.*", re.DOTALL | re.IGNORECASE)
_SCRIPTS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def is_wechat(url: str, text: str) -> bool:
    """Whether a page is one of WeChat's, by address or, when saved without one, by its markup."""
    if host(url) == "mp.weixin.qq.com":
        return True
    head = text[:60_000]
    return (
        "<" in head
        and ('id="js_article"' in text or "rich_media_area_primary" in text or "weui-msg" in head)
        and sum(mark in text for mark in _MARKS) >= 3
    )


def read(text: str, which: str) -> Draft:
    """A WeChat page as a draft.

    Raises:
        ExtractError: removed, refused, challenged, moved, closed or empty, as the page itself says.
    """
    lines = _body(text) or _script_body(text)
    title = _title(text)
    if not lines or guards.is_stub("\n".join(lines)):
        _refuse(text, which, lines, title)
    moment = _moment(text)
    account = _account(text)
    authors, printed = byline.of_lines(lines)
    return Draft(
        title=title or lines[0][:60],
        lines=tuple(chrome.trimmed([line for line in lines if not byline.is_line(line)])),
        method=METHOD,
        authors=_authors(text, account) or authors,
        byline=printed,
        outlet=account,
        origin=_origin(text) or origin.of_lines(lines),
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else None,
        url=_address(text),
        whole=not (_variable(text, "is_pay_subscribe") == "1" and _variable(text, "is_paid") == "0"),
    )


def _refuse(text: str, which: str, lines: list[str], title: str) -> None:
    found = _SHOWN.search(text)
    bare = _SCRIPTS.sub(" ", found[0] if found else text)
    words = re.sub(r"<[^>]*>", " ", bare)
    if error := guards.refusal(html.unescape(words), which):
        raise error
    if not lines:
        detail = "shell" if title == "" else "no_text"
        raise ExtractError(PageKind.STUB, which, "a WeChat page without a body", detail=detail)


def _body(text: str) -> list[str]:
    """The first part that holds text: the article, a shared one's panel, a picture post's words."""
    marks = (f"id={quote}{name}{quote}" for name in _BODIES for quote in ('"', "'"))
    for at in sorted(place for mark in marks if (place := text.find(mark)) >= 0):
        opened, stop = text.rfind("<", 0, at), _END.search(text, at)
        if found := _fragment(text[max(0, opened) : stop.start() if stop else len(text)]):
            return found
    return []


def _fragment(markup: str) -> list[str]:
    node = paragraphs.tree(f"<div>{markup}</div>")
    if node is None:
        return []
    first = next(iter(node.xpath("//*[@id='js_content'] | //*[@id]")), node)
    if not isinstance(first, HtmlElement):
        return []
    for part in first.iter(
        "mp-common-profile", "mpvoice", "mp-style-type", "mpprofile", "mp-common-product", "qqmusic"
    ):
        part.clear()
    if "style" in first.attrib:
        del first.attrib["style"]  # hidden until the page's script has run
    return paragraphs.lines(first)


def _script_body(text: str) -> list[str]:
    """The body of image, text and share posts, which stands in a script alone, in one of two syntaxes."""
    best = ""
    for name in ("content_noencode", "window.desc", "desc"):
        best = max(_values(text, name), key=len, default="")
        if len(best) > 20:
            break
    if re.search(r"<(p|section|div|br|span|blockquote)\b", best):
        return paragraphs.lines(node) if (node := paragraphs.tree(best)) is not None else []
    best = re.sub(r"<[^<>]{1,300}>", "", html.unescape(best))
    return [line.strip() for line in best.split("\n") if line.strip()]


def _unescaped(text: str) -> str:
    r"""A script's string as text: `\x0a`, `\u4e2d`, `\n`, then the entities that `htmlDecode` would read."""

    def one(found: re.Match[str]) -> str:
        mark = found[1]
        if len(mark) > 1:
            return chr(int(mark[1:], 16))
        return _PLAIN.get(mark, mark)

    return _ESCAPE.sub(one, text)


def _values(text: str, name: str) -> Iterator[str]:
    """Every value that the page's scripts give a name, as text. Plain search finds the places: pages have 4 MB."""
    for place in _places(name).finditer(text):
        before = text[place.start() - 1 : place.start()]
        if not (before.isalnum() or before in "_$") and (found := _VALUE.match(text, place.end())):
            yield html.unescape(_unescaped(found[1] or found[2] or found[3] or "")).strip()


@cache
def _places(name: str) -> re.Pattern[str]:
    # `ct` stands in every `function`: what follows is looked at before Python sees the place
    return re.compile(f"{re.escape(name)}(?=[{re.escape(_BEHIND)}])")


def _variable(text: str, *names: str) -> str:
    return next((value for name in names for value in _values(text, name) if value), "")


def _meta(text: str, name: str) -> str:
    """A meta's content, which may hold the other sort of quote."""
    at = text.find(f'"{name}"', 0, 900_000)
    found = _META.match(text, at + len(name) + 1) if at >= 0 else None
    return " ".join(html.unescape(html.unescape(found[1] or found[2] or "")).split()) if found else ""


def _element(text: str, name: str) -> str:
    """The words of the element with this id."""
    at = text.find(f'id="{name}"')
    start = text.rfind("<", 0, at) if at >= 0 else -1
    tag = re.match(r"<([a-z0-9]+)", text[start : start + 20]) if start >= 0 else None
    stop = text.find(f"</{tag[1]}>", at) if tag else -1
    opened = text.find(">", at)
    return _words(text[opened + 1 : stop]) if 0 <= opened < stop < at + 4000 else ""


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def _title(text: str) -> str:
    return (
        _meta(text, "og:title")
        or _element(text, "activity-name")
        or _variable(text, "msg_title")
        or _element(text, "js_video_page_title")
        or _element(text, "js_text_title")
        or _variable(text, "title")
    )


def _account(text: str) -> str | None:
    for name in (
        _element(text, "js_name"),
        _variable(text, "nick_name", "nickname", "d.nick_name", "window.nickname"),
        _by_class(text, "wx_follow_nickname"),
        _by_class(text, "profile_nickname"),
    ):
        if name not in _NOBODY:
            return name
    return None


def _by_class(text: str, name: str) -> str:
    at = text.find(name)
    opened = text.find(">", at) if at >= 0 else -1
    stop = text.find("</", opened) if opened >= 0 else -1
    return _words(text[opened + 1 : stop]) if 0 <= opened < stop < opened + 200 else ""


def _authors(text: str, account: str | None) -> tuple[str, ...]:
    for name in (
        _meta(text, "og:article:author"),
        _element(text, "js_author_name"),
        _reprint(text)[1],
        _variable(text, "author"),
    ):
        if name and name != account:
            return byline.names(name) or ((name,) if byline.is_person(name) else ())
    return ()


def _origin(text: str) -> str | None:
    return origin.outlet(
        _reprint(text)[0] or _element(text, "js_share_author") or _variable(text, "source_nickname", "ori_nick_name")
    )


def _reprint(text: str) -> tuple[str, str]:
    """Account and author of a reprint's original: `以下文章来源于X ，作者Y`, the names perhaps in elements."""
    at = text.find("以下文章来源于")
    found = _REPRINT.match(_words(text[at : at + 1500])) if at >= 0 else None
    return (found[1].strip(), (found[2] or "").strip()) if found else ("", "")


def _moment(text: str) -> dates.Moment | None:
    for value in (value for name in _EPOCHS for value in _values(text, name)):
        if re.fullmatch(r"1\d{9}", value):
            return dates.of_epoch(int(value))
    shown = _variable(text, "create_time", "createTime", "publish_time")
    if re.fullmatch(r"1\d{9}", shown):
        return dates.of_epoch(int(shown))
    return dates.printed(shown) if shown else None


def _address(text: str) -> str | None:
    """The page's own address by its message numbers; links shared by readers carry other parameters."""
    named = {
        "__biz": _variable(text, "biz", "bizuin"),
        "mid": _variable(text, "mid", "appmsgid"),
        "idx": _variable(text, "idx", "itemidx"),
    }
    if key := wechat_key(named):
        return f"https://mp.weixin.qq.com/s?{key}" + (f"&sn={sn}" if (sn := _variable(text, "sn")) else "")
    address = _meta(text, "og:url")
    return address if host(address) == "mp.weixin.qq.com" else None

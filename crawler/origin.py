"""Who published a text first: 来源, 转自, 本文刊登于, 以下文章来源于."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.dates import PRINTED
from crawler.script_pairs import both

_EDGE, _HEAD = 10, 5
_STOP = r"[^\n，,；;。！？!?]"
_NEXT = (
    r"(?=\s{2,}|\s*(?:作者|记者|编辑|责任编辑|责编|发布|时间|日期|点击|浏览|阅读|字号|字体|分享|原文|题图|头图|"
    r"\d{4}[-年/]|【|"
    r"\||$|[（(）)】\]，,；;。]))"
)
_PATTERNS = tuple(
    re.compile(both(pattern))
    for pattern in (
        rf"以下文章来源于\s*({_STOP}{{2,30}}?)\s*(?:[，,]|$)",
        r"(?:本文|原文|该文|此文|文章)?[^。]{0,8}(?:刊登|刊载|刊发|发表|首发|原载|原刊|载|刊)\s*(?:于|"
        r"在)\s*《([^》]{2,30})》",
        rf"(?:文章|本文|稿件|内容|信息|消息|新闻|资料|素材)?(?<!图片)(?<!图)(?<!数据)(?<!视频)(?:来\s*源|出处|稿源|"
        rf"来源媒体|来稿)"
        rf"(?:于|自)?\s*[:：丨|｜/／]\s*({_STOP}{{2,40}}?)\s*{_NEXT}",
        rf"(?:本文|文章|内容)(?:来自|源自|来源于)(?:微信)?(?:公众号|"
        rf"公号)?\s*[:：“\"「]?\s*({_STOP}{{2,40}}?)\s*{_NEXT}",
        rf"(?:文章|本文|稿件)?(?:转载自|转自|转载于|摘自|原载于?|摘编自|选自|(?:综合)?整理自|编译自|"
        rf"综合自)\s*[:：]?\s*({_STOP}{{2,40}}?)\s*{_NEXT}",
        rf"(?:^|\s)(?:来自|来源于)\s*[:：]?\s*({_STOP}{{2,16}})$",
        rf"^[（(【\[]\s*(?:据|来自|源自)\s*({_STOP}{{2,20}}?)[）)】\]]$",
        r"(?:^|\s)《\s*([㐀-鿿]{2,12})\s*》\s*[（(]\s*\d{4}\s*年.{0,14}版.{0,4}[）)]$",
    )
)
# A site's word about its texts in general names no outlet of this one.
_GENERAL = re.compile(r"凡(?:本|注明|标注|署名)|本(?:网|站)(?:所|转载|注明)|均来自|的(?:所有)?作品|版权(?:归|所有)")
_LATIN_NAME = (
    r"(?:the\s+)?((?:[A-Z0-9][\w&'’-]*(?:\.\w[\w&'’-]*)*|of|the|and)"
    r"(?:\s(?:[A-Z0-9][\w&'’-]*(?:\.\w[\w&'’-]*)*|of|the|for|and(?=\s[A-Z]))){0,5})"
)
_LATIN = (
    re.compile(
        r"\b(?:[Oo]riginally|[Ff]irst)\s+(?:published|appeared|posted|ran|printed|aired)\s+(?:online\s+)?(?:by|on|"
        r"in|at|"
        r"with)\s+" + _LATIN_NAME
    ),
    re.compile(
        r"\b(?:[Rr]epublished|[Rr]eprinted|[Rr]eposted|[Ss]yndicated|"
        r"[Cc]ross-?posted)\s+(?:here\s+)?(?:with\s+(?:the\s+)?permission\s+)?"
        r"(?:from|of|courtesy\s+of|by)\s+" + _LATIN_NAME
    ),
    re.compile(
        r"^[A-Z][A-Za-z .,/'’-]{2,40}?(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s*\((Reuters|AP|AFP|Bloomberg|"
        r"Xinhua|UPI|dpa|TASS|ANI|IANS|PTI|Kyodo)\)\s*[-—–]"
    ),
    re.compile(r"^[A-Z][A-Za-z .,]{2,40}?,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}\s\((Xinhua)\)"),
)
_LINKED = re.compile(
    both(
        r"(?:原文(?:地址|链接|来源)?|(?:文章|本文)?(?:来源|翻译自|编译自|转自|转载自|译自)|参考及来源|出处)\s*[:：]?\s*"
    )
    + r"[<（(]?https?://([A-Za-z0-9.-]+\.[a-z]{2,})",
    re.IGNORECASE,
)
_GAZETTE = re.compile(r"([㐀-鿿]{2,12}公报)[\s>＞»/]*((?:19|20)\d{2}\s*年\s*第?\s*\d+\s*[号期])")
_OUTLET = re.compile(
    both(
        r"[㐀-鿿A-Za-z0-9+·《》\s]{2,16}?(?:日报|晚报|时报|早报|晨报|商报|周报|报|周刊|杂志|学刊|网|新闻|新闻社|"
        r"通讯社|社|电视台|"
        r"广播|电台|卫视|台|客户端|财经|观察|在线|传媒|视点|评论|频道|发布|公众号|研究院|智库|中心|委|办|局|部|"
        r"政府|信息安全|The Paper)"
    )
)
_NOT_OUTLET = re.compile(
    r"(HKT|发布|原创|本站|网络|互联网|未知|综合|转载|其他|整理|本网|网友|投稿|作者|佚名|https?:.*|\d[\d\s:：.-]*|见.*|"
    r"如下.*)",
    re.IGNORECASE,
)
_WRAP = re.compile(r"[\s《》“”\"‘’「」『』【】\[\]（）()<>:：·,，]+")


def of_lines(lines: Sequence[str]) -> str | None:
    """The outlet named at the head or foot of a text; the foot first, as reprints sign there."""
    ends = [*reversed(lines[-_EDGE:]), *lines[:_HEAD]]
    return in_zone(ends)


def of_latin(lines: Sequence[str]) -> str | None:
    """The outlet an English text credits: `originally published by X`, `republished from X`, `PARIS (Reuters) -`."""
    for line in lines:
        for pattern in _LATIN:
            if found := pattern.search(line[:300]):
                return found[1].strip(" .,'’“”\"")
    return None


def linked(lines: Sequence[str], own: str = "") -> str | None:
    """The host of the original that a translation or a copy links to (`原文地址：https://…`), not the page's `own`."""
    hosts = [found[1].lower().removeprefix("www.") for line in lines if (found := _LINKED.search(line))]
    mine = own.lower().removeprefix("www.")
    return next((host for host in hosts if host != mine), None)


def in_zone(lines: Sequence[str]) -> str | None:
    """The outlet named in any of the lines around a body, the surest form first."""
    lines = [line for line in lines if not _GENERAL.search(line)]
    for pattern in _PATTERNS:
        for line in lines:
            if len(line) <= 160 and (found := pattern.search(line)) and (name := outlet(found[1])):
                return name
    return None


def outlet(name: str) -> str | None:
    """An outlet's name without quotes, brackets, issue numbers and account marks; None when it names nobody."""
    name = re.sub(r"《([^》]+)》.*", r"\1", name)
    name = re.sub(
        r"^(?:微信)?(?:公众号|公号|微信)[:：\s]*|[“\"]?(?:微信)?(?:公众号|公号)$|[（(](?:微信|公众号|ID).*",
        "",
        name.strip(),
    )
    name = re.sub(r"(官方(账号|帐号|微博)|的?(百家号|头条号|网易号|搜狐号|澎湃号|企鹅号|大风号))$", "", name.strip())
    name = re.sub(r"(等|举报|\+?\s*关注|\+?\s*订阅)$", "", _WRAP.sub(" ", name).strip())
    if not 2 <= len(name) <= 40 or re.search(r"https?\b|www\.|//", name) or _NOT_OUTLET.fullmatch(name):
        return None
    return name


_BEHIND = re.compile(
    r"^(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s|"
    r"｜]+([㐀-鿿A-Za-z·]{2,9})(?:\s|$)"
)
_REPORTS = re.compile(both(r"([^\s，。：:]{2,10}?)\s*(?:见习|实习|特约|首席)*记者\s"))
_NO_NAME = re.compile(
    r"(作者|编辑|记者|阅读|浏览|点击|字号|评论|分享|关注|参与|发布(?!$)|发表|责任|星期|来源|我要|收藏|打印|已有|手机|"
    r"下载|字数|我有话说|听新闻|首页|正文|频道$|导航|专题|认证)"
)


def gazette(lines: Sequence[str]) -> str | None:
    """The issue of a gazette that a breadcrumb names: `国务院公报 > 2007年第23号`."""
    found = _GAZETTE.search(" ".join(lines))
    return f"{found[1]} {found[2]}" if found else None


def behind_date(lines: Sequence[str]) -> str | None:
    """A name that follows a date without a label, as portals print it."""
    for line in lines:
        if (found := _BEHIND.match(line)) and not _NO_NAME.search(found[1]):
            return outlet(found[1])
    return None


def is_outlet(name: str) -> bool:
    """Whether a name ends as those of outlets and institutions do."""
    return len(name) <= 20 and _OUTLET.fullmatch(name.strip()) is not None and not _NO_NAME.search(name)


def beside_date(lines: Sequence[str]) -> str | None:
    """An outlet's name without a label, in the line of the date or alone in the one before or after it."""
    for at, line in enumerate(lines):
        if len(line) > 80 or not PRINTED.search(line) or "。" in line:
            continue
        tokens = [token.strip() for token in re.split(r"\s+|[|｜]", PRINTED.sub("  ", line))]
        beside = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
        tokens += [one.strip() for one in beside if not re.search(r"[>＞»]|\s{2}", one)]
        tokens += [found[1] for one in beside if (found := _REPORTS.match(one.strip()))]
        for token in tokens:
            if 2 <= len(token) <= 14 and is_outlet(token):
                return outlet(token)
    return None

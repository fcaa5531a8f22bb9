"""Who wrote a text: bylines, never the editors."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Two to four characters, or a transcription with its dots.
_NAME = r"[㐀-鿿]{2,4}|[㐀-鿿]{1,6}(?:[·•・][㐀-鿿]{1,6}){1,3}"
_LINE = re.compile(
    r"[\s【\[（(*●■◆]*(?:文|作者|撰文|撰稿人?|本文作者|采写|执笔|记者|文字?记者)\s*(?:[/／丨|｜︱│:：]|"
    r"(?<=作者)\s)\s*(.{2,120}?)[\s】\]）)*]*"
)
_WITHIN = re.compile(
    r"(?:作\s*者|记\s*者|撰\s*文|文字)\s*[:：/／｜|]\s*((?:(?:[㐀-鿿·]{2,4}|[A-Z][\w.]+)[\s、，,]*){1,5}?)"
    r"(?=\s*(?:$|来源|编辑|责|发布|时间|\d|阅读|浏览|点击|[|｜（(【\[）)]))"
)
_PLAIN = re.compile(r"[^，。！？：:]{0,16}(?:记者|作者|撰文|通讯员)\s+((?:[㐀-鿿·]{2,4}[\s、]*){1,4})")
_REPORTER = re.compile(
    r"[（(【\s/／](?:本报|本网|本刊|新华社|央视|中新社|人民网|总台央视?|见习|实习|特约|全媒体|首席|"
    r"驻[^\s）)]{2,8})*(?:记者|通讯员)[\s:：/／]*"
    r"((?:[㐀-鿿·]{2,4})(?:[\s、，,]+(?:[㐀-鿿·]{2,4}))*)(?=[\s]*(?:[)）】／/；;—]|\s|$|报道|摄|整合|综合))"
)
_POST = re.compile(
    r"(?:.*(?:教授|研究员|院长|主任|院士|所长|部长|局长|书记|主席|会长|秘书长|处长|司长|律师|博士生?|硕士生?|讲师|"
    r"学者|专家|总监|总裁|经理|工程师|CEO|CTO|CSO|创始人|研究生|合伙人|代表|负责人|委员|理事长?|顾问|分析师|评论员|"
    r"编辑|法官|检察官|记者|通讯员|院|所|中心|大学|学院|公司|集团|实验室|委员会|部|局|办|协会|学会|研究会|社|室|队|"
    r"系|党校|联盟))$"
)
_SEPARATORS = re.compile(r"[、，,;；/／&＆|｜丨]+|\s+(?:and|与|和)\s+|\band\b")
_NOBODY = re.compile(
    r"(管理员|admin\w*|editor|编辑|责任编辑|未知|佚名|匿名|网友|原创|转载|综合|本站|小编|news|webmaster|网站编辑|"
    r"新闻中心|发布|系统|无|null|none|user\d*|记者|作者|by|网络(整理|转载|综合)?|整理)",
    re.IGNORECASE,
)


def of_lines(lines: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Authors and the byline as printed, from the head and foot of a text."""
    for line in (*lines[:8], *lines[-6:]):
        line = line.strip()
        if len(line) <= 130 and (found := _LINE.fullmatch(line)) and (authors := names(found[1])):
            return authors, found[1].strip()
    for line in lines[:14]:
        if len(line) <= 40 and (found := _PLAIN.fullmatch(line.strip())) and (authors := names(found[1])):
            return authors, line.strip()
    return of_reporter(lines[:3], lines[-3:]), None


def of_reporter(lead: Sequence[str], foot: Sequence[str]) -> tuple[str, ...]:
    """Reporters named in brackets: `（记者 name）` in the first paragraphs or the last."""
    for line in (*(line[:120] for line in lead), *(line[-120:] for line in foot)):
        if found := _REPORTER.search(" " + line):
            return names(found[1])
    return ()


def in_zone(lines: Sequence[str]) -> tuple[str, ...]:
    """Authors named within a line between title and body: `2019-09-26 来源：… 作者：name`."""
    for line in lines:
        if len(line) <= 40 and (found := _PLAIN.fullmatch(line)) and (authors := names(found[1])):
            return authors
        if len(line) <= 120 and (found := _WITHIN.search(line)) and (authors := names(found[1])):
            return authors
    return ()


def names(text: str) -> tuple[str, ...]:
    """The persons in a byline: posts and institutions around a Chinese name are left out."""
    text = re.sub(r"[（(][^）)]*[）)]", " ", text.strip())
    text = re.sub(r"(返回.{2,8}[，,])?查看更多.*$|返回.{2,8}$", "", text)
    text = re.sub(r"^(?:作者|文|记者|撰文|by|written by|来源)\s*[:：/／|丨]?\s*", "", text, flags=re.IGNORECASE)
    parts = [part.strip(' *_“”"《》') for part in _SEPARATORS.split(text)]
    found = [name for part in parts for name in _persons(part)]
    if not found and len(parts) == 1 and is_person(parts[0]) and len(parts[0]) <= 24:
        found = [parts[0]]
    return tuple(dict.fromkeys(found))[:12]


def is_person(name: str) -> bool:
    """Whether a name can be an author's: not an institution, not a role, not an address."""
    name = name.strip()
    if not 2 <= len(name) <= 60 or _NOBODY.fullmatch(name) or "@" in name or name.startswith("http"):
        return False
    return re.search(r"\d{4}|[:：]", name) is None


def _persons(part: str) -> list[str]:
    part = re.sub(r"(等|整合|摄|报道|综合报道|编译|整理)$", "", part)
    if not re.search(r"[㐀-鿿]", part):
        return [part] if is_person(part) and re.search(r"[A-Za-z]{2}", part) else []
    words = re.sub(r"(?<![㐀-鿿])([㐀-鿿])\s+([㐀-鿿])(?![㐀-鿿])", r"\1\2", part).split()
    return [word for word in words if re.fullmatch(_NAME, word) and not _POST.fullmatch(word) and is_person(word)]


def is_line(line: str) -> bool:
    """Whether a whole line is a byline (`文 | post name`)."""
    found = _LINE.fullmatch(line.strip()) or _PLAIN.fullmatch(line.strip()) if len(line) <= 130 else None
    return found is not None and bool(names(found[1]))


def is_chinese_name(name: str) -> bool:
    """Whether a name has the form of a Chinese person's, or a transcription's."""
    return re.fullmatch(_NAME, name) is not None and not _POST.fullmatch(name)

"""Lines that belong to the platform, the publisher's promotion or the editors, and not to the article.

Three kinds, each by what a line says and where it stands: noise goes wherever it stands, an ending opens what
follows the article, a credit is cut from the two ends only. The words are in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler import phrases
from crawler.script_pairs import both

_SHORT = 90
_WRAP = r"[\s\-—–=_*#●■◆▼▲►▍▎┃|【\[「『（(<《·•.…↓✦☆★◀◄】\]」』）)>》:：]*"


def _any(patterns: Sequence[str]) -> str:
    return both("|".join(f"(?:{pattern})" for pattern in patterns))


_FURNITURE = re.compile(_any(phrases.FURNITURE), re.IGNORECASE)
_CALL = re.compile(_any(phrases.CALLS), re.IGNORECASE)
_WISH = re.compile(_any(phrases.WISHES))
_ENDING = re.compile(f"{_WRAP}(?:{_any(phrases.ENDINGS)}){_WRAP}", re.IGNORECASE)
_FIRM_ENDING = re.compile(f"{_WRAP}(?:{_any(phrases.FIRM_ENDINGS)}){_WRAP}", re.IGNORECASE)
_CREDIT = re.compile(rf"[\s\-—–=_*●■◆丨|【\[（(<]*(?:{_any(phrases.CREDITS)})[\s】\]）)>]*")
_EDITOR = re.compile(both(r"[（(【\[\s]*(?:责任编辑|责编|编辑|编审|值班编辑|网络编辑|审核)\s*[:：丨|｜/／].{0,60}"))
# The editor in brackets behind the last sentence.
_EDITOR_TAIL = re.compile(
    both(r"[（(【\[]\s*(?:责任编辑|责编|编辑|编审|核稿|校对|审核)\s*[:：/／|丨｜][^（()）]{0,40}[)）】\]]\s*\d*$")
)
# A site's standing word about itself, in sentences: nothing an article says of its subject.
_STANDING = re.compile(
    both(
        r"^[\s*※＊]*(?:本(?:网站?|站|平台|公司|社区|栏目)|凡(?:本|注明)|用户|网友|以上(?:内容|文章|信息)|文章?内容|发表评论|任何(?:单位|媒体))"
    )
)
_LEGAL = re.compile(
    both(
        r"仅供(?:参考|投资者)|风险自[负担]|不构成|投资建议|据此操作|合作媒体|有权(?:删除|保留)|恕不|版权|转载|"
        r"(?:不代表|无关).{0,8}(?:立场|观点)?|遵守.{0,12}法律|法律责任|侵权|注明(?:来源|出处)|未经.{0,10}(?:授权|许可|允许)|存储服务|传播.{0,4}信息"
    )
)
_LABEL = re.compile(
    both(
        r"(?:时间|日期|来\s*源|作\s*者|浏览(?:次数|量)?|点击(?:数|量)?|阅读(?:数|量)?|字号|字体|编辑|索引号|发布机构|"
        r"文号)\s*[:：]"
    )
)
_COUNTED = re.compile(both(r"(?:字数|阅读|评论|喜欢|浏览|点击|收藏|赞|查看|回复|积分)\s*[:：]?\s*\d|只看该作者"))
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2})?")
_SIGNED = re.compile(rf"(?:[^\s，。：！？]{{2,10}}\s+){{1,3}}{_DATE.pattern}")
_COMMENTS = re.compile(r"Posted on .{4,44}[•|·].{0,20}Comments?")
_SEPARATOR = re.compile(r"(►{2,}|[-—=_*·.…]{3,}|\d{1,2}\.?)")
_REFERENCE = re.compile(r"https?://|^\s*[\[［]\d{1,3}[\]］]")
_PROSE = re.compile(r".{40,}[。！？.!?”\"）)]$")


def trimmed(lines: Sequence[str]) -> list[str]:
    """The article's own lines: furniture gone everywhere, what follows the article and credits gone at the ends."""
    kept = [line for line in _before_ending(lines) if not is_noise(line)]
    while kept and (
        is_credit(kept[-1]) or _is_standing(kept[-1]) or _SEPARATOR.fullmatch(kept[-1].strip()) or _dangles(kept[-1])
    ):
        kept.pop()
    if kept:
        kept[-1] = _EDITOR_TAIL.sub("", kept[-1]).rstrip() or kept[-1]
    start = _after_imprint(kept[:6])
    while start < min(len(kept), 6) and (is_credit(kept[start]) or is_imprint(kept[start])):
        start += 1
    return kept[start:]


def is_noise(line: str) -> bool:
    """Whether a line is furniture or a call to scan, follow or share."""
    line = line.strip()
    if not line or _FURNITURE.fullmatch(line):
        return True
    if len(line) > _SHORT:
        return False
    if len(line) <= 50 and len(pieces := re.split(r"[\s|｜·]+", line)) > 1 and all(map(_FURNITURE.fullmatch, pieces)):
        return True
    return bool(_CALL.search(line)) or ("。" not in line and bool(_WISH.search(line)))


def is_ending(line: str) -> bool:
    """Whether a line opens what follows the article (further reading, comments, disclaimer)."""
    line = line.strip()
    return bool(_FIRM_ENDING.fullmatch(line)) or (len(line) <= _SHORT and bool(_ENDING.fullmatch(line)))


def _is_standing(line: str) -> bool:
    return len(line) <= 400 and _STANDING.search(line) is not None and len(set(_LEGAL.findall(line))) >= 2


def _after_imprint(lines: Sequence[str]) -> int:
    """The place behind an imprint among the first lines, when nothing but short lines stands before it."""
    for place in reversed(range(len(lines))):
        if is_imprint(lines[place]) and all(len(line) <= 30 and "。" not in line for line in lines[:place]):
            return place + 1
    return 0


def is_credit(line: str) -> bool:
    """Whether a whole line names editors, source or original address."""
    return len(line) <= 160 and _CREDIT.fullmatch(line.strip()) is not None


def is_imprint(line: str) -> bool:
    """Whether a line under the title gives date, source, author or counters, two of them at least, and nothing else."""
    if len(line) > 100 or "。" in line:
        return False
    if _SIGNED.fullmatch(line.strip()):
        return True
    return len(_LABEL.findall(line)) + len(_COUNTED.findall(line)) + bool(_DATE.search(line)) >= 2 or (
        bool(_DATE.match(line)) and len(line) <= 30
    )


def _before_ending(lines: Sequence[str]) -> Sequence[str]:
    """Cut at the first ending behind which little prose stands: a heading of the same words may open a part."""
    prose = [len(line) if _PROSE.fullmatch(line) else 0 for line in lines]
    total, before, chars = sum(prose), 0, 0
    for place, line in enumerate(lines):
        if _COMMENTS.fullmatch(line.strip()):
            return lines[:place]
        if chars >= 30 and (is_ending(line) or _EDITOR.fullmatch(line.strip())):
            firm = _FIRM_ENDING.fullmatch(line.strip()) is not None and place >= 0.15 * len(lines)
            if (firm or before >= (0.7 if not is_credit(line) else 0.85) * total) and not _lists_references(
                lines[place + 1 :]
            ):
                return lines[:place]
        before, chars = before + prose[place], chars + len(line)
    return lines


def _lists_references(lines: Sequence[str]) -> bool:
    """Whether most of what follows are numbered or linked references."""
    return len(lines) >= 3 and sum(bool(_REFERENCE.search(line)) for line in lines) > 0.5 * len(lines)


def _dangles(line: str) -> bool:
    """Whether a last line only announces something that is not there any more."""
    return len(line) <= 20 and line.endswith(("：", ":", "↓", "👇"))

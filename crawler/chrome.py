"""Lines that belong to the platform, the publisher's promotion or the editors, and not to the article.

Three kinds, each by what a line says and where it stands: noise goes wherever it stands, an ending opens what
follows the article, a credit is cut from the two ends only. The words are in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler import phrases

_SHORT = 90
_WRAP = r"[\s\-—–=_*#●■◆▼▲►▍▎┃|【\[「『（(<《·•.…↓✦☆★◀◄】\]」』）)>》:：]*"


def _any(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_FURNITURE = re.compile(_any(phrases.FURNITURE), re.IGNORECASE)
_CALL = re.compile(_any(phrases.CALLS), re.IGNORECASE)
_WISH = re.compile(_any(phrases.WISHES))
_ENDING = re.compile(f"{_WRAP}(?:{_any(phrases.ENDINGS)}){_WRAP}", re.IGNORECASE)
_FIRM_ENDING = re.compile(f"{_WRAP}(?:{_any(phrases.FIRM_ENDINGS)}){_WRAP}", re.IGNORECASE)
_CREDIT = re.compile(rf"[\s\-—–=_*●■◆丨|【\[（(<]*(?:{_any(phrases.CREDITS)})[\s】\]）)>]*")
_EDITOR = re.compile(r"[（(【\[\s]*(?:责任编辑|责编|编辑|编审|值班编辑|网络编辑|审核)\s*[:：丨|｜/／].{0,60}")
_LABEL = re.compile(
    r"(?:时间|日期|来\s*源|作\s*者|浏览(?:次数|量)?|点击(?:数|量)?|阅读(?:数|量)?|字号|字体|编辑|索引号|发布机构|"
    r"文号)\s*[:：]"
)
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2})?")
_SEPARATOR = re.compile(r"(►{2,}|[-—=_*·.…]{3,}|\d{1,2}\.?)")
_REFERENCE = re.compile(r"https?://|^\s*[\[［]\d{1,3}[\]］]")
_PROSE = re.compile(r".{40,}[。！？.!?”\"）)]$")


def trimmed(lines: Sequence[str]) -> list[str]:
    """The article's own lines: furniture gone everywhere, what follows the article and credits gone at the ends."""
    kept = [line for line in _before_ending(lines) if not is_noise(line)]
    while kept and (is_credit(kept[-1]) or _SEPARATOR.fullmatch(kept[-1].strip()) or _dangles(kept[-1])):
        kept.pop()
    start = 0
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
    return bool(_CALL.search(line)) or ("。" not in line and bool(_WISH.search(line)))


def is_ending(line: str) -> bool:
    """Whether a line opens what follows the article (further reading, comments, disclaimer)."""
    line = line.strip()
    return bool(_FIRM_ENDING.fullmatch(line)) or (len(line) <= _SHORT and bool(_ENDING.fullmatch(line)))


def is_credit(line: str) -> bool:
    """Whether a whole line names editors, source or original address."""
    return len(line) <= 120 and _CREDIT.fullmatch(line.strip()) is not None


def is_imprint(line: str) -> bool:
    """Whether a line under the title gives date, source, author or counters, two of them at least, and nothing else."""
    if len(line) > 100 or "。" in line:
        return False
    return len(_LABEL.findall(line)) + bool(_DATE.search(line)) >= 2 or (bool(_DATE.match(line)) and len(line) <= 30)


def _before_ending(lines: Sequence[str]) -> Sequence[str]:
    """Cut at the first ending behind which little prose stands: a heading of the same words may open a part."""
    prose = [len(line) if _PROSE.fullmatch(line) else 0 for line in lines]
    total, before, chars = sum(prose), 0, 0
    for place, line in enumerate(lines):
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

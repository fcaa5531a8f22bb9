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
_SEPARATOR = re.compile(r"(►{2,}|[-—=_*·.…]{3,}|\d{1,2}\.?)")
_REFERENCE = re.compile(r"https?://|^\s*[\[［]\d{1,3}[\]］]")
_PROSE = re.compile(r".{40,}[。！？.!?”\"）)]$")


def trimmed(lines: Sequence[str]) -> list[str]:
    """The article's own lines: furniture gone everywhere, what follows the article and credits gone at the ends."""
    kept = [line for line in _before_ending(lines) if not is_noise(line)]
    while kept and (is_credit(kept[-1]) or _SEPARATOR.fullmatch(kept[-1].strip()) or _dangles(kept[-1])):
        kept.pop()
    start = 0
    while start < min(len(kept), 6) and is_credit(kept[start]):
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

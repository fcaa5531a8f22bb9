"""Official notices passed on elsewhere: 关于开展…的通知.

Whoever signs one speaks in it; one to all provinces is the state's.
"""

from __future__ import annotations

import re

from domain.catalogue import Catalogue
from domain.records import TaggedDoc

_TITLE = re.compile(r"关于.{2,80}的(?:通知|公告|意见|通报|批复|决定|函|通告)(?:》?(?:[（(].{1,20}[)）])?)$")
_ORDERS = re.compile(
    r"现将|现决定|现就|特此|现予|请认真|请结合|有关(?:事项|要求|工作方案)(?:通知|公告)?如下|现公告如下|遵照执行|贯彻执行"
)
_TO_ALL = re.compile(r"^\s*各省、自治区、直辖市|^\s*各省（区、市）|^\s*国务院各部委|^\s*各有关单位|^\s*中央和国家机关")
_EDGE = 160
_SIGNS = frozenset({"gov_executive", "gov_subnational", "regulator", "legislature", "standards_body"})


def issuer(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
    """Who speaks in an official notice; empty for any other text."""
    if _TITLE.search(doc.title.strip()) is None or _ORDERS.search(doc.text) is None:
        return ()
    signed = [
        (span.start, tag.id)
        for tag in doc.actors
        for span in tag.spans
        if span.end > len(doc.text) - _EDGE
        and catalogue.actors[tag.id].cls in _SIGNS
        and _ends_line(doc.text, span.end)
    ]
    if signed:
        return tuple(dict.fromkeys(actor for _, actor in sorted(signed)))
    is_central = doc.lang.startswith("zh-Hans") and _TO_ALL.match(doc.text) is not None and "cn_gov" in catalogue.actors
    return ("cn_gov",) if is_central else ()


def _ends_line(text: str, end: int) -> bool:
    """Whether nothing but other names and a date follows in the line: a signature."""
    return re.match(r"[^。；：“]{0,60}(?:\n|$)", text[end:]) is not None

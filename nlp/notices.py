"""Official Chinese texts passed on elsewhere, whose issuers speak in them: notices, and documents printed in full.

关于开展…的通知: whoever signs a notice speaks in it; one to all provinces is the state's. 《办法》全文: a text in the
form of a document (numbered provisions, "this plan") under a title that names it is its issuers' own.
"""

from __future__ import annotations

import re
from functools import cache

from domain.catalogue import Catalogue
from domain.catalogue_checks import names, normal
from domain.records import Tag, TaggedDoc
from domain.text import side
from nlp.keyed import Keyed

_TITLE = re.compile(r"关于.{2,80}的(?:通知|公告|意见|通报|批复|决定|函|通告)(?:》?(?:[（(].{1,20}[)）])?)$")
_ORDERS = re.compile(
    r"现将|现决定|现就|特此|现予|请认真|请结合|有关(?:事项|要求|工作方案)(?:通知|公告)?如下|现公告如下|遵照执行|贯彻执行"
)
_TO_ALL = re.compile(r"^\s*各省、自治区、直辖市|^\s*各省（区、市）|^\s*国务院各部委|^\s*各有关单位|^\s*中央和国家机关")
_EDGE = 160
_SIGNS = frozenset({"gov_executive", "gov_subnational", "regulator", "legislature", "standards_body"})
_PROVISION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十百]+[条章]|\d{1,2}[.．、])",
    re.MULTILINE,
)
_ITSELF = re.compile(
    r"本(?<![基根版资日文样]本)(?:办法|规定|条例|指南|计划|意见|方案|准则|规范|公约|法(?![律院治])|倡议|框架|纲要|规划|细则|"
    r"声明|备忘录|行政?命令|行政令|法案|决议|宣言)"
)
_ISSUED = re.compile(r"(?:印发|发布|公布|出台|颁布|签署|通过|推出|就(?=《|关于))")
_ATTACHED = re.compile(r"[（(]附[^（）()]{0,6}(?:下载|报告|原文|PDF|链接)[）)]", re.IGNORECASE)
_ANNOUNCED = re.compile(rf"《|全文|声明|宣言|{_ISSUED.pattern}")
_JOINT = re.compile(
    r"^[^：:；;|]{2,40}关于[^：:；;|]{2,60}的(?:联合)?(?:声明|宣言|公报|立场文件)(?:全文|[（(]全文[)）])?$"
)
_NEWS = re.compile(r"^(?:近日|日前|据(?:悉|了解|报道|介绍)|当地时间|\d{1,2}月\d{1,2}日)", re.MULTILINE)
_REPORTS = 2  # lines that tell news, which no document does
_PROVISIONS = 6  # numbered lines of a document that speaks of itself or is announced as printed in full
_APART = re.compile(r"[；;：:|｜]")  # items of a title
_LONG = 6  # characters of a name that no other text bears


def issuer(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
    """Who speaks in an official notice or in a document printed in full; empty for any other text."""
    if _TITLE.search(doc.title.strip()) is not None and _ORDERS.search(doc.text) is not None:
        return _signed(doc, catalogue)
    announced = side(doc.lang) == "zh" and _ANNOUNCED.search(doc.title) is not None
    return _issued(doc, catalogue) if announced and _is_document(doc) else ()


def _signed(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
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


def _is_document(doc: TaggedDoc) -> bool:
    """Whether a text has the form of a document: its issuer's summary of what is attached, or numbered throughout."""
    if _ATTACHED.search(doc.title) is not None and not doc.authors:
        return True
    if doc.authors or len(_PROVISION.findall(doc.text)) < _PROVISIONS:
        return False
    if len(_NEWS.findall(doc.text)) >= _REPORTS:
        return False
    return _ITSELF.search(doc.text) is not None or "全文" in doc.title or _JOINT.match(doc.title) is not None


def _issued(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
    """Who issued the document that a title names: those the title names, else those the catalogue gives it."""
    verb = _ISSUED.search(doc.title)
    end = verb.start() if verb is not None else doc.title.find("关于") if _JOINT.match(doc.title) is not None else 0
    title, head = normal(doc.title), normal(_APART.split(doc.title[:end])[-1])
    told = [tag.id for tag in doc.actors if _signs(tag.id, catalogue) and _is_in(doc, tag, catalogue, head)]
    if told:
        return tuple(told)
    return _catalogued(title, catalogue) if not doc.authors else ()


def _catalogued(title: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The issuers of the instrument with the longest name in a title: a document rarely says its own name."""
    named = [(len(name), issuers) for name, issuers in _long_names(Keyed(catalogue)) if name in title]
    return tuple(one for one in max(named)[1] if one in catalogue.actors) if named else ()


@cache
def _long_names(held: Keyed) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of instruments that no other text bears, as they are compared, with the issuers."""
    return tuple(
        (name, tuple(entry.issuers))
        for entry in held.catalogue.instruments.values()
        for name in map(normal, names(entry))
        if len(name) >= _LONG
    )


def _signs(actor: str, catalogue: Catalogue) -> bool:
    """Whether an actor is an authority, or an institute of one."""
    principal = catalogue.actors.get(catalogue.principal(actor))
    return catalogue.actors[actor].cls in _SIGNS or (principal is not None and principal.cls in _SIGNS)


def _is_in(doc: TaggedDoc, tag: Tag, catalogue: Catalogue, head: str) -> bool:
    """Whether an actor stands in the head of a title, by a name of the catalogue's or as the text calls it."""
    called = {doc.text[span.start : span.end] for span in tag.spans}
    return any(normal(name) in head for name in (*names(catalogue.actors[tag.id]), *called))

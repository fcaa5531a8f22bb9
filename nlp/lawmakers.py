"""Members of the US Congress who act in office: "Sen. Jane Roe introduced a bill" is an act of Congress.

A member of a state's house is not one, nor is a member who is only quoted as a source of somebody's list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.records import Span, TaggedDoc
from nlp.matching import Hit, Layer
from nlp.segment import sentence_at

_HOUSE = "us_congress"
_TITLE = (
    r"(?:Senators?|Sens?\.|Representatives?|Reps?\.|Congress(?:man|woman)|"
    r"(?:Senate|House) (?:Majority|Minority|Democratic|Republican) (?:Leader|Whip)|House Speaker)"
)
_ACT = (
    r"(?:introduc|propos|sponsor|co-sponsor|unveil|launch|investigat|urg|demand|call(?:s|ed|ing)? (?:for|on)|"
    r"wrot|wr(?:ites|ote) to|sent|question|telling|told|warn|push|probe|press|announc|led|lead|draft|oppos|support|"
    r"held a hearing|subpoena|argu|vot)"
)
_EN = re.compile(
    rf"(?<!State )(?<!state )\b{_TITLE} [A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{0,3}}"
    rf"(?: \([RD]-[\w. ]+\))?(?:[^.\n]{{0,30}}?\b{_ACT}\w*|:(?=\s*[“\"]))"
)
# of which one must stand in a text that names a member: most hold none
_TITLES = ("Senator", "Sen.", "Sens.", "Representative", "Rep.", "Reps.", "Congressm", "Congressw", " Leader", " Whip",
           "House Speaker")  # fmt: skip
_STATE = re.compile(r"\b(?:[Ss]tate [Ss]en(?:ator|ate|\.)|[Ss]tate [Rr]ep|[Aa]ssembly(?:member|man|woman)|statehouse)")
_PARTY = re.compile(
    r"\b[Cc]ongressional (?:Republicans|Democrats|leaders|lawmakers|committees?)\b|"
    r"\b(?:Republicans|Democrats|[Ll]awmakers|[Ll]eaders|[Mm]embers) (?:in|of) Congress\b"
)
_ZH = re.compile(
    r"美国?(?:联邦|国会)?[一-鿿]{0,8}?(?:民主党|共和党|国会|联邦)(?:籍|的)?(?:联邦)?(?:参议员|众议员|议员)"
)


def acting(doc: TaggedDoc) -> Iterator[Hit]:
    """The members that act in a doc, as hits of Congress."""
    text = doc.text
    forms = []
    if "议员" in text:
        forms.append(_ZH)
    if _may_name_members(text) and _STATE.search(text) is None:
        forms.append(_EN)
    if "ongress" in text:
        forms.append(_PARTY)
    for form in forms:
        for found in form.finditer(text):
            span = Span(start=found.start(), end=_name_end(found) if form is _EN else found.end())
            yield Hit(Layer.ACTOR, _HOUSE, text[span.start : span.end], span, sentence_at(doc.sentences, span.start))


def _may_name_members(text: str) -> bool:
    return ("Sen" in text or "Rep" in text or "Congress" in text) and any(title in text for title in _TITLES)


def _name_end(found: re.Match[str]) -> int:
    """Where title and name end."""
    head = re.match(rf"{_TITLE} [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", found[0])
    return found.start() + (head.end() if head is not None else len(found[0]))

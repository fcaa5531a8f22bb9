"""Sentences of an official English text that tell what others said: guests of a meeting, companies that pledge.

A readout or a fact sheet is the voice of its issuer, but not where its subject is a crowd of others who speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.records import Act, Span
from nlp.crowds import members
from nlp.holding import Holding, Way
from nlp.reading import Reading
from nlp.words import Hit

_LEADERS = r"(?:union|labou?r|civil society|civil rights|business|industry|community|faith|tech(?:nology)?|company)"
_CROWD = (
    rf"(?:{_LEADERS}\s(?:and\s\w+\s)?leaders|leaders\s(?:of|from)\s\w+|companies|firms|developers|CEOs|executives|unions|"
    r"workers|advocates|participants|attendees|experts|researchers|academics|stakeholders|panell?ists|speakers|guests)"
)
_TOLD = (
    r"(?:said|say|noted?|shared?|raised?|emphasi[sz]ed?|stress(?:ed)?|agreed?|commit(?:ted)?|discuss(?:ed)?|urged?|"
    r"call(?:ed)?\s(?:for|on|upon)|described?|express(?:ed)?|warn(?:ed)?|pledged?|highlight(?:ed)?|point(?:ed)?\sto|"
    r"underscored?|voiced?|offered|argued?|praised|welcomed|cited|recommended)"
)
_TELLS = re.compile(rf"\s{_TOLD}\b", re.IGNORECASE)  # what does not match is settled fast
_DETERMINER = r"(?:(?:The|These|Those|All|Many|Several|Some|Most|Other|Both|Seven|Leading)\s(?:of\sthe\s)?)?"
_FRONT = r"(?:(?:And|But|So|Also|Finally|Separately),?\s){0,2}(?:[A-Z][^,.;:\n]{2,70},\s)?(?:finally,\s)?"
_SUBJECT = re.compile(
    rf"^[^\w]*{_FRONT}{_DETERMINER}(?:[\w-]+\s){{0,3}}?{_CROWD}\b(?:\s[^.,;:\n]{{0,70}}?)?\s(?:also\s|have\s|\w+ly\s)*{_TOLD}\b",
    re.IGNORECASE,
)
_ALL = re.compile(rf"^(?:All|Many|Several|Others|Some)\s(?:of\sthem\s)?(?:also\s)?{_TOLD}\b")
_THEY = re.compile(rf"^They\s(?:also\s|\w+ly\s)?{_TOLD}\b")
_GOES_ON = re.compile(r"^(?:This|These|Such|It|Its|They|Their)\b")
_ASIDE = re.compile(
    rf",\s(?:the\s|many\s|several\s)?(?:[\w-]+\s)?{_CROWD}\s(?:also\s)?{_TOLD},|"
    rf",\sand\s(?:the|these)\scompanies\s{_TOLD}\b",
    re.IGNORECASE,
)
# a guest of a list: "- Ada Quill, Executive Director, Fair Tools Alliance"
_GUEST = re.compile(
    r"^[-*•\s]*[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3},"
    r"(?:\s(?:[A-Z&][\w.&’'-]*|of|the|and|for|to|on|in|at|[–-]),?)+$"
)
_PROMISED = re.compile(
    r"\b(?:commitments?|pledges?)\s(?:from|by)\s(?P<who>(?:these|those|the|all)\s(?:\w+\s)?(?:companies|firms|labs))\b",
    re.IGNORECASE,
)


def promised(reading: Reading, sentence: Span) -> Iterator[Holding]:
    """The companies listed before "commitments from these companies": they stand behind the text so named."""
    found = _PROMISED.search(reading.doc.text, sentence.start, sentence.end) if reading.words.lang == "en" else None
    if found is None:
        return
    who = members(reading, sentence, Hit(found.start("who"), found.end("who"), "these companies"))
    yield Holding(
        holders=who, act=Act.ACT, sentence=sentence, content=Span(start=found.start(), end=found.end()), way=Way.AGENT,
        verb="commit", group="position",
    )  # fmt: skip


def are_others(reading: Reading, sentence: Span, *, is_known: bool, going_on: bool) -> bool:
    """Whether an official English text lets a crowd of others speak, or tells who they are.

    "They" are such where nobody known spoke last; `going_on` says that others spoke in the sentence before.
    """
    if reading.words.lang != "en" or not reading.voice.is_official:
        return False
    text = reading.text(sentence)
    told = _TELLS.search(text) is not None
    if told and (_SUBJECT.match(text) or _ALL.match(text) or _ASIDE.search(text)):
        return True
    if _GUEST.match(text.rstrip()):
        return True
    if going_on and _GOES_ON.match(text):
        return True
    return not is_known and _THEY.match(text) is not None

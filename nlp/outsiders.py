"""Sentences of an official English text that tell what others said: guests of a meeting, companies that pledge.

A readout or a fact sheet is the voice of its issuer, but not where its subject is a crowd of others who speak.
"""

from __future__ import annotations

import re

from domain.records import Span
from nlp.reading import Reading

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
_DETERMINER = r"(?:(?:The|These|Those|All|Many|Several|Some|Most|Other|Both|Seven|Leading)\s(?:of\sthe\s)?)?"
_SUBJECT = re.compile(
    rf"^[^\w]*{_DETERMINER}(?:[\w-]+\s){{0,3}}?{_CROWD}\b(?:\s[^.,;:\n]{{0,70}}?)?\s(?:also\s|have\s|\w+ly\s)*{_TOLD}\b",
    re.IGNORECASE,
)
_ALL = re.compile(rf"^(?:All|Many|Several|Others|Some)\s(?:of\sthem\s)?(?:also\s)?{_TOLD}\b")
_THEY = re.compile(rf"^They\s(?:also\s|\w+ly\s)?{_TOLD}\b")
_ASIDE = re.compile(rf",\s(?:the\s|many\s|several\s)?(?:[\w-]+\s)?{_CROWD}\s(?:also\s)?{_TOLD},", re.IGNORECASE)


def are_others(reading: Reading, sentence: Span, *, is_known: bool) -> bool:
    """Whether an official English text lets a crowd of others speak; "they" are such where nobody known spoke last."""
    if reading.words.lang != "en" or not reading.voice.is_official:
        return False
    text = reading.doc.text[sentence.start : sentence.end]
    if _SUBJECT.match(text) or _ALL.match(text) or _ASIDE.search(text):
        return True
    return not is_known and _THEY.match(text) is not None

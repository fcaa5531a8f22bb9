"""Who speaks by a label before the words: `Ada Quill, President, Acme: “We …”`, a reporter's `Q` in a press call.

In a page of reactions each paragraph is one person's quotation; the last body that the label names is whom the person
speaks for. What the quotation says of others is the speaker's, and nobody's where the catalogue knows no such body.
"""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.groups import groups
from nlp.holding import Holding, Way
from nlp.reading import Kind, Reading

_WORD = r"(?:[A-Z0-9@(][\w.&’'/()-]*|of|the|and|for|on|at|in|to|by|from|with|&|[–—-])"
_LABEL = re.compile(rf"[-*•\s]*(?P<who>[A-Z@]\S*(?:,?\s{_WORD})*,?):\s*(?=[“\"])")
_LONGEST = 260  # characters of a label
_QUESTION = re.compile(r"(?:Q|QUESTION|REPORTER):?\s+[A-Z“\"\[]")


def labelled(reading: Reading, sentence: Span) -> Holding | None:
    """The holding of a quotation with a label before it; without holders where nobody known speaks."""
    text = reading.doc.text
    if text.find(":", sentence.start, min(sentence.end, sentence.start + _LONGEST)) < 0:
        return None
    found = _LABEL.match(text, sentence.start, sentence.end)
    if found is None:
        return None
    named = [
        group for group in groups(reading, Span(start=sentence.start, end=found.end("who"))) if group.kind is Kind.ACTOR
    ]
    who = named[-1] if named else None
    return Holding(
        holders=who.ids if who is not None else (), act=Act.PARAPHRASE, sentence=sentence,
        content=Span(start=found.end(), end=sentence.end), way=Way.NAMED, verb=":", group="speech",
        gap=max(0, found.end("who") - who.span.end) if who is not None else 0, subject=who,
    )  # fmt: skip


def is_asked(reading: Reading, sentence: Span) -> bool:
    """Whether a paragraph of an official English text begins as a reporter's question."""
    if reading.words.lang != "en" or not reading.voice.is_official:
        return False
    return _QUESTION.match(reading.doc.text, sentence.start, sentence.end) is not None

"""Whom 这三个国家, 两国, "both companies" mean: the last list of that many actors of that kind."""

from __future__ import annotations

import re

from domain.records import Span
from nlp.groups import groups
from nlp.reading import Kind, Reading
from nlp.voice import RULING
from nlp.words import Hit

_COUNTS = {"两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "both": 2, "two": 2, "three": 3, "four": 4}
_STATE = re.compile(r"国|countries|governments|leaders|sides")
_COMPANY = re.compile(r"公司|企业|compan|firms|labs")
_COUNT = re.compile("|".join(_COUNTS))
_MANY = re.compile(r"国|些|几|上述|公司|企业|这|[两三四五]|(?:the )?(?:both|two|three|these)", re.IGNORECASE)
_BACK = 4  # sentences
_SIDES = frozenset({"双方", "三方"})  # whoever they are that met or agreed


def counted(hit: Hit) -> int:
    """How many a plural phrase says it means; 0 where it says none."""
    number = _COUNT.search(hit.word) if _MANY.match(hit.word) or hit.word in ("双方", "三方") else None
    return _COUNTS[number[0]] if number else 0


def members(reading: Reading, sentence: Span, hit: Hit) -> tuple[str, ...]:
    """The actors of the last list that a plural phrase can mean; none where it means no list."""
    word = hit.word
    if word in _SIDES:
        return _listed(reading, sentence, hit, _COUNTS[word[0]])
    if (
        not (_STATE.search(word) or _COMPANY.search(word))
        or not _MANY.match(word)
        or word in ("公司", "该国", "该公司")
    ):
        return ()
    wanted = counted(hit)
    listed = _listed(reading, sentence, hit, wanted)
    return listed or (_last(reading, hit, wanted) if wanted and _STATE.search(word) else ())


def _listed(reading: Reading, sentence: Span, hit: Hit, wanted: int) -> tuple[str, ...]:
    for span in _before(reading, sentence, hit):
        for group in reversed(groups(reading, span)):
            ids = tuple(one for one in group.ids if _is_of(reading, one, hit.word))
            if group.kind is Kind.ACTOR and len(ids) > 1 and len(ids) in (wanted or len(ids), 0):
                return ids
    return ()


def _last(reading: Reading, hit: Hit, wanted: int) -> tuple[str, ...]:
    """The states named last before the phrase, if the text has named no others: two leaders who met."""
    if not hit.start:
        return ()
    named = [
        mention.id
        for mention in reading.mentioned(Span(start=0, end=hit.start))
        if mention.kind is Kind.ACTOR and _is_of(reading, mention.id, hit.word)
    ]
    principals = dict.fromkeys(reading.catalogue.principal(actor) for actor in named)
    return tuple(principals) if len(principals) == wanted else ()


def _before(reading: Reading, sentence: Span, hit: Hit) -> list[Span]:
    """What stands before the phrase in its sentence, then the sentences before, the nearest first."""
    sentences = reading.doc.sentences
    place = next((number for number, one in enumerate(sentences) if one.start == sentence.start), 0)
    own = [Span(start=sentence.start, end=hit.start)] if hit.start > sentence.start else []
    return [*own, *reversed(sentences[max(0, place - _BACK) : place])]


def _is_of(reading: Reading, actor: str, word: str) -> bool:
    if word in _SIDES:
        return True
    cls = reading.cls(actor)
    return cls in RULING if _STATE.search(word) else cls in ("industry", "")

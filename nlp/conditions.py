"""A clause of condition to the holder's own side: "would back X if …", 若…，将签署; a condition of the content is none.

"Acme calls for rules that apply if a model is dangerous" is no condition of Acme's: the clause must belong to the verb
by which the holder takes a side, right after its object or in front of the whole.
"""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.clauses import clause_at
from nlp.governors import Governor
from nlp.holding import Holding, Way
from nlp.reading import Reading
from nlp.targets import Target
from nlp.words import Hit

_DEMANDS = frozenset(
    {"need", "recognise", "recognize", "champion", "advocate", "主张", "倡导", "呼吁", "鼓励", "承认", "推行"}
)
# between a verb of speech and what the speaker is for itself: "said it would gladly", 表示将
_SELF = {
    "en": re.compile(
        r"(?:\b(?:that|it|they|we|I|he|she|the|company|firm|group|government|ministry|would|will|could|can|may|might|is|"
        r"are|was|were|be|has|have|also|only|now|still|to|ready|willing|prepared|likely|open|happy|able|"
        r"\w+ly)\b|['’](?:ll|d)|[\s,:“\"])*"
    ),
    "zh": re.compile(
        r"(?:公司|该国|该|其|它|我们|中方|方面|也|将|会|愿意?|可以?|能够?|就|才|都|均|仍|准备|考虑|原则上|[，,：“\s])*"
    ),
}
_AHEAD = re.compile(
    r"\b(?:will|would|could|can|may|might|to|ready|prepared)\b|['’](?:ll|d)\b|将|会|愿|可|就|才|准备|拟|考虑"
)
_AFTER = re.compile(r"(?:(?!\b(?:that|which|who|whose|whether)\b)[^,;:.“”，。；：]){0,30},?\s*", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"-|\s(?:by|to|for|in|with|under|from|on|more|a|an)\b")  # "provided by law", "once a critic"
_SITUATION = re.compile(
    r"在[^，。；：]{2,24}(?:前提|条件)下|在(?:不|确保|保证|保障|满足|符合|获得|得到)[^，。；：]{0,20}情况下|以[^，。；：]{2,24}为(?:前提|条件)"
)
_IN_CLAUSE = re.compile(r"[:：]?[^,;:.，。；：]*")
_LEAD = 6  # characters of "that" or "but" before the word that opens a clause
_LATE = ("once", "一旦")  # as often told of the past


def clause_of_condition(reading: Reading, holding: Holding, target: Target, found: Governor | None) -> str:
    """The word that opens the condition on which the holder is for the target; empty where there is none."""
    if found is None or holding.act is Act.DOCUMENT or holding.way is Way.FOCUS:
        return ""
    if found.hit.word in _DEMANDS or not reading.said("attitudes", found.hit.start, found.hit.end):
        return ""
    for hit in _opened(reading, holding.sentence):
        if _opens(reading, holding.sentence, target, found, hit) and _is_own_side(reading, holding, found, hit):
            return reading.text(hit)
    return ""


def is_condition(reading: Reading, target: Target, found: Governor) -> bool:
    """Whether a theme stands only in the condition: its words say when, not what the holder is for."""
    if found.hit.end >= target.span.start or not target.is_theme:
        return False
    text = reading.doc.text
    return any(
        _IN_CLAUSE.fullmatch(text, hit.end, target.span.start) is not None and _NO_CLAUSE.match(text, hit.end) is None
        for hit in reading.said("openers", found.hit.end, target.span.start)
        if not reading.is_named(hit)
    )


def _opened(reading: Reading, sentence: Span) -> list[Hit]:
    """Words that may open a condition in a sentence, in Chinese whole phrases too: 在…前提下."""
    text = reading.doc.text
    hits = [hit for hit in reading.said("openers", sentence.start, sentence.end) if not reading.is_named(hit)]
    if reading.words.lang == "zh":
        return hits + [Hit(*one.span(), one[0]) for one in _SITUATION.finditer(text, sentence.start, sentence.end)]
    return [hit for hit in hits if hit.word != "should" or text[hit.start].isupper()]  # "Should it be cut, …"


def _opens(reading: Reading, sentence: Span, target: Target, found: Governor, hit: Hit) -> bool:
    """Whether a clause of condition stands right after the target, or right in front of the governing word's clause."""
    text = reading.doc.text
    if hit.start >= target.span.end:
        near = _AFTER.fullmatch(text, target.span.end, hit.start)
        return near is not None and _NO_CLAUSE.match(text, hit.end) is None
    spans = reading.clauses(sentence)
    own, main = clause_at(spans, hit.start), clause_at(spans, found.hit.start)
    is_head = len(text[spans[own].start : hit.start].strip()) <= _LEAD or own == main
    return is_head and hit.end <= found.hit.start and main - own in ((0, 1) if reading.words.lang == "zh" else (1,))


def _is_own_side(reading: Reading, holding: Holding, found: Governor, hit: Hit) -> bool:
    """Whether the governing word is what the holder itself does or would do; an act must still lie ahead."""
    if holding.subject is None or found.hit.start < holding.subject.span.end:
        return False
    text, lang = reading.doc.text, reading.words.lang
    lies_ahead = _AHEAD.search(text, holding.subject.span.end, found.hit.start) is not None
    if not lies_ahead and (holding.group == "enact" or hit.word in _LATE):
        return False
    if found.is_own(holding):
        return True
    between = text[holding.verb_end : found.hit.start]
    if holding.verb_end <= hit.start < found.hit.start:  # "said that, if …, it would back"
        between = (
            text[holding.verb_end : hit.start]
            + text[hit.end : found.hit.start].partition("，" if lang == "zh" else ",")[2]
        )
    return _SELF[lang].fullmatch(between) is not None

"""When a word of refusal opposes the target: the holder is its subject and the target its object.

Nearly everything that reads like opposition in an article is a complaint about something else, a right of others, or a
fact. So opposition needs the target as nearest object in the word's own clause, and a holder who speaks or acts.
"""

from __future__ import annotations

import re

from domain.records import Act, Span
from nlp.governors import Governor, is_done_to
from nlp.holding import Holding, Way
from nlp.reading import Reading
from nlp.targets import Target

_OTHERS = re.compile(
    r"用户|个人|主体|公众|消费者|有人|批评者|反对者|有权|可以|任何|他人|受害|企业应|"
    r"\b(?:users?|consumers?|critics|opponents|individuals|people|some|others|anyone|right to|rights to|able to|can|"
    r"may|countries|adversaries|competitors|attackers|actors)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"出于|以[^，]{0,8}名义|借口|抹黑|泛化|政治化|武器化|利用$|in the name of|pretext", re.IGNORECASE)
_COMPOUND = re.compile(
    r"^(?:的|等)?(?:问题|治理|管理|制度|办法|规制|规定|监管|识别|检测|防|风险|诉讼|技术|标识|评估|审|工具)"
)
_FIRST = re.compile(r"(?:我们|本公司|本机构|中方|we|our \w+|I)\s*(?:\w+ly\s|坚决|强烈|明确|一贯)?$")

_CLOSE, _WIDE = 2, 8  # characters between a word and a bad thing that is its whole object
_MORE, _NONE = frozenset({"stronger"}), frozenset[str]()


def is_opposed(reading: Reading, holding: Holding, target: Target, found: Governor) -> bool:
    """Whether a word of refusal has the holder as subject and the target as nearest object."""
    if holding.way is Way.AGENT and found.place == 2:
        return True
    if found.place != 2 or not _is_near(reading, target, found):
        return False
    text = reading.doc.text
    lead = text[found.clause.start : found.hit.start]
    if _PURPOSE.search(text[found.hit.end : target.span.start]):
        return False
    if found.is_own(holding):
        return True
    if not holding.is_rebuttal and _OTHERS.search(lead):
        return False
    if holding.act is Act.DOCUMENT:
        return len(lead.strip()) <= 3 or _FIRST.search(lead) is not None
    return True


def is_refused(reading: Reading, holding: Holding, target: Target, found: Governor) -> bool:
    """Whether a negated word of support refuses the target: an attitude denied, or a will not to act."""
    if found.place != 2 or not _is_near(reading, target, found):
        return False
    attitude = _is_attitude(reading, found)
    if found.is_own(holding) or holding.way is Way.AGENT:
        return attitude or holding.group in ("enact", "reject", "position")
    if holding.act is Act.DOCUMENT or _OTHERS.search(reading.doc.text[found.clause.start : found.hit.start]):
        return False
    return attitude or _is_willed(reading, found)


def is_wanted(reading: Reading, holding: Holding, target: Target, found: Governor) -> bool:
    """Whether a bad thing is really promoted: by an attitude or the holder's own verb, as its whole object."""
    if found.place != 2 or not _is_whole(reading, target, found) or _is_ended(reading, target, found):
        return False
    if _COMPOUND.match(reading.doc.text[target.span.end : target.span.end + 5]):
        return False
    strong = _is_attitude(reading, found) or bool(reading.said("spreads", found.hit.start, found.hit.end))
    is_speech = holding.group in ("speech", "warn", "document", "voice") and not found.is_own(holding)
    if is_speech or holding.act is Act.DOCUMENT:
        return _is_attitude(reading, found) or (strong and _is_willed_act(reading, holding, found))
    return strong


def _is_whole(reading: Reading, target: Target, found: Governor) -> bool:
    """Whether nothing but a word of more stands between a word and its object; 为…辩护 has it in front."""
    text, gap = reading.doc.text, found.gap(target)
    if gap < 0:
        return gap >= -_CLOSE and text[target.span.start - 1 : target.span.start] in ("为", "替")
    between = text[found.hit.end : target.span.start]
    if reading.said("calls", found.hit.start, found.hit.end):
        return not between or (gap <= _WIDE and between.endswith("的"))
    if reading.said("weaker", found.hit.end, target.span.start):
        return False
    return gap <= _WIDE or all(reading.words.groups.get(word, _NONE) & _MORE for word in between.lower().split())


def _is_ended(reading: Reading, target: Target, found: Governor) -> bool:
    """Whether what is wanted is the end of a bad thing: "called for killer robots to be banned"."""
    ends = reading.of(("counter", "oppose", "reject"), target.span.end, found.clause.end)
    return bool(ends) and is_done_to(reading, target, ends[0][0])


def is_lacking(reading: Reading, target: Target, found: Governor) -> bool:
    """Whether a good thing is criticised for what it lacks: then more of it is wanted."""
    after = reading.said("lacks", target.span.end, found.clause.end)
    return found.place == 2 and found.hit.end <= target.span.start and bool(after)


def _is_willed_act(reading: Reading, holding: Holding, found: Governor) -> bool:
    """`announced it would strengthen export controls`: what a speaker says it does itself."""
    verb = holding.verb.lower()
    lead = reading.doc.text[found.clause.start : found.hit.start]
    return verb.startswith(("宣布", "announce", "pledge", "承诺", "vow")) or _FIRST.search(lead) is not None


def _is_attitude(reading: Reading, found: Governor) -> bool:
    return bool(reading.said("attitudes", found.hit.start, found.hit.end))


def _is_willed(reading: Reading, found: Governor) -> bool:
    return bool(reading.said("volition", max(found.clause.start, found.hit.start - 28), found.hit.start))


def _is_near(reading: Reading, target: Target, found: Governor) -> bool:
    gap, zh = found.gap(target), reading.words.lang == "zh"
    if gap < 0:
        return -gap <= (8 if zh else 30)
    if reading.said("worth", found.hit.start, found.hit.end):
        return gap <= 3
    if gap and reading.mentioned(Span(start=found.hit.end, end=target.span.start)):
        return False
    return gap <= (14 if zh else 60)

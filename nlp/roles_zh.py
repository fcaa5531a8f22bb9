"""Chinese word order: what a named group does in its clause, and which verb is its own."""

from __future__ import annotations

import re

from domain.records import Span
from nlp.holding import Role
from nlp.reading import Group, Kind, Reading
from nlp.verbs import preferred
from nlp.words import Hit

_REACH = 42
_SOURCE = re.compile(r"(?:^|[，,。“])?(?:据|根据|按照|依据|依照|正如|如)(?:了解，)?[“《]?$")
_AGENT = re.compile(r"由(?:来自)?$")
_ACCUSER = re.compile(r"被$|遭到?$|受到$")
_INCLUDED = re.compile(r"包括$")
_OBJECT = re.compile(
    r"(?:对|向|与|和|同|给|为|将|把|从|在|以|就|于|到|至|自|是|让|使|被|比|针对|围绕|关于|借鉴|参考|遵循|遵守|结合|面对|"
    r"随着|作为|来自|以及|及|、|除了?|如同|有关|涉及|基于|经|用|我们|这是|了|着|过|的)[“《]?$"
)
_LEAD = re.compile(r"^(?:例如|比如|譬如|其中|此外|另外|同时|对此|日前|近日|而|但|且|并且|因此|具体而言|总体来看)[，,]?")
_VERBS = ("position", "support", "oppose", "enact", "reject", "counter")
_TIME_TAIL = re.compile(r"[，,：:”」后时前中上下日月年来起]\s*$")
_COLON = re.compile(r"[^，。：“\n]{0,16}[：:](?=\s*“)")
_OF = re.compile(r"^(?:等\S{0,4})?的")
# 我国经济, 中国企业, 美国学者: the name only says whose
_WHOSE = re.compile(
    r"^(?:的)?(?:科技|互联网|本土|民营|大型|主要|数字|整体)?(?:经济|企业|公司|产业|市场|网民|用户|社会|民众|公众|媒体|学者|学界|"
    r"厂商|初创|巨头|居民|消费者|人工智能(?:产业|企业|技术|行业|发展)|AI(?:产业|企业|技术|行业))"
)
_ACTORS = ("speech", "warn", "position", "reject", "enact", "neutral")
_INSTRUMENTS = ("document", "enact", "reject")


def role(reading: Reading, clause: Span, group: Group) -> Role:
    """What the group does in its clause, by the words before it."""
    left = _LEAD.sub("", reading.doc.text[clause.start : group.span.start])
    for pattern, found in ((_SOURCE, Role.SOURCE), (_AGENT, Role.AGENT), (_ACCUSER, Role.ACCUSER)):
        if pattern.search(left):
            return found
    if _INCLUDED.search(left) and "在内" in reading.doc.text[group.span.end : group.span.end + 6]:
        return Role.SUBJECT
    if left.endswith(("《", "“")):
        left = left[:-1]
    if not left or _TIME_TAIL.search(left):
        return Role.SUBJECT
    if _OBJECT.search(left) or reading.of(_VERBS, clause.start, group.span.start):
        return Role.OBJECT
    return Role.SUBJECT


def verb(reading: Reading, sentence: Span, group: Group) -> tuple[Hit, str] | None:
    """The first verb of attribution after a subject, with its lexicon group; None when the name only modifies."""
    text, end = reading.doc.text, group.span.end
    after = text[end : min(sentence.end, end + _REACH)]
    own = reading.of(("own_document", "persons"), end, end + 24)
    if group.kind is Kind.ACTOR and ((_OF.match(after) and not own) or _WHOSE.match(after)):
        return None
    colon = _COLON.match(text, end)
    if colon is not None:
        return Hit(colon.end() - 1, colon.end(), "："), "speech"
    wanted: tuple[str, ...] = _INSTRUMENTS if group.kind is Kind.INSTRUMENT else _ACTORS
    if group.kind is Kind.ACTOR and any(
        hit.start < end + 8 and not reading.is_named(hit) for hit, kind in own if kind == "own_document"
    ):
        wanted = (*_ACTORS, "document")
    found = reading.of(wanted, end, min(sentence.end, end + _REACH))
    if not found:
        return None
    hit = found[0][0]
    if group.kind is Kind.ACTOR and reading.said("modals", end, hit.start):
        return None
    same = [other for place, other in found if place.start == hit.start and place.end == hit.end]
    return hit, preferred(reading, sentence, group.kind, same, hit)

"""Chinese word order: what a named group does in its clause, and which verb is its own."""

from __future__ import annotations

import re

from domain.records import Span
from nlp.groups import Group
from nlp.holding import Role
from nlp.reading import Kind, Reading
from nlp.states_zh import DONE_BY
from nlp.verbs import preferred
from nlp.words import Hit

_REACH = 42
_SOURCE = re.compile(r"(?:^|[，,。“])?(?:据|根据|按照|依据|依照|正如|如)(?:了解，)?[“《]?$")
_AGENT = re.compile(r"由(?:来自)?$")
_ACCUSER = re.compile(r"被$|遭到?$|受到$")
_INCLUDED = re.compile(r"包括$")
_OBJECT = re.compile(
    r"(?:对|向|与|和|同|给|为|将|把|从|在|以|就|于|到|至|自|是|让|使|被|比|针对|围绕|关于|借鉴|参考|遵循|遵守|结合|面对|"
    r"随着|比起|较之|作为|来自|表决|审议|以及|及|、|除了?|如同|有关|涉及|基于|经|用|我们|这是|了|着|过|的)[“《]?$"
)
_LEAD = re.compile(r"^(?:例如|比如|譬如|其中|此外|另外|同时|对此|日前|近日|而|但|且|并且|因此|具体而言|总体来看)[，,]?")
# 以某某同志为核心的党中央: what the body is, no object
_CORE = re.compile(r"以[^，。；]{2,10}为(?:核心|首|代表|主体)的$")
_VERBS = ("position", "support", "oppose", "enact", "reject", "counter")
# 会议通过的《宣言》, 8月生效的《法案》: what precedes the document only says which one
_WHICH = re.compile(
    r"^[^，。；]{0,18}?(?P<verb>通过|发布|签署|出台|印发|颁布|提出|生效|制定|公布|批准|实施|施行|发起|推出)的[^，。；《“]{0,8}[《“]?$"
)
_MAKER = re.compile(r"^(?:[率首]先|联合|共同)?(?:主提|提出|发起|牵头|倡议|主导|推动)的")
_SAYING = re.compile(r"(?:根据|按照|据)[^，。；]{0,16}$")
_SAID = re.compile(r"^的?(?:说法|数据|报告|介绍|分析|统计|消息|研究|调查|声明)")
_IN_WORDS, _OF_THEIRS = re.compile(r"(?:用|依|照|按|以)$"), re.compile(r"^(?:的话(?:来)?[说讲]|之见|的看法)")
_ACCORDING = ((_SAYING, _SAID), (_IN_WORDS, _OF_THEIRS))
_SEEMS = re.compile(r"[^，。；：“]{0,64}看来(?=[，,])")
_MEMBER = re.compile(r"^[^，。；]{0,6}议员")
_PART = re.compile(r"^》?(?:中|里)?的(?!出台|实施|发布|颁布|签署|通过|施行|制定|印发|公布|推出)")
_STOP = re.compile(r"[，。；：“”！？\n]")
# 国内的某公司, 总部位于某地的某公司: only which one
_HOME = re.compile(
    r"(?:国内|国外|海外|境内|境外|本土|[一-鿿]{1,4}国|[东西南北中欧美亚非]{1,2}[洲方部]?|知名|老牌|头部|新兴|总部(?:位于|设在)[^，。；]{2,8}|来自[^，。；]{2,8})的"
)
# 在第78届联大上，各国通过了…: the assembly passes it
_AT = re.compile(r"(?:^|，)在[^，。；]{0,16}$")
_PASSES = re.compile(r"^(?:会议|全体会议)?(?:上|期间|中)[，,]?[^。；]{0,40}?(?:通过|批准)了?")
# 某大会上，由某国主提的决议: where it happens, not who does it
_SCENE = re.compile(r"(?:[^，。；]{0,6}(?:会议|峰会|大会|论坛|总部))?(?:上|期间|中)?[，,]?由")
_MET = re.compile(r"^》?(?:首次|第[一二三四五六七八九十]次)?(?:会议|会谈|对话)?[^，。；]{0,8}?(?:举行|召开|举办|启动)")
_APART = re.compile(r"[，、。；：“”（）\s和与及跟同向对给为在把被将从用以年月日]|联合|会同|联同|携手|联手")
_TITLED = 70  # characters within which office and name stand
_TIME_TAIL = re.compile(r"[，,：:”」后时前中上下日月年来起]\s*$")
_DEMANDED = 60  # characters before a clause in which a demand stands
_DEMANDS = re.compile(r"应当|必须|不得|需要")
_ENDED = re.compile(r"[。；！？\n]")
_COLON = re.compile(r"[^，。：“\n]{0,16}[：:](?=\s*“)")
_BARE_COLON = re.compile(r"[^，。；：“《\n]{0,8}[：:](?=[^\n]{4})")
_OF = re.compile(r"^(?:等\S{0,4})?的")
# 我国经济, 中国企业, 美国学者: the name only says whose
_WHOSE = re.compile(
    r"^(?:的)?(?:科技|互联网|本土|民营|大型|主要|数字|整体)?(?:经济|企业|公司|产业|市场|网民|用户|社会|民众|公众|媒体|学者|学界|"
    r"厂商|初创|巨头|居民|消费者|人工智能(?:产业|企业|技术|行业|发展)|AI(?:产业|企业|技术|行业))"
)
_TALK = frozenset({"回应", "透露", "披露", "表态", "解释", "介绍", "评价"})
_NO_TALK = re.compile(r"(?:没有|未)(?:立即|及时|就此|对此|予以|作出|做出)?$")  # 未立即回应: says nothing
_DECLINES = re.compile(r"(?:拒绝|拒不|不愿)(?:就此|对此|进一步)?(?:置评|评论|回应|透露|披露|表态|解释|介绍|评价)")
# 甲被乙指责: who suffers a verb does not do it
_PATIENT = re.compile(r"(?:(?<!不)被(?![动迫告])|遭(?!遇)|受到)[^，。；后]*$")
_ACCUSES = re.compile(r"指(?:控|称|责)?(?![出明导引定向望派])")
_BY_WAY = re.compile(r"通过(?:[与和同向对在以将把]|利用|使用|采用)")  # 通过与伙伴结盟: by way of
_UNSIGNED = re.compile(r"(?:拒绝|拒不|不愿)在?《[^《》\n]{2,40}》上?签[字署]")  # 拒绝在《…》上签字
_ACTORS = ("speech", "warn", "position", "reject", "enact", "neutral")
_INSTRUMENTS = ("document", "enact", "reject")


def role(reading: Reading, clause: Span, group: Group) -> Role:
    """What the group does in its clause, by the words before it."""
    if group.kind is Kind.ACTOR and _SCENE.match(reading.doc.text, group.span.end):
        return Role.OBJECT
    left = _CORE.sub("", _LEAD.sub("", reading.doc.text[clause.start : group.span.start]))
    return _marked(reading, clause, group, left) or _plain(reading, clause, group, left)


def _is_manner(reading: Reading, clause: Span, group: Group) -> bool:
    """Whether 按照《规定》 only says how what is demanded before it must be done: 应当…，按照《规定》进行标识."""
    if group.kind is not Kind.INSTRUMENT:
        return False
    before = _ENDED.split(reading.doc.text[max(0, clause.start - _DEMANDED) : clause.start])[-1]
    return _DEMANDS.search(before) is not None


def _marked(reading: Reading, clause: Span, group: Group, left: str) -> Role | None:
    """The role that a preposition, or a phrase around the name, marks."""
    for pattern, found in ((_SOURCE, Role.SOURCE), (_AGENT, Role.AGENT), (_ACCUSER, Role.ACCUSER)):
        if pattern.search(left):
            return Role.OBJECT if found is Role.SOURCE and _is_manner(reading, clause, group) else found
    right = reading.doc.text[group.span.end : group.span.end + 64]
    if any(before.search(left) and after.match(right) for before, after in _ACCORDING):
        return Role.SOURCE
    if _INCLUDED.search(left) and "在内" in right[:6]:
        return Role.SUBJECT
    if group.kind is Kind.INSTRUMENT:
        return Role.SUBJECT if _is_which(reading, clause, group, left) else None
    if _AT.search(left) and _PASSES.match(right) and reading.are(group.ids, ("intergov", "legislature")):
        return Role.SUBJECT
    if any(before.search(left) and after.match(right) for before, after in DONE_BY):
        return Role.ACCUSER
    return Role.SUBJECT if (left.endswith("在") and _SEEMS.match(right)) or _MAKER.match(right) else None


def _plain(reading: Reading, clause: Span, group: Group, left: str) -> Role:
    if left.endswith(("《", "“")):
        left = left[:-1]
    if not left or _TIME_TAIL.search(left) or _HOME.fullmatch(left):
        return Role.SUBJECT
    if _OBJECT.search(left) or reading.says(_VERBS, clause.start, group.span.start):
        return Role.OBJECT
    return Role.SUBJECT


def _is_which(reading: Reading, clause: Span, group: Group, left: str) -> bool:
    """Whether only a relative clause stands before a document, whose verb is the one verb there."""
    found = _WHICH.match(left)
    if found is None:
        return False
    start = group.span.start - len(left)
    verb = Span(start=start + found.start("verb"), end=start + found.end("verb"))
    others = reading.of(_VERBS, clause.start, group.span.start)
    return all((hit.start < verb.end and verb.start < hit.end) or reading.is_named(hit) for hit, _ in others)


def verb(reading: Reading, sentence: Span, group: Group) -> tuple[Hit, str] | None:
    """The first verb of attribution after a subject, with its lexicon group; None when the name only modifies."""
    text, end = reading.doc.text, group.span.end
    seems = _SEEMS.match(text, end, sentence.end)
    if seems is not None and group.kind is Kind.ACTOR:
        return Hit(seems.end() - 2, seems.end(), "看来"), "speech"
    met = _met(reading, group)
    if met is not None or _is_part(reading, group):
        return (met, "enact") if met is not None else None
    end = _after_office(reading, sentence, group) if group.kind is Kind.ACTOR else end
    after = text[end : min(sentence.end, end + _REACH)]
    own = reading.of(("own_document", "persons"), end, end + 24)
    if group.kind is Kind.ACTOR and (
        (_OF.match(after) and not own) or (_WHOSE.match(after) and not _is_firm(reading, group))
    ):
        return None
    colon = _COLON.match(text, end) or _heads(reading, group)
    if colon is not None:
        return Hit(colon.end() - 1, colon.end(), "："), "speech"
    wanted: tuple[str, ...] = _INSTRUMENTS if group.kind is Kind.INSTRUMENT else _ACTORS
    if group.kind is Kind.ACTOR and any(
        hit.start < end + 8 and not reading.is_named(hit) for hit, kind in own if kind == "own_document"
    ):
        wanted = (*_ACTORS, "document")
    found = [
        pair
        for pair in reading.of(wanted, end, min(sentence.end, end + _REACH))
        if not (_is_titled(text, end, pair) or _is_suffered(text, group, end, pair[0]) or _is_means(reading, pair[0]))
    ]
    if not found:
        return None
    hit = found[0][0]
    if group.kind is Kind.ACTOR and _is_idle(reading, group, hit, end):
        return None
    same = ["reject"] if _UNSIGNED.match(text, hit.start) else [other for place, other in found if place[:2] == hit[:2]]
    return hit, preferred(reading, sentence, group.kind, same, hit)


def accused(reading: Reading, group: Group) -> Hit | None:
    """指, 指控 right behind who accuses: 被某协会指侵犯隐私."""
    text, start = reading.doc.text, group.span.start
    found = _ACCUSES.match(text, group.span.end) if _ACCUSER.search(text, max(0, start - 2), start) else None
    return Hit(found.start(), found.end(), "指") if found is not None else None


def _is_suffered(text: str, group: Group, end: int, hit: Hit) -> bool:
    """Whether the named actor is whom a verb is done to."""
    return group.kind is Kind.ACTOR and _PATIENT.search(text, end, hit.start) is not None


def _is_means(reading: Reading, hit: Hit) -> bool:
    """Whether 通过 says by what means something is done: 通过与伙伴结盟, 通过加强合作."""
    if hit.word != "通过":
        return False
    following = reading.of(("position", "enact"), hit.end, hit.end + 4)
    is_verb = bool(following) and following[0][0].start == hit.end
    return is_verb or _BY_WAY.match(reading.doc.text, hit.start) is not None


def _heads(reading: Reading, group: Group) -> re.Match[str] | None:
    """The colon after an actor that a line begins with, as headlines have it: 外交部：反对…"""
    text, start = reading.doc.text, group.span.start
    is_first = group.kind is Kind.ACTOR and (not start or text[start - 1] == "\n")
    return _BARE_COLON.match(text, group.span.end) if is_first else None


def _is_firm(reading: Reading, group: Group) -> bool:
    """Whether a group ends in a company: 某某公司 is the company, 某国公司 is not the state."""
    return bool(group.ids) and reading.cls(group.ids[-1]) == "industry"


def _is_idle(reading: Reading, group: Group, hit: Hit, end: int) -> bool:
    """Whether a verb is none that its subject does: it ought to, it declines to comment, or the verb is another's."""
    text = reading.doc.text
    if _DECLINES.match(text, hit.start) or (
        hit.word in _TALK and _NO_TALK.search(text, max(end, hit.start - 8), hit.start)
    ):
        return True
    return bool(reading.said("modals", end, hit.start)) or _is_whose(reading, group, hit)


def _is_part(reading: Reading, group: Group) -> bool:
    """Whether the name only says where somebody or something belongs: 众议院议员, 《法案》中的规定."""
    after = reading.doc.text[group.span.end : group.span.end + 12]
    if group.kind is Kind.INSTRUMENT:
        return _PART.match(after) is not None
    return bool(group.ids) and reading.cls(group.ids[-1]) == "legislature" and _MEMBER.match(after) is not None


def _after_office(reading: Reading, sentence: Span, group: Group) -> int:
    """Where the office of a speaker ends: the verbs inside a long title are none of theirs."""
    end, limit = group.span.end, min(sentence.end, group.span.end + _TITLED)
    stop = _STOP.search(reading.doc.text, end, limit)
    limit = stop.start() if stop else limit
    others = [mention.span.start for mention in reading.mentioned(Span(start=end, end=limit))] if end < limit else []
    offices = reading.offices(end, min([limit, *others]))
    if not offices:
        return end
    last = offices[-1].end
    speaks = reading.of(("speech", "warn"), last, min(sentence.end, last + 24))
    return last if speaks or reading.said("position", last, min(sentence.end, last + 8)) else end


def _is_titled(text: str, start: int, pair: tuple[Hit, str]) -> bool:
    """Whether a word stands inside 《…》."""
    place = pair[0].start
    return text.rfind("《", start, place) > text.rfind("》", start, place)


def _is_whose(reading: Reading, group: Group, hit: Hit) -> bool:
    """Whether the name only says whose the next actor is: 法国数据监管机构某某委员会发布…"""
    end = group.span.end
    between = reading.mentioned(Span(start=end, end=hit.start)) if end < hit.start else ()
    actors = [mention for mention in between if mention.kind is Kind.ACTOR]
    if not actors or hit.start - actors[-1].span.end > 12:
        return False
    gap = reading.doc.text[end : actors[0].span.start]
    return len(gap) <= 12 and _APART.search(gap) is None


def _met(reading: Reading, group: Group) -> Hit | None:
    """The verb of a meeting that takes place."""
    end = group.span.end
    met = _MET.match(reading.doc.text[end : end + 24]) if _is_talks(reading, group) else None
    return Hit(end + met.end() - 2, end + met.end(), met[0][-2:]) if met is not None else None


def _is_talks(reading: Reading, group: Group) -> bool:
    """Whether a meeting that several hold is named: who meets is for it."""
    known = reading.instrument(group.ids[0]) if len(group.ids) == 1 else None
    return known is not None and known.kind == "event" and len(known.issuers) > 1

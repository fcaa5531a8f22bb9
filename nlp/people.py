"""People who speak for an actor: once introduced by office and name, they speak by name alone.

清华大学…教授黄某某 …… 黄某某说; "Acme spokesperson Jane Doe said … Doe added". The text itself says whom they speak
for; the registry keeps no persons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from domain.records import Span

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季尤柳鲁温庄殷闵单盛俞倪耿关辛葛"
    "左鲍申焦巩柯阮欧伍裴翟童骆詹褚岳齐聂章梅邬安牛华习尚庞屈项祝岑滕卜喻苗苟敖冉佟景卓蓝蒙巫荆浦仲宫栾戎蔺隋牟佘奚糜茅臧"
)
_ZH_REACH = 56
_ZH_NEXT = (
    r"(?=表示|认为|指出|强调|介绍|说|称|看来|提到|提出|坦言|直言|透露|告诉|谈到|解释|补充|写道|建议|呼吁|在|对|就|也|还|则|曾|日前|近日|"
    r"出席|参加|参与|主持|接受|发表|发言|回应|谈|警告|担心|期待|希望|会见|长期|一直|已|正|与|和|同|"
    r"作为|以|围绕|作了?|做了?|进行|致辞|分享|带来|宣布|发布|签署|代表|应邀|受邀|率|等|教授|副教授|研究员|院士|律师|博士|先生|女士|"
    r"于|从|向|将|[。，：（、]|[12]\d{3}年|\d{1,2}月)"
)
_ZH_NAME = re.compile(
    rf"(?P<full>[\u4e00-\u9fff]{{1,8}}·(?P<last>[\u4e00-\u9fff]{{2,8}}?))(?:\s?[(（][^()（）]{{2,40}}[)）])?{_ZH_NEXT}|"
    rf"(?P<own>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?){_ZH_NEXT}"
)
_ZH_PERSON = re.compile(rf"(?P<own>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?){_ZH_NEXT}")
# 某大学某学院张某某教授: the title stands behind
_ZH_TITLED = re.compile(
    rf"(?<=[院系所学会司部室心])(?P<own>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=副?教授|院士|律师|博士|研究员)"
)
_NO_PERSON = frozenset({"安全", "高级", "文学"})
_ZH_CUT = re.compile(r"[，。；：“”！？\n]")
_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z]\.)?(?:\s(?:de|van|der|von|al|bin))*(?:\s[A-Z][\w’'-]+){1,2}"
_EN_AFTER = re.compile(rf"(?:['’]s?)?\s(?:[\w-]+\s|&\s){{0,6}}?(?P<office>[\w-]+)\s(?P<name>{_NAME})")
_EN_BEFORE = re.compile(
    rf"(?P<name>{_NAME}),\s(?:(?:a|an|the|who is|its)\s)?(?P<office>[^,.;:“”\n]{{2,60}}?)\s"
    r"(?:of|at|for|with|in|from)\s(?:the\s)?$"
)
_WORD = re.compile(r"[\w’'-]+$")
_NO_NAME = re.compile(
    r"Policy|Government|Intelligence|Services?|Commission|Force|Office|Department|Agency|Council|Institute|Cent(?:er|re)|"
    r"Committee|Board|Act|Order|Technology|Security|Affairs|Science|States?|House|Report|Plan|Program(?:me)?|University|"
    r"Administration|Data|Group|Foundation|Union|Party|Court|Bank|Association|Society|Summit|Forum|Staff|Research|Safety"
)
_SPEAKS = re.compile(
    r"(?:,? who)?\s(?:(?:also|later|then|has|had|went on to|further|recently|\w+ly)\s)*"
    r"(?:said|says|told|tells|wrote|writes|thinks|thought|put|made|[a-z]{2,}(?:ed|es|s))\b"
)
_SPOKEN = re.compile(
    r"(?:said|says|added|according to|argued|argues|explained|noted|warned|wrote)\s(?:[A-Z][\w.]*\s)?$"
)
_LEAST = 4  # letters of a surname that can stand alone


def people(
    text: str, chinese: bool, actors: Sequence[tuple[Span, str]], offices: Sequence[tuple[int, int]]
) -> Iterator[tuple[Span, str]]:
    """Where somebody who was introduced is named again, with the actor they speak for.

    Args:
        text: The text.
        chinese: Whether it is Chinese.
        actors: Mentions of actors, in order.
        offices: Where words of office stand (教授, "spokesperson"), in order.
    """
    known: dict[str, tuple[int, str]] = {}
    for span, actor in actors:
        introduced = _introduced_zh(text, span, offices) if chinese else _introduced_en(text, span, offices)
        for name, end in introduced:
            known.setdefault(name, (end, actor))
    for name, (end, actor) in known.items():
        place = text.find(name, end)
        while place != -1:
            if chinese or _stands_alone(text, place, place + len(name)):
                yield Span(start=place, end=place + len(name)), actor
            place = text.find(name, place + len(name))


def spoke(text: str, start: int, end: int) -> int:
    """Where in a stretch of Chinese somebody is last named who speaks somewhere in the text; -1 where nobody is."""
    found = [one.start() for one in _ZH_PERSON.finditer(text, start, end) if _is_speaker(text, one["own"])]
    return found[-1] if found else -1


def _is_speaker(text: str, name: str) -> bool:
    return any(f"{name}{verb}" in text for verb in ("表示", "认为", "指出", "强调", "提到", "坦言", "介绍说"))


def _introduced_zh(text: str, span: Span, offices: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """The name right after an office of the actor; offices may be a list, 甲大学校长、乙院士某某."""
    cut = _ZH_CUT.search(text, span.end, span.end + _ZH_REACH)
    limit = cut.start() if cut else span.end + _ZH_REACH
    near = offices[bisect_left(offices, (span.end, 0)) : bisect_left(offices, (limit, 0))]
    for start, end in reversed([one for one in near if one[1] <= limit]):
        named = _ZH_NAME.match(text, end)
        if named is not None and start - span.end <= _ZH_REACH:
            full = named["own"] or named["full"]
            yield full, named.end()
            if named["last"] and len(named["last"]) > 2:
                yield named["last"], named.end()
            return
    titled = _ZH_TITLED.search(text, span.end, limit)
    if titled is not None and titled["own"] not in _NO_PERSON:
        yield titled["own"], titled.end()


def _introduced_en(text: str, span: Span, offices: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    after = _EN_AFTER.match(text, span.end, span.end + 120)
    if after is not None and _is_office(after.start("office"), after.end("office"), offices):
        yield from _surname(after["name"], after.end())
        return
    before = _EN_BEFORE.search(text, max(0, span.start - 130), span.start)
    if before is not None and _is_office(before.start("office"), before.end("office"), offices):
        yield from _surname(before["name"], span.end)


def _surname(name: str, end: int) -> Iterator[tuple[str, int]]:
    last = _WORD.search(name)
    if last is not None and len(last[0]) >= _LEAST and _NO_NAME.search(name) is None:
        yield last[0].removesuffix("’s").removesuffix("'s"), end


def _is_office(start: int, end: int, offices: Sequence[tuple[int, int]]) -> bool:
    near = offices[bisect_left(offices, (start, 0)) : bisect_left(offices, (end, 0))]
    return any(one[1] <= end for one in near)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the surname is a word of its own, no part of another name (`Otway Street`), and speaks or acts."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before.isalnum() or after[:1].isalnum() or (after[:1] == " " and after[1:].isupper()):
        return False
    return _SPEAKS.match(text, end) is not None or _SPOKEN.search(text, max(0, start - 40), start) is not None

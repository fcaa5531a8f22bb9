"""States that act under their bare name: 中法两国, 美、英、欧盟将签署, "the UK and France agreed", 英国首相.

A state's name alone is a place more often than an actor. It is an actor as a member of a pair or list that acts, before
a verb of acting or speaking, or before an office. Names come from the catalogue: 法国政府 gives 法国, "government of
France" gives France, "French government" gives French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from domain.catalogue import Actor, Catalogue
from domain.records import Span
from domain.text import has_han, side
from nlp import cities, states_en
from nlp.matching import Edge, Hit, Layer, Pattern, in_order
from nlp.segment import sentence_at

_MARK = "state:"
_FULL = "中国 美国 英国 法国 德国 日本 韩国 俄罗斯 欧盟 印度 意大利 加拿大 澳大利亚 巴西"
SHORT = {full[0]: full for full in _FULL.split()}
_MORE = {
    "us_exec": ("United States", "US", "U.S.", "America", "American"),
    "gb_gov": ("United Kingdom", "UK", "U.K.", "Britain"),
    "cn_gov": ("PRC", "我国"),
    "eu_commission": ("欧盟", "欧洲", "EU", "European Union", "Europe"),
    "ae_gov": ("UAE",),
    "kr_gov": ("South Korea", "Korea", "ROK", "南韩"),
}
_ZH_ADVERB = (
    "(?:也|还|都|均|则|拟|已经|已|将|正|曾|又|就|不|并不|并未|没有|尚未|早在|再次|首次|多次|一直|始终|近日|日前|今年|去年|当地时间|随后|先后|分别|相继|纷纷|"
    r"昨日|昨天|今日|当天|当日|同日|次日|本周|上周|本月|上月|下月|同年|周[一二三四五六日]|方面|"
    r" ?\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)? ?|\d{1,2} ?月(?: ?\d+ ?日)? ?|"
    r"在(?=对|积极|努力|加快|考虑|推动|推进|制定|起草|探索|寻求)|"
    r"[于在](?!内).{2,18}?(?:日|月|年|上|中|间|时|举行|召开|[市州京黎敦])?)"
)
_ZH_VERB = (
    "(?:签署|发布|发表|推AI|推人工智能|宣布|表示|主张|支持|达成|举行|呼吁|拒绝|承诺|提出|通过|推动|制定|成立|发起|启动|推出|加强|反对|同意|"
    "出台|颁布|公布|建立|实施|强调|指出|认为|要求|禁止|限制|倡议|倡导|签订|联合|共同|积极|率先|正在|已经|希望|愿|设立|印发|修订|"
    "加入|退出|批准|投票|开始|开展|探索|采取|主提|提交|提议|起草|期待|加快|加速|加大|投资|斥资|派遣|"
    "抱怨|不想|不愿|担心|采用|引入|着手|规定|明确|"
    "召开|举办|主办|组织(?![者的])|称赞|赞扬|警告|批评|谴责|介绍|通报|决定|寻求|谋求|讨论|考虑|"
    "(?:没有|尚无|缺乏).{0,14}?(?:立法|法律|法规|监管)|"
    "完善|重视|高度重视|致力|推进|坚持|奉行|试图|牵头|敦促|授权|审议|确立|计划|打算|试行|对.{1,12}(?:表示|提出|实施|进行)|"
    r"为[^，。；]{2,16}?(?:制定|建立|设立|确立|提供))"
)
_ZH_OFFICE = (
    "(?:时任|现任|新任|前)?(?:总统|首相|总理|国王|外长|外交部|商务部|国防部|防部|防务领导人|财政部|司法部|部长|国务卿|副总统|主席|当局|"
    "官员|代表)"
)
_ZH_OTHERS = (
    r"(?:等 ?(?:国|\d+ ?国|多国|(?:\d+ ?|多|一些|主要|西方|欧洲)?个?国家(?:和地区)?)?|"
    r"[和及与](?:另外|其他|其它|其余)?(?:近|约|逾|超过)? ?[\d一二三四五六七八九十多]+ ?(?:多|余)?个"
    r"(?:其他|其它)?国家(?:和地区)?)"
)
_ZH_AFTER = re.compile(
    rf"{_ZH_OTHERS}?(?:{_ZH_ADVERB}{{0,3}}?{_ZH_VERB}|{_ZH_OFFICE})|"
    rf"在内的[^，。；]{{0,12}}?国(?:家|家和地区)?{_ZH_ADVERB}{{0,3}}?(?:派遣|派出|参加|参与|出席|{_ZH_VERB})"
)
# a ministry of theirs: 某国科学、创新和技术部; those of China and the US have entries of their own
_TOPIC = (
    "(?:外交|外务|国防|防卫|财政|财务|司法|法务|内政|内务|总务|商务|商业|经济|产业|工业|贸易|科技|科学|技术|数字|数码|数据|信息|资讯|通信|"
    "通讯|新闻|传播|电子|创新|研究|高等|教育|文化|文部|体育|卫生|健康|厚生|劳工|劳动|就业|人力|能源|环境|气候|交通|运输|国土|安全|发展|媒体|"
    "艺术|旅游|农业|企业|海洋|联邦|保护|转型|事务|行动|人工智能|数字化|信息化|数字经济|资源|通商|规划|投资|移民|建设|"
    "互联网|网络|网信|邮电|公共|行政|政务|社会|福利|家庭|国家)"
)
_ZH_MINISTRY = re.compile(
    rf"(?:{_TOPIC}[与、和及]?){{1,7}}(?:[部省厅](?!长?[门分队])|副?大臣|国务秘书)|(?:海上|陆上|航空)?自卫队|内阁(?!大臣会)|"
    "监管(?:机构|当局)"
)
_OWN_ENTRIES = ("state:cn_gov", "state:us_exec")
# 欧盟《…》规定, 欧盟《…》正式生效
_ZH_ITS_TEXT = re.compile(
    rf"《[^《》\n]{{2,40}}》(?:[（(][^（）()]{{1,20}}[）)])?(?:{_ZH_ADVERB}|草案|正式){{0,3}}?(?:生效|{_ZH_VERB})"
)
# 成员包括甲国、乙国
_ZH_MEMBERS = re.compile(r"(?:成员国?|其中|缔约方|缔约国|签署[方国]|参与[方国])(?:有|为|包括了?)$")
# 警惕某国, 将某国限制在: what is done to a state
_ZH_DONE_TO = re.compile(r"(?:[将把]|警惕|遏制|限制|打压|制裁|防范|围堵|针对)$")
_ZH_OFFICE_NEXT = re.compile(_ZH_OFFICE)
# 甲国的《…》, 甲国2024年生效的《…》: what a state made speaks for it
_ZH_MADE = re.compile(
    r"(?: ?\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)? ?)?(?:正式|新近|最新)?(?:生效|出台|通过|发布|实施|颁布|施行)?的《"
)
# 甲国的监管模式, 甲国立法: how a state rules
_ZH_RULES = re.compile(
    r"的?(?:当前|现行|现有)?的?(?:人工智能|AI|数据|算法)?(?:监管|立法|治理|规制|合规|法律)(?:的?(?:体系|框架|制度)|的?(?:特点|模式|思路|路径|政策|立场|主张|做法|实践|理念|重点|方式|策略|态度|进程)|的宽松)"
)
# 甲国的监管机构发表声明
_ZH_ITS_BODY = re.compile(
    rf"的(?:[^，。；的]{{0,4}}(?:监管|管理|主管|执法|司法|竞争|反垄断|数据保护|情报|网络安全|科技|政府|有关|相关|立法))"
    rf"(?:机构|部门|当局|机关|者)?(?:负责人|领导人|官员)?{_ZH_ADVERB}{{0,3}}?{_ZH_VERB}"
)
# 在甲国，《…》要求
_ZH_LAW_THERE = re.compile(r"，(?:\d{4} ?年[^，。；《]{0,16}的?)?《")
# 受到甲国、乙国…反对
_ZH_SUFFERED = re.compile(r"(?:受到|遭到|遭遇|遭)了?(?:来自)?$")
# 该企业与甲国达成合作: the company acts
_ZH_WITH_FIRM = re.compile(r"(?:企业|公司|集团)[^，。；]{0,8}[与同和]$")
_ZH_RESISTS = re.compile(r"等?[^，。；]{0,24}?的?(?:一致|强烈|联合)?(?:反对|抵制|批评|质疑|谴责|抗议)")
_ONE = f"[{''.join(SHORT)}]"  # an expression that begins with it is searched for faster than one that repeats it
_ZH_PAIR = re.compile(
    rf"{_ONE}{_ONE}{{1,5}}(?=[两三四五六七]国|双方|三方|三边|元首|领导人|签署|发布|发表|联合|政府间|"
    "举行|首次|召开|就人工智能|达成|同意)"
)
_ZH_TOGETHER = re.compile("[两三四五六七]国|双方|三方|三边|的?(?:世界|国家|政府)?(?:元首|领导人|首脑)")
# begins with the character it can begin with, which the search for it jumps to
_ZH_LIST = re.compile(rf"{_ONE}(?<![一-鿿、].)(?:、{_ONE})*(?=、|等|和|[两三四五六七]国|$)")
# a state in one character at the head of a clause, as news in brief has it: 韩发布《…》
_ZH_BRIEF = (
    "(?:发布|召开|举办|举行|推出|宣布|启动|计划|拟|成立|通过|批准|公布|签署|出台|要求|警告|提出|将|正式|首次|组建|建立|敦促|"
    "呼吁|寻求|更新|制定|修订|扩大|加强|任命|禁止|与[美英法德日韩俄印澳中欧])"
)
_ZH_HEAD = re.compile(rf"[美英法德韩俄印澳](?<![^\n：|｜ \u3000.，。；].)(?={_ZH_ADVERB}{{0,2}}?{_ZH_BRIEF})")
_ZH_FROM = re.compile(r"(?:来自|选手|参赛|覆盖|用户|市场|影响)[^。；！？\n]{0,60}$")
_JOINT = {
    True: re.compile(r"(?:等 ?[\d一二三四五六七八九十多余]+ ?个?国家?)?(?:[、和与及同跟]|，?以及)"),
    False: re.compile(r"(?:,? and (?:the )?|, (?:the )?)"),
}


def patterns(catalogue: Catalogue) -> Iterator[Pattern]:
    """The names of states, and of cities, as patterns of the matcher."""
    yield from cities.patterns(catalogue)
    for actor in catalogue.actors.values():
        for name in dict.fromkeys(chain(_names(actor), _MORE.get(actor.id, ()))):
            edge = Edge.SAFE if has_han(name) else Edge.ACRONYM
            yield Pattern(Layer.WORD, _MARK + actor.id, name, edge)


def by_name(catalogue: Catalogue) -> dict[str, str]:
    """Actor id of each name of a state."""
    return {
        pattern.name: pattern.id.removeprefix(_MARK) for pattern in patterns(catalogue) if pattern.id.startswith(_MARK)
    }


def acting(text: str, lang: str, hits: Sequence[Hit], sentences: tuple[Span, ...], names: dict[str, str]) -> list[Hit]:
    """The states among the hits that act in the text, as actors.

    Args:
        text: The text.
        lang: Its language.
        hits: Everything the matcher found in it.
        sentences: Its sentences.
        names: Actor id of each Chinese name of a state, for names of one character.
    """
    chinese = side(lang) == "zh"
    states = [hit for hit in hits if hit.id.startswith(_MARK)]
    if chinese:
        states = sorted((*states, *_short(text, names, sentences)), key=in_order)
    found: list[Hit] = []
    for group in _groups(text, states, _JOINT[chinese]):
        if (_acts_zh if chinese else states_en.acts)(text, group):
            found.extend(
                Hit(Layer.ACTOR, hit.id.removeprefix(_MARK), hit.name, hit.span, hit.sentence) for hit in group
            )
    return [*found, *cities.issuing(text, hits)] if chinese else found


def _groups(text: str, states: list[Hit], joint: re.Pattern[str]) -> Iterator[list[Hit]]:
    """States joined into one list or pair."""
    group: list[Hit] = []
    for hit in states:
        if group and (gap := text[group[-1].span.end : hit.span.start]) and joint.fullmatch(gap) is None:
            yield group
            group = []
        if not group or hit.span.start >= group[-1].span.end:
            group.append(hit)
    if group:
        yield group


def _acts_zh(text: str, group: list[Hit]) -> bool:
    start, end = group[0].span.start, group[-1].span.end
    if text[max(0, start - 1) : start] == "新" or _ZH_FROM.search(text, max(0, start - 70), start):  # 新中国成立
        return False
    if _ZH_WITH_FIRM.search(text, max(0, start - 14), start):
        return False
    if len(group) > 1 and (_ZH_TOGETHER.match(text, end) or _ZH_MEMBERS.search(text, max(0, start - 8), start)):
        return True
    if len(group) == 1 and _ZH_DONE_TO.search(text, max(0, start - 2), start):
        return False
    if _ZH_SUFFERED.search(text, max(0, start - 6), start) and _ZH_RESISTS.match(text, end):
        return True
    return _does_zh(text, start, end, has_entries=group[-1].id in _OWN_ENTRIES)


def _does_zh(text: str, start: int, end: int, *, has_entries: bool) -> bool:
    """Whether what follows a state's name is an act, an office, a ministry without an entry, or a text of its own."""
    after = _ZH_AFTER.match(text, end)
    if text[max(0, start - 1) : start] in ("在", "于"):  # 在美国已经盛行: a place, unless an office follows
        office = after is not None and _ZH_OFFICE_NEXT.match(text, end) is not None
        return office or _ZH_LAW_THERE.match(text, end) is not None
    if not has_entries and _ZH_MINISTRY.match(text, end) is not None:
        return True
    return after is not None or any(form.match(text, end) for form in (_ZH_MADE, _ZH_RULES, _ZH_ITS_TEXT, _ZH_ITS_BODY))


def _short(text: str, names: dict[str, str], sentences: tuple[Span, ...]) -> Iterator[Hit]:
    """States in one character: 中法两国, 中、美、英、德等28国."""
    for found in chain(_ZH_PAIR.finditer(text), _ZH_LIST.finditer(text), _ZH_HEAD.finditer(text)):
        for place in range(found.start(), found.end()):
            actor = names.get(SHORT.get(text[place], ""))
            if actor is not None:
                span = Span(start=place, end=place + 1)
                yield Hit(Layer.WORD, _MARK + actor, text[place], span, sentence_at(sentences, place))


def _names(actor: Actor) -> Iterator[str]:
    if actor.cls == "gov_subnational" and actor.jurisdiction == "US":
        yield from _union_states(actor)
    if actor.cls != "gov_executive" or actor.principal != actor.id:
        return
    for name in (actor.zh, *actor.aliases_zh):
        if name.endswith("政府") and 3 < len(name) <= 8 and name != "我国政府":
            yield name.removesuffix("政府").removesuffix("联邦")
    for name in (actor.en, *actor.aliases_en):
        head, _, state = name.partition("overnment of ")
        if head in ("G", "g") and state:
            yield state.removeprefix("the ")
        word, _, rest = name.rpartition(" ")
        if rest == "government" and word[:1].isupper():
            yield word


def _union_states(actor: Actor) -> Iterator[str]:
    """State of California gives California, 加州政府 gives 加州."""
    for name in (actor.en, *actor.aliases_en):
        head, _, state = name.partition(" of ")
        if (
            head in ("State", "Commonwealth") and state != "Washington"
        ):  # that is the capital, and stands for the federation
            yield state
    for name in actor.aliases_zh:
        if name.endswith("州政府"):
            yield name.removesuffix("政府")

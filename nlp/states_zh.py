"""When a state acts under its bare name in a Chinese text: 中法两国同意, 美、英、欧盟将签署, 英国首相."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.matching import Hit
from nlp.words import Words

ADVERB = (
    "(?:也|还|都|均|则|更加?|更为|较为|拟|从未|从来|拒不|坚决|坚定|强烈|公开|明确|正式|全力|曾经|已经|已|将|正|曾|又|就|不|并不|并未|没有|尚未|早在|再次|首次|多次|一直|始终|近日|日前|今年|去年|当地时间|随后|先后|分别|相继|纷纷|"
    r"昨日|昨天|今日|当天|当日|同日|次日|本周|上周|本月|上月|下月|同年|周[一二三四五六日]|方面|"
    r" ?\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)? ?|\d{1,2} ?月(?: ?\d+ ?日)? ?|"
    r"在(?=对|积极|努力|加快|考虑|推动|推进|制定|起草|探索|寻求)|"
    r"[于在](?!内).{2,18}?(?:日|月|年|上|中|间|时|举行|召开|[市州京黎敦])?)"
)
_VERB = (
    "(?:签署|发布|发表|推AI|推人工智能|宣布|表示|主张|支持|达成|举行|呼吁|拒绝|承诺|提出|通过|推动|制定|成立|发起|启动|推出|加强|反对|同意|"
    "出台|颁布|公布|建立|实施|强调|指出|认为|要求|禁止|限制|倡议|倡导|签订|联合|共同|积极|率先|正在|已经|希望|愿|设立|印发|修订|"
    "加入|退出|批准|投票|开始|开展|探索|采取|主提|提交|提议|起草|期待|加快|加速|加大|投资|斥资|派遣|"
    "抱怨|不想|不愿|担心|采用|引入|着手|规定|明确|"
    "召开|举办|主办|组织(?![者的])|称赞|赞扬|警告|批评|谴责|介绍|通报|决定|寻求|谋求|讨论|考虑|"
    "(?:没有|尚无|缺乏).{0,14}?(?:立法|法律|法规|监管)|"
    "完善|重视|高度重视|致力|推进|坚持|奉行|试图|牵头|敦促|授权|审议|确立|计划|打算|试行|对[^，。；]{1,30}?(?:表示|提出|实施|进行|[持投予]|给予)|"
    r"为[^，。；]{2,16}?(?:制定|建立|设立|确立|提供))"
)
_OFFICE = (
    "(?:时任|现任|新任|前)?(?:总统|首相|总理|国王|外长|外交部|商务部|国防部|防部|防务领导人|财政部|司法部|部长|国务卿|副总统|主席|当局|"
    "官员|代表)"
)
_OTHERS = (
    r"(?:等 ?(?:国|[\d一二三四五六七八九十余]+ ?余?国|多国|(?:\d+ ?|多|一些|主要|西方|欧洲)?个?国家(?:和地区)?)?|"
    r"[和及与](?:另外|其他|其它|其余)?(?:近|约|逾|超过)? ?[\d一二三四五六七八九十多]+ ?(?:多|余)?个"
    r"(?:其他|其它)?国家(?:和地区)?)"
)
_AFTER = re.compile(
    rf"{_OTHERS}?(?:{ADVERB}{{0,3}}?{_VERB}|{_OFFICE})|"
    rf"在内的[^，。；]{{0,12}}?国(?:家|家和地区)?{ADVERB}{{0,3}}?(?:派遣|派出|参加|参与|出席|{_VERB})"
)
# a ministry of theirs: 某国科学、创新和技术部; those of China and the US have entries of their own
_TOPIC = (
    "(?:外交|外务|国防|防卫|财政|财务|司法|法务|内政|内务|总务|商务|商业|经济|产业|工业|贸易|科技|科学|技术|数字|数码|数据|信息|资讯|通信|"
    "通讯|新闻|传播|电子|创新|研究|高等|教育|文化|文部|体育|卫生|健康|厚生|劳工|劳动|就业|人力|能源|环境|气候|交通|运输|国土|安全|发展|媒体|"
    "艺术|旅游|农业|企业|海洋|联邦|保护|转型|事务|行动|人工智能|数字化|信息化|数字经济|资源|通商|规划|投资|移民|建设|"
    "互联网|网络|网信|邮电|公共|行政|政务|社会|福利|家庭|国家)"
)
_MINISTRY = re.compile(
    rf"(?:{_TOPIC}[与、和及]?){{1,7}}(?:[部省厅](?!长?[门分队])|副?大臣|国务秘书)|(?:海上|陆上|航空)?自卫队|内阁(?!大臣会)|"
    "监管(?:机构|当局)"
)
_OWN_ENTRIES = ("state:cn_gov", "state:us_exec")
# 欧盟《…》规定, 欧盟《…》正式生效
_ITS_TEXT = re.compile(
    rf"《[^《》\n]{{2,40}}》(?:[（(][^（）()]{{1,20}}[）)])?(?:{ADVERB}|草案|正式){{0,3}}?(?:生效|{_VERB})"
)
# 成员包括甲国、乙国
_MEMBERS = re.compile(r"(?:成员国?|其中|缔约方|缔约国|签署[方国]|参与[方国])(?:有|为|包括了?)$")
# 警惕某国, 将某国限制在: what is done to a state
_DONE_TO = re.compile(r"(?:[将把]|警惕|增强|帮助|协助|支持|援助|提升|提高|遏制|限制|打压|制裁|防范|围堵|针对)$")
_OFFICE_NEXT = re.compile(_OFFICE)
# 甲国的《…》, 甲国2024年生效的《…》: what a state made speaks for it
_MADE = re.compile(
    r"(?: ?\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)? ?)?(?:正式|新近|最新)?(?:生效|出台|通过|发布|实施|颁布|施行)?的《"
)
# 甲国的监管模式, 甲国立法: how a state rules
_RULES = re.compile(
    r"的?(?:当前|现行|现有)?的?(?:人工智能|AI|数据|算法)?(?:监管|立法|治理|规制|合规|法律)(?:的?(?:体系|框架|制度)|的?(?:特点|模式|思路|路径|政策|立场|主张|做法|实践|理念|重点|方式|策略|态度|进程)|的宽松)"
)
# 甲国的监管机构发表声明
_ITS_BODY = re.compile(
    rf"的(?:[^，。；的]{{0,4}}(?:监管|管理|主管|执法|司法|竞争|反垄断|数据保护|情报|网络安全|科技|政府|有关|相关|立法))"
    rf"(?:机构|部门|当局|机关|者)?(?:负责人|领导人|官员)?{ADVERB}{{0,3}}?{_VERB}"
)
# 在甲国，《…》要求
_LAW_THERE = re.compile(r"，(?:\d{4} ?年[^，。；《]{0,16}的?)?《")
# what stands before and after whoever does something to another: 受到甲国、乙国…反对, 获丙国支持
_SUFFERED = re.compile(r"(?:受到|遭到|遭遇|面临|遭)了?(?:来自)?$")
_RESISTED = re.compile(r"^等?[^，。；]{0,24}?的?(?:一致|强烈|联合)?(?:反对|抵制|批评|质疑|谴责|抗议)")
_WON = re.compile(r"(?:受到|得到|获得|获|赢得)了?$")
_BACKED = re.compile(
    r"^(?:政府|等[^，。；]{1,16})?的?(?:一致|广泛|大力|坚定|公开)?(?:支持|欢迎|认可|赞扬|肯定|背书|拥护|赞同)"
)
DONE_BY = ((_SUFFERED, _RESISTED), (_WON, _BACKED))
# 该企业与甲国达成合作: the company acts
_WITH_FIRM = re.compile(r"(?:企业|公司|集团)[^，。；]{0,8}[与同和]$")
_TOGETHER = re.compile("[两三四五六七]国|双方|三方|三边|的?(?:世界|国家|政府)?(?:元首|领导人|首脑)")
_FROM = re.compile(r"(?:来自|选手|参赛|覆盖|用户|市场|影响)[^。；！？\n]{0,60}$")
_SIDES = frozenset({"speech", "warn", "position", "reject"})
_NO_STAND = frozenset({"建设", "应对", "打造", "培养", "布局", "避免"})  # what a country has, or is helped to do
_NEXT_ADVERB, _OTHERS_NEXT = re.compile(ADVERB), re.compile(_OTHERS)
_NEXT_TO, _TOLD = 6, 64  # characters before a name, and after it, in which it is said who does something
_LOOKS = 4  # after at most three adverbs
_NO_STATE = ("新", "数字")  # 新中国成立, 数字中国建设


def acts(text: str, group: Sequence[Hit], words: Words) -> bool:
    """Whether states joined into one list or pair do something, or have an office, a ministry, laws."""
    start, end = group[0].span.start, group[-1].span.end
    if text[max(0, start - 2) : start].endswith(_NO_STATE) or _FROM.search(text, max(0, start - 70), start):
        return False
    if _WITH_FIRM.search(text, max(0, start - 14), start):
        return False
    if len(group) > 1 and (_TOGETHER.match(text, end) or _MEMBERS.search(text, max(0, start - 8), start)):
        return True
    if len(group) == 1 and _DONE_TO.search(text, max(0, start - 2), start):
        return False
    left, right = text[max(0, start - _NEXT_TO) : start], text[end : end + _TOLD]
    if any(before.search(left) and after.match(right) for before, after in DONE_BY):  # 受到甲国、乙国…反对
        return True
    return _does(text, start, end, has_entries=group[-1].id in _OWN_ENTRIES) or _takes_side(text, group, words)


def _does(text: str, start: int, end: int, *, has_entries: bool) -> bool:
    """Whether what follows a state's name is an act, an office, a ministry without an entry, or a text of its own."""
    after = _AFTER.match(text, end)
    if text[max(0, start - 1) : start] in ("在", "于"):  # 在美国已经盛行: a place, unless an office follows
        office = after is not None and _OFFICE_NEXT.match(text, end) is not None
        return office or _LAW_THERE.match(text, end) is not None
    if not has_entries and _MINISTRY.match(text, end) is not None:
        return True
    return after is not None or any(form.match(text, end) for form in (_MADE, _RULES, _ITS_TEXT, _ITS_BODY))


def _takes_side(text: str, group: Sequence[Hit], words: Words) -> bool:
    """Whether a word of speech, warning, position or rejection follows, after at most three adverbs."""
    if text[max(0, group[0].span.start - 1) : group[0].span.start] in ("在", "于"):
        return False
    place = group[-1].span.end
    others = _OTHERS_NEXT.match(text, place)
    place = others.end() if others is not None else place
    for _ in range(_LOOKS):
        word = words.at(text, place)
        if words.groups.get(word, frozenset()) & _SIDES and word not in _NO_STAND:
            return not text.startswith("者", place + len(word))
        adverb = _NEXT_ADVERB.match(text, place)
        if adverb is None:
            return False
        place = adverb.end()
    return False

"""Who wrote a text: bylines, never the editors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from crawler.dates import PRINTED
from crawler.script_pairs import both

# Two to four characters, or a transcription with its dots.
_NAME = r"[㐀-鿿]{2,4}|[㐀-鿿]{1,6}(?:[·•・][㐀-鿿]{1,6}){1,3}"
_ROLE = r"(?:记者|通讯员|特约评论员|评论员|撰稿人)"
_LINE = re.compile(
    both(
        r"[\s【\[（(*●■◆]*(?:文|作者|原?作者|撰文|撰稿人?|本文作者|文章作者|采写|执笔|文字?记者|"
        r"[^\s，。：:（(]{0,10}记者)\s*"
        r"(?:[/／丨|｜︱│:：]|(?<=作者)\s)\s*(.{2,120}?)[\s】\]）)*]*"
    )
)
_WITHIN = re.compile(
    both(
        r"(?:作\s*者|记\s*者|撰\s*文|文字|采写)\s?(?:\s?[:：/／｜|]|,\s|(?<=原作者))\s*"
        r"((?:[㐀-鿿·]{2,4}|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3})(?:\s?[、，,/／]\s?(?:[㐀-鿿·]{2,4}|"
        r"[A-Z][\w.]+)|\s(?!\s)[㐀-鿿·]{2,4}(?![㐀-鿿]|\s?[:：]))"
        r"{0,4}?)(?=\s*(?:$|[㐀-鿿]\s*[㐀-鿿]{1,3}\s?[:：(（]|\d|[|｜（(【\[）)，,]|编辑|责|发布|时间|阅读|浏览|"
        r"点击|评论)|\s{2,})"
    )
)
_PLAIN = re.compile(
    both(
        rf"[^，。！？：:]{{0,16}}?(?:{_ROLE}|作者|撰文)\s+((?:[㐀-鿿·]{{2,4}}[\s、]*|"
        rf"[^\s，。：:]{{0,8}}{_ROLE}[\s、]*){{1,8}})"
    )
)
_REPORTER = re.compile(
    both(
        rf"[（(〔【\s/／](?:[^\s（(〔，。；：！？/／]{{0,12}}?)(?:见习|实习|特约|全媒体|首席|"
        rf"驻[^\s）)]{{2,8}})*{_ROLE}[\s:：/／]*"
        r"((?:[㐀-鿿]{3}(?=[㐀-鿿]{2,5}\d+日\s?[电讯])|[㐀-鿿·]{2,4}?)(?:[\s、，,]+(?:[㐀-鿿·]{2,4}?))*)"
        rf"(?=[\s]*(?:[)）〕】／/；;—]|\s|$|报道|摄|整合|综合|[、，,\s]*[^\s，。]{{0,8}}{_ROLE}|"
        rf"[㐀-鿿]{{0,6}}\d+日\s?[电讯]))"
    )
)
_SIGNED = re.compile(
    both(
        rf"[\s（(〔【\[]*(?:来源[:：]\S{{2,12}}\s)?[^\s（(，。：！？]{{0,12}}{_ROLE}[\s:：/／丨|"
        rf"｜]*[^，。：:！？]{{2,60}}[\s）)〕】\]]*"
    )
)
_PERSON = (
    r"(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|da|la|le)(?:\s(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|da|la|le)){1,4}"
)
_LATIN = re.compile(
    rf"(?:By|BY|Written by|Story by|Posted by|Authored by|Authors?:)\s*:?\s+({_PERSON}"
    rf"(?:(?:,| and|, and| &)\s{_PERSON}){{0,5}})"
    r"(?=\s*(?:$|[,|•·(–—-]|\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
)
_TOPIC = re.compile(
    r"\b(?:intelligence|security|technology|science|policy|privacy|business|research|labs?|read|more|blog|events?|"
    r"politics|opinion|analysis|world|health|culture|general|updates?|reports?|series|podcast|views?)\b",
    re.IGNORECASE,
)
_LATIN_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?20\d{2}|"
    r"20\d{2}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:news|staff|team|editors?|editorial(?: board)?|desk|press|times|online|magazine|media|newsroom|network|"
    r"inc|correspondents?|contributors?|reporters?|associated press|reuters|afp|guest|sponsored|admin)\.?$|"
    r"\.(?:com|org|net)\b",
    re.IGNORECASE,
)
_EDITED = re.compile(both(r"[^\s、，；]{0,4}(?:责任编辑|责编|编辑|审核|校对|摄影|监制)\s*[:：]?\s*[㐀-鿿]{2,4}"))
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范石姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚樊殷施陶翟倪严牛温芦季俞葛毕聂向柳邢岳"
    "齐沿梅莫庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项裴席屈鲍成霍翁隋植甘劳單張陳楊趙黃吳孫馬羅鄭謝韓馮鄧許"
    "盧蔣閻鐘陸譚鄒賈葉"
)
_NO_NAME = re.compile(
    both(
        r"网|报|社|台|刊|新闻|财经|官方|账号|帐号|频道|栏目|高清|正文|大学|时政|国际|经济|科技|关于|成长|成都|温州|"
        r"任务|管理|成果|^教师$|主编|官方|^(高层|高清|江苏|江西|常州|任免|常务|陈列|向上|方针|于是|马上|万象|何时|"
        r"史料|段落)$"
    )
)
_POST = re.compile(
    r"(?:.*(?:教授|研究员|院长|主任|院士|所长|部长|局长|书记|主席|会长|秘书长|处长|司长|律师|博士生?|硕士生?|讲师|"
    r"学者|专家|总监|总裁|经理|工程师|CEO|CTO|CSO|创始人|研究生|合伙人|代表|负责人|委员|理事长?|顾问|分析师|评论员|"
    r"编辑|法官|检察官|记者|通讯员|院|所|中心|大学|学院|公司|集团|实验室|委员会|部|局|办|协会|学会|研究会|社|室|队|"
    r"系|党校|联盟))$"
)
_SEPARATORS = re.compile(r"[、，,;；/／&＆|｜丨]+|\s+(?:and|与|和)\s+|\band\b")
_NOBODY = re.compile(
    both(
        r"(管理员|admin\w*|editor|编辑|责任编辑|未知|佚名|匿名|网友|原创|转载|综合|本站|小编|news|webmaster|网站编辑|"
        r"新闻中心|未署名|发布|系统|无|null|none|user\d*|记者|作者|by|网络(整理|转载|综合)?|整理|报道|来论|特稿|编译|"
        r".*(责任|编辑|来源|收藏|发布|时间|点击|浏览|阅读|字号|打印|分享|评论|关注|下载|首页|登录|投稿|声明|即时|"
        r"综合报道).*)"
    ),
    re.IGNORECASE,
)
_LEAD_ROLES = re.compile(both(rf"[^\s、，,；;/／|｜]{{0,14}}{_ROLE}(?=[\s:：/／|｜㐀-鿿])[\s:：/／|｜]*"))


def of_lines(lines: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Authors and the byline as printed, from the head and foot of a text."""
    for line in (*lines[:8], *lines[-6:]):
        line = line.strip()
        if len(line) <= 130 and (found := _LINE.fullmatch(line)) and (authors := names(found[1])):
            return authors, found[1].strip()
    for line in lines[:14]:
        if len(line) <= 40 and (found := _PLAIN.fullmatch(line.strip())) and (authors := names(found[1])):
            return authors, line.strip()
    return of_reporter(lines[:3], lines[-3:]), None


def of_reporter(lead: Sequence[str], foot: Sequence[str]) -> tuple[str, ...]:
    """Reporters named in brackets: `（记者 name）` in the first paragraphs or the last."""
    for line in (*(line[:120] for line in lead), *(line[-120:] for line in foot)):
        if found := _REPORTER.search(" " + line):
            return names(found[1])
    return ()


def in_zone(lines: Sequence[str]) -> tuple[str, ...]:
    """Authors named within a line between title and body: `2019-09-26 来源：… 作者：name`."""
    for line in lines:
        if len(line) <= 60 and (found := _PLAIN.fullmatch(line)) and (authors := names(found[1])):
            return authors
        if len(line) <= 160 and (found := _WITHIN.search(line)) and (authors := names(found[1])):
            return authors
    return ()


def of_latin(lines: Sequence[str]) -> tuple[str, ...]:
    """Authors of an English byline on its own line: `By A. Name and B. Name, The Paper`, or a name before a date."""
    for line in lines:
        if len(line) <= 120 and (found := _LATIN.match(line.strip())):
            return tuple(name for part in _SEPARATORS.split(found[1]) if is_person(name := part.strip()))
    for name, line in itertools.pairwise(lines):
        alone = re.fullmatch(_PERSON, name.strip()) is not None and len(name.split()) <= 4
        if (
            alone
            and len(line) <= 60
            and _LATIN_DATE.search(line)
            and not _DESK.search(name)
            and not _TOPIC.search(name)
        ):
            return latin([name])
    return ()


def without_editors(text: str) -> str:
    """A text without its editors' names."""
    return _EDITED.sub(" ", text)


def latin(given: Sequence[str], site: str = "") -> tuple[str, ...]:
    """Persons among names that a page's metas give: no `By`, no site or desk, no address, one entry a person."""
    found: list[str] = []
    for text in given:
        bare = re.sub(
            r"^(?:by|written by|posted by|"
            r"author)\s*[:.]?\s+",
            "",
            " ".join(text.split()),
            flags=re.IGNORECASE,
        )
        bare = re.split(r"\s+[|–—-]\s+|\s*\(|\s+(?:for|at)\s+(?=[A-Z])", bare)[0]
        parts = re.split(r"\s*[,;/&]\s*|\s+and\s+", bare)
        whole = len(parts) > 1 and all(" " in part for part in parts if part)
        for name in parts if whole else parts[:1]:
            name = name.strip(" .,*_")
            if is_person(name) and not _DESK.search(name) and name.lower() != site.strip().lower() and "/" not in name:
                found.append(name)
    return tuple(dict.fromkeys(found))[:12]


def beside_date(lines: Sequence[str]) -> tuple[str, ...]:
    """A name without a label beside the date, three characters of which a surname first, or alone on the next line."""
    for at, line in enumerate(lines):
        if len(line) > 80 or not PRINTED.search(line):
            continue
        tokens = re.split(r"[\s|｜·/／,，、]+", _EDITED.sub(" ", PRINTED.sub("  ", line)))
        beside = [*lines[max(0, at - 2) : at], *lines[at + 1 : at + 2]]
        alone = [one.strip() for one in beside if len(one.strip()) <= 4]
        for token in (*tokens, *alone):
            sizes = "{1,2}" if token in alone else "{2}"
            if re.fullmatch(rf"[{_SURNAMES}][㐀-鿿]{sizes}", token) and is_person(token) and not _NO_NAME.search(token):
                return (token,)
    return ()


def handle(text: str) -> str | None:
    """A pen name that stands in an element named for its author; None for anything else."""
    text = re.sub(r"^(作者|文|by|由)\s*[:：]?\s+", "", text.strip(), flags=re.IGNORECASE).strip("©· ")
    fits = 2 <= len(text) <= 16 and re.search(r"[\d]{4}|[，。：！？|>《》“]|\s{2}", text) is None
    return text if fits and is_person(text) and not _NO_NAME.search(text) else None


def names(text: str) -> tuple[str, ...]:
    """The persons in a byline: posts and institutions around a Chinese name are left out."""
    text = re.sub(r"[（(][^）)]*[）)]", " ", text.strip())
    text = re.sub(r"(返回.{2,8}[，,])?查看更多.*$|返回.{2,8}$", "", text)
    text = re.sub(r"^(?:作者|文|记者|撰文|by|written by|来源)\s*[:：/／|丨]?\s*", "", text, flags=re.IGNORECASE)
    text = _LEAD_ROLES.sub("、", _EDITED.sub("、", text))
    parts = [part.strip(' *_“”"《》') for part in _SEPARATORS.split(text)]
    found = [name for part in parts for name in _persons(part)]
    if not found and len(parts) == 1 and is_person(parts[0]) and len(parts[0]) <= 24:
        found = [parts[0]]
    return tuple(dict.fromkeys(found))[:12]


def is_person(name: str) -> bool:
    """Whether a name can be an author's: not an institution, not a role, not an address."""
    name = name.strip()
    if not 2 <= len(name) <= 60 or _NOBODY.fullmatch(name) or "@" in name or name.startswith("http"):
        return False
    return re.search(r"\d{4}|[:：]", name) is None


def _persons(part: str) -> list[str]:
    part = re.sub(r"(等|整合|摄|综合报道|综合報導|报道|報導|编译|整理)$", "", part.strip())
    if not re.search(r"[㐀-鿿]", part):
        return [part] if is_person(part) and re.search(r"[A-Za-z]{2}", part) else []
    words = re.sub(r"(?<![㐀-鿿])([㐀-鿿])\s+([㐀-鿿])(?![㐀-鿿])", r"\1\2", part).split()
    return [word for word in words if re.fullmatch(_NAME, word) and not _POST.fullmatch(word) and is_person(word)]


def is_line(line: str) -> bool:
    """Whether a whole line is a byline (`文 | post name`)."""
    line = line.strip()
    if len(line) <= 60 and _SIGNED.fullmatch(line):
        return bool(names(line.strip("（()）〔〕【】[] ")))
    found = _LINE.fullmatch(line) or _PLAIN.fullmatch(line) if len(line) <= 130 else None
    return found is not None and bool(names(found[1]))


def is_chinese_name(name: str) -> bool:
    """Whether a name has the form of a Chinese person's, or a transcription's."""
    return re.fullmatch(_NAME, name) is not None and not _POST.fullmatch(name)

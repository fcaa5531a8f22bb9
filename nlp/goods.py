"""A name that stands for goods or for one member: AWS cloud, ISO/IEC 42001, 众议院议员. No actor acts there."""

from __future__ import annotations

import re

from domain.records import Span

_AFTER_ZH = re.compile(
    r"\s*(?:云(?:场景|服务器|主机|存储|盘|环境|上的)|服务器|浏览器|手机|商店|应用商店|地图|邮箱|账号|账户|帐户|客户端|操作系统|办公软件|显卡|"
    r"GPU|补丁|设备|插件|搜索引擎|股价|股票|市值|API|SDK|数据包|漏洞|用户|网盘|公众号|小程序|视频号|热搜)"
)
_AFTER_EN = re.compile(
    r"(?:['’]s)?\s+(?:(?:News|Search|Play|Store|Cloud|Chrome|Docs|Drive|Maps|Photos|Workspace|Word|Excel|Office|Teams|Azure|"
    r"Windows|Exchange|Outlook|Defender|365|Ray-Bans?|Web Services|Watch|Pixel|Home|Translate|Scholar)\b"
    r"(?! (?:said|says|announced|chief|CEO|president|executive))|"
    r"(?:cloud|servers?|products?|accounts?|apps?|phones?|glasses|API|users?|"
    r"customers?|stock|shares|chips?|GPUs?|devices?|patch|vulnerabilit\w+)\b)"
)
_MEMBER = re.compile(r"议员(?!们|团|和|与)|\s+Bill \d")  # one member is not the house
_STATE_HOUSE = re.compile(r"\b(?:[Ss]tate|California|Colorado|Texas|New York|Virginia|Illinois)(?:['’]s)? $")
_NUMBERED = re.compile(r"(?:/[A-Z]{2,4})*(?:[ -]?(?:TR|TS|DIS|CD))?[ -]?\d{3,}(?!\d|年)")
# on Facebook, via Twitter or Facebook, a Facebook post
_ON_PLATFORM = re.compile(
    r"\b(?:on|via|through|to|from|like)(?: [A-Z]\w+(?:,| and| or)?){0,4} $|[在于从]\s?$|[|/•·]\s*$"
)
_OF_PLATFORM = re.compile(
    r"(?:['’]s)?\s+(?:feeds?|posts?|pages?|groups?|ads?|videos?|live|messages?|Messenger|Marketplace|friends|profiles?)\b|"
    r"\s*(?:[上、等]|[|/•·]|平台|群组|主页|页面|账)"
)
_BODY = (
    "网络安全机构",
    "监管机构",
    "网络安全部门",
    "监管部门",
    "问责局",
    "问责署",
)  # 某国政府监管机构: the body, not its state
_FROM_STATE = re.compile(r"(?:联邦)?(?:民主党|共和党)?(?:籍)?(?:联邦)?(?:参议员|众议员)|大学|理工|分校")


def goods(text: str, span: Span, cls: str) -> bool:
    """Whether the name at a span names goods, or a numbered standard, or one member, and not its maker or house."""
    if cls == "legislature":
        return _MEMBER.match(text, span.end) is not None or (
            not text.startswith("Congress", span.start)  # a congresswoman of Texas sits in Washington
            and _STATE_HOUSE.search(text, max(0, span.start - 16), span.start) is not None
        )
    if cls == "gov_subnational":
        return text[span.end - 1] == "州" and _FROM_STATE.match(text, span.end) is not None
    if cls == "gov_executive" and text.startswith(_BODY, span.end):
        return text[span.end - 2 : span.end] == "政府"
    if cls in ("standards_body", "intergov"):
        return _NUMBERED.match(text, span.end) is not None or text[max(0, span.start - 1) : span.start] == "/"
    if cls != "industry":
        return False
    if text[span.start : span.end] == "Facebook" and _platform(text, span):
        return True
    if _AFTER_ZH.match(text, span.end) is not None:
        return True
    return text[span.end - 1].isascii() and _AFTER_EN.match(text, span.end) is not None


def _platform(text: str, span: Span) -> bool:
    """Whether Facebook is the place where something is posted, not the company."""
    return (
        _ON_PLATFORM.search(text, max(0, span.start - 40), span.start) is not None
        or _OF_PLATFORM.match(text, span.end) is not None
    )

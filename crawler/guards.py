"""Pages that are no articles: removed, refused, challenged, moved, closed, empty, behind a wall, unreadable.

A phrase is tested only when no body was found, or a very short one: 安全验证 is also a topic of this field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.encoding import looks_garbled
from domain.errors import ExtractError, PageKind
from domain.text import LONGEST

_STUB_HAN, _STUB_LATIN = 20, 80
_PHRASE_REACH = 400


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: PageKind
    detail: str
    pattern: re.Pattern[str]


def _sign(kind: PageKind, detail: str, pattern: str) -> _Sign:
    return _Sign(kind, detail, re.compile(pattern, re.IGNORECASE))


_SIGNS = (
    _sign(PageKind.REMOVED, "violation", r"此内容因违规|因违规无法查看|违反.{0,20}(规定|规范|法规).{0,20}(无法|不能|"
        r"停止|屏蔽|删除|查看)|涉嫌违反.{0,30}|violat\w+ .{0,60}(rules|regulations|laws|policy|guidelines|terms|"
        r"standards)|(content|page|post) .{0,40}(unavailable|blocked).{0,40}violat|内容(被|已被?)(多人)?投诉|"
        r"被投诉.{0,12}审核|接(有关|相关)(部门|投诉|举报).{0,40}(无法|不能|屏蔽|停止)|"
        r"(unable to view|can.?t be viewed|cannot be viewed).{0,40}violat|"
        r"(content|article|page|post|it) (has been|was|is) .{0,12}(reported|complained)|infringe\w*.{0,40}(viewed|"
        r"removed|blocked)"),
    _sign(PageKind.REMOVED, "migrated", r"(公众号|账号|帐号).{0,6}已迁移|已迁移(至|到)新|[账帐]号迁移(流程)?|"
        r"moved to a new account|account migrat|has (been )?migrated|"
        r"account (was )?migrat"),
    _sign(PageKind.REMOVED, "closed", r"(公众号|账号|帐号).{0,6}(已)?(被)?(自主|永久)?(注销|被封|已封|封禁|封停|"
        r"冻结|停用|屏蔽)|"
                                      r"账号已被屏蔽|(account|user) (has been |was |is )?(closed|deactivated|"
                                      r"suspended|cancell?ed|blocked|deleted|disabled)"),
    _sign(PageKind.REMOVED, "deleted", r"(内容|文章|稿件|页面|帖子|信息|新闻)(已经?)?(被|由)?(发布者|作者|管理员|"
                                       r"系统)?(已被?)?(自行)?(删除|下架|撤回|移除|下线)|(has been|was) (deleted|"
                                       r"removed|withdrawn|taken down)( by)?|该(文章|内容|页面)(已|不)(下线|存在|"
                                       r"过期)|content (has been )?deleted"),
    _sign(PageKind.REMOVED, "not_found", r"(404|页面|网页|内容|文章|文件)[^。]{0,12}(不存在|找不到|未找到|not found|"
        r"走丢|丢失|无法找到|已失效|消失)|page (not found|doesn.t exist|you (are|were) looking for|cannot be found)|"
        r"not found on this server|^\s*(error )?404|抱歉.{0,20}(不存在|找不到)|参数错误|链接已(过期|失效)|expired "
        r"link|link (has )?expired|parameter error"),
    _sign(PageKind.REMOVED, "unavailable", r"(暂时|目前)?无法(查看|访问|浏览|显示)(此|该|本)?(内容|页面|网页)?|"
        r"(temporarily|currently) (unavailable|unable)|unable to view|content (is )?(not|un)available|(can.?t|"
        r"cannot|can not) be (viewed|displayed|accessed)|(not|no longer) (viewable|visible)|"
        r"(内容|文章|链接)(未|尚未|还未|没有)(正式)?(发布|发表)|not (yet )?(been )?published|操作(过于)?频繁|不可见|"
        r"(仅|只)(对)?(粉丝|作者|自己|好友|关注者|部分用户)可见|系统(出错|繁忙|维护)|(50[0234]) (bad gateway|"
        r"service|gateway|"
        r"internal)|bad gateway|service unavailable|internal server error|访问(过于)?频繁.{0,10}稍后"),
    _sign(PageKind.CHALLENGE, "captcha", r"环境异常|去验证|(人机|安全|滑动|滑块|身份|行为)(身份)?验证|验证码|"
        r"environment exception|verify (before|to) continu\w*|完成验证|向右滑动|拖动.{0,6}滑块|captcha|"
        r"verify (that )?you.{0,6}(are )?(a )?human|are you (a )?(human|"
        r"robot)|not a robot|unusual (traffic|activity)|environment (is )?abnormal|abnormal environment|"
        r"verification (required|is required)"),
    _sign(PageKind.CHALLENGE, "bot", r"checking (if the site|your browser)|just a moment|attention required|"
                                     r"cloudflare|ddos.guard|enable (javascript|js) and cookies|access (to this "
                                     r"page has been )?denied|you have been blocked|request (was )?(blocked|"
                                     r"rejected)|403 forbidden|访问(被|受)(拒绝|限制|阻断|拦截)|(请求|"
                                     r"您的访问).{0,12}(拦截|阻断|拒绝|异常)|创宇盾|云防护|防火墙.{0,10}拦截|安全狗|"
                                     r"(请)?(开启|启用|打开).{0,8}(javascript|js|cookie)|正在(进行)?(安全)?(检查|"
                                     r"检测|跳转)|incapsula|perimeterx|akamai"),
    _sign(PageKind.PAYWALL, "paywall", r"(订阅|购买|付费|开通|会员|登录|登陆|注册).{0,12}(后|即可|才能|方可|"
                                       r"以)?(继续)?(阅读|查看|浏览)(全文|更多|完整|本文|剩余)?|付费(内容|文章|"
                                       r"阅读)|剩余.{0,8}(需|付费)|subscribe(rs)? (to|now|only).{0,40}(read|"
                                       r"continue|unlock|access|article)|(subscriber|member)s?.only|to (continue|"
                                       r"keep) reading|already a (subscriber|member)|(create|register for) (a "
                                       r")?free account to"),
    _sign(PageKind.STUB, "app_only", r"(请)?(在|前往|下载|打开)(微信|手机|app|客户端)[^。]{0,16}(打开|查看|阅读|"
                                     r"继续)|please open .{0,20}(in|with) (wechat|the app)|open in app"),
)  # fmt: skip


def refusal(shown: str, which: str) -> ExtractError | None:
    """The error for a page whose visible words, with no body among them, say why; None when they do not."""
    words = " ".join(shown.split())[:6000]
    for sign in _SIGNS:
        if found := sign.pattern.search(words):
            return ExtractError(sign.kind, which, f"the page says: {_around(words, found)}", detail=sign.detail)
    return None


def check_article(title: str, text: str, which: str, *, reach: int = _PHRASE_REACH) -> None:
    """Refuse a text that is too short or too long, or whose few words are an error page's.

    `reach` is the length up to which words are asked at all: 0 for a text known to come from an article's element.

    Raises:
        ExtractError: with the page's kind.
    """
    if looks_garbled(text) and text.count("�") > 0.05 * len(text):
        raise ExtractError(
            PageKind.NOT_ARTICLE, which, "unreadable characters", detail="mojibake", hint="name the encoding"
        )
    if len(text) < reach and (error := _refused(title, text, which)) is not None:
        raise error
    if len(text) > LONGEST:
        raise ExtractError(PageKind.NOT_ARTICLE, which, f"{len(text):,} characters: a book, no article", detail="long")
    if is_stub(text):
        raise ExtractError(PageKind.STUB, which, f"only {len(text)} characters of text")


def is_stub(text: str) -> bool:
    """Whether a text is too short to be an article, a Chinese character counting as four Latin letters."""
    han = len(re.findall(r"[㐀-鿿]", text))
    return han < _STUB_HAN and len(text) + 3 * han < _STUB_LATIN


def _refused(title: str, text: str, which: str) -> ExtractError | None:
    """A short text is an error page when its sentence is nothing else; a brief about CAPTCHAs is not."""
    error = refusal(text, which)
    if error is None:
        return None
    return error if len(text) < 60 or (len(text) < 150 and refusal(title, which) is not None) else None


def _around(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 12) : found.end() + 24].strip()

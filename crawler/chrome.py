"""Lines that belong to the platform, the publisher's promotion or the editors, and not to the article.

Three kinds, each by what a line says and where it stands: NOISE goes wherever it stands, an ENDING opens what
follows the article, a CREDIT is cut from the two ends only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORT = 90

# WeChat's own page furniture, and that of the big portals: whole lines.
_FURNITURE = re.compile(
    r"(预览时标签不可点|阅读原文|点击阅读原文.{0,16}|知道了|取消|允许|分析|视频|小程序|[赞踩]|在看|分享|留言|收藏|听过|关注|关注该公众号|微信扫一扫.{0,24}"
    r"|使用小程序|使用完整服务|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|[，,].{0,6}轻点两下取消.{0,3}|跳转二维码|作者头像|cover_image|image(\.png)?"
    r"|在小说阅读器(读本章|中沉浸阅读).{0,4}|去阅读|已关注|原创|转载|编者荐语[:：]?|点击查看全文|展开全文|展开阅读全文|收起|显示全部|查看更多|更多|返回顶部|举报(/反馈)?"
    r"|\+?\d{0,6}\s*(赞|评论|收藏|阅读|浏览|人点赞|条评论)|(阅读|浏览|点击|评论|查看|收藏|点赞)(量|数|次数)?\s*[:：]?\s*\**[\d.]+\s*[kw万+次]*\**|[x×X]|[:：，,。.·•|/\\#\-—_=*~<>✕●◆■▲▼►◀❝❞\s]+"
    r"|字号?[:：]?\s*(大\s*中\s*小|[Tt]\s*\|?\s*[Tt]|[+＋\-－A-Z ]+)|[【\[]?(字体|字号)[:：]?.{0,14}[】\]]?|【?\s*(打印|关闭|打印本页|关闭窗口|打印 关闭|收藏本文|纠错|我要纠错)\s*】?(\s*【?(打印|关闭|收藏|纠错).{0,4}】?)*"
    r"|(分享到|分享至|分享)[:：]?(\s*(微信|微博|新浪微博|QQ|QQ空间|朋友圈|复制链接|人人网|豆瓣|Twitter|Facebook))*|扫码分享|手机看|手机阅读|用微信扫.{0,20}|打开微信.{0,30}|打开APP.{0,12}|登录|注册|登录\s*[|/]?\s*注册|首页|上一[篇页]|下一[篇页]|末页|尾页"
    r"|(上一|下一)[篇条页][:：].*|\[?(责任编辑|责编|编辑).{0,3}\]?|(您|你)的?(当前)?(所在的?)?位置\s*(是|在)?\s*[:：].*|当前位置\s*[:：].*|听新闻|语音播报|(点击)?播放音频|倍速|00:00(\s*/\s*00:00)?"
    r"|(Share|Tweet|Print|Email|Save|Comments?|Advertisement|ADVERTISEMENT|Subscribe|Sign up|Log ?in|Menu|Search|Skip to (main )?content|Share this( story| article)?|Copy link|Read more|Link copied)"
    r"|\[?\!?\[?\]?\(?\)?)",
    re.IGNORECASE,
)
# Calls to scan, follow, subscribe, join: short lines wherever they stand.
_CALL = re.compile(
    r"((扫码|扫一扫|扫描|长按).{0,24}(二维码|关注|订阅|加入|入群|进群|添加|识别|下载|报名|咨询|好友|阅读|领取|观看|查看|获取|↓|《)|(识别|扫描|长按).{0,8}二维码|^.{0,8}二维码.{0,8}$"
    r"|^[↑←→↓▲▼⬆⬇👆👇🔗\s]*(扫码|扫描)?(点击|戳|点选|轻触|轻点).{0,6}(上方|下方|蓝字|卡片|标题下|下图|图片|名片|链接|左下角|右下角|阅读原文|关注|这里|此处|“?阅读原文).{0,30}$"
    r"|(邮发代号|征订热线|订阅热线|订阅电话|全年定价|欢迎订阅|欢迎投稿|投稿(邮箱|热线|联系方式|方式|请)|商务合作|(合作|广告)(电话|微信|热线|邮箱|咨询)|联系(电话|邮箱|微信)[:：]|爆料(电话|邮箱|热线)|举报(电话|邮箱|热线)|客服(电话|微信|热线))"
    r"|(欢迎|敬请|请|赶紧|快来|立即|持续|点击|扫码|长按)(您)?(扫码|长按|点击)?(关注|订阅)(我们|公众号|本公众号|微信|官方|《|“|【|「|更多|下方|一下|[^，。]{0,14}(公众号|视频号|抖音号|微博|账号|客户端|杂志))"
    r"|(官方|公众号|视频)(抖音号|视频号|微博|小红书|头条号)|倾力推荐|(粉丝|读者|交流|学习|技术|福利)[^，。]{0,4}(福利群|交流群|群开放|微信群)|加.{0,12}(好友|小助手|助手|微信)[^，。]{0,8}(进群|入群|加群|领取|咨询)|知识星球.{0,10}(二维码|扫码|加入)"
    r"|(点赞|在看|转发|分享|收藏|三连|赞赏|打赏).{0,12}(点赞|在看|转发|三连|支持一下|鼓励|素质三连|安排)|(喜欢|觉得|好看|有用|支持).{0,14}(点个?赞|点个在看|三连|分享给|转发给|请分享|就分享)|点(个|亮)?[“「【]?(在看|赞)|设为星标|加(个)?星标|置顶.{0,4}星标|星标.{0,6}(我们|公众号|不迷路|不错过)"
    r"|^(关注|带你读懂|网罗圈内).{0,14}$|^.{0,12}(↓{1,3}|↑{1,3}|👇|👆)$|后台(回复|留言).{0,24}(获取|领取|下载|加|进)|回复.{0,4}(关键词|[“「【]).{0,20}(获取|领取|下载)|(红包|礼品|书籍|资料).{0,10}(派送|免费领|领取)|扫码入群|续费.{0,3}折|越早加入|未经(授权|许可|允许|书面).{0,12}(转载|复制|使用|禁止)|(转载|引用|授权)(请|须|需|务必|及|合作).{0,16}(注明|联系|授权|告知|保留|出处|后台)|如若转载|转载(声明|须知)"
    r"|如有侵权|^译文(声明|仅供参考.*)$|^本文是翻译文章.{0,60}$|^本站提到的所有|^.{0,40}(新浪微博分享|CC 4\.0 BY-SA.{0,4})$|(举报|联系)(邮箱|专线|热线)[:：]|扫一扫$|复制链接$|(侵删|侵权必究)|联系.{0,10}(删除|删稿)|版权(归|所有|声明|说明).{0,40}|图片?[:：]?(均?)?(来源|来自)(于)?(网络|互联网|视觉中国)|图源[:：]|图片来源[:：]|题图[:：]|头图[:：]|封面图?[:：]|^(©|Copyright ).*|All Rights Reserved|公网安备|ICP[备证]|本站由|网站地图|友情链接)",
    re.IGNORECASE,
)
# What follows the article starts here.
_ENDING = re.compile(
    r"[\s\-—–=_*#●■◆▼▲►►▍▎┃|【\[「『（(<《·•.…↓✦☆★]*"
    r"(往期(推荐|回顾|精选|精彩|文章|热文|好文|内容|链接|阅读|热点|干货|活动).{0,8}|(推荐|相关|延伸|拓展|扩展|更多|精彩|热门|猜你|历史|近期|阅读)(阅读|推荐|文章|报道|新闻|资讯|链接|内容|话题|稿件|专题|热文|喜欢|精选|回顾)(推荐|列表)?|热门(评论|文章|推荐|标签|排行)|(热点|编辑|精选|为您|为你|猜您|猜你)(推荐|喜欢|精选|关注|视频).{0,4}|相关(热文|搜索|标签|附件|链接|文件)|你?可能(还)?(感兴趣|喜欢)的?.{0,4}|(发表|网友|用户|精彩|最新|全部|热门)评论.{0,8}|评论[(（]?\d*[)）]?|我要(评论|留言|反馈|纠错)|最新(文章|评论|资讯|新闻)|TA的(文章|更多).{0,4}|作者(最近|其他|更多)文章|(小编)?最近文章|被以下专辑收录.*|收藏的人还喜欢|大家都在看|今日热点|排行榜|热词|热帖"
    r"|(the\s+)?E[ND]{2}\.?|本文(转载|翻译)自.*|本文由.{0,30}(原创|翻译)(发布|整理)?.*|商务合作.*|(确定要放弃|关注博主).*|Read the (full|whole) story.*|Continue reading.*|The post .* appeared first on .*|View Link|\s*E\s+N\s+D|全文完|完|正文已结束.*|本文完|（?完）?|招聘信息|广告(时间)?|免责(声明|条款).*|(郑重|特别|重要|风险)(声明|提示|提醒)[:：]?.*|版权(声明|说明|与免责).*|声明[:：].*|【?(版权|免责)?声明】.*|文章目录|目录导航|企业成长计划|“企业成长计划”|分享网络安全知识.*|扫码支持|感谢您的支持.*|打赏|赞赏(支持|作者)?|喜欢作者|参考消息网下载|关于我们|联系我们|.{0,6}诚(聘|招).{0,10}"
    r"|(Related|Recommended|Popular|Latest|Trending|More)\s+(Articles?|Posts?|Stories|Reading|News|Content|Topics|from .*|on .*|Coverage)|You (may|might) also (like|be interested).*|Leave a (Reply|Comment).*|(\d+ )?Comments?|Share this.*|Most (Popular|Read|Viewed).*|Sign up for .*newsletter.*|Subscribe to .*|Read (Next|More)[:：]?.*|See also[:：]?|Tags[:：].*|Filed under.*|About the Author.*|Post navigation|Follow us on.*)"
    r"[\s\-—–=_*#●■◆▼▲◀◄|】\]」』）)>》·•.…:：↓✦☆★]*",
    re.IGNORECASE,
)
_ROLE = r"(?:责任编辑|责任编审|责编|执行编辑|本文编辑|网络编辑|本期编辑|见习编辑|实习编辑|编辑|美编|排版|校对|校审|校阅|审核|审校|审定|审读|复审|终审|初审|主编|副主编|总编|值班编委|值班主编|监制|策划|统筹|制作|制图|设计|出品|编审|编译|翻译|译者|审签|签发|编排|排版编辑|流程编辑|图片编辑|运营|供稿|供图|摄影|绘图|编校|一审|二审|三审|一读|二读|三读|校|审|编|发布人?|录入|撰稿人?|记者|通讯员|作者|文字?|来源)"
CREDIT = re.compile(
    r"[\s\-—–=_*●■◆丨|【\[（(<]*"
    rf"(?:(?:{_ROLE}[\s]*[:：丨|｜/／].{{0,80}}(?:[\s]*{_ROLE}\s*[:：丨|｜/／].{{0,40}})*)"
    r"|(?:(?:本文|文章|稿件|资料|内容|信息|原文|消息|数据|新闻|素材)?(?:来源|出处|来自|转自|转载自|转载于|原载|原刊|刊载|首发)(?:于)?\s*(?:[:：丨|｜].{0,60}|.{0,24}(?<!。)))"
    r"|(?:(?:本文|原文|该文)?\s*(?:系|是|为)?.{0,12}(?:刊登|刊载|发表|刊发|首发|原载|刊|载|转载|翻译|摘自|节选|编译|整理)(?:于|自|在)\s*[《“【].{0,60})"
    r"|(?:(?:原文链接|原文地址|参考链接|参考来源|参考资料|链接|原标题|原题)\s*[:：]?(?:https?://\S*)?\s*.{0,80}(?<!。))"
    r"|(?:(?:本文|文章|以上).{0,12}(?:仅代表|不代表|观点|翻译自|由.{0,24}(?:原创|授权|翻译|发布|整理|编译)).{0,60})"
    r"|(?:(?:更新|发布|发表|编辑|创建|成文|发文)(?:时间|日期)\s*[:：].{0,30})"
    r")[\s】\]）)>]*"
)
_SEPARATOR_TAIL = re.compile(r"(►{2,}|[-—=_*·.…]{3,}|\d{1,2}\.?)")


def trimmed(lines: Sequence[str]) -> list[str]:
    """The article's own lines: furniture gone everywhere, what follows the article and credits gone at the ends."""
    kept = [line for line in _before_ending(lines) if not is_noise(line)]
    while kept and (is_credit(kept[-1]) or _SEPARATOR_TAIL.fullmatch(kept[-1].strip()) or kept[-1] in _dangling(kept)):
        kept.pop()
    start = 0
    while start < min(len(kept), 6) and is_credit(kept[start]):
        start += 1
    return kept[start:]


def is_noise(line: str) -> bool:
    """Whether a line is furniture or a call to scan, follow or share."""
    line = line.strip()
    if not line or _FURNITURE.fullmatch(line):
        return True
    return len(line) <= _SHORT and _CALL.search(line) is not None


def is_ending(line: str) -> bool:
    """Whether a line opens what follows the article (further reading, comments, disclaimer)."""
    return len(line) <= _SHORT and _ENDING.fullmatch(line.strip()) is not None


def is_credit(line: str) -> bool:
    """Whether a whole line names editors, source or original address."""
    return len(line) <= 120 and CREDIT.fullmatch(line.strip()) is not None


def _before_ending(lines: Sequence[str]) -> Sequence[str]:
    """Cut at the first ending that has most of a text before it: a heading of the same words may open a part."""
    total = sum(len(line) for line in lines)
    before = 0
    for place, line in enumerate(lines):
        if is_ending(line) and (before >= 0.35 * total or before >= 600) and before >= 30:
            return lines[:place]
        before += len(line)
    return lines


def _dangling(lines: list[str]) -> set[str]:
    """A last line that only announces something that is not there any more."""
    last = lines[-1]
    return {last} if len(last) <= 20 and last.endswith(("：", ":", "↓", "👇")) else set()

"""The words of chrome, as patterns: what platforms, publishers and editors write around an article.

Each tuple is one kind; what a kind means for a line, and where it may stand, is `chrome.py`'s affair.
"""

from __future__ import annotations

# Whole lines of page furniture: WeChat's own, and that of the big portals.
FURNITURE = (
    r"预览时标签不可点|阅读原文|点击阅读原文.{0,16}|知道了|取消|允许|分析|视频|小程序|[赞踩]|在看|分享|留言|收藏|"
    r"听过|关注|\+\s*关注|已关注",
    r"关注该公众号|微信扫一扫.{0,24}|使用小程序|使用完整服务|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|"
    r"[，,].{0,6}轻点两下取消.{0,3}",
    r"跳转二维码|作者头像|cover_image|image(\.png)?|在小说阅读器(读本章|中沉浸阅读).{0,4}|去阅读|原创|转载|"
    r"编者荐语[:：]?|微信二维码",
    r"点击查看全文|展开全文|展开阅读全文|收起|显示全部|查看更多|更多|返回顶部|举报(/反馈)?|听新闻|语音播报|"
    r"(点击)?播放音频|倍速|我要反馈",
    r"\+?\d{0,6}\s*(赞|评论|收藏|阅读|浏览|人点赞|条评论|人参与|跟贴|人跟贴)|00:00(\s*/\s*00:00)?|[x×X]",
    r"(阅读|浏览|点击|评论|查看|收藏|点赞|访问|参与)(量|数|次数|"
    r"人数)?\s*[:：]?\s*[(（]?\**\s*\d[\d.,]*\s*[kw万+次]*\**[)）]?",
    r"[:：，,。.·•|/\\#\-—_=*~<>✕●◆■▲▼►◀❝❞\s]+|\[?\!?\[?\]?\(?\)?|扫一扫|复制链接|添加收藏夹|(加入|添加)收藏|设为首页",
    r"字号?[:：]?\s*(大\s*中\s*小|[Tt]\s*\|?\s*[Tt]|[+＋\-－A-Z ]+)|[【\[]?(字体|字号)[:：]?.{0,14}[】\]]?|"
    r"大\s*中\s*小|小\s*中\s*大",
    r"[【\[]?\s*(我要)?(打印|关闭|打印本页|打印本文|关闭窗口|关闭本页|收藏本文|纠错|我要纠错)\s*[】\]]?(\s*[|"
    r"｜]?\s*[【\[]?(打印|关闭|收藏|纠错).{0,4}[】\]]?)*",
    r"(分享到?至?|分享按钮|分享让更多人看到)[:：]?(\s*(微信|微博|新浪微博|腾讯微博|QQ|QQ空间|QQ好友|朋友圈|微信好友|"
    r"复制链接|人人网|豆瓣|Twitter|Facebook))*",
    r"扫码分享|手机看|手机阅读|用微信扫.{0,20}|打开微信.{0,30}|打开APP.{0,12}|登录|注册|登录\s*[|/]?\s*注册|首页|"
    r"返回首页|返回.{2,6}首页",
    r"上一[篇页条]|下一[篇页条]|末页|尾页|(上一|下一)[篇条页][:：].*|\[?(责任编辑|责编|编辑).{0,3}\]?|(您|"
    r"你)?的?(当前|现在)?的?(所在的?)?位置\s*(是|在)?\s*[:：].*",
    r"请继续往下阅读.*|感谢.{0,14}(网友|读者|用户).{0,24}(线索|投递|投稿|供稿).{0,6}|使用道具|回复|发帖|楼主|"
        r"倒序浏览|[顶踩]\s*\(\d+\)|相关|"
    r"语音|音频|分享至|发表|提交|(参与)?互动|纠错|投诉|点我下载APP|.{0,16}(现在)?用APP看新闻.*",
    r"Share|Tweet|Print|Email|Save|Comments?|Advertisements?|Subscribe( now)?|Sign up|Log ?in|Menu|Search|Copy link|"
    r"Link copied|Read more|Reply",
    r"Order Reprints|Print Article|Thank you( for (signing up|subscribing).*)?|Thanks for (signing up|"
    r"subscribing).*|Sorry!|Advertise with us|Buy now",
    r"(An|There was an) error (has )?(occurred|processing).*|Please try again later\.?|This article has been sent "
    r"to|(Image|Photo|Picture)s? ?\(\d+\).*",
    r"(Published|Updated|Posted|Last updated|First published)( (on|at))?\s*:?\s.{0,40}\d{4}.{0,24}|Photos?|Videos?|"
    r"Gallery|Listen|Download|Order|Topics?|Tags",
    r"Keep an eye on your inbox.*|Join our .{0,60}|Don.?t miss( it| this)?[:!]?|(Like|Enjoyed?) this (story|article|"
    r"post)\?.*|Tell us what you think.{0,6}",
    r"Skip to (main )?content|Share this( story| article| post)?|Follow us|Listen( to this article)?|\d+ (min|"
    r"minute)s? read|View (all|more)( comments)?",
)  # fmt: skip

# Calls that nothing but promotion makes: dropped from any short line.
CALLS = (
    r"(扫码|扫一扫|扫描|长按).{0,24}(二维码|关注|订阅|加入|入群|进群|添加|识别|下载|报名|咨询|好友|阅读|领取|观看|"
    r"查看|获取|↓|《)",
    r"(识别|扫描|长按).{0,8}二维码|^.{0,8}二维码.{0,8}$|扫码入群|^[↑←→↓▲▼⬆⬇👆👇🔗\s]*(扫码|扫描)?(点击|戳|点选|轻触|"
    r"轻点).{0,6}"
    r"(上方|下方|蓝字|卡片|标题下|下图|图片|名片|链接|左下角|右下角|阅读原文|关注|这里|此处).{0,30}$",
    r"邮发代号|征订热线|订阅热线|订阅电话|全年定价|欢迎订阅|投稿(邮箱|热线|联系方式|方式)|(合作|广告)(电话|微信|"
    r"热线|邮箱|咨询)",
    r"联系(电话|邮箱|微信)[:：]|爆料(电话|邮箱|热线)|举报(电话|邮箱|热线|专线)|客服(电话|微信|热线)|(新闻|"
    r"记者)?报料[:：热]",
    r"(欢迎|敬请|请|赶紧|快来|立即|持续|点击|扫码|长按)(您)?(扫码|长按|点击)?(关注|订阅)"
    r"(我们|公众号|本公众号|微信|官方|《|“|【|「|更多|下方|一下|[^，。]{0,14}(公众号|视频号|抖音号|微博|账号|客户端|"
    r"杂志))",
    r"(官方|公众号|视频)(抖音号|视频号|微博|小红书|头条号)|倾力推荐|(粉丝|读者|交流|学习|技术|"
    r"福利)[^，。]{0,4}(福利群|交流群|群开放|微信群)",
    r"加.{0,12}(好友|小助手|助手|微信)[^，。]{0,8}(进群|入群|加群|领取|咨询)|知识星球.{0,10}(二维码|扫码|加入)|"
    r"续费.{0,3}折|越早加入",
    r"(上传|加入|关注).{0,6}知识星球.{0,20}$|篇?(资料|文章|报告)可供下载.{0,6}$|^admin#\S+$|"
        r"^文章来源\s*[:：]\s*https?://\S+$|"
    r"^(点击|戳|轻触)(查看|阅读|了解|进入)(更多|详情|全文|原文|专题).{0,40}$|"
    r"后台(回复|留言).{0,24}(获取|领取|下载|加|进)|回复.{0,4}(关键词|[“「【]).{0,20}(获取|领取|下载)|(红包|"
    r"礼品).{0,10}(派送|免费领|领取)",
    r"未经.{0,8}(授权|许可|允许|书面|同意).{0,14}(转载|复制|使用|禁止|不得)|(转载|引用)(请|须|需|务必|及|"
    r"合作).{0,16}(注明|联系|授权|告知|保留|出处|后台)",
    r"如若转载|^转载(声明|须知)|如有侵权|侵删|侵权必究|联系.{0,10}(删除|删稿)|^版权(归|所有|声明|说明).{0,40}|^(©|"
    r"Copyright ).*|All Rights Reserved",
    r"公网安备|ICP[备证]|^本站由|网站地图|友情链接|^本站提到的所有|新浪微博分享$|CC 4\.0 BY-SA.{0,4}$|^(点击|"
    r"扫码)进入专题|我要(吐槽|反馈)",
    r"^图片?[:：]?(均?)?(来源|来自)(于)?(网络|互联网|视觉中国)|^(图源|图片来源|题图|头图|封面图?|封面来源)\s*[:：丨|"
    r"｜]|^译文(声明|仅供参考.*)$",
    r"^(READ|SEE|WATCH|LISTEN|LEARN)( (MORE|ALSO|NEXT|NOW))?\s*[:：>|–-]|^(Related|Also read|Also see|More|"
    r"Recommended|Also on \S+|Leggi anche|Lea también|Lire aussi)\s*[:：]",
    r"^CLICK HERE|(BY )?CLICKING HERE\.?$|^Also on \S+\.(com|net|org)|for your personal, non-?commercial use|"
    r"^Distribution and use of this material|^Get .{4,60} (delivered|in your inbox)",
    r"^(Follow|Like|Find|Join) (us|me|him|her|them|@\S+|[A-Z]\w+( [A-Z]\w+)?) on (Twitter|Facebook|Instagram|X|"
    r"LinkedIn|YouTube|Telegram|WhatsApp|Medium)",
    r"^(Click|Tap) here (to|for) .{3,60}$|^Subscribe (to|for) .{3,60}|^Sign up (to|for) .{3,70}|^(Want|Looking for) "
    r"more .{3,40}\?.{0,40}$|earn(s|ing)? (a |an )?(affiliate )?commission",
    r"如需(授权|转载).{0,40}联系|^客服.{0,14}(微信|电话|QQ)|^(咨询与合作|投稿|合作)[:：].{0,40}@",
    r"^本文是翻译文章.{0,60}$|^(下载|打开|安装).{0,12}(客户端|APP)[，,。！]?.{0,16}$|^更多.{0,16}(尽在|请关注|"
    r"请下载|下载).{0,20}$|^特别声明[:：].*",
    r"^(海量资讯|24小时滚动播报).{0,40}|新浪财经APP|^(文章|本文)(关键词|标签)[:：]|^(关键词|标签|关键字|"
    r"Tags?)\s*(>>|[:：]).{0,60}$",
)  # fmt: skip

# Calls that authors also make in prose: dropped only from a line that is no sentence.
WISHES = (
    r"(点赞|在看|转发|分享|收藏|三连|赞赏|打赏).{0,12}(点赞|在看|转发|三连|支持一下|鼓励|安排)|点(个|"
    r"亮)?[“「【]?(在看|赞)|设为星标|加(个)?星标",
    r"(喜欢|觉得|好看|有用|支持).{0,14}(点个?赞|点个在看|三连|分享给|转发给|请分享|就分享)|置顶.{0,4}星标|"
    r"星标.{0,6}(我们|公众号|不迷路|不错过)",
    r"^(关注|带你读懂|网罗圈内).{0,14}$|^.{0,12}(↓{1,3}|↑{1,3}|👇|👆)$|^欢迎(投稿|转发|分享).{0,20}$|^(资料|"
    r"书籍).{0,10}(免费领|领取).{0,8}$",
)  # fmt: skip

# What opens the part behind an article.
ENDINGS = (
    r"(热门|相关|延伸|推荐|更多|往期|精彩)(推荐|阅读|新闻|文章|回顾)[:：].{1,60}|更多相关(内容|新闻|文章|报道)|"
        r"本文导航[:：].*",
    r"(此前|早前|更早|相关|更多)(的)?报道[:：].{0,60}|往期(推荐|回顾|精选|精彩|文章|热文|好文|内容|链接|阅读|热点|"
    r"干货|活动).{0,8}",
    r"(推荐|相关|延伸|拓展|扩展|更多|精彩|热门|猜你|历史|近期|阅读)(阅读|推荐|文章|报道|新闻|资讯|链接|内容|话题|"
    r"稿件|专题|热文|喜欢|精选|回顾)(推荐|列表)?",
    r"热门(评论|文章|推荐|标签|排行)|(热点|编辑|精选|为您|为你|猜您|猜你)(推荐|喜欢|精选|关注|视频).{0,4}|相关(热文|"
    r"搜索|标签|附件|链接|文件)",
    r"你?可能(还)?(感兴趣|喜欢)的?.{0,4}|最新(文章|评论|资讯|新闻)|TA的(文章|更多).{0,4}|作者(最近|其他|更多)文章|"
    r"(小编)?最近文章",
    r"被以下专辑收录.*|收藏的人还喜欢|大家都在看|今日热点|排行榜|热词|热帖|(the\s+)?E[ND]{2}\.?|E\s+N\s+D|全文完|"
    r"正文完|完|正文已结束.*|本文完|（?完）?",
    r"招聘信息|广告(时间)?|文章目录|目录导航|.{0,2}企业成长计划.{0,2}|分享网络安全知识.*|扫码支持|感谢您的支持.*|"
    r"打赏|赞赏(支持|作者)?|喜欢作者",
    r"关于我们|联系我们|.{0,6}诚(聘|招).{0,10}|(Related|Recommended|Popular|Latest|Trending|More)\s+(Articles?|"
    r"Posts?|Stories|Reading|News|Content|Topics|Coverage)",
    r"(Related|More|Read more|Latest)\s+(from|on|in|about)\s+.{2,40}|You (may|might) also (like|be interested).*",
    r"Share this.*|Most (Popular|Read|Viewed).*|Read (Next|More)[:：]?.*|See also[:：]?|Tags[:：].*|Filed under.*|"
    r"About the Author.*|Post navigation",
    r"Follow us on.*|Recommended for you.*|What to read next.*|Sponsored( content)?|Trending now|Editors?.? picks?|"
    r"Up next",
)  # fmt: skip
# The same, when what follows may be long prose itself: disclaimers, comments, sign-up boxes.
FIRM_ENDINGS = (
    r"(\d+ )?(Comments?|Responses?|Replies)( \(\d+\))?[:：]?|\d+ (Comments?|Thoughts) on .*",
    r"Posted on .{4,44}(•|\||·).{0,20}Comments?|Found this article interesting\?.*|Related (Blogs?|Resources|Reading)",
    r"最低.{0,8}解锁文章.*|关注博主.*|(订阅|开通|购买).{0,12}(阅读|解锁)(全文|本文).*|Spread the word\..*|This "
    r"article originally appeared .*",
    r"免责(声明|条款).*|(郑重|特别|重要|风险)(声明|提示|提醒)[:：]?.*|版权(声明|说明|与免责).*|声明[:：].*|"
    r"[【\[](版权|免责)?声明[】\]].*|投资有风险.*",
    r"(我要)?(发表|网友|用户|精彩|最新|全部|热门)评论.{0,12}|评论[(（]?\d*[)）]?|我要(评论|留言|反馈|纠错)|"
    r"(文明上网|网友评论).*|.{0,8}网友评论仅供.*",
    r"本文(转载|翻译)自.*|本文由.{0,30}(原创|翻译)(发布|整理)?.*|商务合作.*|(确定要放弃|关注博主).*|(阅读|"
    r"查看)全文[，,]?请先.*|登录超时.*|正文已结束.*",
    r"Read the (full|whole) story.*|Continue reading.*|The post .* appeared first on .*|View Link|Leave a (Reply|"
    r"Comment).*|Join the (conversation|discussion).*",
    r"Sign up for .*newsletters?.*|Subscribe to .*newsletters?.*|Get .{4,50}in your inbox.*|Support (our|"
    r"independent) journalism.*|We want to hear from you.*",
)  # fmt: skip

ROLE = (
    r"(?:责任编辑|责任编审|责编|执行编辑|本文编辑|网络编辑|本期编辑|见习编辑|实习编辑|编辑|美编|排版|校对|校审|校阅|"
    r"审核|审校|审定|审读|复审|终审|初审|主编|副主编|总编"
    r"|值班编委|值班主编|监制|策划|统筹|制作|制图|设计|出品|编审|编译|翻译|译者|审签|签发|编排|流程编辑|图片编辑|"
    r"视觉|运营|供稿|供图|摄影|绘图|编校|一审|二审|三审"
    r"|一读|二读|三读|校|审|编|发布人?|录入|撰稿人?|记者|通讯员|作者|文字?|来源|信息来源|稿源)"
)  # fmt: skip
CREDITS = (
    r"\(?(?:This|The|A version of this) (?:article|story|piece|post|essay|report|column)\b.{0,40}"
    r"(?:originally|first) (?:published|appeared|posted|ran).{2,140}|\(?(?:Originally|First) (?:published|"
        r"appeared) .{2,80}|"
    r"(?:Republished|Reprinted|Reposted|Cross-?posted) (?:here )?(?:with|from|courtesy|by) .{2,100}",
    rf"{ROLE}\s+[㐀-鿿·]{{2,4}}(?:\s+(?:{ROLE})?\s*[㐀-鿿·]{{2,4}}){{0,6}}|[^\s，。：]{{1,8}}(?:编辑|记者|"
        rf"责编)\s*[|｜丨]\s*.{{2,40}}",
    r"《\s*[^》]{2,20}\s*》\s*[（(]?\s*\d{4}\s*年.{0,14}版.{0,4}[）)]?|(?:本文|文章|内容)(?:来自|源自|来源于|"
        r"首发于|转自)[^。]{2,150}",
    r"[（(【\[\s]*(?:本文)?作者(?:简介|单位|介绍|系|为|[:：])[^。]{2,100}。?[）)】\]]?|[（(]来稿[:：].{2,40}[）)]",
    r"导语\s*[:：].{4,150}|最后编辑于\s*[:：].*|.{0,60}著作权归作者所有.*",
    r"(?:Write to|Contact|Email|Reach|E-mail)\s.{2,60}(?:@|at\s).{2,80}|.{0,80}[Ff]ollow (?:him|her|them|us|me|"
    r"@\w+).{0,20}(?:Twitter|X\b|@).{0,80}",
    r".{3,60}contributed (?:to this|reporting).{0,40}|(?:Reporting|Writing|Editing|Additional reporting) by "
    r".{3,100}|Have a tip\?.{3,80}|\(?(?:Image|Photo) credits?:.{2,60}",
    r"(?:By|Written by|Story by)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3}(?:\s*(?:\||,|and|&)\s*.{2,50})?|"
    r"(?:Updated|Published|Posted)(?: at| on)?\s.{4,40}\d{4}.{0,20}",
    rf"{ROLE}[\s]*[:：丨|｜/／].{{0,80}}(?:[\s]*{ROLE}\s*[:：丨|｜/／].{{0,40}})*",
    r"(?:本文|文章|稿件|资料|内容|信息|原文|消息|数据|新闻|素材)?(?:来源|出处|来自|转自|转载自|转载于|原载|原刊|"
    r"刊载|首发)(?:于)?\s*(?:[:：丨|｜].{0,60}|.{0,24}(?<!。))",
    r"(?:本文|原文|该文)?\s*(?:系|是|为)?.{0,12}(?:刊登|刊载|发表|刊发|首发|原载|刊|载|转载|翻译|摘自|节选|编译|"
    r"整理)(?:于|自|在)\s*[《“【].{0,60}",
    r"(?:原文链接|原文地址|参考链接|链接|原标题|原题)\s*[:：]?(?:https?://\S*)?\s*.{0,80}(?<!。)",
    r"(?:本文|文章|以上).{0,12}(?:仅代表|不代表|观点|翻译自|由.{0,24}(?:原创|授权|翻译|发布|整理|编译)).{0,60}",
    r"(?:更新|发布|发表|编辑|创建|成文|发文)(?:时间|日期)\s*[:：].{0,30}",
)  # fmt: skip

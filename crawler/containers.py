"""How the CMS families and the big portals name the elements of a page: hints, checked by the prose inside."""

from __future__ import annotations

import re

# Elements that hold an article's body.
BODY_IDS = frozenset((
    "artibody", "article_content", "articlecontent", "article-content", "content_area", "contentmain",
    "contentbody", "content_body", "cnt-main-article-qq", "zoom", "ozoom", "ucap-content", "endtext",
    "js_content", "js-article-content", "mp-editor", "articletext", "article_body", "articlebody",
    "main_content", "main_content_val", "detailcontent", "p-detail", "rwb_zw", "contenttext", "newscontent",
    "news_content", "news-content", "news_body_txt_a", "con_con", "contentstr", "multi-text", "article-body",
    "artcontent", "content_views", "vsb_content", "vsb_content_2", "vsb_content_4", "barrierfree_container",
    "bodylabel", "founder-content", "textbox", "contenttxt", "detail-content", "the_content", "article_inbox",
    "cmscontent", "txtcontent", "news_txt", "divcontent", "fontzoom",
))  # fmt: skip
BODY_CLASSES = frozenset((
    "rm_txt_con", "trs_editor", "trs_ueditor", "trs_editor_view", "trs_paper_default", "pages_content",
    "pages_print", "article-content", "article_content", "articlecontent", "post_body", "post_text",
    "content-article", "left_zw", "news_txt", "all-txt", "articledetailcontent", "article__content",
    "article-body", "art_contextbox", "art_context", "txt_con", "detail-content", "entry-content",
    "post-content", "post_content", "richtext", "rich-text", "post-richtext", "article-text", "articletext",
    "cnt_bd", "show_text", "text_con", "box_con", "news-main", "v_news_content", "xxgk_content",
    "view_content", "content_box", "newscontent", "news_content", "news-content", "index_cententwrap__jv8jk",
    "article-con", "article_con", "articlecon", "main-aticle", "u-maintext", "bodytext", "story-body",
    "td-post-content", "single-content", "m-text", "detailcont", "conttxt", "article-detail", "article_detail",
    "news-detail", "newsdetail", "contentfont", "con_txt", "arcbody", "wp_articlecontent", "hupu-article",
    "article_txt", "text-content", "detail_content", "artical-content", "js_article_content",
))  # fmt: skip
# Elements that never do.
JUNK = re.compile(
    r"(?:^|[\s_-])(related|relate|recommend\w*|recomm?|comments?|comment-?list|pinglun|share\w*|bdsharebuttonbox|"
    r"social|toolbar|tool-?bar|breadcrumbs?|crumbs?|footer?|foot|"
    r"copyright|copy-?right|login|register|sidebar|side-?bar|aside|rank\w*|hot-?\w*|hotnews|nav|navbar|menu|"
    r"pagination|pager|page-?nav|disclaimer|statement|shengming|"
    r"editor-?info|article-?editor|zebian|tags?|keywords?|label-?list|ads?|advert\w*|guanggao|qrcode|qr-?code|"
    r"erweima|ewm|weixin|wechat-?code|app-?download|download-?app|"
    r"feedback|jubao|report|popup|modal|dialog|mask|author-?info|about-?author|author-?card|subscribe|newsletter|"
    r"promo\w*|sponsor\w*|more-?news|read-?more|xgyd|xgxw|"
    r"tuijian|guess|special-?topic|otherread|post_recommends|article-?tag|bottom-?bar|function|statement|vote|reply|"
    r"relnews|xiangguan|declare|player|video-?box)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Elements that may hold lines, and those that end one.
CONTAINERS = (
    "div", "section", "article", "main", "td", "body", "tbody", "table", "center", "form", "ul", "ol", "li",
    "dl", "dd", "span", "p", "blockquote", "font",
)  # fmt: skip
BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "td", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
    "blockquote", "pre", "body", "tr", "tbody", "table", "ul", "ol", "dl", "center", "form", "figure",
    "header", "footer", "aside", "nav",
))  # fmt: skip

"""Where a page's article stands, by its prose: blocks with punctuation and few links, and the element that holds them.

Made for Chinese pages, where containers known by id or class of a CMS family help, and a third voice on others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler import chrome, paragraphs

# Containers of bodies as the CMS families and the big portals name them; a hint, checked by the prose inside.
_BODY_IDS = frozenset(
    "artibody article_content articlecontent article-content content_area contentmain contentbody content_body cnt-main-article-qq zoom ozoom ucap-content "
    "endtext js_content js-article-content mp-editor articletext article_body articlebody main_content main_content_val detailcontent p-detail rwb_zw "
    "contenttext newscontent news_content news-content news_body_txt_a con_con contentstr multi-text article-body artcontent content_views vsb_content "
    "vsb_content_2 vsb_content_4 barrierfree_container bodylabel founder-content textbox contenttxt detail-content the_content article_inbox cmscontent "
    "txtcontent news_txt divcontent fontzoom".split()
)
_BODY_CLASSES = frozenset(
    "rm_txt_con trs_editor trs_ueditor trs_editor_view trs_paper_default pages_content pages_print article-content article_content articlecontent post_body "
    "post_text content-article left_zw news_txt all-txt articledetailcontent article__content article-body art_contextbox art_context txt_con detail-content "
    "entry-content post-content post_content richtext rich-text post-richtext article-text articletext cnt_bd show_text text_con box_con news-main v_news_content "
    "xxgk_content view_content content_box newscontent news_content news-content index_cententwrap__jv8jk article-con article_con articlecon main-aticle "
    "u-maintext bodytext story-body td-post-content single-content m-text detailcont conttxt article-detail article_detail news-detail newsdetail "
    "contentfont con_txt arcbody wp_articlecontent hupu-article article_txt text-content detail_content artical-content js_article_content".split()
)
_JUNK = re.compile(
    r"(?:^|[\s_-])(related|relate|recommend\w*|recomm?|comments?|comment-?list|pinglun|share\w*|bdsharebuttonbox|social|toolbar|tool-?bar|breadcrumbs?|crumbs?|footer?|foot|"
    r"copyright|copy-?right|login|register|sidebar|side-?bar|aside|rank\w*|hot-?\w*|hotnews|nav|navbar|menu|pagination|pager|page-?nav|disclaimer|statement|shengming|"
    r"editor-?info|article-?editor|zebian|tags?|keywords?|label-?list|ads?|advert\w*|guanggao|qrcode|qr-?code|erweima|ewm|weixin|wechat-?code|app-?download|download-?app|"
    r"feedback|jubao|report|popup|modal|dialog|mask|author-?info|about-?author|author-?card|subscribe|newsletter|promo\w*|sponsor\w*|more-?news|read-?more|xgyd|xgxw|"
    r"tuijian|guess|special-?topic|otherread|post_recommends|article-?tag|bottom-?bar|function|statement|vote|reply|relnews|xiangguan|declare|player|video-?box)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_LIKE = re.compile(r"title|headline|biaoti|bt", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[，。；！？、：”,.;!?]")
_HAN = re.compile(r"[㐀-鿿]")
_CONTAINERS = (
    "div",
    "section",
    "article",
    "main",
    "td",
    "body",
    "tbody",
    "table",
    "center",
    "form",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "span",
    "p",
    "blockquote",
    "font",
)
_BLOCKS = frozenset(
    "p div section article main td li dd dt h1 h2 h3 h4 h5 h6 blockquote pre body tr tbody table ul ol dl center form figure header footer aside nav".split()
)


@dataclass(frozen=True, slots=True)
class Main:
    """The element that holds the article and the share of the page's prose in it."""

    node: HtmlElement
    share: float
    hinted: bool


def main(root: HtmlElement, after: HtmlElement | None = None) -> Main | None:
    """The article's element in a marked tree; prose before `after` (the title) does not count."""
    scores = _scores(root, after)
    total = scores.get(root, 0.0)
    if total <= 0:
        return None
    if (hinted := _hinted(root, scores, total)) is not None:
        return hinted
    node = root
    while (child := max(node, key=lambda part: scores.get(part, 0.0), default=None)) is not None:
        if scores.get(child, 0.0) < 0.72 * scores[node] or child.tag not in _CONTAINERS or _is_leaf(child, scores):
            break
        node = child
    return Main(node, scores[node] / total, hinted=False)


def prune(node: HtmlElement) -> None:
    """Take out of an article's element what is not its text: related links, sharing, login, lists of links."""
    size = length(node)
    doomed = []
    for part in node.iter(
        "div",
        "section",
        "ul",
        "ol",
        "dl",
        "p",
        "table",
        "aside",
        "nav",
        "footer",
        "span",
        "form",
        "h2",
        "h3",
        "h4",
        "a",
    ):
        if part is node:
            continue
        inner = length(part)
        if inner < 0.3 * size and (part.tag in ("aside", "nav", "footer", "form") or _is_junk(part)):
            doomed.append(part)
        elif (
            part.tag in ("div", "section", "ul", "ol", "dl", "table")
            and inner < 0.4 * size
            and _is_link_list(part, inner)
        ):
            doomed.append(part)
        elif part.tag in ("p", "div") and inner < 60 and _is_lone_link(part, inner):
            doomed.append(part)
    paragraphs.remove(doomed, node)


def _hinted(root: HtmlElement, scores: Mapping[HtmlElement, float], total: float) -> Main | None:
    found = [
        part
        for part in root.iter("div", "section", "article", "td", "span", "ul")
        if _is_hint(part) and scores.get(part, 0.0) > 0
    ]
    best = max((scores[part] for part in found), default=0.0)
    good = [part for part in found if scores[part] >= 0.85 * best]
    if not good:
        return None
    node = good[-1] if all(part in set(good[-1].iterancestors()) for part in good[:-1]) else good[0]
    enough = best >= 0.35 * total or len(_HAN.findall(str(node.text_content()))) >= 200
    return Main(node, best / total, hinted=True) if enough else None


def _is_hint(part: HtmlElement) -> bool:
    if (part.get("id") or "").lower() in _BODY_IDS or part.get("itemprop") == "articleBody":
        return True
    return any(name in _BODY_CLASSES for name in (part.get("class") or "").lower().split())


def _scores(root: HtmlElement, after: HtmlElement | None) -> dict[HtmlElement, float]:
    """Prose in each element: every block's own words, counted into all that hold it."""
    own: dict[HtmlElement, list[int]] = {}
    seen, size = after is None, length(root)
    barred: set[HtmlElement] = set()
    for part in root.iter():
        if not isinstance(part.tag, str):
            continue
        parent = part.getparent()
        if parent in barred or (
            part.tag in _BLOCKS and (part.tag in ("footer", "nav") or _is_junk(part)) and length(part) < 0.4 * size
        ):
            barred.add(part)
        seen = seen or part is after
        if seen and part not in barred:
            _count(part, own)
    scores: dict[HtmlElement, float] = {}
    for block, (words, linked, marks) in own.items():
        value = _worth(block, words, linked, marks)
        while value and block is not None:
            scores[block] = scores.get(block, 0.0) + value
            block = block.getparent()  # type: ignore[assignment]
    return scores


def _count(part: HtmlElement, own: dict[HtmlElement, list[int]]) -> None:
    """Add an element's direct words to the block they stand in."""
    block, linked = part, False
    while block.tag not in _BLOCKS and block.getparent() is not None:
        linked = linked or block.tag == "a"
        block = block.getparent()  # type: ignore[assignment]
    pieces = [part.text or ""] + ([child.tail or "" for child in part])
    text = "".join(pieces)
    if not text.strip():
        return
    row = own.setdefault(block, [0, 0, 0])
    size = len("".join(text.split()))
    row[1 if linked else 0] += size
    row[2] += 0 if linked else len(_PUNCTUATION.findall(text))


def _worth(block: HtmlElement, words: int, linked: int, marks: int) -> float:
    if words < 8 or marks == 0 or linked > words:
        return 0.0
    if words < 200 and any(
        chrome.is_noise(line) or chrome.is_ending(line) for line in paragraphs.marked_lines(block)[:1]
    ):
        return 0.0
    return (min(words, 400) + 6 * min(marks, 30)) * (1 - linked / (words + linked))


def _is_leaf(part: HtmlElement, scores: Mapping[HtmlElement, float]) -> bool:
    """A single paragraph never is the article's element, unless it holds the lines itself."""
    return (
        part.tag in ("p", "span", "font", "li", "blockquote")
        and not any(child in scores for child in part)
        and part.find("br") is None
    )


def _is_junk(part: HtmlElement) -> bool:
    name = f"{part.get('class') or ''} {part.get('id') or ''}"
    return len(name) > 2 and _JUNK.search(re.sub(r"([a-z])([A-Z])", r"\1-\2", name)) is not None and not _is_hint(part)


def _is_link_list(part: HtmlElement, size: int) -> bool:
    links = [link for link in part.iter("a") if link.get("href")]
    if len(links) < 2 or size == 0:
        return False
    return sum(length(link) for link in links) > 0.6 * size


def _is_lone_link(part: HtmlElement, size: int) -> bool:
    """A line that is nothing but a link and no sentence: further reading between paragraphs."""
    if size == 0 or _PUNCTUATION.search(str(part.text_content()).strip()[-1:]):
        return False
    return sum(length(link) for link in part.iter("a") if link.get("href")) > 0.7 * size


def length(part: HtmlElement) -> int:
    """Characters of an element's words, spaces left out."""
    return len("".join(str(part.text_content()).split()))

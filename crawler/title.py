"""Titles: the article's own, without the site's name at the end and without the column's label in front."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BAR = r"[|｜丨︱┃ǀ│]"
# A column's label is short, has no punctuation of its own, and stands before a bar.
_BARRED = re.compile(
    rf"\s*([^\s|｜丨︱┃ǀ│，。！？；：、“”?!,;][^|｜丨︱┃ǀ│，。！？；、“”?!,;]{{0,17}}?)\s*{_BAR}\s*(\S.*)", re.DOTALL
)
_BRACKETED = re.compile(
    r"\s*(?:【([^【】]{1,16})】|〖([^〖〗]{1,16})〗|〔([^〔〕]{1,16})〕|\[([㐀-鿿]{2,6})\])\s*(\S.*)", re.DOTALL
)
_DOTTED = re.compile(
    r"\s*((?:论坛|前沿|观点|视点|关注|专题|专家|学者|智库|国际|理论|要闻|时评|评论|独家|学术|法治|治理)[·•・][^|"
    r"｜丨·•・，。！？：]{2,16}?)\s*[|｜丨]\s*(\S.*)"
)
_SUFFIX = re.compile(r"\s*(?:[-_|｜丨–—»·]|--|—{1,2})\s*([^-_|｜丨–—»]{2,30})\s*$")
_SITE_WORD = re.compile(
    r"(网|网站|新闻|日报|晚报|时报|早报|周刊|杂志|门户|频道|客户端|报社|电视台|在线|政府|委员会|办公室|财经|资讯|"
    r"首页|论坛|社区|博客|人民政府|"
    r"[\w]+\.(com|cn|net|org|gov)|News|Times|Post|Journal|Blog|Magazine|Online|Reuters|BBC|CNN|The Verge|TechCrunch)$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"^[^，。！？：《》“]{2,16}(?:网|网站|门户|首页|日报|晚报|时报|新闻|报|频道|在线|客户端|详情|正文|内容页)$"
)
_IMPRINT = re.compile(r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}|(?:来源|作者|字号|发布时间)\s*[:：]")
_AGAIN = re.compile(r"[（(]?原标题")
_QUOTES = str.maketrans("", "", " \t\r\n　\"'“”‘’「」『』《》〈〉|｜丨-—–_·:：,，.。!！?？…()（）[]【】")


def split_label(title: str) -> tuple[str | None, str]:
    """The column's label and the title without it; `label | title` or `【label】title` rebuilds the whole."""
    for pattern in (_DOTTED, _BARRED, _BRACKETED):
        if found := pattern.fullmatch(title):
            *labels, rest = found.groups()
            label = next(label for label in labels if label)
            if _is_label(label, rest):
                return label.strip(" 【】〖〗〔〕[]"), rest.strip()
    return None, title.strip()


def without_site(title: str, names: Iterable[str] = ()) -> str:
    """A `<title>` without the site's name and section at its end."""
    known = {key(name) for name in names if name}
    if (cut := title.find("_")) > 0 and len(key(title[:cut])) >= 8 and re.search(r"[㐀-鿿]", title[:cut]):
        title = title[:cut]  # Chinese CMS: article_column_site; the mark stands in no Chinese title
    for _ in range(4):
        found = _SUFFIX.search(title)
        if found is None or len(title[: found.start()].strip()) < 4:
            break
        tail = found[1].strip()
        if key(tail) not in known and not _SITE_WORD.search(tail):
            break
        title = title[: found.start()]
    return title.strip(" -_|｜丨–—")


def key(text: str) -> str:
    """A title without spaces and punctuation, in lower case: two spellings of one title have one key."""
    return text.translate(_QUOTES).lower()


def of_page(
    page_title: str,
    headings: Iterable[str],
    lines: Iterable[str] = (),
    given: Iterable[str] = (),
    names: Iterable[str] = (),
) -> str:
    """A page's title: what it declares, else the heading that its `<title>` repeats, else `<title>` without the site.

    A heading may carry a column's label that `<title>` lacks, and `<title>` may be cut: the fuller of the two wins.
    """
    known = [name for name in names if name]
    bare = without_site(page_title, known)
    declared = [without_site(one, known) for one in given if len(key(one)) >= 4]
    told = [key(one) for one in (bare, *declared) if one]
    whole = key(page_title)
    for heading in sorted((one for one in headings if 4 <= len(one) <= 200), key=len, reverse=True):
        short = key(heading)
        if _IMPRINT.search(heading) and not _IMPRINT.search(page_title):
            continue
        if len(short) >= 4 and not _AGAIN.match(heading) and any(_repeats(heading, one, whole) for one in told):
            return heading
    for line in lines:
        if len(key(line)) >= 6 and any(key(line) in whole and 2 * len(key(line)) >= len(one) for one in told):
            return line
    return next((one for one in declared if one), bare)


def _repeats(heading_text: str, told: str, page_title: str) -> bool:
    heading = key(heading_text)
    if len(told) >= 6 and told in heading:
        return len(heading) <= len(told) + 14  # a column's label, or what a cut <title> lacks
    if len(bare := key(split_label(heading_text)[1])) >= 6 and bare in page_title:
        return True
    return heading in page_title and 2 * len(heading) >= len(told)


def is_site(name: str, page_title: str) -> bool:
    """Whether a `<title>` seems to name the site and no article: it is short and ends or begins as sites' names do."""
    parts = [part for part in re.split(r"\s*[-_|｜—–]\s*|\s{2,}", page_title) if part]
    return len(key(name)) <= 24 and bool(parts) and any(_SITE.search(part) for part in (name, parts[0]))


def site_of(page_title: str, name: str) -> str | None:
    """The site's name at the end of a `<title>`; None when there is none."""
    rest = page_title[len(name) :] if page_title.startswith(name) else ""
    parts = [part.strip() for part in re.split(r"[-_|｜丨–—»·]+", rest) if part.strip()]
    return parts[-1] if parts and 2 <= len(parts[-1]) <= 24 else None


def _is_label(label: str, rest: str) -> bool:
    label, rest = label.strip(), rest.strip()
    short = len(label) <= 12 if re.search(r"[㐀-鿿]", label) else len(label.split()) <= 3
    return short and len(key(rest)) >= max(6, len(key(label)))

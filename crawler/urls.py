"""One address per article: the same article under many URLs has one canonical URL."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from domain.text import printable

_TRACKING = re.compile(
    r"(utm_\w+|hm(sr|pl|cu|kw|ci)|spm(_id_from)?|scm|from(_?(source|scene))?|fr|src|ref(errer|_src|_url)?|source(_?id)?"
    r"|share(_?\w+)?|scene|subscene|chksm|sessionid|session_id|jsessionid|phpsessid|sid|clicktime|enterid|ascene|devicetype"
    r"|nettype|pass_ticket|wx_header|exportkey|key|uin|isappinstalled|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid"
    r"|_hs(enc|mi)|cmp(id)?|ito|smid|sr_share|soc_(src|trk)|guce_\w+|guccounter|cn-redirect|tdsourcetag|bsh_bid"
    r"|xhsshare|vd_source|wfr|channel|trk\w*|mkt_tok|at_(medium|campaign\w*)|amp|outputtype|taid|feature|rss|rnd|random|_t|_r)",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"(localhost|.*\.local|\d{1,3}(\.\d{1,3}){3}|\[.*\])", re.IGNORECASE)
_WECHAT = "mp.weixin.qq.com"
_DEFAULT_PORT = {"http": 80, "https": 443}
_BREAKS = re.compile("[\t-\r\x1c-\x1f]")


def canonical(url: str) -> str:
    """The identity of an address: no tracking, sorted query, https, no fragment. It need not be fetchable.

    A WeChat address keeps `__biz`, `mid` and `idx` alone: `sn`, `chksm`, `scene` and `#rd` change with who shares it.
    What is no http address (a file's path, a word) comes back as it is.
    """
    url = one_line(url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in _DEFAULT_PORT or not host:
        return url
    named = parse_qsl(parts.query, keep_blank_values=True)
    if host == _WECHAT and (identity := wechat_key(dict(named))):
        return f"https://{_WECHAT}/s?{identity}"
    own_port = port not in (None, _DEFAULT_PORT[parts.scheme.lower()])
    scheme = parts.scheme.lower() if own_port or _LOCAL.fullmatch(host) else "https"
    kept = sorted((name, value) for name, value in named if not _TRACKING.fullmatch(name))
    place = f"[{host}]" if ":" in host else host
    query = "" if host == _WECHAT and parts.path.startswith("/s/") else urlencode(kept)
    return urlunsplit(
        (scheme, f"{place}:{port}" if own_port else place, _path(parts.path), query, _route(parts.fragment))
    )


def one_line(url: str) -> str:
    """An address without control characters and line breaks: they would end a string or a header early."""
    return _BREAKS.sub("", printable(url)).strip()


def wechat_key(named: dict[str, str]) -> str:
    """`__biz=…&mid=…&idx=…` of a WeChat address's query or a page's own variables; empty when one is missing."""
    biz, mid = named.get("__biz") or named.get("biz", ""), named.get("mid") or named.get("appmsgid", "")
    idx = named.get("idx") or named.get("itemidx") or "1"
    return f"__biz={biz}&mid={mid}&idx={idx}" if biz and mid else ""


def absolute(base: str, link: str) -> str | None:
    """A link as an http address, or None for scripts, mail, anchors and broken ones."""
    link = link.strip()
    if not link or link.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        joined = urljoin(base, link)
        return joined if urlsplit(joined).scheme in _DEFAULT_PORT and urlsplit(joined).hostname else None
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of an address in lower case; empty when it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _path(path: str) -> str:
    path = quote(
        unquote(re.sub(r"/{2,}", "/", path), errors="surrogateescape"),
        safe="/:@!$&'()*+,;=~-._",
        errors="surrogateescape",
    )
    path = re.sub(r"/amp/?$", "", path)
    return path.rstrip("/") or "/"


def _route(fragment: str) -> str:
    """A fragment that is a page's address in a script-driven site; anything else is a place within the page."""
    return fragment if fragment.startswith(("!/", "/")) else ""

"""The authored site that `bench/crawl.py` crawls: web pages of 67 kB, WeChat's of 2.8 MB, listings; ETags on all."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parent.parent
_ZH = "监管 机构 发布 人工智能 治理 框架 要求 企业 评估 风险 透明 问责 合作 标准 的 和 在 是 了 对 与 将 这 也"
_EN = "regulators publish the guidance on artificial intelligence and its risk of which they are to be an oversight"
_WORDS, _TERMS = _ZH.split(), _EN.split()


@contextmanager
def site() -> Iterator[str]:
    """The server in a process of its own; yields its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.crawl_site"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def serve() -> None:
    """Serve until killed; the first line on stdout is the address."""
    made: dict[str, bytes] = {}
    makers = {"web": web_page, "wechat": wechat_page}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _, kind, *rest = self.path.split("/")
            if self.path not in made and kind in makers:
                made[self.path] = makers[kind](int(rest[0]))
            if self.path not in made and kind in _LISTINGS:
                made[self.path] = _LISTINGS[kind](self.headers["Host"], int(rest[0]))
            body = made.get(self.path, b"")
            known = bool(body) and self.headers.get("If-None-Match") == f'"{self.path}"'
            self.send_response(304 if known else 200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("ETag", f'"{self.path}"')
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if known else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a contender that ends drops its connections
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


def web_page(number: int) -> bytes:
    """An authored page of about 67 kB: navigation, scripts, side lists, twelve paragraphs."""
    dice = random.Random(number)
    nav = "".join(f"<li><a href='/channel/{n}'>{''.join(dice.choices(_WORDS, k=2))}</a></li>" for n in range(60))
    side = "".join(f"<li><a href='/side/{n}'>{''.join(dice.choices(_WORDS, k=7))}</a></li>" for n in range(80))
    body = "".join(f"<p>{_paragraph(dice, chinese=number % 2 == 0)}</p>" for _ in range(12))
    script = "".join(f"window.__s{n}={{id:{dice.random()},k:'{dice.getrandbits(128):x}'}};" for n in range(670))
    head = (
        f"<title>第{number}号通知 Notice {number}</title><meta name='pubdate' content='2024-07-{1 + number % 28:02d}'>"
    )
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{head}<script>{script}</script></head><body>"
        f"<header><nav><ul>{nav}</ul></nav></header><main><article><h1>第{number}号通知 Notice {number}</h1>"
        f"<p><span>2024-07-{1 + number % 28:02d}</span><span>来源：示例报</span></p>{body}</article>"
        f"</main><aside><ul>{side}</ul></aside><footer>{nav}</footer></body></html>"
    ).encode()


def wechat_page(number: int) -> bytes:
    """An authored page of the shape and weight (2.8 MB) of a WeChat article, its marks and its scripts included."""
    dice = random.Random(number)
    picture = "<img data-src='https://mmbiz.qpic.cn/mmbiz_png/{}/640'>"
    body = "".join(
        f"<section><p><span>{_paragraph(dice, chinese=True)}</span></p>{picture.format(n)}</section>" for n in range(14)
    )
    weight = "".join(_function(dice, n) for n in range(10750))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title></title>"
        f'<meta property="og:title" content="第{number}号通知"><meta property="og:site_name" content="微信公众平台">'
        f"<link rel='dns-prefetch' href='//res.wx.qq.com'><script>{weight}</script></head><body>"
        f'<div id="js_article" class="rich_media"><div class="rich_media_inner"><div class="rich_media_area_primary">'
        f'<div id="img-content"><h1 class="rich_media_title" id="activity-name">第{number}号通知</h1>'
        f'<div id="meta_content"><a id="js_name">示例治理</a><em id="publish_time"></em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{body}</div></div></div></div>'
        f"</div><script>var ct = '{1720483200 + number}'; var nickname = htmlDecode('示例治理'); var mid='{number}';"
        f"var msg_link = 'http://mp.weixin.qq.com/s?__biz=MzA5&mid={number}&idx=1';</script>"
        f"<script>{weight}</script></body></html>"
    ).encode()


def _feed(host: str, count: int) -> bytes:
    rows = "".join(f"<item><link>http://{host}/web/{n}</link></item>" for n in range(count))
    return f"<rss version='2.0'><channel>{rows}</channel></rss>".encode()


def _sitemap(host: str, count: int) -> bytes:
    rows = "".join(f"<url><loc>http://{host}/web/{n}</loc></url>" for n in range(count))
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</urlset>".encode()


def _index(host: str, count: int) -> bytes:
    rows = f"<sitemap><loc>http://{host}/sitemap/{count}</loc></sitemap>"
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rows}</sitemapindex>".encode()


def _list(_host: str, count: int) -> bytes:
    rows = "".join(f"<li><a href='/web/{n}'>Notice {n}</a></li>" for n in range(count))
    return f"<html><body><ul class='list'>{rows}</ul></body></html>".encode()


_LISTINGS = {"feed": _feed, "sitemap": _sitemap, "index": _index, "list": _list}


def _function(dice: random.Random, number: int) -> str:
    """Script as minifiers leave it: compresses like the real thing."""
    a, b, c = (f"{dice.choice('abcdefgh')}{dice.randrange(9999)}" for _ in range(3))
    return (
        f"function {a}(e,t){{var n=e.{b}||{{}};return t&&n.length>{number}?n.map(function(r){{return r.{c}+'{b}'}}):"
        f"window.{dice.choice(('__loader', '__report', '__monitor'))}({dice.randrange(10**6)},n)}}"
    )


def _paragraph(dice: random.Random, *, chinese: bool) -> str:
    if chinese:
        return "。".join("".join(dice.choices(_WORDS, k=12)) for _ in range(5)) + "。"
    return " ".join(" ".join(dice.choices(_TERMS, k=16)).capitalize() + "." for _ in range(4))


if __name__ == "__main__":
    serve()

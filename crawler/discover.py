"""From a home page to the stub of a source's file: feeds, sitemaps, and listing selectors guessed from the page."""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html
from protego import Protego

from crawler import indexes, stubs
from crawler.check import SOME_DAY
from crawler.links import from_address
from crawler.run import crawl
from crawler.settings import USER_AGENT, CrawlSettings
from crawler.stubs import Stub
from crawler.urls import absolute, host
from domain.catalogue import Source
from domain.errors import FetchError
from domain.records import RawPage
from domain.text import has_han, language

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_FEED_LINK = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:[/._-]|$)", re.IGNORECASE)
_NEXT = re.compile(r"^\s*(下一?页|下页|后一页|next( page)?|older( posts)?|›|»|>)\s*[›»>→]?\s*$", re.IGNORECASE)
_MIN_ROWS = 4
_MANY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One channel a home page offers; `links` says how many articles it showed, where that was seen."""

    kind: str
    url: str
    links_css: str = ""
    next_css: str = ""
    links: int = 0


def discover(url: str, *, user_agent: str = USER_AGENT, local: bool = False) -> Stub:
    """Ask a site for its home page and robots.txt and write what they offer as a source's file.

    Raises:
        FetchError: the home page could not be had.
    """
    home, robots = _asked(url, user_agent, local=local)
    offers = findings(home, robots)
    text = stubs.as_yaml(home.url, _title(home), _lang(home), offers, local=local)
    return Stub(id=stubs.key(home.url), yaml=text, summary=_summary(offers))


def findings(home: RawPage, robots: bytes = b"") -> list[Finding]:
    """Feeds first, then listings the page itself shows, then sitemaps: the order in which they serve us."""
    page = indexes.parse(home.body, home.content_type)
    found = [*_feeds(page, home.url), *_listings(page, home.url), *_sitemaps(robots, home.url)]
    return list({(each.kind, each.url, each.links_css): each for each in found}.values())


def _summary(offers: list[Finding]) -> str:
    counts = Counter(offer.kind for offer in offers)
    return ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in counts.items()) or "no feed, sitemap or listing"


def _asked(url: str, user_agent: str, *, local: bool) -> tuple[RawPage, bytes]:
    parts = urlsplit(url)
    robots_url = f"{parts.scheme}://{parts.netloc}/robots.txt"
    site = Source.model_validate({
        "id": "new", "en": "new", "zh": "新", "class": "media", "jurisdiction": "INTL", "language": "mixed",
        "home": url,
        "channels": [{"kind": "wechat", "urls": [url, robots_url]}], "cadence": "daily", "local": local,
        "robots": "-", "licence": "-", "why": "-", "text_mining": "allowed",
    })  # fmt: skip
    pages: list[RawPage] = []
    with tempfile.TemporaryDirectory(prefix="govprism-new-") as folder:
        scratch = CrawlSettings(
            frontier=Path(folder) / "frontier.db", user_agent=user_agent, total_timeout_s=120.0,
            delay_s=0.0 if local else 1.0,
        )  # fmt: skip
        report = crawl([site], pages.append, settings=scratch, now=SOME_DAY)
    robots = next((page.body for page in pages if page.url == robots_url), b"")
    home = next((page for page in pages if page.url != robots_url), None)
    if home is None:
        said = (f"{each.outcome} {each.detail}".strip() for each in report.troubles if each.url != robots_url)
        raise FetchError(
            "new source", url, next(said, "no answer"), hint="check the address in a browser"
        ) from report.error
    return home, robots


def _feeds(page: html.HtmlElement, base: str) -> Iterator[Finding]:
    for link in page.xpath("//link[@href]"):
        if (link.get("type") or "").strip().lower() in _FEED_TYPES and (address := absolute(base, link.get("href"))):
            yield Finding(kind="feed", url=address)
    for anchor in page.xpath("//a[@href]"):
        address = absolute(base, anchor.get("href"))
        if address and host(address) == host(base) and _FEED_LINK.search(urlsplit(address).path):
            yield Finding(kind="feed", url=address)


def _sitemaps(robots: bytes, base: str) -> Iterator[Finding]:
    for address in Protego.parse(robots.decode("utf-8-sig", errors="replace")).sitemaps:
        if found := absolute(base, address):
            yield Finding(kind="sitemap", url=found)


def _listings(page: html.HtmlElement, base: str) -> Iterator[Finding]:
    """The places of the page where headlines stand together, best first; at most two."""
    rows: dict[str, set[str]] = defaultdict(set)
    distance: dict[str, int] = {}
    for anchor in page.xpath("//a[@href]"):
        address = absolute(base, anchor.get("href"))
        if address and _is_headline(anchor, address, base):
            for steps, selector in enumerate(_selectors(anchor)):
                rows[selector].add(address)
                distance[selector] = max(steps, distance.get(selector, 0))
    best = sorted(rows.items(), key=lambda row: (-len(row[1]), distance[row[0]], row[0]))
    taken: set[str] = set()
    kept = 0
    for selector, addresses in best:
        if len(addresses) >= _MIN_ROWS and kept < 2 and not addresses & taken:
            taken |= addresses
            kept += 1
            yield Finding(kind="listing", url=base, links_css=selector, next_css=_next_css(page), links=len(addresses))


def _is_headline(anchor: html.HtmlElement, address: str, base: str) -> bool:
    title = " ".join(anchor.text_content().split())
    long_enough = len(title) >= (8 if has_han(title) else 20)
    site = ".".join(host(base).split(".")[-2:])
    deep = len(urlsplit(address).path.strip("/")) >= 6 or from_address(address) is not None
    return long_enough and deep and host(address).endswith(site) and not anchor.xpath("ancestor::nav|ancestor::footer")


def _selectors(anchor: html.HtmlElement) -> Iterator[str]:
    """Every named box around an anchor, as a selector of the headlines in it; the innermost first."""
    inner = "a"
    for box in anchor.iterancestors():
        if box.tag in ("li", "h1", "h2", "h3", "h4", "dt", "dd", "article") and inner == "a":
            inner = f"{box.tag} a"
        name = _name(box)
        if name:
            yield f"{name} {inner}"


def _name(box: html.HtmlElement) -> str:
    plain = r"[A-Za-z][\w-]*"
    if re.fullmatch(plain, box.get("id", "")):
        return f"#{box.get('id')}"
    names = [name for name in (box.get("class") or "").split() if re.fullmatch(plain, name)]
    return f"{box.tag}.{names[0]}" if names else ""


def _next_css(page: html.HtmlElement) -> str:
    if page.xpath("//a[@rel='next']"):
        return "a[rel=next]"
    for anchor in page.xpath("//a[@href]"):
        if _NEXT.match(anchor.text_content()):
            own = _name(anchor)
            return own or next((f"{name} a:last-child" for box in anchor.iterancestors() if (name := _name(box))), "")
    return ""


def _title(home: RawPage) -> str:
    page = indexes.parse(home.body, home.content_type)
    named = page.xpath("string(//meta[@property='og:site_name']/@content)") or page.xpath("string(//title)")
    return " ".join(str(named).split())[:_MANY] or host(home.url)


def _lang(home: RawPage) -> str:
    page = indexes.parse(home.body, home.content_type)
    return language(" ".join(page.text_content().split()))

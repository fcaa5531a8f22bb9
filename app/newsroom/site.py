"""The newsroom laid out: every path with its bytes, status and last change. No clock, no port."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from app.newsroom.edition import NOW, by_outlet
from app.newsroom.listings import listings
from app.newsroom.outlets import sources
from app.newsroom.pages import Printed, plain, print_story
from domain.catalogue import Source

# pages that hold no article, as every newsroom has them; listed like articles
GONE = "/governance-record.example/2026/03/withdrawn-note/"
BROKEN = "/governance-record.example/2026/03/live-ticker/"
MEMBERS = "/policy-ledger.example/members/briefing/"
REMOVED = "/zhizhi-guancha.example/s/0a1b2c3d4e5f60718293a4"
CAPTCHA = "/zhizhi-guancha.example/s/f0e1d2c3b4a5968778695a"

_ROBOTS = b"User-agent: *\nDisallow: /policy-ledger.example/members/\nAllow: /\n"
_EXTRA = {"demo_governance_record": (GONE, BROKEN), "demo_policy_ledger": (MEMBERS,)}
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What the server answers for one path; `changed` is None where real servers send no Last-Modified."""

    body: bytes
    content_type: str
    status: int = 200
    changed: datetime | None = None

    @property
    def etag(self) -> str:
        """Strong validator of the body as laid out, port aside."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


@cache
def site() -> dict[str, Resource]:
    """Every path of the newsroom."""
    laid: dict[str, Resource] = {
        "/robots.txt": Resource(body=_ROBOTS, content_type="text/plain"),
        BROKEN: Resource(body=b"<h1>500 Internal Server Error</h1>", content_type=_HTML, status=500),
        MEMBERS: Resource(body=b"<h1>For members</h1><p>Sign in.</p>", content_type=_HTML),
        REMOVED: Resource(body=plain("wechat_removed.html"), content_type=_HTML),
        CAPTCHA: Resource(body=plain("wechat_captcha.html"), content_type=_HTML),
    }
    for source in sources(0).values():
        laid.update(_outlet(source))
    return laid


def _outlet(source: Source) -> Iterator[tuple[str, Resource]]:
    articles = list(by_outlet(source.id))
    newest = articles[0].published if articles else NOW
    for page in listings(source, articles, _EXTRA.get(source.id, ())):
        yield page.path, _resource(page, newest)
    for story in articles:
        others = [other for other in articles if other is not story]
        for page in print_story(story, source, others):
            yield page.path, _resource(page, story.published)


def _resource(page: Printed, changed: datetime) -> Resource:
    return Resource(body=page.body, content_type=page.content_type, changed=changed)

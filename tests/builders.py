"""Builders: a test states only what it is about; everything else is filled in here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.records import Act, Article, RawPage, Span, Stance, Statement, Tag, TaggedDoc, digest_of

NOW = datetime(2026, 2, 16, 8, 0, tzinfo=UTC)
TAGGERS = {"sentences": "rules/1", "relevance": "cues/1", "themes": "cues/1", "actors": "names/1",
           "instruments": "names/1", "new_instruments": "names/1", "new_actors": "names/1",
           "stance": "rules/1"}  # fmt: skip


def page(url: str = "https://news.example/a", body: bytes = b"<p>body</p>", **fields: Any) -> RawPage:
    """A page fetched now."""
    return replace(RawPage(url=url, body=body, fetched_at=NOW, source="demo", archive_ref="2026.warc.gz#0"), **fields)


def article(url: str = "https://news.example/a", text: str = "监管机构支持算力共享。", **fields: Any) -> Article:
    """An article published three days ago."""
    made = Article(
        id=digest_of(url), url=url, title="算力共享", text=text, lang="zh-Hans", outlet="示例日报", source="demo",
        published_at=NOW - timedelta(days=3), date_precision="day", page=digest_of("page", url), fetched_at=NOW,
    )  # fmt: skip
    return replace(made, **fields)


def statement(quote: str, text: str, **fields: Any) -> Statement:
    """A statement whose offsets are where the quote stands in the text."""
    start = text.index(quote)
    made = Statement(
        actor="cn_gov", target="theme:public_compute", stance=Stance.SUPPORT, act=Act.QUOTE, start=start,
        end=start + len(quote), quote=quote, confidence=0.9, rules=("attribution:said",),
    )  # fmt: skip
    return replace(made, **fields)


def doc(of: Article, **fields: Any) -> TaggedDoc:
    """A tagged doc of an article: relevant, with one theme and one actor over its first characters."""
    span = Span(start=0, end=2)
    made = TaggedDoc(
        id=of.id, title=of.title, text=of.text, lang=of.lang, published_at=of.published_at, outlet=of.outlet,
        url=of.url,
        relevant=0.9, themes=(Tag(id="public_compute", spans=(span,)),), actors=(Tag(id="cn_gov", spans=(span,)),),
        sentences=(Span(start=0, end=len(of.text)),), taggers=TAGGERS, catalogue="0.1.0",
    )  # fmt: skip
    return replace(made, **fields)

"""Read this first: one article walks the whole line, source → page → article → doc → statement → topic → digest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.extract import extract
from digest.build import build
from digest.render import render
from domain import catalogue
from domain.records import Membership, RawPage, Role, Stance
from domain.week import Week
from nlp.pipeline import Tagger, doc_of
from store import articles, docs, families, pages, snapshots, trail
from store.database import open_store

NOW = datetime(2026, 2, 16, 8, 0, tzinfo=UTC)
HTML = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>外交部发言人谈人工智能能力建设-示例网</title></head>
<body><div class="nav">首页 | 新闻 | 专题</div><article><h1>外交部发言人谈人工智能能力建设</h1>
<p class="info">2026-02-12 10:30 来源：示例日报</p>
<p>近年来，人工智能治理受到各国关注，多个国家出台了人工智能法规。联合国大会去年就人工智能治理举行了多场讨论。</p>
<p>中国外交部发言人12日表示，中国支持加强人工智能能力建设国际合作，帮助发展中国家从人工智能发展中平等受益。</p>
<p>分析人士认为，人工智能治理需要各国政府、企业和科研机构共同参与，相关规则的制定仍在进行之中。</p>
</article><div class="footer">版权所有 示例网</div></body></html>"""


def test_one_article_walks_from_source_to_digest_and_back(tmp_path: Path) -> None:
    known = catalogue.default()
    db, archive = open_store(tmp_path / "govprism.db"), Archive(tmp_path / "archive")

    page = RawPage(url="https://news.example/2026/a.html", body=HTML.encode(), fetched_at=NOW, source="example",
                   content_type="text/html; charset=utf-8")  # fmt: skip
    reference = archive.keep(page)
    archive.close()
    pages.save(db, RawPage(**{**{f: getattr(page, f) for f in page.__slots__}, "archive_ref": reference}))

    article = extract(page)
    assert (article.title, article.original_outlet, article.lang) == (
        "外交部发言人谈人工智能能力建设", "示例日报", "zh-Hans",
    )  # fmt: skip
    articles.save(db, article, now=NOW)

    doc = Tagger(known).tag(doc_of(article))
    assert "capacity_building" in {tag.id for tag in doc.themes}
    docs.save(db, doc, article.version, spec="walk", now=NOW)

    said = next(s for s in doc.statements if s.target == "theme:capacity_building")
    assert (known.principal(said.actor), said.stance) == ("cn_gov", Stance.SUPPORT)
    assert article.text[said.start : said.end] == said.quote

    families.save(db, [Membership(article=article.id, family=article.id, role=Role.FIRST)], now=NOW)
    taken = snapshots.Taken(now=NOW, code_version="test", tagger_version="test")
    digest = build(snapshots.take(db, known, Week(2026, 7, "Asia/Shanghai"), taken), known)
    assert "theme:capacity_building" in digest.states

    assert "人工智能能力建设" in render(digest, lang="zh", form="md")
    (number,) = {n for n in trail.of_target(db, "theme:capacity_building")}
    assert Archive(tmp_path / "archive").read(reference).body == page.body
    assert trail.of_statement(db, number).quote == said.quote


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_week_without_any_article_still_makes_a_digest_that_says_so(tmp_path: Path, lang: str) -> None:
    known, db = catalogue.default(), open_store(tmp_path / "empty.db")
    taken = snapshots.Taken(now=NOW, code_version="test", tagger_version="test")
    digest = build(snapshots.take(db, known, Week(2026, 7), taken), known)
    assert {"en": "2026-W07", "zh": "2026"}[lang] in render(digest, lang=lang, form="md")

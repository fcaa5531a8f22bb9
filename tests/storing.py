"""An article with its tags in a store, alone in its family."""

from __future__ import annotations

from sqlite_utils import Database

from domain.records import Membership, Role
from store import articles, docs, families
from tests.builders import NOW, article, doc, statement


def stored(db: Database, text: str = "中国政府表示，支持算力共享。", **fields: object) -> str:
    made = article(text=text, **fields)
    articles.save(db, made, now=NOW)
    said = statement("支持算力共享", text)
    docs.save(db, doc(made, statements=(said,)), made.version, spec="s1", now=NOW)
    families.save(db, [Membership(article=made.id, family=made.id, role=Role.FIRST)], now=NOW)
    return made.id

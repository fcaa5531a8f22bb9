"""A JSON row that already is an article: `id, title, text, url, published_at, outlet, lang…`."""

from __future__ import annotations

import json

from crawler import byline, dates
from crawler.draft import Draft
from domain.errors import ExtractError, PageKind
from domain.records import RawPage
from domain.text import printable

TEXT = ("text", "body", "content", "articleBody", "article_body")
_DATE = ("published_at", "date", "datePublished", "published", "publish_date", "time")


def read(text: str, page: RawPage) -> Draft:
    """One row as a draft.

    Raises:
        ExtractError: the row is no JSON object or holds no text.
    """
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExtractError(PageKind.NOT_ARTICLE, page.url, f"no JSON: {error}") from error
    if not isinstance(row, dict) or not (body := _word(row, *TEXT)):
        raise ExtractError(PageKind.NOT_ARTICLE, page.url, "a JSON row without `text`")
    when = _word(row, *_DATE)
    moment = dates.plausible(dates.read(when, page.fetched_at), page.fetched_at) if when else None
    given = row.get("authors") or row.get("author") or ()
    names = [printable(name) for name in given if isinstance(name, str)] if isinstance(given, list) else []
    authors = byline.names(printable(given)) if isinstance(given, str) else tuple(names)
    return Draft(
        title=_word(row, "title", "headline") or body.strip()[:60],
        lines=tuple(body.splitlines()),
        method="jsonl/1",
        authors=authors,
        outlet=_word(row, "outlet", "source", "publisher"),
        origin=_word(row, "original_outlet", "original_source"),
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else None,
        url=_word(row, "url", "link"),
    )


def _word(row: dict[str, object], *names: str) -> str | None:
    return next(
        (printable(value).strip() for name in names if isinstance(value := row.get(name), str) and value.strip()), None
    )

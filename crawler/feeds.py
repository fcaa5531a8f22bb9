"""RSS, Atom, JSON Feed and JSON API answers → links. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from crawler import links as hints
from crawler.links import Link
from crawler.urls import absolute
from domain.errors import FetchError

_DATES = ("published_at", "publishedat", "publish_time", "publishtime", "pubdate", "pub_date", "published", "date",
          "date_published", "date_modified", "updated", "updated_at", "releasetime", "ctime", "time")  # fmt: skip
_TITLES = ("title", "name", "headline")
_JSONP = re.compile(r"^\s*[\w.$]+\s*\(\s*(.*)\)\s*;?\s*$", re.DOTALL)


def links(body: bytes, *, url: str, content_type: str = "") -> list[Link]:
    """The entries of a feed, in its order.

    Raises:
        FetchError: the bytes are no feed.
    """
    if body.lstrip()[:1] == b"{":
        return json_links(body, "items", "url", url=url)
    import feedparser

    # a stream, never a string: feedparser opens strings that look like an address
    headers = {"content-type": content_type or "application/xml", "content-location": url}
    feed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    if not feed.get("version") and not feed.entries:
        raise FetchError("feed", url, "the answer is no RSS or Atom", hint="check the channel's url")
    return list(_entries(feed.entries, url))


def _entries(entries: list[Any], base: str) -> Iterator[Link]:
    for entry in entries:
        address = absolute(base, str(entry.get("link") or entry.get("id") or ""))
        if address is None:
            continue
        moment = hints.from_struct(dict.get(entry, "updated_parsed") or dict.get(entry, "published_parsed"))
        yield Link(url=address, title=str(entry.get("title", "")).strip(), dated_at=moment)


def json_links(body: bytes, items: str, link: str, *, url: str) -> list[Link]:
    """The items of a JSON (or JSONP) answer.

    Args:
        items: Dotted path to the list (`data.list`); empty when the answer is the list.
        link: Dotted path to the address in an item, or a pattern (`https://…/{id}.html`).

    Raises:
        FetchError: no JSON, or no list at the path.
    """
    rows = _at(_json(body, url), items)
    if not isinstance(rows, list):
        raise FetchError("api", url, f"no list at `{items}`", hint="check the channel's `items`")
    found = (_item(row, link, url) for row in rows if isinstance(row, dict))
    return [each for each in found if each is not None]


def _json(body: bytes, url: str) -> Any:
    text = body.decode("utf-8-sig", errors="replace")
    wrapped = _JSONP.match(text)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except ValueError as error:
        raise FetchError("api", url, f"the answer is no JSON ({error})", hint="check the channel's url") from error


def _at(value: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _item(row: dict[str, Any], link: str, base: str) -> Link | None:
    pattern = re.sub(r"\{([\w.]+)\}", lambda slot: _text(_at(row, slot[1])), link) if "{" in link else None
    address = absolute(base, pattern if pattern is not None else _text(_at(row, link or "url")))
    if address is None:
        return None
    plain = {name.lower(): value for name, value in row.items()}
    title = next((str(plain[name]) for name in _TITLES if plain.get(name)), "")
    date = next((plain[name] for name in _DATES if plain.get(name)), None)
    moment = hints.from_epoch(date) if isinstance(date, int | float) else hints.from_text(str(date or ""))
    return Link(url=address, title=title.strip(), dated_at=moment)

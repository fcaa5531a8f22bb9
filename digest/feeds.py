"""Feeds and tables: Atom (RFC 4287), JSON Feed 1.1, evidence as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from digest import prose
from digest.canonical import Json
from digest.edition import FULL, GLYPH, SHORT, Edition
from digest.files import filename
from digest.words import TAG

_COLUMNS = (
    "digest", "topic_id", "state", "statement_id", "actor_id", "principal_id", "class", "jurisdiction", "stance", "act",
    "confidence", "published_at", "lang", "sentence", "char_start", "char_end", "article_id", "version_sha256", "title",
    "outlet", "source_url", "archive_ref", "family", "tagger", "reviewed_by",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def atom(edition: Edition, base_url: str) -> str:
    """The issue as an Atom feed: one entry per card, then one per development; ids never change."""
    updated, home = _updated(edition), base_url + filename(edition.week, "html", edition.lang)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{TAG[edition.lang]}">',
        f"<id>{_tag(edition, 'feed')}</id>",
        f"<title>{escape(edition.words('title'))} · {edition.week}</title>",
        f"<updated>{updated}</updated>",
        f"<author><name>{escape(edition.words('title'))}</name></author>",
        f'<link rel="alternate" type="text/html" hreflang="{TAG[edition.lang]}" href={quoteattr(home)}/>',
        f'<link rel="alternate" type="text/html" hreflang="{TAG[edition.other]}" '
        f"href={quoteattr(base_url + filename(edition.week, 'html', edition.other))}/>",
    ]
    entries = [
        f'<entry xml:lang="{TAG[edition.lang]}"><id>{_tag(edition, entry["id"])}</id>'
        f"<title>{escape(entry['title'])}</title><updated>{updated}</updated>"
        f'<link rel="alternate" href={quoteattr(entry["url"] or home)}/>'
        f'<content type="text">{escape(entry["text"])}</content></entry>'
        for entry in _entries(edition, home)
    ]
    return "\n".join([*head, *entries, "</feed>"]) + "\n"


def jsonfeed(edition: Edition, base_url: str) -> str:
    """The issue as JSON Feed 1.1."""
    home, published = base_url + filename(edition.week, "html", edition.lang), edition.body["snapshot"]["taken_at"]
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": f"{edition.words('title')} · {edition.week}",
        "home_page_url": home, "language": TAG[edition.lang],
        "items": [
            {"id": _tag(edition, entry["id"]), "url": entry["url"] or home, "title": entry["title"],
             "content_text": entry["text"], "date_published": published, "date_modified": _updated(edition),
             "language": TAG[edition.lang]}
            for entry in _entries(edition, home)
        ],
    }  # fmt: skip
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def evidence_csv(edition: Edition) -> str:
    """Every published statement, one row each, whichever section its topic stands in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for topic in (*edition.body["topics"], *edition.body["insufficient"]):
        for item in topic["evidence"]:
            row = {**item, "digest": edition.week, "topic_id": topic["topic_id"], "state": topic["state"]}
            writer.writerow([_cell(row[column]) for column in _COLUMNS])
    return out.getvalue()


def _entries(edition: Edition, home: str) -> Iterator[Json]:
    for state in (*FULL, *SHORT):
        for row in edition.cards(state):
            title = f"{GLYPH[state]} {edition.words('state_' + state)} · {edition.title(row)}"
            text = f"{prose.verdict(edition, row)} {prose.why(edition, row)}"
            yield {"id": row["topic_id"], "title": title, "text": text, "url": f"{home}#{anchor(row['topic_id'])}"}
    for story in edition.body["developments"]:
        lead = edition.lead(story)
        yield {"id": f"story:{story['story']}", "title": lead["title"], "text": lead["sentence"], "url": lead["url"]}


def anchor(topic_id: str) -> str:
    """The fragment of a topic's card."""
    return topic_id.replace(":", "-")


def _updated(edition: Edition) -> str:
    # a corrected issue is a new version; its snapshot's moment moves with it
    return str(edition.body["snapshot"]["taken_at"])


def _tag(edition: Edition, item: str) -> str:
    return escape(f"tag:govprism,{edition.body['week']['end']}:{edition.week}/{edition.lang}/{item}")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # a spreadsheet must not run a sentence as a formula
    return "'" + text if text.startswith(_FORMULA) else text

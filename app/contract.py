"""Rows of the contract (docs/contracts.md): articles and docs as the pipes read and write them."""

from __future__ import annotations

import json
import math
import mimetypes
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from domain.catalogue import Actor, Catalogue, Instrument
from domain.records import Act, Article, NewName, Span, Stance, Statement, Tag, TaggedDoc, digest_of
from domain.text import has_han, language, printable

if TYPE_CHECKING:
    from digest.voices import Vote

Row = dict[str, Any]
_KNOWN = frozenset({"id", "text", "title", "lang", "published_at", "outlet", "url", "authors", "original_outlet",
                    "title_prefix", "byline", "date_precision", "method", "warnings", "source"})  # fmt: skip


def article_row(article: Article) -> Row:
    """An article as the contract writes it."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "title_prefix": article.title_prefix,
        "authors": list(article.authors),
        "byline": article.byline,
        "outlet": article.outlet,
        "original_outlet": article.original_outlet,
        "published_at": article.published_at and article.published_at.isoformat(),
        "date_precision": article.date_precision,
        "lang": article.lang,
        "text": article.text,
        "method": article.method,
        "warnings": list(article.warnings),
    }


def doc_row(doc: TaggedDoc, row: Row, catalogue: Catalogue) -> Row:
    """A tagged doc as the contract writes it; unknown input fields come back in `extra`.

    Ids that the catalogue marks provisional come as new names with their `id`, so that what is stable stays stable.
    """
    named = _provisional_names(doc, catalogue)
    made: Row = {
        "id": doc.id,
        "lang": doc.lang,
        "relevant": round(doc.relevant, 4),
        "themes": [{"id": tag.id, "score": round(tag.score, 4), "spans": _spans(tag)} for tag in doc.themes],
        "instruments": [{"id": tag.id, "spans": _spans(tag)} for tag in doc.instruments if tag.id not in named],
        "new_instruments": [{"name": _titled(doc, n.name), "spans": _spans(n)} for n in doc.new_instruments]
        + [
            {"name": _titled(doc, named[t.id]), "id": t.id, "spans": _spans(t)}
            for t in doc.instruments
            if t.id in named
        ],
        "actors": [{"id": tag.id, "spans": _spans(tag)} for tag in doc.actors if tag.id not in named],
        "new_actors": [{"name": name.name, "class": name.kind, "spans": _spans(name)} for name in doc.new_actors]
        + [
            {"name": named[t.id], "class": catalogue.actors[t.id].cls, "id": t.id, "spans": _spans(t)}
            for t in doc.actors
            if t.id in named
        ],
        "statements": [_statement_row(doc, said, named) for said in doc.statements],
        "taggers": doc.taggers,
        "catalogue": doc.catalogue,
    }
    extra = {key: value for key, value in row.items() if key not in _KNOWN}
    return made | ({"extra": extra} if extra else {})


def _titled(doc: TaggedDoc, name: str) -> str:
    """A new instrument's name as the text writes it: in 《…》 where it stands in them."""
    return f"《{name}》" if f"《{name}》" in doc.text else name


def _statement_row(doc: TaggedDoc, said: Statement, named: dict[str, str]) -> Row:
    kind, _, target = said.target.partition(":")
    name = named.get(target) if kind == "instrument" else target if kind == "newinst" else None
    made: Row = {
        "actor": f"new:{named[said.actor]}" if said.actor in named else said.actor,
        "target": said.target if name is None else f"newinst:{_titled(doc, name)}",
        "stance": said.stance.value,
        "act": said.act.value,
        "start": said.start,
        "end": said.end,
        "confidence": round(said.confidence, 4),
        "rules": list(said.rules),
    }
    if said.actor in named:
        made["actor_id"] = said.actor
    if kind == "instrument" and name is not None:
        made["target_id"] = target
    return made


def _provisional_names(doc: TaggedDoc, catalogue: Catalogue) -> dict[str, str]:
    """What the text calls each provisional entry that the doc mentions."""
    entries: dict[str, Actor | Instrument] = {**catalogue.actors, **catalogue.instruments}
    used = {said.actor for said in doc.statements} | {said.target.partition(":")[2] for said in doc.statements}
    found = {key: entries[key].en for key in used if key in entries}
    tags = (*doc.actors, *doc.instruments)
    found |= {tag.id: _fullest(doc, tag) if tag.spans else entries[tag.id].zh for tag in tags}
    return {key: name for key, name in found.items() if entries[key].provisional}


def _fullest(doc: TaggedDoc, tag: Tag) -> str:
    """The longest of the names that the text gives an entry: an order is first told by its kind, then by its title."""
    chinese = doc.lang.startswith("zh")
    return max((_written(doc, span) for span in tag.spans), key=lambda name: (has_han(name) is chinese, len(name)))


def _written(doc: TaggedDoc, span: Span) -> str:
    """A name as the text writes it: the whole title where the name is a part of one, as 法案 in 《2022年某法案》."""
    opens, line = doc.text.rfind("《", 0, span.end), doc.text.rfind("\n", 0, span.start)
    closes = doc.text.find("》", max(opens, 0))
    if not line < opens <= span.start < closes:
        name = doc.text[span.start : span.end]
        is_open = "”" in name and "“" not in name and doc.text[span.start - 1 : span.start] == "“"
        return f"“{name}" if is_open else name
    return doc.text[opens + 1 : closes] if span.end <= closes + 1 else doc.text[opens : span.end]


def content_type(name: str, body: bytes) -> str:
    """What a file is, by its name and its first bytes."""
    if body.startswith(b"%PDF"):
        return "application/pdf"
    if name.endswith(".md") or (name == "-" and body.lstrip().startswith(b"---")):
        return "text/markdown"
    return mimetypes.guess_type(name)[0] or "text/html"


def _spans(found: Tag | NewName) -> list[list[int]]:
    return [[span.start, span.end] for span in found.spans]


def doc_in(row: Row) -> TaggedDoc:
    """A row of the contract as a doc to tag; ValueError names the field that is not as the contract says."""
    article = article_in(row)
    return TaggedDoc(
        id=article.id, title=article.title, text=article.text, lang=article.lang, published_at=article.published_at,
        outlet=article.outlet, url=article.url, authors=article.authors, byline=article.byline,
    )  # fmt: skip


def article_in(row: Row) -> Article:
    """A row of the contract as an article; ValueError names the field that is not as the contract says."""
    _check(row, ("id", "text"), ("title", "lang", "url", "outlet", "original_outlet", "byline", "published_at"))
    return Article(
        id=row["id"], url=row.get("url"), title=row.get("title") or "", text=row["text"],
        lang=row.get("lang") or language(row["text"]), authors=_names(row.get("authors")), byline=row.get("byline"),
        outlet=row.get("outlet"), original_outlet=row.get("original_outlet"),
        published_at=_moment(row.get("published_at")), page=digest_of(row["id"]),
    )  # fmt: skip


def vote_in(row: Row) -> Vote:
    """A row of `score` as a vote; ValueError names the field that is not as the contract says."""
    from digest.voices import Vote

    _check(row, ("family", "principal", "cls", "jur", "lang", "stance"), ("act",))
    if row["stance"] not in list(Stance):
        raise ValueError(f"stance: {row['stance']!r} is none of {', '.join(Stance)}")
    if row.get("act", Act.QUOTE) not in list(Act):
        raise ValueError(f"act: {row['act']!r} is none of {', '.join(Act)}")
    for name, most in (("conf", 1.0), ("age", math.inf)):
        value = row.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
            raise ValueError(f"{name}: a number from 0 to {most:g} is wanted")
    return Vote(**{name: row[name] for name in Vote.__dataclass_fields__ if name in row})


def _check(row: Row, needed: tuple[str, ...], optional: tuple[str, ...]) -> None:
    for name in needed:
        if not isinstance(row.get(name), str):
            raise ValueError(f"{name}: text is wanted")
    for name in optional:
        if not isinstance(row.get(name), str | None):
            raise ValueError(f"{name}: text is wanted, or nothing")
    for name, value in row.items():  # what is unknown comes back too, and must be written
        try:
            json.dumps({name: value}, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"{printable(name)}: half a character, which no file can hold") from error


def _names(value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("authors: a list of names is wanted, or one name")
    return tuple(name for name in names if name.strip())


def _moment(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # a time before time, or after it, can be compared with none
    except (ValueError, OverflowError) as error:
        raise ValueError(f"published_at: {value!r} is no date and time (2024-08-17T00:00:00+08:00)") from error
    return moment

"""The pipes people script against: JSON in, JSON out, no database. The contract is docs/contracts.md.

A malformed line is reported on stderr with its number, the run goes on, and the exit code is 1. Fields that are
not known come back in `extra`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.console import emit, fail, say
from app.contract import Row, article_in, article_row, content_type, doc_in, doc_row
from domain.errors import ExtractError, GovprismError, UsageError
from domain.records import RawPage

File = Annotated[str, typer.Argument(help="a file, or - for standard input")]


def extract(
    file: File,
    url: Annotated[str, typer.Option(help="the page's address")] = "",
    source: Annotated[str, typer.Option(help="id of the source it came from")] = "",
    encoding: Annotated[str, typer.Option(help="encoding, when you know better than the page")] = "",
) -> None:
    """One page (HTML, markdown with front matter, PDF) to one article."""
    from crawler.extract import extract as read
    from domain import catalogue

    body = _bytes(file)
    known = catalogue.default().sources if source else {}
    if source and source not in known:
        fail(UsageError("no such source", source, "not in the catalogue", hint="`govprism sources` lists them"))
    page = RawPage(url=url, body=body, fetched_at=_mtime(file), source=source, content_type=content_type(file, body))
    try:
        article = read(page, known.get(source), encoding=encoding or None)
    except ExtractError as error:
        emit({"error": {"kind": error.kind.value, "detail": error.detail, "why": error.why}})
        raise typer.Exit(error.exit_code) from error
    except GovprismError as error:
        fail(error)
    emit(article_row(article))


def tag(file: File) -> None:
    """Articles to tagged docs, a line each."""
    from domain import catalogue
    from scheduler.work import the_tagger

    tagger = the_tagger(catalogue.default())
    _each(file, ("id", "text"), lambda row: doc_row(tagger.tag(doc_in(row)), row, tagger.catalogue))


def families(file: File) -> None:
    """Articles to families: which texts are one text, and what joined them."""
    from nlp.families import families as join

    rows, bad = _all(file, ("id", "text"))
    for member in join([article_in(row) for row in rows]):
        emit({"id": member.article, "family": member.family, "role": member.role.value, "evidence": member.evidence})
    _end(bad)


def stories(file: File) -> None:
    """Articles to stories: which texts tell the same event, in any language."""
    from nlp.families import families as join_families
    from nlp.stories import stories as join

    rows, bad = _all(file, ("id", "text"))
    articles = [article_in(row) for row in rows]
    placed = {one.article: one.family for one in join_families(articles)}
    for article, story in join(articles, families=placed).items():
        emit({"id": article, "story": story})
    _end(bad)


def score(
    file: File,
    attention: Annotated[str, typer.Option(help="y,T,Y,Tb: texts on it and all texts, now and in the baseline")],
    prior_endorsers: Annotated[str, typer.Option(help="principals that endorsed before, by comma")] = "",
    prior_states: Annotated[str, typer.Option(help="states of earlier weeks, oldest first, by comma")] = "",
    seed: Annotated[str, typer.Option(help="what the draws are seeded with")] = "snapshot|topic|week",
) -> None:
    """Statements on one topic to its score, interval and state."""
    from dataclasses import asdict

    from digest.consensus import Vote
    from digest.consensus import score as weigh
    from domain.records import State

    rows, bad = _all(file, ("family", "principal", "cls", "jur", "lang", "stance"))
    try:
        counts = tuple(float(part) for part in attention.split(","))
        if len(counts) != 4:
            raise ValueError("four numbers are wanted")
        states = tuple(State(state) for state in prior_states.split(",") if state)
        fields = {name for name in Vote.__dataclass_fields__}
        votes = [Vote(**{key: value for key, value in row.items() if key in fields}) for row in rows]
    except (ValueError, TypeError) as error:
        fail(UsageError("score", file, str(error), hint="--attention 11,160,22,1800"))
    endorsers = frozenset(name for name in prior_endorsers.split(",") if name)
    emit(asdict(weigh(votes, counts, endorsers, states, seed=seed)))
    _end(bad)


def embed(file: File) -> None:
    """Texts to unit vectors, Chinese and English in one space."""
    from nlp.encoder import embed as encode

    rows, bad = _all(file, ("id", "text"))
    for row, vector in zip(rows, encode([row["text"] for row in rows]), strict=True):
        emit({"id": row["id"], "vector": [round(float(x), 6) for x in vector]})
    _end(bad)


def _each(file: str, needed: tuple[str, ...], work: Callable[[Row], Row]) -> None:
    bad = 0
    for number, row in _rows(file, needed):
        if row is None:
            bad += 1
            continue
        try:
            emit(work(row))
        except (GovprismError, ValueError, TypeError) as error:
            bad += 1
            say(f"line {number}: {error}")
    _end(bad)


def _all(file: str, needed: tuple[str, ...]) -> tuple[list[Row], int]:
    rows = [row for _, row in _rows(file, needed)]
    good = [row for row in rows if row is not None]
    return good, len(rows) - len(good)


def _rows(file: str, needed: tuple[str, ...]) -> Iterator[tuple[int, Row | None]]:
    for number, line in enumerate(_lines(file), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [key for key in needed if not isinstance(row.get(key), str)]
            if missing:
                raise ValueError(f"needs text in {', '.join(missing)}")
            yield number, row
        except (ValueError, AttributeError) as error:
            say(f"line {number}: {error}")
            yield number, None


def _lines(file: str) -> Iterable[str]:
    return _bytes(file).decode("utf-8", errors="replace").split("\n")


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        fail(UsageError("no such input", file, error.strerror or str(error)))


def _mtime(file: str) -> datetime:
    return datetime.now(UTC) if file == "-" else datetime.fromtimestamp(Path(file).stat().st_mtime, UTC)


def _end(bad: int) -> None:
    if bad:
        raise typer.Exit(1)

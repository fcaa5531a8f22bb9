"""The pipes people script against: JSON in, JSON out, no database. The contract is docs/contracts.md.

A malformed line is reported on stderr with its number, the run goes on, and the exit code is 1. Fields that are
not known come back in `extra`.
"""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.markup import escape

from app.console import emit, fail, say
from app.contract import Row, article_in, article_row, attention_in, content_type, doc_in, doc_row, vote_in
from domain.errors import ExtractError, GovprismError, UsageError
from domain.records import RawPage

T = TypeVar("T")
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
    except Exception as error:  # one odd page ends as the contract says, whatever was odd about it
        emit({"error": {"kind": "not_article", "detail": "unreadable", "why": f"{type(error).__name__}: {error}"}})
        raise typer.Exit(ExtractError.exit_code) from error
    emit(article_row(article))


def tag(file: File) -> None:
    """Articles to tagged docs, a line each."""
    from domain import catalogue
    from scheduler.work import the_tagger

    tagger, lines = the_tagger(catalogue.default()), _Lines(file)
    for made in lines.made(lambda row: doc_row(tagger.tag(doc_in(row)), row, tagger.catalogue)):
        emit(made)
    lines.end()


def families(file: File) -> None:
    """Articles to families: which texts are one text, and what joined them."""
    from nlp.families import families as join

    lines = _Lines(file)
    for member in join(list(lines.made(article_in))):
        emit({"id": member.article, "family": member.family, "role": member.role.value, "evidence": member.evidence})
    lines.end()


def stories(file: File) -> None:
    """Articles to stories: which texts tell the same event, in any language."""
    from nlp.families import families as join_families
    from nlp.stories import stories as join

    lines = _Lines(file)
    articles = list(lines.made(article_in))
    placed = {one.article: one.family for one in join_families(articles)}
    for article, story in join(articles, families=placed).items():
        emit({"id": article, "story": story})
    lines.end()


def score(
    file: File,
    attention: Annotated[str, typer.Option(help="y,T,Y,Tb: texts on it and all texts, now and in the baseline")],
    prior_endorsers: Annotated[str, typer.Option(help="principals that endorsed before, by comma")] = "",
    prior_states: Annotated[str, typer.Option(help="states of earlier weeks, oldest first, by comma")] = "",
    seed: Annotated[str, typer.Option(help="what the draws are seeded with")] = "snapshot|topic|week",
) -> None:
    """Statements on one topic to its score, interval and state."""
    from dataclasses import asdict

    from digest.consensus import score as weigh
    from domain.records import State

    try:
        counts = attention_in(attention)
    except ValueError as error:
        fail(UsageError("score", f"--attention {attention}", str(error), hint="--attention 11,160,22,1800"))
    try:
        states = tuple(State(state) for state in prior_states.split(",") if state)
    except ValueError as error:
        fail(UsageError("score", f"--prior-states {prior_states}", str(error), hint="--prior-states open,emerging"))
    lines = _Lines(file)
    votes = list(lines.made(vote_in))
    endorsers = frozenset(name for name in prior_endorsers.split(",") if name)
    emit(asdict(weigh(votes, counts, endorsers, states, seed=seed)))
    lines.end()


def embed(file: File) -> None:
    """Texts to unit vectors, Chinese and English in one space."""
    from nlp.encoder import embed as encode

    lines = _Lines(file)
    articles = list(lines.made(article_in))
    for article, vector in zip(articles, encode([article.text for article in articles]), strict=True):
        emit({"id": article.id, "vector": [round(float(x), 6) for x in vector]})
    lines.end()


class _Lines:
    """The lines of an input, each a row; those that cannot be read are told, counted, and left out."""

    def __init__(self, file: str) -> None:
        self._lines, self._bad = _bytes(file).removeprefix(codecs.BOM_UTF8).split(b"\n"), 0
        if not any(line.strip() for line in self._lines):
            say("no rows")
            raise typer.Exit(4)

    def made(self, make: Callable[[Row], T]) -> Iterator[T]:
        """What is made of each row, in order."""
        for number, line in enumerate(self._lines, start=1):
            if not line.strip():
                continue
            try:
                made = make(_row(line))
            except Exception as error:  # noqa: BLE001  # one odd line must not end the run; it is told and counted
                self._bad += 1
                ours = isinstance(error, (GovprismError, ValueError))
                say(f"line {number}: {escape(str(error) if ours else f'{type(error).__name__}: {error}')}")
            else:
                yield made

    def end(self) -> None:
        """End with 1 when a line was left out."""
        if self._bad:
            raise typer.Exit(1)


def _row(line: bytes) -> Row:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(row, dict):
        raise ValueError("no JSON object")
    return row


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        fail(UsageError("no such input", file, error.strerror or str(error)))


def _mtime(file: str) -> datetime:
    return datetime.now(UTC) if file == "-" else datetime.fromtimestamp(Path(file).stat().st_mtime, UTC)

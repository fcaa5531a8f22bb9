"""PDF: title, date and paragraphs, by pypdf."""

from __future__ import annotations

import io
import re
from datetime import datetime

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from crawler import byline, chrome, dates, origin
from crawler.draft import Draft
from domain.errors import ExtractError, PageKind
from domain.records import RawPage
from domain.text import has_han

_MAX_PAGES = 400
_END = re.compile(r"[。！？.!?:：；;”\"]$")
_PAGE_NUMBER = re.compile(
    r"[—\-–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*/\s*\d{1,4})?[—\-–\s]*|Page \d+( of \d+)?", re.IGNORECASE
)


def read(page: RawPage) -> Draft:
    """A PDF as a draft.

    Raises:
        ExtractError: it cannot be opened, or holds no text (a scan).
    """
    try:
        reader = PdfReader(io.BytesIO(page.body))
        sheets = [sheet.extract_text() or "" for sheet in reader.pages[:_MAX_PAGES]]
        facts = reader.metadata
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise ExtractError(PageKind.NOT_ARTICLE, page.url, f"PDF cannot be read: {error}", detail="pdf") from error
    lines = paragraphs(sheets)
    if not lines:
        raise ExtractError(PageKind.STUB, page.url, "a PDF without text, perhaps a scan", detail="scan")
    named = str(facts.title or "").strip() if facts else ""
    title = named if _is_title(named) else _first_title(lines)
    body = lines[1:] if lines[0] == title else lines
    moment = _when(facts.creation_date if facts else None, body, page.fetched_at)
    authors, printed = byline.of_lines(body)
    if not authors and facts and facts.author and byline.is_person(str(facts.author)):
        authors = byline.names(str(facts.author))
    return Draft(
        title=title,
        lines=tuple(chrome.trimmed(body)),
        method="pypdf/1",
        authors=authors,
        byline=printed,
        origin=origin.of_lines(body),
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else None,
    )


def paragraphs(sheets: list[str]) -> list[str]:
    """Printed lines joined to paragraphs; page numbers and lines repeated on most sheets are left out."""
    rows = [[row.strip() for row in sheet.split("\n") if row.strip()] for sheet in sheets]
    edges = [row for sheet in rows for row in {*sheet[:2], *sheet[-2:]}]
    running = {row for row in edges if len(sheets) > 2 and edges.count(row) > len(sheets) / 2}
    flat = [row for sheet in rows for row in sheet if row not in running and not _PAGE_NUMBER.fullmatch(row)]
    longest = max((len(row) for row in flat), default=0)
    joined: list[str] = []
    open_ = False
    for row in flat:
        if open_ and joined:
            joined[-1] = _glue(joined[-1], row)
        else:
            joined.append(row)
        open_ = len(row) >= 0.75 * longest and not _ends(row, longest)
    return joined


def _ends(row: str, longest: int) -> bool:
    return _END.search(row) is not None and len(row) < 0.95 * longest


def _glue(before: str, after: str) -> str:
    if before.endswith("-") and re.search(r"[a-z]-$", before):
        return before[:-1] + after
    return before + ("" if has_han(before[-1:] + after[:1]) else " ") + after


def _is_title(named: str) -> bool:
    return 4 <= len(named) <= 200 and not re.search(
        r"^(microsoft|untitled|无标题|未命名)|\.(docx?|wps|indd|pdf|pptx?)$", named, re.IGNORECASE
    )


def _first_title(lines: list[str]) -> str:
    return next((line for line in lines[:6] if 4 <= len(line) <= 120), lines[0][:120])


def _when(created: datetime | None, lines: list[str], now: datetime) -> dates.Moment | None:
    """A date printed at the head or foot, else the file's own."""
    for line in (*lines[:6], *reversed(lines[-6:])):
        if len(line) <= 80 and (moment := dates.plausible(dates.read(line, now), now)) is not None:
            return moment
    return dates.plausible(dates.Moment(dates.aware(created).at, "day"), now) if created else None

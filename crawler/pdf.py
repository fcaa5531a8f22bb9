"""PDF: title, date and paragraphs, by pypdf."""

from __future__ import annotations

import io
import re
from datetime import datetime

from pypdf import DocumentInformation, PdfReader
from pypdf.errors import PyPdfError

from crawler import byline, chrome, dates, origin
from crawler.draft import Draft
from crawler.title import key
from domain.errors import ExtractError, PageKind
from domain.records import RawPage
from domain.text import has_han

_MAX_PAGES = 400
_END = re.compile(r"[。！？.!?:：；;”\"]$")
_INDENT = re.compile(r"(?:\u3000| {4})")
_PAGE_NUMBER = re.compile(
    r"[—\-–\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*/\s*\d{1,4})?[—\-–\s]*|Page \d+( of \d+)?", re.IGNORECASE
)


def read(page: RawPage) -> Draft:
    """A PDF as a draft.

    Raises:
        ExtractError: it cannot be opened, or holds no text (a scan).
    """
    sheets, facts = _opened(page)
    lines = paragraphs(sheets)
    if not lines:
        raise ExtractError(PageKind.STUB, page.url, "a PDF without text, perhaps a scan", detail="scan")
    named = str(facts.title or "").strip() if facts else ""
    front, rest = _front(lines)
    title, after = (named, front) if _is_title(named) else _first_title(front or lines)
    moment = _when(facts.creation_date if facts else None, [*after, *rest], page.fetched_at)
    authors, printed = byline.of_lines([*after, *rest])
    authors = authors or byline.of_latin(after)
    if not authors and facts and facts.author and byline.is_person(str(facts.author)):
        authors = byline.names(str(facts.author))
    kept = [line for line in after if not _is_front(line) and key(line) not in key(title)]
    body = [*kept, *(line for line in rest if not byline.is_line(line))] if front else after
    return Draft(
        title=title,
        lines=tuple(chrome.trimmed(body)),
        method="pypdf/1",
        authors=authors,
        byline=printed,
        origin=origin.of_lines([*after, *rest]),
        published_at=moment.at if moment else None,
        precision=moment.precision if moment else None,
    )


def _opened(page: RawPage) -> tuple[list[str], DocumentInformation | None]:
    try:
        reader = PdfReader(io.BytesIO(page.body))
        return [sheet.extract_text() or "" for sheet in reader.pages[:_MAX_PAGES]], reader.metadata
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


def paragraphs(sheets: list[str]) -> list[str]:
    """Printed lines joined to paragraphs; page numbers and lines repeated on most sheets are left out."""
    rows = [[row.rstrip() for row in sheet.split("\n") if row.strip()] for sheet in sheets]
    edges = [row.strip() for sheet in rows for row in {*sheet[:2], *sheet[-2:]}]
    running = {row for row in edges if len(sheets) > 2 and edges.count(row) > len(sheets) / 2}
    flat = [row for sheet in rows for row in sheet if row.strip() not in running]
    flat = [row for row in flat if not _PAGE_NUMBER.fullmatch(row.strip())]
    longest = max((len(row) for row in flat), default=0)
    joined: list[str] = []
    open_ = False
    for row in flat:
        indented, row = _INDENT.match(row) is not None, row.strip()
        if open_ and joined and not indented:
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


def _front(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines before the first paragraph, where title, names and date stand, and the rest."""
    for at, line in enumerate(lines[:12]):
        if len(line) >= (40 if has_han(line) else 90) or (len(line) > 30 and line.endswith(("。", "."))):
            return lines[:at], lines[at:]
    return [], lines


def _first_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title, which may run over lines, and the lines without it."""
    at = next((at for at, line in enumerate(lines[:6]) if 4 <= len(line) <= 120 and not _is_front(line)), 0)
    title, stop = lines[at][:120], at + 1
    while stop < len(lines) and _runs_on(title, lines[stop]) and len(title) + len(lines[stop]) <= 200:
        title, stop = _glue(title, lines[stop]), stop + 1
    return title, lines[:at] + lines[stop:]


def _runs_on(before: str, after: str) -> bool:
    if _is_front(after):
        return False
    return after[:1].islower() or before.endswith(("的", "和", "与", "及", "、", ":", "：", ",", "-", "—", "关于"))


def _is_front(line: str) -> bool:
    """Whether a line gives the date, the authors or the source, and nothing else."""
    bare = len(line) <= 40 and dates.printed(line) is not None
    named = byline.is_line(line) or bool(byline.of_latin([line]))
    return bare or named or chrome.is_imprint(line) or chrome.is_credit(line)


def _when(created: datetime | None, lines: list[str], now: datetime) -> dates.Moment | None:
    """A date printed at the head or foot, else the file's own."""
    for line in (*lines[:6], *reversed(lines[-6:])):
        if len(line) <= 80 and (moment := dates.plausible(dates.read(line, now), now)) is not None:
            return moment
    return dates.plausible(dates.Moment(dates.aware(created).at, "day"), now) if created else None

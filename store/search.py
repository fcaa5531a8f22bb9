"""Full-text search that finds two-character Chinese words: CJK bigrams in a contentless FTS5 table.

Index and query go through the same folding (NFKC, traditional to simplified, case), so 數據 finds 数据. A run of Han
characters `ABC` is indexed as `AB BC C`: a two-character word is one token, a longer one a phrase, a single
character a prefix. Source: docs/decisions/0002-search.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlite_utils import Database

from domain.text import simplified

_HAN_RUN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PART = re.compile(r'"([^"]*)"|(\S+)')
_SNIPPET = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: `start`/`end` are where the first searched word stands in the article's text (0, 0: title only)."""

    article: str
    title: str
    outlet: str | None
    url: str | None
    published_at: str | None
    lang: str
    start: int
    end: int
    snippet: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """The snippet as what stands before the word, the word (none where only the title has it), and the rest."""
        at = min(self.start, _SNIPPET) + self.snippet.startswith("…") if self.end else 0
        stop = at + self.end - self.start
        return self.snippet[:at], self.snippet[at:stop], self.snippet[stop:]


def bigrams(text: str) -> str:
    """The text as the index sees it: Han runs as overlapping pairs plus the last character, other words as they are."""
    return _HAN_RUN.sub(lambda run: " " + _pairs(run[0]) + " ", _fold(text))


def match(query: str) -> str:
    """An FTS5 expression for what a person typed: all words, quoted phrases kept together; '' when nothing is left."""
    return " AND ".join(term for part in _PART.finditer(_fold(query)) for term in _terms(part[1] or part[2] or ""))


def index(db: Database, n: int, title: str, text: str, *, old: tuple[str, str] | None = None) -> None:
    """Put one article into the index; `old` (title, text) is what stood there before and is taken out."""
    if old is not None:
        db.execute(
            "INSERT INTO articles_fts(articles_fts, rowid, title, body) VALUES('delete', ?, ?, ?)",
            [n, bigrams(old[0]), bigrams(old[1])],
        )
    db.execute("INSERT INTO articles_fts(rowid, title, body) VALUES(?, ?, ?)", [n, bigrams(title), bigrams(text)])


def search(db: Database, query: str, *, lang: str = "", limit: int = 20) -> list[Found]:
    """Articles that hold every word of the query, best first; a title counts four times as much as the body."""
    expression = match(query)
    if not expression:
        return []
    sql = """
        SELECT a.id, a.title, a.outlet, a.url, a.published_at, a.lang, a.text
        FROM articles_fts f JOIN articles a ON a.n = f.rowid
        WHERE articles_fts MATCH ? AND a.lang LIKE ? ORDER BY bm25(articles_fts, 4.0, 1.0), a.id LIMIT ?"""
    rows = db.execute(sql, [expression, f"{lang}%", limit]).fetchall()
    return [_found(row, query) for row in rows]


def count(db: Database, query: str) -> int:
    """How many articles hold every word of the query."""
    expression = match(query)
    if not expression:
        return 0
    return int(db.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [expression]).fetchone()[0])


def _found(row: tuple[str, str, str | None, str | None, str | None, str, str], query: str) -> Found:
    article, title, outlet, url, published_at, lang, text = row
    start, end = _place(text, query)
    left, right = max(0, start - _SNIPPET), min(len(text), max(end, start) + _SNIPPET)
    snippet = ("…" if left else "") + text[left:right].replace("\n", " ") + ("…" if right < len(text) else "")
    return Found(
        article=article, title=title, outlet=outlet, url=url, published_at=published_at, lang=lang,
        start=start, end=end, snippet=snippet,
    )  # fmt: skip


def _place(text: str, query: str) -> tuple[int, int]:
    # same-length folding keeps offsets true; NFKC may change lengths, so it is left out here
    haystack = simplified(text).casefold() if len(text.casefold()) == len(text) else simplified(text)
    for part in _PART.finditer(query):
        needle = simplified(unicodedata.normalize("NFKC", part[1] or part[2] or "")).casefold()
        at = haystack.find(needle) if needle else -1
        if at >= 0:
            return at, at + len(needle)
    return 0, 0


def _fold(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).casefold()


def _pairs(run: str) -> str:
    return " ".join([*(run[i : i + 2] for i in range(len(run) - 1)), run[-1]])


def _terms(part: str) -> list[str]:
    terms = []
    rest = part
    for run in _HAN_RUN.findall(part):
        tokens = [run[i : i + 2] for i in range(len(run) - 1)]
        terms.append(f'"{" ".join(tokens)}"' if tokens else f'"{run}"*')
        rest = rest.replace(run, " ")
    words = _WORD.findall(rest)
    return [*terms, f'"{" ".join(words)}"'] if words else terms

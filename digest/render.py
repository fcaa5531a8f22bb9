"""Every form of a digest, from its one JSON."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from digest import feeds, pictures, prose
from digest.canonical import Json
from digest.edition import GLYPH, Edition
from digest.files import Form, filename, index_name
from digest.words import TAG, Lang, number, percent, signed
from domain.snapshot import Digest

_BLOCKS = "▏▎▍▌▋▊▉█"
_BAR = 10


def render(
    digest: Digest, *, lang: Lang, form: Form, base_url: str = "", archive_base: str = "",
    lenses: Set[str] = frozenset(),
) -> str:  # fmt: skip
    """One form of a digest in one language.

    Args:
        digest: The issue.
        lang: Edition; JSON and CSV are the same in both.
        form: Which form.
        base_url: Where the issues are published; feeds and mail need it for absolute links.
        archive_base: What precedes a statement's id in a link to its archived page; empty when none is served.
        lenses: Cards for these lenses only; none means all. The JSON is always whole.
    """
    edition = Edition.of(digest, lang, archive_base).through(lenses)
    match form:
        case "html" | "md" | "mail":
            return _page(edition, form, base_url)
        case "atom":
            return feeds.atom(edition, base_url)
        case "jsonfeed":
            return feeds.jsonfeed(edition, base_url)
        case "csv":
            return feeds.evidence_csv(edition)
        case "json":
            return digest.json


@cache
def environment() -> Environment:
    """The template environment; HTML is escaped, Markdown is not."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
        autoescape=lambda name: name is not None and ".html" in name,
    )  # fmt: skip
    env.filters["md"] = _md
    env.filters["short"] = _short
    return env


def _page(edition: Edition, form: Literal["html", "md", "mail"], base_url: str) -> str:
    name = {"html": "digest.html.j2", "md": "digest.md.j2", "mail": "mail.html.j2"}[form]
    env = environment()
    text = env.get_template(name).render(**_tools(edition, base_url))
    return _squeezed(text) if form == "md" else text


def _tools(edition: Edition, base_url: str) -> Json:
    body, words = edition.body, edition.words
    return {
        "e": edition, "t": words, "glyph": GLYPH, "brief": prose.brief(edition), "base": base_url,
        "span": words.span(body["week"]["start"], body["week"]["end"]), "citation": _citation(edition),
        "issue": words("week_label", number=str(int(edition.week[-2:])), year=edition.week[:4]),
        "verdict": lambda row: prose.verdict(edition, row), "why": lambda row: prose.why(edition, row),
        "who": lambda row: prose.who(edition, row), "differ": lambda row: prose.differ(edition, row),
        "missing": lambda row: prose.missing(edition, row), "change": lambda row: prose.change(edition, row),
        "figures": lambda row: prose.figures(edition, row), "shares": prose.shares,
        "per_side": prose.PER_SIDE, "index": prose.index_line, "signed": signed, "number": number, "percent": percent,
        "blocks": _blocks, "quoted": _quoted, "dated": lambda entry: _dated(edition, entry),
        "pictures": _Pictures(edition),
        "file": lambda form, lang=edition.lang: base_url + filename(edition.week, form, lang),
        "index_page": base_url + index_name(edition.lang), "other_tag": TAG[edition.other],
        "marks": pictures.MARKS, "bilingual": pictures.bilingual(edition),
        "sources": lambda refs: words.listed([edition.source(ref) for ref in refs]),
        "targets": lambda refs: words.listed([edition.target(ref) for ref in refs], 2),
        "history": lambda row: _history(edition, row),
    }  # fmt: skip


class _Pictures:
    """The pictures of one edition, safe to place in HTML."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def bar(self, row: Json) -> Markup:
        """A topic's stance bar."""
        return Markup(pictures.stance_bar(self._edition, row))

    def timeline(self, row: Json) -> Markup:
        """A topic's weeks."""
        return Markup(pictures.timeline(self._edition, row))

    def heat(self) -> Markup:
        """Lens by week."""
        return Markup(pictures.heat_map(self._edition))

    def dots(self) -> Markup:
        """Chinese against English means."""
        return Markup(pictures.dot_plot(self._edition))

    def map(self) -> Markup:
        """Actors by topics."""
        return Markup(pictures.alignment_map(self._edition))


def _citation(edition: Edition) -> str:
    body = edition.body
    return edition.words(
        "citation", title=edition.words("title"), week=edition.week, version=str(body["version"]),
        snapshot=body["snapshot"]["sha256"][:19], taken=body["snapshot"]["taken_at"][:10],
        result=body["reproduce"]["result_sha256"][:19],
    )  # fmt: skip


def _history(edition: Edition, row: Json) -> str:
    states = [f"{GLYPH[state]} {edition.words('state_' + state)}" for state in row["prior_states"][-4:]]
    return ("、" if edition.lang == "zh" else ", ").join(states)


def _dated(edition: Edition, entry: Json) -> str:
    key = f"date_{entry['what']}"
    if edition.words.has(key):
        return edition.words(key)
    return edition.words("date_other", what=entry["what"].replace("_", " "))


def _blocks(share: float) -> str:
    eighths = round(share * _BAR * 8)
    full, part = divmod(eighths, 8)
    return (_BLOCKS[-1] * full + (_BLOCKS[part - 1] if part else "")) + (" " if eighths else "")


def _quoted(item: Json) -> str:
    # verbatim: a sentence that opens with a quotation keeps its own marks and gets none of ours
    text = item["sentence"] + ("……" if item["lang"] == "zh" else " …") * item["cut"]
    return text if text[:1] in '“"‘「『' else f"“{text}”"


def _short(ref: str) -> str:
    # a content id is told by its first digits; a file name is told whole
    head, _, digits = ref.partition(":")
    return f"{head}:{digits[:12]}" if head == "sha256" else ref


def _md(text: object) -> str:
    out = str(text)
    for char in "\\`*_[]<>|":
        out = out.replace(char, "\\" + char)
    return " ".join(out.split())


def _squeezed(text: str) -> str:
    lines: list[str] = []
    for line in (re.sub(r"(?<=\S)  +", " ", raw.rstrip()) for raw in text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"

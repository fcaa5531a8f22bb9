"""All issues on one page: states per week, and the same seen by topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.canonical import Json
from digest.edition import GLYPH, Edition
from digest.files import filename, index_name
from digest.render import environment
from digest.words import TAG, Lang, Words
from domain.snapshot import Digest

_STATES = ("emerging", "early_signal", "contested", "consolidating", "fading", "steady", "open")
_WEEKS = 12


def archive(digests: Iterable[Digest], *, lang: Lang = "en", base_url: str = "") -> str:
    """The page of all issues, newest first; of each week only its newest version."""
    newest = {digest.week: digest for digest in sorted(digests, key=lambda d: (d.week, d.version))}
    editions = [Edition.of(newest[week], lang) for week in sorted(newest, reverse=True)]
    recent = editions[:_WEEKS]
    return environment().get_template("archive.html.j2").render(
        t=Words(lang), tag=TAG[lang], other_tag=TAG["zh" if lang == "en" else "en"], lang=lang, glyph=GLYPH,
        other_index=base_url + index_name("zh" if lang == "en" else "en"),
        states=_STATES, rows=[_row(edition, base_url) for edition in editions],
        weeks=[edition.week for edition in recent], topics=_topics(recent),
    )  # fmt: skip


def _row(edition: Edition, base_url: str) -> Json:
    body = edition.body
    return {
        "week": edition.week, "span": edition.words.span(body["week"]["start"], body["week"]["end"]),
        "url": base_url + filename(edition.week, "html", edition.lang),
        "other": base_url + filename(edition.week, "html", edition.other), "states": body["summary"]["states"],
        "texts": body["summary"]["texts"], "version": body["version"],
        "lead": next((edition.title(row) for row in edition.drawn()), ""),
    }  # fmt: skip


def _topics(editions: Sequence[Edition]) -> list[Json]:
    names: dict[str, str] = {}
    states: dict[str, dict[str, str]] = {}
    for edition in editions:
        for row in edition.body["topics"]:
            names.setdefault(row["topic_id"], edition.title(row))
            states.setdefault(row["topic_id"], {})[edition.week] = row["state"]
    ranked = sorted(states, key=lambda ref: (-len(states[ref]), names[ref]))
    return [{"name": names[ref], "states": states[ref]} for ref in ranked]

"""How `govprism why` draws a trail: topic, voices, statement, rules, sentence, offsets, version, archive, URL."""

from __future__ import annotations

import html
import json
import webbrowser
from pathlib import Path

from rich.markup import escape
from rich.tree import Tree

from app.console import emit, out
from crawler.archive import Archive
from domain import catalogue
from domain.catalogue import Actor, Instrument, Theme
from domain.errors import GovprismError
from scheduler.publishing import write_whole
from scheduler.workplace import Workplace
from store.database import Database
from store.trail import Trail

_PAGE = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{id} · {title}</title>
<style>body{{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.8 system-ui,"Noto Sans CJK SC",sans-serif}}
mark{{background:#ffe08a;padding:.1em 0}}
dl{{font-size:.85rem;color:#555}}dt{{font-weight:600}}dd{{margin:0 0 .4rem}}</style>
<h1>{title}</h1><dl><dt>{id}</dt><dd>{who}</dd><dt>archive</dt><dd>{ref}</dd><dt>url</dt><dd>{url}</dd></dl>{body}</html>"""


def show(steps: Trail, archive: Path) -> None:
    """Draw one statement's trail."""
    tree = Tree(f"[bold]{steps.statement}[/bold] {escape(named(steps.actor))} [bold]{steps.stance}s[/bold] "
                f"{escape(named(steps.target))}" + ("" if steps.live else " [red](no longer live)[/red]"))  # fmt: skip
    tree.add(f"rules: {escape(' + '.join(steps.rules) or '-')}")
    tree.add(f"how: {steps.act}, confidence {steps.confidence:.2f}, {steps.tagger}, catalogue {steps.catalogue}, "
             f"tagged {steps.tagged_at}")  # fmt: skip
    before, after = steps.context.split(steps.quote, 1) if steps.quote in steps.context else ("", "")
    tree.add(f"sentence: [dim]…{escape(_line(before))}[/dim][bold yellow]{escape(_line(steps.quote))}[/bold yellow]"
             f"[dim]{escape(_line(after))}…[/dim]")  # fmt: skip
    tree.add(f"offsets: [{steps.start}, {steps.end}) of version {steps.version[:19]}…")
    tree.add(
        f"article: {escape(steps.title)} · {escape(steps.outlet or '?')} · {(steps.published_at or 'undated')[:10]}"
    )
    tree.add(f"family: {steps.role or 'not joined yet'}" + (f" ({escape(steps.joined_by)})" if steps.joined_by else ""))
    tree.add(f"archive: {escape(steps.archive_ref or 'none')} · page {steps.page[:19]}… · {_bytes(steps, archive)}")
    tree.add(f"url: {escape(steps.url or 'none')}")
    out.print(tree)


def show_topic(db: Database, target: str, week: str, *, as_json: bool) -> None:
    """Draw a topic's numbers, of one week or of the newest digest that has it."""
    sql = "SELECT week, state, eci, lo, hi, principals, families, body FROM topics WHERE target=? AND ? IN ('', week)"
    row = db.execute(sql + " ORDER BY week DESC LIMIT 1", [target, week]).fetchone()
    if row is None:
        return
    if as_json:
        emit({"week": row[0], "target": target, "state": row[1], "topic": json.loads(row[7])})
        return
    index = "" if row[2] is None else f" index {row[2]} [{row[3]}, {row[4]}]"
    out.print(f"[bold]{escape(named(target))}[/bold] in {row[0]}: {row[1]}{index}, {row[5]} voices, {row[6]} texts")


def open_page(steps: Trail, place: Workplace) -> Path:
    """Write the archived article with the sentence marked, open it in a browser, return the file."""
    from store import articles
    from store.database import open_store

    text = articles.text_of(open_store(place.store), steps.article, steps.version) or ""
    marked = f"{html.escape(text[: steps.start])}<mark>{html.escape(text[steps.start : steps.end])}</mark>"
    marked += html.escape(text[steps.end :])
    body = "".join(f"<p>{paragraph}</p>" for paragraph in marked.split("\n"))
    who = html.escape(f"{named(steps.actor)} · {steps.stance} · {named(steps.target)}")
    page = _PAGE.format(lang="zh", id=steps.statement, title=html.escape(steps.title), who=who, body=body,
                        ref=html.escape(steps.archive_ref or ""), url=html.escape(steps.url or ""))  # fmt: skip
    folder = place.root / "trail"
    folder.mkdir(parents=True, exist_ok=True)
    file = write_whole(folder / f"{steps.statement}.html", page)
    webbrowser.open(file.resolve().as_uri())
    return file


def named(key: str) -> str:
    """A catalogue id with its two names; anything else as it is."""
    known = catalogue.default()
    kind, _, name = key.rpartition(":")
    tables = {"": known.actors, "theme": known.themes, "instrument": known.instruments}
    entry = tables.get(kind, {}).get(name)
    return f"{key} ({entry.en} · {entry.zh})" if isinstance(entry, Actor | Theme | Instrument) else key


def _bytes(steps: Trail, archive: Path) -> str:
    if not steps.archive_ref:
        return "no archived page"
    try:
        page = Archive(archive).read(steps.archive_ref)
    except GovprismError as error:
        return f"[red]{escape(error.why)}[/red]"
    state = "bytes match" if page.sha256 == steps.page else "[red]bytes differ[/red]"
    return f"{len(page.body):,} bytes, {state}"


def _line(text: str) -> str:
    return text.replace("\n", " ")

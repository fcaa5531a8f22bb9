"""How `govprism why` draws a trail: topic, voices, statement, rules, sentence, offsets, version, archive, URL."""

from __future__ import annotations

import html
import webbrowser
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from app.archived_page import marked
from app.console import emit, out
from crawler.archive import Archive
from domain import catalogue
from domain.catalogue import Actor, Instrument, Theme
from domain.errors import GovprismError
from scheduler.publishing import write_whole
from scheduler.workplace import Workplace
from store.database import Database
from store.trail import Trail, topic_of

_PAGE = """<!doctype html><html><meta charset="utf-8"><title>{id} · {title}</title>
<style>body{{max-width:42rem;margin:2rem auto;padding:0 1rem;
overflow-wrap:anywhere;font:1.05rem/1.8 system-ui,"Noto Sans CJK SC",sans-serif}}
mark{{background:#ffe08a;color:#000;padding:.1em 0}}</style>{banner}<h1>{title}</h1>{body}</html>"""
_BANNER = """<dl><dt><b>{id}</b></dt><dd>{who}</dd>
<dt>archived</dt><dd>{taken} · {ref}</dd><dt>from</dt><dd>{url}</dd></dl><hr>"""
_SHOWN = 3
_VERB = {"support": "supports", "conditional": "supports with conditions", "oppose": "opposes",
         "neutral": "is neutral on"}  # fmt: skip


def show(steps: Trail, archive: Path) -> None:
    """Draw one statement's trail."""
    tree = Tree(f"[bold]{steps.statement}[/bold] {escape(named(steps.actor))} [bold]{_VERB[steps.stance]}[/bold] "
                f"{escape(named(steps.target))}" + ("" if steps.live else " [red](no longer live)[/red]"))  # fmt: skip
    if steps.review is not None:
        tree.add(f"verdict: [bold]{escape(steps.review)}[/bold]")
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
    out.print(tree, soft_wrap=False)


def show_topic(db: Database, target: str, week: str, *, as_json: bool) -> bool:
    """Draw a topic's score, its voices and their statements, of one week or of the newest digest that has it.

    False when no digest has it.
    """
    found = topic_of(db, target, week=week)
    if found is None:
        return False
    told_in, topic = found
    if as_json:
        emit({"week": told_in, "target": target, "state": topic["state"], "topic": topic})
    else:
        out.print(_topic_tree(told_in, target, topic))
    return True


def open_page(steps: Trail, place: Workplace) -> Path:
    """Write the archived page with the sentence marked, open it in a browser, return the file.

    The page is shown as it was received, made harmless; where the sentence is not found in it (a PDF, a saved note)
    the clean text stands in for it.
    """
    verdict = f" · {steps.review}" if steps.review is not None else ""
    who = html.escape(f"{named(steps.actor)} · {steps.stance} · {named(steps.target)}{verdict}")
    banner = _BANNER.format(id=steps.statement, who=who, ref=html.escape(steps.archive_ref or ""),
                            url=html.escape(steps.url or ""), taken=html.escape(steps.fetched_at or ""))  # fmt: skip
    page = _archived(steps, place.archive, banner) or _clean(steps, place, banner)
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


def _topic_tree(week: str, target: str, topic: dict[str, Any]) -> Tree:
    tree = Tree(f"[bold]{escape(named(target))}[/bold] in {week}: [bold]{topic['state']}[/bold]{_score(topic)}")
    said = {item["statement_id"]: item for item in topic["evidence"]}
    told: set[str] = set()
    for voice in topic.get("voice_list", ()):
        mine = [said[ref] for ref in voice["statements"] if ref in said]
        branch = tree.add(f"{escape(named(voice['principal'].partition('.')[0]))}: [bold]{voice['stance']}[/bold], "
                          f"weight {voice['weight']:.2f}, {voice['class']}, {voice['jurisdiction']}")  # fmt: skip
        _add_statements(branch, mine)
        told |= {item["statement_id"] for item in mine}
    _add_statements(tree, [item for ref, item in said.items() if ref not in told])
    tree.add("[dim]further: govprism why S-…, with --open for the archived page[/dim]")
    return tree


def _score(topic: dict[str, Any]) -> str:
    if "eci" not in topic:
        return f", {topic['voices']} voices, {topic['families']} texts: too few to be scored"
    return (
        f", index {topic['eci']:.0f} ({topic['lo']:.0f}-{topic['hi']:.0f}) = 100 x cube root of agreement "
        f"{topic['agreement']:.2f} x breadth {topic['breadth']:.2f} x emergence {topic['emergence']:.2f}, "
        f"{topic['voices']} voices, {topic['families']} texts"
    )


def _add_statements(branch: Tree, items: list[dict[str, Any]]) -> None:
    for item in items[:_SHOWN]:
        checked = f", checked by {escape(item['reviewed_by'])}" if item["reviewed_by"] else ""
        branch.add(f"[bold]{item['statement_id']}[/bold] {item['stance']}, {item['act']}, {item['published_at'][:10]}"
                   f"{checked}: {escape(_line(item['sentence']))}")  # fmt: skip
    if len(items) > _SHOWN:
        branch.add(f"[dim]{len(items) - _SHOWN} more: {' '.join(i['statement_id'] for i in items[_SHOWN:])}[/dim]")


def _archived(steps: Trail, archive: Path, banner: str) -> str | None:
    if not steps.archive_ref:
        return None
    try:
        page = Archive(archive).read(steps.archive_ref)
    except GovprismError:
        return None
    return marked(page, steps.quote, banner=banner, title=f"{steps.statement} · {steps.title}")


def _clean(steps: Trail, place: Workplace, banner: str) -> str:
    from store import articles
    from store.database import open_store

    text = articles.text_of(open_store(place.store), steps.article, steps.version) or ""
    sentence = html.escape(text[steps.start : steps.end])
    before, after = html.escape(text[: steps.start]), html.escape(text[steps.end :])
    body = "".join(f"<p>{line}</p>" for line in f"{before}<mark>{sentence}</mark>{after}".split("\n"))
    return _PAGE.format(id=steps.statement, title=html.escape(steps.title), banner=banner, body=body)


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

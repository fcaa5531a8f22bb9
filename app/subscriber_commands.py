"""Commands about readers: `subscribers ask | confirm | leave | list`, and `post`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from app.console import emit, say, table
from app.running import Json, out_path
from domain.errors import UsageError
from domain.week import Week

subscribers = typer.Typer(no_args_is_help=True, help="Who gets the digest by mail (double opt-in).")
_CONFIRM = {
    "en": "Subject: Please confirm: AI Governance Consensus Digest\n\nSomebody, hopefully you, asked for the digest at "
    "this address.\nTo confirm, answer this message and leave this line in it:\n\n  {token}\n\nIf it was not you, do "
    "nothing: you will not hear from us again.\n",
    "zh": "Subject: 请确认订阅：人工智能治理共识周报\n\n有人（希望是您）用此地址订阅了周报。\n"
    "如需确认，请回复本邮件并保留下面一行：\n\n  {token}\n\n如果不是您本人，请忽略本邮件，我们不会再次来信。\n",
}


@subscribers.command("ask")
def ask(
    ctx: typer.Context,
    address: str,
    lang: Annotated[str, typer.Option(help="en or zh")] = "en",
    lens: Annotated[list[str] | None, typer.Option(help="only these lenses")] = None,
) -> None:
    """Note a wish to subscribe and write the message that asks for confirmation."""
    from domain import catalogue
    from store import subscribers as book
    from store.database import open_store

    if lang not in _CONFIRM:
        raise UsageError("subscribers", lang, "editions are en and zh")
    if "@" not in address.strip("@"):
        raise UsageError("subscribers", address, "not a mail address")
    if unknown := [name for name in lens or [] if name not in catalogue.default().lenses]:
        raise UsageError("subscribers", unknown[0], "no such lens", hint=", ".join(catalogue.default().lenses))
    place = ctx.obj()
    token = book.ask(open_store(place.store), address, lang=lang, lenses=lens or [], now=datetime.now(UTC))
    folder: Path = place.root / "confirmations"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{token}.eml"
    sender = f"From: {place.mail.sender}\n" if place.mail.sender else ""
    file.write_text(f"{sender}To: {address}\n" + _CONFIRM[lang].format(token=token), encoding="utf-8")
    say(f"send this file to {escape(address)}; when it comes back: govprism subscribers confirm {token}")
    out_path(file)


@subscribers.command("confirm")
def confirm(ctx: typer.Context, token: str) -> None:
    """Confirm a subscription by its token."""
    from store import subscribers as book
    from store.database import open_store

    say(f"confirmed: {book.confirm(open_store(ctx.obj().store, create=False), token, now=datetime.now(UTC))}")


@subscribers.command("leave")
def leave(ctx: typer.Context, token: str) -> None:
    """End a subscription by its token."""
    from store import subscribers as book
    from store.database import open_store

    say(f"left: {book.leave(open_store(ctx.obj().store, create=False), token, now=datetime.now(UTC))}")


@subscribers.command("list")
def list_(ctx: typer.Context, json_: Json = False) -> None:
    """Everybody who confirmed."""
    from store import subscribers as book
    from store.database import open_store

    people = book.confirmed(open_store(ctx.obj().store, create=False))
    if json_:
        emit([{"address": one.address, "lang": one.lang, "lenses": one.lenses} for one in people])
    else:
        rows = [(one.address, one.lang, ", ".join(one.lenses) or "all") for one in people]
        table(f"{len(people)} subscribers", ["address", "edition", "lenses"], rows)


def post(
    ctx: typer.Context,
    week: Annotated[str, typer.Option(help="ISO week; the last complete one when left out")] = "",
    json_: Json = False,
) -> None:
    """Queue a week's digest for its subscribers and send what waits; nobody gets an issue twice."""
    from scheduler import posting
    from store.database import open_store

    place, now = ctx.obj(), datetime.now(UTC)
    if not place.mail.host:
        raise UsageError("post", "mail.host", "no mail host in the settings", hint="set it in govprism.toml")
    chosen = str(Week.parse(week, place.tz) if week else Week.of(now, place.tz).shift(-1))
    db = open_store(place.store, create=False)
    queued = posting.queue_issue(db, place, chosen, now=now)
    sent = posting.send_waiting(db, place.mail, now=now)
    if json_:
        emit({"queued": queued, **sent})
    else:
        say(f"queued {queued}, sent {sent['sent']}, refused {sent['failed']}")
        if sent["in_doubt"]:
            say(f"[yellow]{sent['in_doubt']} in doubt[/yellow]: cut off while being sent, so they are not sent again")
    if sent["failed"] or sent["in_doubt"]:
        raise typer.Exit(1)

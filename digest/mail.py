"""The digest as a mail message: text and HTML, one-click unsubscribe, no remote content; sending is the edge's work."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from digest.edition import GLYPH, Edition
from digest.render import render
from digest.words import TAG, Lang
from domain.errors import UsageError
from domain.records import digest_of
from domain.snapshot import Digest

LIMIT_BYTES = 100_000  # beyond that, large mail services cut a message and hide its end


def message(
    digest: Digest, lang: Lang, sender: str, recipient: str, unsubscribe_url: str, *, base_url: str = "",
    lenses: Set[str] = frozenset(),
) -> EmailMessage:  # fmt: skip
    """A message ready to send.

    Args:
        digest: The issue.
        lang: Edition.
        sender: `Name <address>` or an address; its domain names the list and the message.
        recipient: An address.
        unsubscribe_url: Where one POST unsubscribes this recipient (RFC 8058).
        base_url: Where the issue is published; without it the message has no link to the web.
        lenses: Cards for these lenses only; none means all.

    Raises:
        UsageError: An address without a domain, or an HTML part of 100 kB and more.
    """
    edition = Edition.of(digest, lang).through(lenses)
    mail, domain = EmailMessage(policy=SMTP), _domain(sender)
    _domain(recipient)
    mail["Subject"] = subject(edition)
    mail["From"], mail["To"] = _address(sender), _address(recipient)
    # the moment of the snapshot, so that the same issue is the same message
    taken = datetime.fromisoformat(edition.body["snapshot"]["taken_at"])
    mail["Date"] = format_datetime(taken)
    mail["Message-ID"] = f"<{digest.week}.v{digest.version}.{lang}.{_short(recipient)}@{domain}>"
    mail["List-Id"] = f"AI governance digest ({lang}) <digest-{lang}.{domain}>"
    mail["List-Unsubscribe"] = f"<{unsubscribe_url}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = TAG[lang]
    footer = f"\n\n{edition.words('mail_why')} {edition.words('mail_unsubscribe')}: {unsubscribe_url}\n"
    text = render(digest, lang=lang, form="md", base_url=base_url, lenses=lenses)
    html = render(digest, lang=lang, form="mail", base_url=base_url, lenses=lenses)
    mail.set_content(text + footer, cte="base64")
    mail.add_alternative(_html(html, digest.week, unsubscribe_url), subtype="html", cte="base64")
    # the library would draw a random boundary; the same issue to the same reader is the same bytes
    mail.set_boundary(f"=_{digest_of(digest.json, lang, recipient).removeprefix('sha256:')[:40]}")
    return mail


def subject(edition: Edition) -> str:
    """`▲1 ✕3 · AI Governance Consensus Digest 2024-W27`; a quiet week has no counts."""
    counts = edition.body["summary"]["states"]
    shown = ("emerging", "early_signal", "consolidating", "contested", "fading")
    glyphs = " ".join(f"{GLYPH[state]}{counts[state]}" for state in shown if counts[state])
    text = edition.words("mail_subject", glyphs=glyphs, title=edition.words("title"), week=edition.week)
    return text.removeprefix(" · ")


def _html(page: str, week: str, unsubscribe_url: str) -> str:
    html = page.replace("@@UNSUBSCRIBE@@", escape(unsubscribe_url))
    size = len(html.encode())
    if size >= LIMIT_BYTES:
        raise UsageError("mail", week, f"the HTML part has {size} bytes, {LIMIT_BYTES} are too many")
    return html


def _domain(address: str) -> str:
    _, plain = parseaddr(address)
    name, _, domain = plain.rpartition("@")
    if not name or not domain:
        raise UsageError("mail", address, "not a mail address", hint="write name@example.org")
    return domain


def _address(text: str) -> Address:
    name, plain = parseaddr(text)
    return Address(display_name=name, addr_spec=plain)


def _short(recipient: str) -> str:
    # one message per reader and issue, without printing the address in it
    return digest_of(recipient).removeprefix("sha256:")[:12]

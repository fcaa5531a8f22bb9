"""digest -> mailbox: queue an issue per confirmed subscriber, send what waits, never twice."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email import message_from_string, policy

from digest.mail import message
from digest.words import Lang
from domain.errors import UsageError
from scheduler.workplace import Mail, Workplace
from store import digests, subscribers
from store.database import Database

_TIMEOUT_S = 60.0
_REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


def queue_issue(db: Database, place: Workplace, week: str, *, now: datetime) -> int:
    """Put a week's newest digest into the outbox for everybody who confirmed; returns how many were new."""
    issue = digests.load(db, week)
    if issue is None:
        raise UsageError("no such digest", week, "it was not made yet", hint=f"govprism digest --week {week}")
    queued = 0
    for person in subscribers.confirmed(db):
        lang: Lang = "zh" if person.lang == "zh" else "en"
        mail = message(
            issue, lang, place.mail.sender, person.address, f"{place.mail.unsubscribe_base}{person.token}",
            base_url=place.base_url, lenses=frozenset(person.lenses),
        )  # fmt: skip
        queued += subscribers.queue(db, week, issue.version, person.address, mail.as_string(), now=now)
    return queued


def send_waiting(db: Database, mail: Mail, *, now: datetime) -> Mapping[str, object]:
    """Send every message that waits; returns how many were sent, were refused, and are in doubt.

    A message is noted as in flight before it goes. After a crash, or a connection lost before the server answered,
    nobody knows whether it arrived: it stays in doubt and is never sent again by itself. One that the server refused
    is tried again next time.
    """
    waiting, sent, refused = subscribers.waiting(db), 0, 0
    if waiting:
        with _connected(mail) as server:
            for item in waiting:
                subscribers.sending(db, item)
                try:
                    letter = message_from_string(item.message, policy=policy.SMTP)
                    server.send_message(letter, mail.sender, [item.address])
                except _REFUSED as error:
                    subscribers.failed(db, item, str(error))
                    refused += 1
                except (smtplib.SMTPException, OSError):
                    break  # the line is dead, and whether this one arrived is not known
                else:
                    subscribers.sent(db, item, now=now)
                    sent += 1
    return {"sent": sent, "failed": refused, "in_doubt": len(subscribers.in_doubt(db))}


def _connected(mail: Mail) -> smtplib.SMTP:
    try:
        server = smtplib.SMTP(mail.host, mail.port, timeout=_TIMEOUT_S)
        if mail.starttls:
            server.starttls(context=ssl.create_default_context(cafile=str(mail.ca_file) if mail.ca_file else None))
        if mail.user:
            server.login(mail.user, mail.password)
    except (smtplib.SMTPException, OSError) as error:
        raise UsageError(
            "mail", f"{mail.host}:{mail.port}", str(error), hint="check [mail] in govprism.toml"
        ) from error
    return server

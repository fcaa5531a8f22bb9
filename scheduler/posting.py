"""digest -> mailbox: queue an issue per confirmed subscriber, send what waits, never twice."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email import message_from_string, policy

from digest.mail import message
from domain.errors import UsageError
from scheduler.workplace import Mail, Workplace
from store import digests, subscribers
from store.database import Database

_TIMEOUT_S = 60.0


def queue_issue(db: Database, place: Workplace, week: str, *, now: datetime) -> int:
    """Put a week's newest digest into the outbox for everybody who confirmed; returns how many were new."""
    issue = digests.load(db, week)
    if issue is None:
        raise UsageError("no such digest", week, "it was not made yet", hint=f"govprism digest --week {week}")
    queued = 0
    for person in subscribers.confirmed(db):
        link = f"{place.mail.unsubscribe_base}{person.token}"
        mail = message(issue, "zh" if person.lang == "zh" else "en", place.mail.sender, person.address, link)
        queued += subscribers.queue(db, week, issue.version, person.address, mail.as_string(), now=now)
    return queued


def send_waiting(db: Database, mail: Mail, *, now: datetime) -> Mapping[str, object]:
    """Send every message that waits; each is marked sent at once, so a crash repeats at most the one in flight.

    The Message-ID is stable, so that even that one is recognised by the receiving side.
    """
    waiting, sent, errors = subscribers.waiting(db), 0, []
    if not waiting:
        return {"sent": 0, "failed": 0}
    with _connected(mail) as server:
        for item in waiting:
            try:
                server.send_message(message_from_string(item.message, policy=policy.SMTP), mail.sender, [item.address])
            except smtplib.SMTPException as error:
                subscribers.failed(db, item, str(error))
                errors.append(item.address)
                continue
            subscribers.sent(db, item, now=now)
            sent += 1
    return {"sent": sent, "failed": len(errors)}


def _connected(mail: Mail) -> smtplib.SMTP:
    server = smtplib.SMTP(mail.host, mail.port, timeout=_TIMEOUT_S)
    if mail.starttls:
        server.starttls(context=ssl.create_default_context())
    if mail.user:
        server.login(mail.user, mail.password)
    return server

"""The digest by mail: a real SMTP server on loopback, STARTTLS with its own certificate, nothing sent twice."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from shutil import copy
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from digest.build import build
from digest.mail import LIMIT_BYTES
from domain.catalogue import default
from domain.errors import UsageError
from domain.snapshot import Digest, Snapshot
from scheduler import posting
from scheduler.workplace import Mail, Workplace
from store import digests, subscribers
from store.database import Database, open_store
from tests.authored_week import authored_week

NOW = datetime(2024, 7, 8, tzinfo=UTC)
WEEK = "2024-W27"


class Postbox:
    """Keeps what arrives; refuses the address `refused@…`."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, EmailMessage, bool]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd's name
        if address.startswith("refused@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.arrived.append((envelope.rcpt_tos[0], mail, session.ssl is not None))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _, _ in self.arrived]


@cache
def issue() -> tuple[Snapshot, Digest]:
    snapshot, _ = authored_week(default())
    return snapshot, build(snapshot, default(), draws=100)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    certificate, key = _certificate(tmp_path_factory.mktemp("tls"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    controller.start()
    yield SimpleNamespace(box=box, port=port, ca=certificate)
    controller.stop()


@pytest.fixture
def place(server: SimpleNamespace, tmp_path: Path) -> Workplace:
    server.box.arrived.clear()
    mail = Mail(
        host="127.0.0.1", port=server.port, sender="Digest <digest@example.org>", ca_file=server.ca,
        unsubscribe_base="https://example.org/leave/",
    )  # fmt: skip
    return Workplace(root=tmp_path, mail=mail, base_url="https://example.org/digests/")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the issue in it, to be copied."""
    file = tmp_path_factory.mktemp("published") / "govprism.db"
    made = open_store(file)
    digests.save(made, issue()[1], issue()[0], now=NOW)
    made.close()
    return file


@pytest.fixture
def db(place: Workplace, published: Path) -> Database:
    copy(published, place.store)
    return open_store(place.store)


def subscribe(db: Database, address: str, *, lang: str = "en", lenses: tuple[str, ...] = ()) -> str:
    token = subscribers.ask(db, address, lang=lang, lenses=lenses, now=NOW)
    subscribers.confirm(db, token, now=NOW)
    return token


def post(db: Database, place: Workplace) -> dict[str, object]:
    posting.queue_issue(db, place, WEEK, now=NOW)
    return dict(posting.send_waiting(db, place.mail, now=NOW))


def test_a_subscriber_gets_the_issue_over_tls(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net")
    assert post(db, place) == {"sent": 1, "failed": 0, "in_doubt": 0}
    assert [(address, over_tls) for address, _, over_tls in server.box.arrived] == [("reader@example.net", True)]


def test_what_arrives_can_be_left_with_one_click(db: Database, place: Workplace, server: SimpleNamespace):
    token = subscribe(db, "reader@example.net")
    post(db, place)
    mail = server.box.arrived[0][1]
    assert mail["List-Unsubscribe"] == f"<https://example.org/leave/{token}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_arrives_is_text_and_html_below_the_limit(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net", lang="zh")
    post(db, place)
    mail = server.box.arrived[0][1]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "三十秒速览" in mail.get_body(("plain",)).get_content()
    assert len(mail.get_body(("html",)).get_content().encode()) < LIMIT_BYTES


def test_the_mail_links_to_where_the_issue_is_published(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net")
    post(db, place)
    html = server.box.arrived[0][1].get_body(("html",)).get_content()
    assert 'href="https://example.org/digests/digest-2024-W27.en.html"' in html


def test_a_reader_of_one_lens_gets_the_cards_of_that_lens(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "all@example.net")
    subscribe(db, "one@example.net", lenses=("telescope",))
    post(db, place)
    whole, part = (mail.get_body(("html",)).get_content() for _, mail, _ in server.box.arrived)
    assert "EU Artificial Intelligence Act" in whole
    assert part.count("<h3") < whole.count("<h3")


def test_nobody_gets_an_issue_twice(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net")
    post(db, place)
    post(db, place)
    assert server.box.addresses == ["reader@example.net"]


def test_a_later_version_is_not_sent_after_the_first(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net")
    post(db, place)
    second = replace(issue()[1], version=2, json=issue()[1].json.replace('"version": 1', '"version": 2'))
    digests.save(db, second, issue()[0], now=NOW + timedelta(hours=1))
    post(db, place)
    assert len(server.box.arrived) == 1


def test_a_crash_after_sending_never_sends_again(
    db: Database, place: Workplace, server: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    subscribe(db, "reader@example.net")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(subscribers, "sent", killed)
        with pytest.raises(KeyboardInterrupt):
            post(db, place)
    assert post(db, place) == {"sent": 0, "failed": 0, "in_doubt": 1}
    assert server.box.addresses == ["reader@example.net"]


def test_a_crash_before_queueing_ends_leaves_nobody_out(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "a@example.net")
    posting.queue_issue(db, place, WEEK, now=NOW)
    subscribe(db, "b@example.net")
    post(db, place)
    assert server.box.addresses == ["a@example.net", "b@example.net"]


def test_a_refused_address_does_not_keep_the_others_waiting(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "refused@example.net")
    subscribe(db, "zoe@example.net")
    assert post(db, place) == {"sent": 1, "failed": 1, "in_doubt": 0}
    assert server.box.addresses == ["zoe@example.net"]


def test_who_left_before_the_post_went_gets_nothing(db: Database, place: Workplace, server: SimpleNamespace):
    token = subscribe(db, "reader@example.net")
    posting.queue_issue(db, place, WEEK, now=NOW)
    subscribers.leave(db, token, now=NOW)
    posting.send_waiting(db, place.mail, now=NOW)
    assert server.box.arrived == []


def test_who_never_confirmed_gets_nothing(db: Database, place: Workplace, server: SimpleNamespace):
    subscribers.ask(db, "reader@example.net", lang="en", now=NOW)
    post(db, place)
    assert server.box.arrived == []


def test_a_server_whose_certificate_is_unknown_gets_no_mail(db: Database, place: Workplace, server: SimpleNamespace):
    subscribe(db, "reader@example.net")
    with pytest.raises(UsageError, match="CERTIFICATE_VERIFY_FAILED"):
        post(db, replace(place, mail=replace(place.mail, ca_file=None)))
    assert post(db, place)["sent"] == 1


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    return certificate, secret

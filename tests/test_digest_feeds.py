"""A digest as feeds, as evidence table, as mail, and the archive of all issues."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from email import message_from_bytes, policy
from xml.etree import ElementTree

import pytest

from digest import feeds
from digest.archive import archive
from digest.build import build
from digest.edition import Edition
from digest.files import FORMS, filename
from digest.mail import LIMIT_BYTES, message
from digest.render import render
from digest.words import LANGS
from domain.catalogue import default
from domain.errors import UsageError
from domain.snapshot import Digest
from tests.builders_digest import Desk, Said
from tests.rendered import Tree, edition, issue, page, quiet

ATOM = "{http://www.w3.org/2005/Atom}"
both = pytest.mark.parametrize("lang", LANGS)


def test_the_feed_is_atom_with_stable_ids():
    root = ElementTree.fromstring(render(issue(), lang="zh", form="atom", base_url="https://example.org/"))
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) >= 8
    assert ids[0] == "tag:govprism,2024-07-07:2024-W27/zh/theme:capacity_building"


def test_the_feed_names_the_other_languages_page():
    root = ElementTree.fromstring(render(issue(), lang="zh", form="atom", base_url="https://example.org/"))
    links = {link.get("hreflang"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "zh-Hans": "https://example.org/digest-2024-W27.zh.html", "en": "https://example.org/digest-2024-W27.en.html",
    }  # fmt: skip


def test_the_json_feed_holds_what_the_atom_feed_holds():
    feed = json.loads(render(issue(), lang="en", form="jsonfeed", base_url="https://example.org/"))
    root = ElementTree.fromstring(render(issue(), lang="en", form="atom", base_url="https://example.org/"))
    assert [item["id"] for item in feed["items"]] == [e.findtext(f"{ATOM}id") for e in root.iter(f"{ATOM}entry")]


def test_the_evidence_table_has_a_row_for_every_statement():
    rows = list(csv.DictReader(io.StringIO(render(issue(), lang="en", form="csv"))))
    body = json.loads(issue().json)
    told = [item["statement_id"] for row in (*body["topics"], *body["insufficient"]) for item in row["evidence"]]
    assert [row["statement_id"] for row in rows] == told


def test_a_spreadsheet_never_runs_a_sentence():
    said = Said("gb_gov", "theme:open_source", "support", "=HYPERLINK(1) we agree")
    made = build(Desk(default()).say(said).snapshot(), default())
    assert "'=HYPERLINK(1)" in feeds.evidence_csv(Edition.of(made, "en"))


def letter(lang: str = "zh", recipient: str = "reader@example.org"):
    return message(issue(), lang, "周报 <digest@example.org>", recipient, "https://example.org/u/T?a=1&b=2")


def test_a_message_carries_what_mail_readers_need():
    mail = letter()
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"], mail["Auto-Submitted"]) == (
        "<https://example.org/u/T?a=1&b=2>", "List-Unsubscribe=One-Click", "auto-generated",
    )  # fmt: skip
    assert mail["List-Id"] == "AI governance digest (zh) <digest-zh.example.org>"


def test_the_same_issue_to_the_same_reader_is_the_same_message():
    assert letter().as_bytes() == letter().as_bytes()


def test_two_readers_get_two_message_ids_without_their_addresses():
    one, two = letter()["Message-ID"], letter(recipient="other@example.org")["Message-ID"]
    assert one != two
    assert "reader" not in one


def test_a_message_survives_the_wire():
    again = message_from_bytes(letter().as_bytes(), policy=policy.SMTP)
    assert [part.get_content_type() for part in again.iter_parts()] == ["text/plain", "text/html"]
    assert max(len(line) for line in letter().as_bytes().split(b"\r\n")) <= 998


@both
def test_the_mail_page_is_small_and_asks_for_nothing_from_elsewhere(lang: str):
    html = letter(lang).get_body(("html",)).get_content()
    assert len(html.encode()) < LIMIT_BYTES
    assert re.findall(r"<img|<script|url\(|@@", html) == []


def test_an_address_without_a_domain_is_refused():
    with pytest.raises(UsageError, match="not a mail address"):
        letter(recipient="nobody")


def test_the_archive_lists_the_newest_version_of_each_week():
    older = replace(issue(), version=1)
    html = archive([older, replace(issue(), version=2), quiet_week("2024-W26")])
    assert html.count("digest-2024-W27.en.html") == 1
    assert html.index("2024-W27") < html.index("2024-W26")


def quiet_week(week: str) -> Digest:
    return replace(quiet(), week=week, json=quiet().json.replace('"digest_id": "2024-W27"', f'"digest_id": "{week}"'))


def test_file_names_are_those_the_editions_link_to():
    names = {filename("2024-W27", form, lang) for form in FORMS for lang in LANGS}
    linked = {attrs["href"] for attrs in Tree(page("en")).all("a") if (attrs.get("href") or "").startswith("digest-")}
    assert linked
    assert linked <= names


def test_a_list_for_one_lens_gets_the_cards_of_that_lens():
    told = edition("en").through({"telescope"})
    shown = {
        row["lens"] for state in ("emerging", "early_signal", "contested", "consolidating") for row in told.cards(state)
    }
    assert shown == {"telescope"}
    assert sum(count for _, _, count in told.counts()) < sum(count for _, _, count in edition("en").counts())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_had_for_one_lens(form: str):
    assert render(issue(), lang="en", form=form, lenses=frozenset({"prism"}))

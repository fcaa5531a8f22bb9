"""Following a new source, as someone does who has only its address: find, fill in, check; and feed lists in and out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
import yaml
from typer.testing import CliRunner, Result

from app.cli import app
from crawler import opml, stubs
from crawler.check import check_all, verified
from crawler.frontier import Frontier
from crawler.health import Visit
from domain.catalogue import ROOT, Catalogue, Source, load
from domain.errors import FetchError
from tests.crawling import NOW, listed
from tests.local_web import Answer, Web, serving

FEED = "<rss version='2.0'><channel><item><link>{}</link></item></channel></rss>"
HOME = """<html><head><title>Office for Example Policy</title><link rel="alternate" type="application/rss+xml"
href="/rss.xml"></head><body><p>What the office has to say.</p></body></html>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="{}" type="rss" xmlUrl="{}"/>
<outline text="One" type="rss" xmlUrl="https://one.example.org/feed" htmlUrl="https://one.example.org/"/></body></opml>"""
BLANKS = {
    "<Chinese name>": "示例政策办公室", "<what robots.txt and the terms say>": "allows all",
    "<who owns the texts, what may be quoted>": "ours", "<why we follow it>": "a test follows it",
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[Web]:
    with serving({}) as web:
        page = Answer("<html><body>An article.</body></html>", headers={"TDM-Reservation": "1"})
        web.pages |= {"/": Answer(HOME), "/rss.xml": Answer(FEED.format(web("/a"))), "/a": page}
        yield web


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workplace with a catalogue of its own, small enough to load in no time."""
    where = tmp_path_factory.mktemp("sources")
    (where / "catalogue").mkdir()
    for name in ("catalogue.yml", "stance.yml"):
        copy(ROOT / name, where / "catalogue" / name)
    settings = f'catalogue = "{where}/catalogue"\nhome = "{where}/home"\n[crawl]\ndelay_s = 0.0\n'
    (where / "govprism.toml").write_text(settings)
    return where


@pytest.fixture(scope="module")
def stub(site: Web, folder: Path) -> Path:
    """Written by `new source`, then filled in as a person would."""
    done = govprism(folder, "new", "source", site("/"), "--local", "--folder", folder / "catalogue" / "sources")
    assert done.exit_code == 0, done
    file = Path(done.stdout.splitlines()[0])
    text = file.read_text(encoding="utf-8")
    made = Source.model_validate({"id": file.stem, **yaml.safe_load(text)})
    assert stubs.unfilled(made) == ["zh", "robots", "licence", "why"]
    for blank, value in BLANKS.items():
        text = text.replace(blank, value)
    file.write_text(text, encoding="utf-8")
    return file


def govprism(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["--settings", str(folder / "govprism.toml"), *map(str, arguments)])


@pytest.fixture(scope="module")
def catalogue(stub: Path, folder: Path) -> Catalogue:
    return load(folder / "catalogue")


def test_a_stub_loads_once_its_blanks_are_filled_in(stub: Path, site: Web, catalogue: Catalogue) -> None:
    source = catalogue.sources[stub.stem]
    assert [(channel.kind, channel.url) for channel in source.channels] == [("feed", site("/rss.xml"))]
    assert (source.en, source.local, source.verified) == ("Office for Example Policy", True, None)
    assert stubs.unfilled(source) == []


def test_a_site_on_this_machine_is_refused_unless_it_is_said_to_be_local(site: Web, folder: Path) -> None:
    done = govprism(folder, "new", "source", site("/"), "--folder", folder / "other")
    assert isinstance(done.exception, FetchError)
    assert "refused_address" in str(done.exception)


def test_a_check_says_what_was_seen_and_that_no_crawl_has_seen_it_yet(stub: Path, folder: Path) -> None:
    done = govprism(folder, "sources", "check", stub.stem, "--json")
    (found,) = json.loads(done.stdout)
    assert (found["ok"], found["pages"], found["verified"], found["seen_working"]) == (True, 1, None, None)
    assert found["opt_outs"] == {"header tdm-reservation": 1}


def test_a_check_ends_with_the_time_that_a_crawl_may_take(stub: Path, folder: Path) -> None:
    plain = (folder / "govprism.toml").read_text()
    (folder / "hasty").mkdir()
    (folder / "hasty" / "govprism.toml").write_text(plain + "timeout_s = 1e-9\n")
    done = govprism(folder / "hasty", "sources", "check", stub.stem)
    assert done.exit_code == 1
    assert "1 of 1 sources not asked" in done.stderr


def test_a_check_that_is_cut_short_says_so_of_the_sources_it_did_not_see(catalogue: Catalogue, stub: Path) -> None:
    (found,) = check_all([catalogue.sources[stub.stem]], timeout_s=0.001)
    assert (found.ok, "not done after 0.001 s" in found.says) == (False, True)


def test_a_feed_list_brings_stubs_of_the_feeds_that_nobody_follows(stub: Path, site: Web, folder: Path) -> None:
    (folder / "feeds.opml").write_text(OPML.format("Known", site("/rss.xml")), encoding="utf-8")
    done = govprism(folder, "sources", "import", folder / "feeds.opml", "--folder", folder / "imported")
    assert [Path(line).name for line in done.stdout.splitlines() if line.endswith(".yml")] == ["intl_one_example.yml"]


def test_an_export_names_every_feed_we_follow(site: Web, folder: Path, catalogue: Catalogue) -> None:
    written = govprism(folder, "sources", "export").stdout
    channels = [channel for source in catalogue.sources.values() for channel in source.channels]
    feeds = {channel.url for channel in channels if channel.kind == "feed"}
    assert {feed.url for feed in opml.read(written.encode())} == feeds
    assert site("/rss.xml") in feeds


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        ({"channel:fetched": 1, "fetched": 3}, True), ({"channel:not_modified": 1, "not_modified": 3}, True),
        ({"channel:fetched": 1}, False), ({"channel:fetched": 1, "channel:http_error": 1, "fetched": 3}, False),
        ({"channel:unreadable_listing": 1}, False), ({"channel:fetched": 1, "fetched": 3, "empty": 3}, False),
        ({}, False),
    ],
)  # fmt: skip
def test_a_source_is_verified_by_a_crawl_that_saw_all_its_channels_work(counts: dict[str, int], seen: bool) -> None:
    found = verified(listed("example", "https://e.org/a"), [Visit.of(NOW, counts)])
    assert found == (date(2024, 7, 10) if seen else None)


def test_a_check_shows_the_day_a_crawl_saw_the_source_work(stub: Path, folder: Path, catalogue: Catalogue) -> None:
    from app.settings import load as settings
    from app.source_commands import _seen_working

    place = settings(folder / "govprism.toml")
    source = catalogue.sources[stub.stem]
    frontier = Frontier(place.frontier)
    frontier.record_visit(source.id, [("channel:fetched", 1), ("fetched", 2)], now=NOW)
    frontier.close()
    assert _seen_working(place, [source]) == {source.id: NOW.date()}

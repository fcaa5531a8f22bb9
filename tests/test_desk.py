"""The desk: Datasette over the real store and over HTTP, with described queries that search in Chinese."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
import yaml

from domain.records import Membership, Role
from store import articles, docs, families
from store.database import open_store
from tests.builders import NOW, article, doc, statement

METADATA = Path(__file__).parent.parent / "app" / "desk" / "metadata.yml"
QUERIES = yaml.safe_load(METADATA.read_text(encoding="utf-8"))["databases"]["govprism"]["queries"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("desk")
    db, made = open_store(home / "govprism.db"), article(text="中国政府表示，支持算力共享。")
    articles.save(db, made, now=NOW)
    said = statement("支持算力共享", made.text)
    docs.save(db, doc(made, statements=(said,)), made.version, spec="s", now=NOW)
    families.save(db, [Membership(article=made.id, family=made.id, role=Role.FIRST)], now=NOW)
    db.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "app.cli", "--home", str(home), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=METADATA.parent.parent.parent, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/govprism"
    finally:
        process.terminate()
        process.wait(timeout=60)


def rows(desk: str, query: str, **parameters: str) -> list[dict[str, object]]:
    address = f"{desk}/{query}.json?{urllib.parse.urlencode({**parameters, '_shape': 'array'})}"
    patience = time.monotonic() + 120
    while time.monotonic() < patience:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return list(json.load(answer))
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise TimeoutError(address)


def test_two_chinese_characters_find_an_article(desk: str) -> None:
    assert [row["title"] for row in rows(desk, "search", words="算力")] == ["算力共享"]


def test_a_topics_statements_carry_sentence_tagger_and_source(desk: str) -> None:
    (row,) = rows(desk, "who_says_what", target="theme:public_compute")
    assert (row["statement"], row["quote"], row["tagger"]) == ("S-000001", "支持算力共享", "rules/1")


@pytest.mark.parametrize("query", QUERIES)
def test_every_described_query_runs(desk: str, query: str) -> None:
    parameters = {"words": "算力", "target": "theme:public_compute", "actor": "cn_gov"}
    assert isinstance(rows(desk, query, **parameters), list)

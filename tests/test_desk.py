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
from urllib.error import HTTPError, URLError

import pytest
import yaml

from domain.records import Membership, Role, Stance
from domain.verdicts import Verdict
from store import articles, docs, families, reviews, subscribers
from store.database import open_store
from tests.builders import NOW, article, doc, statement

METADATA = Path(__file__).parent.parent / "app" / "desk" / "metadata.yml"
QUERIES = yaml.safe_load(METADATA.read_text(encoding="utf-8"))["databases"]["govprism"]["queries"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("desk")
    db, made = (
        open_store(home / "govprism.db"),
        article(text="中国政府表示，支持算力共享。文章称，算力并不稀缺。它反对共享。"),
    )
    articles.save(db, made, now=NOW)
    said = [statement(quote, made.text) for quote in ("支持算力共享", "算力并不稀缺", "它反对共享")]
    docs.save(db, doc(made, statements=tuple(said)), made.version, spec="s", now=NOW)
    reviews.save(db, 2, Verdict(decision="reject", reviewer="ana"), now=NOW)
    reviews.save(db, 3, Verdict(decision="replace", reviewer="ben", stance=Stance.OPPOSE, actor="us_gov"), now=NOW)
    subscribers.ask(db, "reader@example.org", lang="en", now=NOW)
    subscribers.queue(db, "2026-W07", 1, "reader@example.org", "the issue", now=NOW)
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


def fetched(address: str) -> str:
    """What stands at an address, asked for until the desk answers."""
    patience = time.monotonic() + 120
    while time.monotonic() < patience:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            return f"{error.code} {error.read().decode()}"
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise TimeoutError(address)


def rows(desk: str, query: str, **parameters: str) -> list[dict[str, object]]:
    return list(json.loads(fetched(f"{desk}/{query}.json?{urllib.parse.urlencode({**parameters, '_shape': 'array'})}")))


def test_two_chinese_characters_find_an_article(desk: str) -> None:
    assert [row["title"] for row in rows(desk, "search", words="算力")] == ["算力共享"]


def test_a_topics_statements_carry_sentence_tagger_and_source(desk: str) -> None:
    row = rows(desk, "who_says_what", target="theme:public_compute")[0]
    assert (row["statement"], row["quote"], row["tagger"]) == ("S-000001", "支持算力共享", "rules/1")


@pytest.mark.parametrize("query", QUERIES)
def test_every_described_query_runs(desk: str, query: str) -> None:
    parameters = {"words": "算力", "target": "theme:public_compute", "actor": "cn_gov"}
    assert isinstance(rows(desk, query, **parameters), list)


def test_the_queries_show_a_persons_verdict_and_drop_what_was_rejected(desk: str) -> None:
    told = rows(desk, "who_says_what", target="theme:public_compute")
    assert [(row["statement"], row["actor"], row["stance"], row["verdict"]) for row in told] == [
        ("S-000001", "cn_gov", "support", None), ("S-000003", "us_gov", "oppose", "replace by ben"),
    ]  # fmt: skip
    assert [row["statement"] for row in rows(desk, "an_actor", actor="us_gov")] == ["S-000003"]
    assert [row["statement"] for row in rows(desk, "an_actor", actor="cn_gov")] == ["S-000001"]


@pytest.mark.parametrize("table", sorted(subscribers.PRIVATE | {"Outbox", "SUBSCRIBERS"}))
@pytest.mark.parametrize(
    "address",
    [
        "/{}", "/{}.json?_shape=array", "/{}.csv?_stream=on", "/{}/1", ".json?sql=select+*+from+{}",
        ".json?sql=select+count(*)+from+[{}]", ".json?sql=with+t+as+(select+*+from+{})+select+*+from+t",
        ".json?sql=select+a.title+from+articles+a,+{}+t",
    ],
)  # fmt: skip
def test_the_desk_tells_nobody_who_reads_the_digest(desk: str, address: str, table: str) -> None:
    answer = fetched(desk + address.format(table))
    assert answer[:3] in ("400", "403", "404", "500")
    assert "reader@example.org" not in answer


def test_the_desk_opens_with_the_tables_that_people_ask(desk: str) -> None:
    front = fetched(desk)
    assert "select * from [_sqlite_migrations]" not in front
    assert not any(f"/govprism/{table}" in front for table in subscribers.PRIVATE)
    assert "overflow-wrap" in fetched(desk.replace("/govprism", "/desk/desk.css"))

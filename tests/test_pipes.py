"""The pipes: every good row is worked on, every bad line is told with its number, its field and the reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import app

TEXT = "中国政府支持开源模型，各国应当共同参与人工智能治理。"
VOTE = {"family": "F1", "principal": "cn_gov", "cls": "gov_executive", "jur": "CN", "lang": "zh", "stance": "support"}


def run(*arguments: str, lines: list[bytes]) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, rows written, and what was told."""
    done = CliRunner().invoke(app, [*arguments], input=b"\n".join(lines))
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def row(key: str = "good", **fields: object) -> bytes:
    return json.dumps({"id": key, "text": TEXT, **fields}).encode()


BAD = [
    (b"[" * 100_000, "nested too deep"),
    (b"[1]", "no JSON object"),
    (json.dumps({"id": "b", "text": TEXT}, ensure_ascii=False).encode("gb18030"), "not UTF-8"),
    (row(text=None), "text: text is wanted"),
    (row(lang=5), "lang: text is wanted"),
    (row(url=5), "url: text is wanted"),
    (row(title=5), "title: text is wanted"),
    (row(authors=5), "authors: a list of names"),
    (row(authors=[5]), "authors: a list of names"),
    (row(published_at=5), "published_at: text is wanted"),
    (row(published_at="[/b] odd"), "published_at: '[/b] odd' is no date"),
    (row(published_at="0001-01-01T00:00:00+08:00"), "published_at: "),
    (row("\ud800"), "id: half a character"),
    (row(text="\udc00"), "text: half a character"),
    (row(colour="\ud800"), "colour: half a character"),
]


@pytest.mark.parametrize("pipe", ["tag", "families", "stories", "embed"])
def test_bad_lines_are_told_and_cost_no_good_row(pipe: str) -> None:
    code, rows, told = run(pipe, "-", lines=[b"\xef\xbb\xbf" + row("first"), *(line for line, _ in BAD), row("last")])
    assert (code, [one["id"] for one in rows]) == (1, ["first", "last"])
    for number, (_, why) in enumerate(BAD, start=2):
        assert f"line {number}: {why}" in told


def test_one_name_is_one_author() -> None:
    code, rows, _ = run("tag", "-", lines=[row(authors="Ann Example"), row("b", authors=["Ann Example"])])
    assert (code, len(rows)) == (0, 2)
    assert rows[0]["statements"] == rows[1]["statements"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stance": "maybe"}, "stance: 'maybe' is none of support"),
        ({"act": "dance"}, "act: 'dance' is none of act"),
        ({"conf": "sure"}, "conf: a number"),
        ({"conf": 2}, "conf: a number"),
        ({"age": -1}, "age: a number"),
        ({"family": 3}, "family: text is wanted"),
    ],
)
def test_a_vote_that_is_none_is_told_and_the_others_are_scored(fields: dict[str, object], why: str) -> None:
    lines = [json.dumps(VOTE).encode(), json.dumps({**VOTE, **fields}).encode()]
    code, (scored,), told = run("score", "-", "--attention", "1,2,3,4", lines=lines)
    assert (code, scored["principals"], f"line 2: {why}" in told) == (1, 1, True)

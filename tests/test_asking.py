"""Asking and deciding on the command line: why, review, verify; a slip is said, never taken for an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run, saved


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"snapshot": 5}', '{"snapshot": {"sha256": []}}', "[" * 100_000, '{"snapshot": {"sha256": "x"}}'],
)
def test_a_file_that_is_no_digest_cannot_be_verified(run: Run, tmp_path: Path, text: str) -> None:
    run("init")
    code, _, err = run("verify", saved(tmp_path, "W07.json", text))
    assert (code, "not a digest's JSON" in err.replace("\n", " ")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("replace",), "nothing is replaced"),
        (("accept", "--stance", "oppose"), "accept changes nothing"),
        (("reject", "--target", "theme:open_source"), "reject changes nothing"),
        (("replace", "--stance", "angry"), "not one of support"),
        (("replace", "--actor", "nobody"), "no such actor: nobody"),
        (("replace", "--actor", "us_exec.nobody"), "no such period"),
        (("replace", "--actor", "new:"), "no such actor"),
        (("replace", "--target", "theme:none"), "no such theme: none"),
        (("replace", "--target", "instrument:none"), "no such instrument: none"),
        (("replace", "--target", "open_source"), "no such topic: open_source"),
        (("replace", "--target", "newinst:"), "no such topic"),
        (("accept", "--reviewer", " "), "nobody is named"),
        (("doubt",), "not accept, reject or replace"),
    ],
)
def test_a_verdict_that_says_nothing_or_names_nobody_is_refused(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    run("init")
    reviewer = () if "--reviewer" in arguments else ("--reviewer", "ana")
    code, _, err = run("review", "S-1", *arguments, *reviewer)
    assert (code, says in err.replace("\n", " ")) == (2, True)


def test_a_verdict_is_told_where_the_statement_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("import", saved(tmp_path))
    run("run")
    assert (
        run("review", "S-1", "replace", "--actor", "us_exec.trump_2", "--reviewer", "ana", "--note", "misread")[0] == 0
    )
    told = json.loads(run("why", "S-1", "--json")[1])["review"]
    assert told.startswith("replaced with us_exec by ana, ")
    assert told.endswith(": misread")
    assert "verdict: replaced with us_exec by ana" in run("why", "S-1")[1]


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("theme:open_source", 4, "no live statement on theme:open_source"),
        ("theme:open_sauce", 2, "no such theme: open_sauce"),
        ("instrument:none", 2, "no such instrument: none"),
        ("open_sauce", 2, "perhaps open_source"),
    ],
)
def test_why_tells_a_topic_that_nobody_spoke_on_from_one_that_there_is_not(
    run: Run, what: str, code: int, says: str
) -> None:
    run("init")
    ended, _, err = run("why", what)
    assert (ended, says in err.replace("\n", " ")) == (code, True)


def test_a_digest_file_that_is_not_there_is_said_so(run: Run) -> None:
    run("init")
    code, _, err = run("verify", "nope.json")
    assert (code, "nope.json: no such file" in err.replace("\n", " ")) == (2, True)

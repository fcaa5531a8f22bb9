"""The command line: what it prints, where, and how it ends; bad input is one line and the contract's exit code."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from domain.records import TaggedDoc
from nlp.pipeline import Tagger
from tests.command_line import ARTICLE, Run, saved


def test_saved_pages_become_a_digest_that_can_be_asked_why(run: Run, tmp_path: Path) -> None:
    assert run("import", saved(tmp_path), "--json")[0] == 0
    code, out, _ = run("run", "--json")
    assert (code, json.loads(out)["tagged"]) == (0, 1)
    code, out, _ = run("digest", "--week", "2026-W07", "--json")
    files = [Path(file) for file in json.loads(out)["files"]]
    assert code == 0
    assert all(file.stat().st_size for file in files)
    code, out, _ = run("why", "S-000001", "--json")
    trail = json.loads(out)
    assert (code, trail["quote"] in ARTICLE, trail["outlet"]) == (0, True, "示例日报")
    assert run("digest", "--rebuild", "2026-W07")[0] == 0
    assert run("verify", next(file for file in files if file.name.endswith("W07.json")))[0] == 0


def test_importing_the_same_page_again_adds_nothing(run: Run, tmp_path: Path) -> None:
    run("import", saved(tmp_path))
    code, out, _ = run("import", saved(tmp_path), "--json")
    assert (code, json.loads(out)["known"], json.loads(out)["kept"]) == (0, 1, 0)


def test_search_finds_two_characters_and_says_when_it_finds_nothing(run: Run, tmp_path: Path) -> None:
    run("import", saved(tmp_path))
    assert [run("search", words)[0] for words in ("算力", "量子")] == [0, 4]


def test_an_unreadable_page_is_named_with_its_reason(run: Run, tmp_path: Path) -> None:
    saved(tmp_path, "gone.html", "<html><body><p>该内容已被发布者删除</p></body></html>")
    code, out, _ = run("import", tmp_path / "gone.html", saved(tmp_path), "--json")
    refused = json.loads(out)["refused"]
    assert (code, len(refused), refused[0]["kind"]) == (1, 1, "deleted")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("digest", "--week", "2024-W60"), 3, "no store"),
        (("import", "nowhere.md"), 2, "no such path: nowhere.md"),
        (("search", "x"), 3, "no store"),
        (("why", "S-1"), 3, "no store"),
        (("extract", "nowhere.html"), 2, "no such input: nowhere.html"),
        (("crawl", "--source", "nobody"), 2, "no such source: nobody"),
        (("score", "-", "--attention", "1,2"), 2, "four numbers"),
        (("--settings", "none.toml", "status"), 2, "settings: none.toml"),
    ],
)
def test_bad_input_is_one_line_and_the_contracts_exit_code(
    run: Run, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ended, out, err = run(*arguments, stdin="\n")
    assert (ended, out) == (code, "")
    assert says in err.replace("\n", " ")
    assert "Traceback" not in err


def test_a_wrong_week_names_the_form_wanted(run: Run) -> None:
    run("init")
    code, _, err = run("digest", "--week", "2024-W60")
    assert (code, "2024-W30" in err) == (2, True)


def test_a_slip_in_the_settings_names_file_and_field(run: Run, tmp_path: Path) -> None:
    saved(tmp_path, "govprism.toml", '[crawl]\ndelay = "1"\n')
    code, _, err = run("status")
    assert (code, "govprism.toml:crawl.delay" in err.replace("\n", "")) == (2, True)


def test_a_slip_in_the_catalogue_names_file_and_field(run: Run, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    saved(sources, "mine.yml", "en: Mine\nzh: 我的\nclazz: media\n")
    saved(tmp_path, "govprism.toml", f'extra_sources = "{sources}"\n')
    code, _, err = run("sources", "list")
    assert (code, "mine.yml" in err) == (2, True)


def test_a_foreign_database_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    with sqlite3.connect(tmp_path / "home" / "govprism.db") as other:
        other.execute("CREATE TABLE theirs(x)")
    code, _, err = run("status")
    assert (code, "another program" in err) == (3, True)


def test_a_port_in_use_is_said(run: Run) -> None:
    import socket

    run("init")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", taken.getsockname()[1])
    assert (code, "choose another --port" in err) == (2, True)


def test_extract_gives_the_contracts_fields(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("extract", saved(tmp_path))
    row = json.loads(out)
    assert (code, row["title"], row["title_prefix"], row["outlet"]) == (0, "算力共享的规则", "前沿", "示例日报")
    assert set(row) >= {"id", "url", "authors", "original_outlet", "published_at", "date_precision", "lang", "text",
                        "method", "warnings"}  # fmt: skip


def test_extract_ends_with_four_when_the_page_holds_no_article(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("extract", saved(tmp_path, "gone.html", "<html><body>此内容因违规无法查看</body></html>"))
    assert (code, json.loads(out)["error"]["kind"]) == (4, "removed")


def test_tag_reports_a_malformed_line_and_goes_on(run: Run) -> None:
    rows = ['{"id": "a", "text": "中国政府支持开源模型。", "colour": "red"}', "{broken", '{"id": "b"}']
    code, out, err = run("tag", "-", stdin="\n".join(rows))
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, len(lines), lines[0]["extra"]) == (1, 1, {"colour": "red"})
    assert "line 2" in err
    assert "line 3" in err


def test_score_gives_the_contracts_fields(run: Run) -> None:
    row = {
        "family": "F1",
        "principal": "cn_gov",
        "cls": "gov_executive",
        "jur": "CN",
        "lang": "zh",
        "stance": "support",
    }
    code, out, _ = run("score", "-", "--attention", "11,160,22,1800", stdin=json.dumps(row))
    made = json.loads(out)
    assert (code, made["state"]) == (0, "insufficient")
    assert set(made) >= {"p", "mu", "A", "B", "n", "G", "J", "M", "eci", "lo", "hi", "P_cons", "P_cont", "weights"}


def test_doctor_checks_the_house(run: Run) -> None:
    code, out, _ = run("doctor", "--json")
    assert (code, {row["state"] for row in json.loads(out)}) == (0, {"ok"})


def test_an_untagged_article_is_named_with_its_reason_on_every_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Tagger, doc: TaggedDoc) -> TaggedDoc:
        raise ValueError("[odd] text")

    run("import", saved(tmp_path))
    monkeypatch.setattr(Tagger, "tag", broken)
    for _ in range(2):
        code, _, err = run("run")
        assert (code, "untagged 1" in err) == (1, True)
        assert "untagged https://news.example/2026/compute.html: ValueError: [odd] text" in err.replace("\n", " ")
    code, out, _ = run("run", "--json")
    assert (code, [one["kind"] for one in json.loads(out)["refused"]]) == (1, ["untagged"])


def test_a_file_that_cannot_be_written_is_one_line_and_the_stores_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "service.lock").mkdir()
    code, _, err = run("schedule")
    assert (code, "service.lock" in err.replace("\n", ""), "Traceback" in err) == (3, True, False)


def test_a_backup_replaces_a_file_only_when_told_and_never_the_store(run: Run, tmp_path: Path) -> None:
    run("init")
    assert [run("backup", "copy.db")[0], run("backup", "copy.db")[0], run("backup", "copy.db", "--force")[0]] == [
        0,
        2,
        0,
    ]
    code, _, err = run("backup", tmp_path / "home" / ".." / "home" / "govprism.db", "--force")
    assert (code, "this is the store itself" in err) == (2, True)
    assert run("status")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [("tag", "-"), ("families", "-"), ("stories", "-"), ("embed", "-"), ("score", "-", "--attention", "1,9,1,9")],
)
def test_a_pipe_without_a_row_says_so(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments, stdin="\n")
    assert (code, out, err.strip()) == (4, "", "no rows")

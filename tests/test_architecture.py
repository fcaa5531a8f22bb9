"""The house: who may import whom and what, proved by planting what must not be."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "crawler", "nlp", "store", "digest", "scheduler", "app")
PLANTED = {
    "one-way rule: app > scheduler > crawler | nlp | store | digest > domain": (
        "domain/week.py",
        "import store.search",
    ),
    "siblings never import one another": ("digest/build.py", "import store.search"),
    "only store speaks SQLite": ("scheduler/jobs.py", "import sqlite3"),
    "only crawler speaks HTTP": ("digest/build.py", "import scrapy"),
    "only nlp loads models": ("scheduler/jobs.py", "import spacy"),
    "only nlp/models.py loads models": ("nlp/themes.py", "import transformers"),
    "only scheduler schedules": ("app/cli.py", "import apscheduler.schedulers"),
    "only app talks to people": ("scheduler/jobs.py", "import typer"),
}


def lint(folder: Path) -> str:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", "pyproject.toml"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return re.sub(r"\x1b\[[0-9;]*m", "", ended.stdout + ended.stderr)


def copy_of_the_house(folder: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")],
        )
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


@pytest.mark.parametrize("package", PACKAGES)
def test_each_of_our_names_resolves_inside_the_repository(package: str) -> None:
    found = importlib.import_module(package).__file__
    assert found is not None
    assert Path(found).is_relative_to(ROOT)


def test_every_contract_is_kept_and_breaks_on_a_planted_import(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    assert "BROKEN" not in lint(house)
    for file, line in PLANTED.values():
        with (house / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    said = lint(house)
    assert [name for name in PLANTED if f"{name} BROKEN" not in said] == []


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = [
        f"{file.relative_to(ROOT)}: {len(file.read_text(encoding='utf-8').splitlines())}"
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        if len(file.read_text(encoding="utf-8").splitlines()) > 300
    ]
    assert long == []


def test_no_package_is_called_by_a_word_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "core", "manager", "handler", "services"}
    names = {file.stem for package in PACKAGES for file in (ROOT / package).rglob("*.py")}
    assert names & empty == set()

"""What the documents say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli import app
from app.codebook import codebook
from domain.catalogue import default

ROOT = Path(__file__).parent.parent
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]  # a typer app is a group
PAGES = ("README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/operations.md")


def test_the_codebook_is_the_one_the_catalogue_gives() -> None:
    assert (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8") == codebook(default())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"govprism (?:--home \S+ )?([a-z]+)", text)) - {"in", "and", "is", "does", "home"}
    assert named - set(COMMANDS) == set()


def test_the_contract_names_every_command() -> None:
    text = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
    (porcelain,) = re.findall(r"Porcelain \(`([^`]+)`\)", text)
    pipes = re.findall(r"### `govprism (\w+)", text)
    assert sorted([*re.split(r",\s*", porcelain), *pipes]) == sorted(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_a_page_links_to_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    assert (COMMANDS[name].help or "").strip()


def test_no_decision_lacks_problem_choice_cost_or_date() -> None:
    wanted = ("Problem", "Choice", "Cost", "Date")
    for file in (ROOT / "docs" / "decisions").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert [word for word in wanted if word.lower() not in text.lower()] == [], file.name

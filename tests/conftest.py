"""How the tests run: the same examples every time, and what takes longest first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.command_line import Run

# Before numpy is loaded: threads of linear algebra that wait for one another cost more than the tests themselves.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Derandomised and without a clock: a slow, loaded machine finds what a fast one finds.
settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# Files that wait for other processes or hold one long run: started first, so that both workers end together.
LONGEST_FIRST = (
    "test_demo.py", "test_kill.py", "test_hostile.py", "test_crawl.py", "test_service.py", "test_posting.py",
    "test_desk.py", "test_cli.py", "test_cli_sources.py", "test_consensus.py", "test_digest.py", "test_digest_forms.py",
    "test_models_hub.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others as they were."""
    rank = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """govprism, called in a folder of its own."""
    from tests.command_line import Run

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return Run(capfd, monkeypatch, tmp_path / "home")

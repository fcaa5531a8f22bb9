"""One call of govprism, and a saved page to call it with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.cli import main

ARTICLE = """---
title: 前沿 | 算力共享的规则
url: https://news.example/2026/compute.html
source: 示例日报
date: 2026-02-12
---

# 前沿 | 算力共享的规则

中国外交部发言人12日表示，中国支持加强人工智能能力建设国际合作，帮助发展中国家从人工智能发展中平等受益。

人工智能治理需要各国政府、企业和科研机构共同参与，相关法律法规的制定仍在进行之中，国际规则也在讨论之列。
"""


class Run:
    """One call of govprism: its exit code, and what it printed."""

    def __init__(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self._capfd, self._patch, self._home = capfd, monkeypatch, home

    def __call__(self, *arguments: object, stdin: str = "") -> tuple[int, str, str]:
        self._patch.setattr(sys, "argv", ["govprism", "--home", str(self._home), *map(str, arguments)])
        if stdin:
            (self._home.parent / "stdin").write_text(stdin, encoding="utf-8")
            self._patch.setattr(sys, "stdin", (self._home.parent / "stdin").open(encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self._capfd.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err


def saved(folder: Path, name: str = "a.md", text: str = ARTICLE) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file

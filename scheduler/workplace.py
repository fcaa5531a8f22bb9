"""Where one govprism lives and how it behaves: the settings as the pipeline needs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

Effort = Literal["fast", "full"]
"""How a page is read: `fast` asks one general extractor, `full` lets several agree."""
if TYPE_CHECKING:
    from nlp.backends import Backends

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) as work goes on; `total` 0 when it is not known yet."""


def quiet(step: str, done: int, total: int) -> None:
    """A progress nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How the digest is posted; empty `host` means it is not. `ca_file` holds a private authority's certificate."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    sender: str = ""
    starttls: bool = True
    unsubscribe_base: str = ""
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """All paths and choices of one installation; `root` holds the store, the archive and what is published.

    `base_url` is where the digests are published, with its slash; links in feeds and mail are made from it.
    """

    root: Path
    tz: str = "Asia/Shanghai"
    catalogue: Path | None = None
    extra_sources: Path | None = None
    workers: int = 2
    user_agent: str = "govprism/0.1 (+https://govprism.example/contact)"
    delay_s: float = 1.0
    crawl_timeout_s: float = 3600.0
    honour_opt_out: bool = True
    effort: Effort = "full"
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en", "zh")
    base_url: str = ""
    mail: Mail = Mail()
    models: Backends | None = None

    @property
    def store(self) -> Path:
        """The SQLite file."""
        return self.root / "govprism.db"

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.root / "archive"

    @property
    def frontier(self) -> Path:
        """The crawl's own SQLite file."""
        return self.root / "frontier.db"

    @property
    def digests(self) -> Path:
        """The folder of published digests."""
        return self.root / "digests"

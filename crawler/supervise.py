"""The crawling child as its parent sees it: started, timed, ended, and alone on its frontier."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from crawler import child
from crawler.settings import CrawlSettings
from domain.catalogue import Source
from domain.errors import StoreError

_ROOT = Path(__file__).parent.parent
_GRACE_S = 15.0
_PIPE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The process and what it says: messages on the pipe, complaints on stderr."""

    process: subprocess.Popen[bytes]
    pipe: IO[bytes]
    stderr: IO[bytes]

    def last_words(self) -> str:
        """How it ended, and the last line it left."""
        code = self.process.wait(timeout=_GRACE_S)
        self.stderr.seek(0)
        lines = self.stderr.read()[-4000:].decode(errors="replace").strip().splitlines()
        return f"ended with {code}" + (f": {lines[-1][:300]}" if lines else "")


class Alarm:
    """Kills the child when its time is up. What it was doing stays due: killing is safe at any moment."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._timer, self.rang = process, threading.Timer(0, self._ring), False

    def __enter__(self) -> Alarm:
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def set(self, seconds: float) -> None:
        """So many seconds from now."""
        self._timer.cancel()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()


@contextmanager
def running(sources: list[Source], settings: CrawlSettings, now: datetime) -> Iterator[Child]:
    """Start the child on its task; it is gone when the block ends."""
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):  # a heavy page in few pieces; Linux alone knows how
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE)
    with os.fdopen(reading, "rb") as pipe, tempfile.TemporaryFile() as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.child", str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=[writing],
            cwd=_ROOT,
            start_new_session=True,
        )
        os.close(writing)
        assert process.stdin is not None
        try:
            process.stdin.write(child.job(sources, settings, now))
            process.stdin.flush()
            yield Child(process=process, pipe=pipe, stderr=stderr)
        finally:
            process.kill()
            process.wait()
            process.stdin.close()


@contextmanager
def alone(frontier: Path) -> Iterator[None]:
    """One crawl at a time per frontier; the lock goes with the process that holds it.

    Raises:
        StoreError: another crawl holds it.
    """
    try:
        frontier.parent.mkdir(parents=True, exist_ok=True)
        with frontier.with_name(frontier.name + ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        why, hint = "another crawl is running on it", "wait for it, or stop it"
        raise StoreError("crawl frontier", str(frontier), why, hint=hint) from error

"""Sources and settings for crawls of a server of our own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.settings import CrawlSettings
from domain.catalogue import Source
from tests.local_web import Answer

NOW = datetime(2024, 7, 10, tzinfo=UTC)


def source(key: str, home: str, *channels: dict[str, Any], **more: Any) -> Source:
    """A source that a test is about."""
    plain = {
        "id": key, "en": "Example", "zh": "示例", "class": "media", "jurisdiction": "CN", "language": "mixed",
        "home": home, "channels": list(channels), "cadence": "daily", "local": True, "robots": "none",
        "licence": "ours", "why": "a test",
    }  # fmt: skip
    return Source.model_validate({**plain, **more})


def listed(key: str, *urls: str, **more: Any) -> Source:
    """A source that is a plain list of addresses."""
    return source(key, urls[0], {"kind": "wechat", "urls": list(urls)}, **more)


def quick(folder: Path, **more: Any) -> CrawlSettings:
    """Settings for servers that sit beside us."""
    plain: dict[str, Any] = {
        "frontier": folder / "frontier.db", "archive": folder / "warc", "delay_s": 0.0, "per_host": 32,
        "concurrency": 64, "timeout_s": 60.0, "robots_timeout_s": 60.0, "total_timeout_s": 240.0, "retries": 0,
    }  # fmt: skip
    return CrawlSettings(**{**plain, **more})


def notice(name: object, *, plain: bool = False) -> Answer:
    body = f"<!doctype html><html><head><title>Notice {name}</title></head><body><p>通知 {name}</p></body></html>"
    return Answer(body, plain=plain)

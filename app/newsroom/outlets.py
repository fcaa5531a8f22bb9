"""The outlets: their source files with the port filled in, and where each article of theirs lies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from app.newsroom.edition import Story
from domain.catalogue import Source

SOURCES = Path(__file__).parent / "sources"

# which page template an outlet prints with; the listing's kind stands in its source file
PAGE = {
    "demo_governance_record": "record",
    "demo_policy_ledger": "ledger",
    "demo_brussels_courier": "courier",
    "demo_meridian_wire": "wire",
    "demo_straits_review": "ledger",
    "demo_southern_forum": "pdf",
    "demo_gadget_harbour": "record",
    "demo_zhizhi": "wechat",
    "demo_qianyan": "wechat",
    "demo_gazette": "gov",
    "demo_keji": "cms_gb",
    "demo_beifang": "cms",
    "demo_fazhi": "cms",
    "demo_lianxun": "cms",
    "demo_jike": "cms",
    "demo_haigang": "hant",
    "demo_daoyu": "hant",
}


def sources(port: int) -> dict[str, Source]:
    """The newsroom's sources by id, reachable at a port of 127.0.0.1."""
    return {file.stem: _source(file, port) for file in sorted(SOURCES.glob("*.yml"))}


def host(source: Source) -> str:
    """The outlet's invented host, which is also the first part of its paths: `policy-ledger.example`."""
    return urlsplit(source.home).path.split("/")[1]


def public_url(url: str) -> str:
    """The address an article would have in the world, whatever port served it; other addresses stay as they are.

    `http://127.0.0.1:8000/policy-ledger.example/2026/03/x/` is `https://policy-ledger.example/2026/03/x/`.
    """
    parts = urlsplit(url)
    name, _, rest = parts.path.lstrip("/").partition("/")
    if parts.hostname != "127.0.0.1" or not name.endswith(".example"):
        return url
    return f"https://{name}/{rest}" + (f"?{parts.query}" if parts.query else "")


def path(story: Story, source: Source) -> str:
    """Where the server keeps an article, from the root: `/policy-ledger.example/2026/03/x/`."""
    return f"/{host(source)}{_PATHS[PAGE[story.outlet]](story)}"


def number(story: Story) -> int:
    """A six-figure page number, the same on every run."""
    return 100_000 + int(token(story)[:8], 16) % 900_000


def token(story: Story) -> str:
    """A stable hexadecimal name for an article."""
    return hashlib.sha256(story.id.encode()).hexdigest()


def _source(file: Path, port: int) -> Source:
    text = file.read_text(encoding="utf-8").replace("{port}", str(port))
    return Source.model_validate_json(json.dumps({"id": file.stem, **yaml.safe_load(text)}))


def _dated(story: Story) -> str:
    return f"/{story.published:%Y/%m}/{story.id.replace('_', '-')}/"


def _wechat(story: Story) -> str:
    if story.outlet == "demo_zhizhi":
        return f"/s/{token(story)[:22]}"
    mid = 2_650_000_000 + number(story)
    return f"/s?__biz=MzI1ODk0NjQyMw==&mid={mid}&idx=1&sn={token(story)[:32]}"


_PATHS: dict[str, Callable[[Story], str]] = {
    "record": _dated,
    "ledger": _dated,
    "courier": lambda story: f"/article/{story.id.replace('_', '-')}.html",
    "wire": lambda story: f"/text/{number(story)}",
    "pdf": lambda story: f"/papers/{story.id.replace('_', '-')}.pdf",
    "wechat": _wechat,
    "gov": lambda story: (
        f"/art/{story.published:%Y}/{story.published.month}/{story.published.day}/art_{number(story)}.html"
    ),
    "cms": lambda story: f"/n1/{story.published:%Y/%m%d}/c{number(story)}.html",
    "cms_gb": lambda story: f"/content/{story.published:%Y-%m/%d}/content_{number(story)}.htm",
    "hant": lambda story: f"/news/{story.published:%Y%m%d}/{number(story)}",
}

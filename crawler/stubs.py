"""A source's file as a stub: what a machine can know is filled in, what a person must decide says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import yaml

from domain.catalogue import Source
from domain.text import has_han

_TWO_LETTER = re.compile(r"\.([a-z]{2})$")
_BLANK = re.compile(r"<[^<>]+>")
_GENERIC = ("www", "com", "org", "net", "gov", "edu", "ac", "co", "int", "mil", "info")
_UK, _SPECIAL = "uk", {"eu": "EU", "gov": "US", "mil": "US", "uk": "GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A source's file to be: its stem, its text, what was found in a few words."""

    id: str
    yaml: str
    summary: str = ""


class Offer(Protocol):
    """A channel as found."""

    @property
    def kind(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def links_css(self) -> str: ...
    @property
    def next_css(self) -> str: ...


def as_yaml(home: str, name: str, lang: str, offers: Iterable[Offer], *, local: bool = False) -> str:
    """The text of a source's file: what no machine can know stands in <angle brackets> and waits for a person."""
    channels = [_channel(offer) for offer in offers] or [{"kind": "listing", "url": home, "links": "a"}]
    body: dict[str, Any] = {
        "en": "<English name>" if has_han(name) else name,
        "zh": name if has_han(name) else "<Chinese name>",
        "class": "gov_executive" if ".gov" in urlsplit(home).netloc else "media",
        "jurisdiction": jurisdiction(home),
        "language": {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant", "en": "en"}.get(lang, "mixed"),
        "home": home,
        "channels": channels,
        "cadence": "daily",
        "weekly_floor": 0,
        **({"local": True} if local else {}),
        "robots": "<what robots.txt and the terms say>",
        "text_mining": "unknown",
        "licence": "<who owns the texts, what may be quoted>",
        "why": "<why we follow it>",
    }
    return yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120)


def key(url: str) -> str:
    """An id for a source: its country and its host's own name (`cn_miit`)."""
    labels = [label for label in (urlsplit(url).hostname or "source").lower().split(".") if label not in _GENERIC]
    own = labels[:-1] if len(labels) > 1 and len(labels[-1]) == 2 else labels
    slug = re.sub(r"[^a-z0-9]+", "_", "_".join(own or labels or ["source"])).strip("_") or "source"
    return f"{jurisdiction(url).lower()}_{slug}"


def unfilled(source: Source) -> list[str]:
    """The fields of a source that still stand in <angle brackets>."""
    plain = source.model_dump(mode="json")
    return [name for name, value in plain.items() if isinstance(value, str) and _BLANK.fullmatch(value)]


def jurisdiction(url: str) -> str:
    """By the top-level domain; INTL where it says nothing."""
    name = (urlsplit(url).hostname or "").lower()
    last = name.rsplit(".", 1)[-1]
    if last in _SPECIAL:
        return _SPECIAL[last]
    found = _TWO_LETTER.search(name)
    return found[1].upper() if found and found[1] not in ("io", "ai", "tv", "co", "me") else "INTL"


def _channel(offer: Offer) -> Mapping[str, str]:
    plain = {"kind": offer.kind, "url": offer.url, "links": offer.links_css, "next": offer.next_css}
    return {name: value for name, value in plain.items() if value}

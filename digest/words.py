"""The digest's own voice: `strings.yml`, numbers, dates and lists as each language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from domain.errors import CatalogueError

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")
TAG = {"en": "en", "zh": "zh-Hans"}
_FILE = Path(__file__).with_name("strings.yml")


@dataclass(frozen=True, slots=True)
class Words:
    """All strings of one edition."""

    lang: Lang

    def __call__(self, key: str, **values: object) -> str:
        """A string, filled in; `n` chooses the plural and is grouped."""
        return _pick(key, self.lang, values.get("n")).format(**{k: _plain(v) for k, v in values.items()})

    def has(self, key: str) -> bool:
        """Whether the key is in the table."""
        return key in _table()

    def jurisdiction(self, code: str) -> str:
        """A place as a reader knows it; the code itself where the table has none."""
        return str(_table()["jurisdictions"].get(code, {}).get(self.lang, code))

    def listed(self, names: Sequence[str], limit: int | None = None) -> str:
        """`A, B and C`, `A、B和C`; beyond the limit the rest are counted."""
        if limit is not None and len(names) > limit + 1:
            if self.lang == "zh":
                return "、".join(names[:limit]) + self("n_more", n=len(names))
            names = [*names[:limit], self("n_more", n=len(names) - limit)]
        comma, last = (", ", " and ") if self.lang == "en" else ("、", "和")
        if len(names) < 2:
            return "".join(names)
        if self.lang == "zh" and any("和" in name for name in names):
            last = "以及"
        if self.lang == "en" and any("," in name for name in names):
            comma, last = "; ", "; and "
        elif self.lang == "en" and len(names) > 2 and any(" and " in name for name in names):
            last = ", and "
        return comma.join(names[:-1]) + last + names[-1]

    def sentence(self, text: str) -> str:
        """First letter in upper case, where the language has cases."""
        return text[:1].upper() + text[1:]

    def day(self, when: str | date, *, year: bool = False) -> str:
        """`1 July`, `7月1日`, with the year on request."""
        day = when if isinstance(when, date) else datetime.fromisoformat(when).date()
        if self.lang == "zh":
            return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"
        return f"{day.day} {_months()[day.month - 1]}" + (f" {day.year}" if year else "")

    def span(self, start: str, end: str) -> str:
        """`1–7 July 2024`, `29 July – 4 August 2024`, `2024年7月1日—7日`."""
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if self.lang == "zh":
            tail = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else self.day(last)
            return f"{self.day(first, year=True)}—{tail}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last, year=True)}"
        return f"{self.day(first, year=first.year != last.year)} – {self.day(last, year=True)}"


def number(value: float, places: int = 2) -> str:
    """A measure: `0.63`."""
    return f"{value:.{places}f}"


def signed(value: float | None) -> str:
    """A mean position: `+0.68`, `−0.24`; a dash where the language was not heard."""
    if value is None:
        return "–"
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def percent(share: float) -> str:
    """A share: `71%`."""
    return f"{share * 100:.0f}%"


def percents(shares: Sequence[float]) -> list[str]:
    """Shares of one whole as percentages that add up to 100 (largest remainder)."""
    floors = [int(share * 100) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (floors[i] - shares[i] * 100, i))
    for i in order[: 100 - sum(floors) if sum(shares) > 0 else 0]:
        floors[i] += 1
    return [f"{value}%" for value in floors]


def stopwords() -> frozenset[str]:
    """Words of both languages that are never news."""
    return frozenset(word for listed in _table()["stopwords"].values() for word in listed.split())


def _pick(key: str, lang: Lang, n: object) -> str:
    try:
        found = _table()[key][lang]
    except KeyError as error:
        raise CatalogueError("string", f"strings.yml:{key}", f"no text in {lang}") from error
    if isinstance(found, dict):
        return str(found["one" if n == 1 else "many"])
    return str(found)


def _plain(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def _months() -> list[str]:
    return list(_table()["months"]["en"])


@cache
def _table() -> dict[str, Any]:
    # read once, on first use; `yaml` gives untyped data
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded

"""How an extracted article is judged against what the page is known to say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from statistics import mean
from typing import Any


@dataclass
class Score:
    """Sums of one tool over one set of pages."""

    hits: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    f1: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    harmonic: bool = False

    def mark(self, name: str, hit: bool) -> None:
        self.asked[name] += 1
        self.hits[name] += hit

    def row(self) -> dict[str, float]:
        row = {name: round(self.hits[name] / asked, 3) for name, asked in sorted(self.asked.items())}
        for name, values in (("f1", self.f1), ("precision", self.precision), ("recall", self.recall)):
            if values:
                row[name] = round(mean(values), 4)
        if self.harmonic and self.precision:  # the benchmark's own way: F1 of the mean precision and the mean recall
            precision, recall = mean(self.precision), mean(self.recall)
            row["f1"] = round(2 * precision * recall / (precision + recall or 1), 4)
        if self.cpu:
            row["cpu_ms"] = round(1000 * mean(self.cpu), 1)
        return row


# ---- the tools -----------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def grams(text: str, size: int = 5) -> Counter[str]:
    text = squeezed(text)
    return Counter(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text, re.UNICODE)
    if len(words) < size:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def overlap(found: Counter[Any], wanted: Counter[Any]) -> tuple[float, float, float]:
    """Precision, recall, F1 of two bags."""
    hit = sum((found & wanted).values())
    precision = hit / sum(found.values()) if found else float(not wanted)
    recall = hit / sum(wanted.values()) if wanted else float(not found)
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else float(not wanted and not found)


def key(text: str) -> str:
    return re.sub(r"[\W_]+", "", squeezed(text)).lower()


def same_title(found: dict[str, Any], wanted: str) -> bool:
    """Equal without punctuation, with the column's label or without it."""
    return key(wanted) in (key(found.get("title", "")), key(found.get("full_title", "")))


def same_names(found: str, wanted: str | None) -> bool:
    names = {key(name) for name in re.split(r"[\s、，,;/]+", wanted or "") if name}
    return names == {key(name) for name in re.split(r"[\s、，,;/]+", found) if name}


# ---- the sets ------------------------------------------------------------------------------------------------------


def judge(found: dict[str, Any], wanted: dict[str, Any], truth: str, score: Score) -> list[str]:
    text = found.get("text", "")
    if not wanted["is_article"]:
        score.mark("refused", "error" in found and not text)
        score.mark("kind", found.get("error") == wanted["error"])
        return [] if found.get("error") == wanted["error"] else [f"error {found.get('error')} not {wanted['error']}"]
    precision, recall, f1 = overlap(grams(text), grams(truth))
    for values, value in ((score.f1, f1), (score.precision, precision), (score.recall, recall)):
        values.append(value)
    left = [phrase for phrase in wanted["must_not_contain"] if phrase in text]
    tests = {
        "clean": not left,
        "title": same_title(found, wanted["title"] or ""),
        "date": same_date(found.get("date", ""), wanted["date"]),
        "first": squeezed(wanted["body_first_sentence"] or "") in squeezed(text),
        "last": squeezed(wanted["body_last_sentence"] or "") in squeezed(text),
    }
    tests["author"] = same_names(found.get("author", ""), wanted["author"])
    is_post = wanted["kind"].startswith("wechat")
    tests["outlet" if is_post else "source"] = key(found.get("outlet" if is_post else "source", "")) == key(
        wanted["source"] or ""
    )
    if wanted.get("original_source"):
        tests["source"] = key(found.get("source", "")) == key(wanted["original_source"])
    for name, hit in tests.items():
        score.mark(name, hit)
    shown = {
        "clean": left,
        "title": found.get("title"),
        "date": found.get("date"),
        "author": found.get("author"),
        "source": found.get("source"),
        "outlet": found.get("outlet"),
    }
    notes = [f"{name}={shown.get(name)!r} not {wanted.get(name)!r}" for name, hit in tests.items() if not hit]
    return notes + ([f"f1 {f1:.3f} p {precision:.3f} r {recall:.3f}"] if f1 < 0.97 else [])


def same_date(found: str, wanted: str | None) -> bool:
    """The same day, and the same time where both give one."""
    if not wanted or not found:
        return not wanted and not found
    timed = re.search(r"\d[T ]\d", found) and "T" in wanted and "T00:00:00" not in found
    return found.replace(" ", "T").startswith(wanted) if timed else found[:10] == wanted[:10]

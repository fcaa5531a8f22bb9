"""Articles of some days -> stories: one event, told in any language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from domain.records import Article
from domain.text import side
from nlp.encoder import embed, encoder
from nlp.features import words

Vectors = NDArray[np.float32]
Odds = NDArray[np.float64]

WINDOW = timedelta(days=7)
_LEAD = 600
_NEAR = 25
# lower than silver alone would have it (.3): independent reports of one event count as two stories there
_ENOUGH = 0.15
_COMMON, _NEVER_SEEN = 5.0, 11.0
_SCALES = {"万": 1e4, "亿": 1e8, "万亿": 1e12}
_AMOUNT = re.compile(r"(?P<digits>\d[\d,]{0,14}(?:\.\d{1,6})?)\s?(?P<scale>万亿|亿|万)")
_UNDATED = datetime.min.replace(tzinfo=UTC)
# Logistic regression on pairs of the first half of `stories` (bench/stories.py; docs/decisions/0004-encoder.md):
# title², lead², title x lead, then for two languages title, lead and 1, then the part and the weight of rare names
# and numbers shared, numbers of the one that the other lacks, days between.
_WEIGHTS = np.array([2.39, 7.53, 4.64, 0.45, 2.90, -1.33, 1.57, 1.57, -0.70, -1.19])
_BIAS = -10.62


def stories(
    articles: Sequence[Article],
    *,
    known: Mapping[str, str] | None = None,
    families: Mapping[str, str] | None = None,
    window: timedelta = WINDOW,
    encode: Callable[[Sequence[str]], Vectors] = embed,
) -> dict[str, str]:
    """The story of each article, by article id; a story's id is that of its first article.

    Articles are walked by time (then id), so the order given does not matter. Each joins the story of its family, else
    the one that it most resembles (its members on average, and the nearest one), if it resembles one enough.

    Args:
        articles: New articles, and those of the window before them.
        known: Stories from earlier runs, by article id; they are kept as they are.
        families: Families by article id: a reprint or a translation tells what its original tells, however late.
        window: How long a story waits for its next article.
        encode: Texts to vectors of unit length; a hub encoder may stand in.
    """
    ordered = sorted(articles, key=lambda article: (_when(article), article.id))
    told, known, families = _Told(ordered, encode), known or {}, families or {}
    of_family = {families[one]: story for one, story in sorted(known.items(), reverse=True) if one in families}
    found: list[str] = []
    start = 0
    for at, article in enumerate(ordered):
        while _when(article) - _when(ordered[start]) > window:
            start += 1
        family = families.get(article.id, article.id)
        story = known.get(article.id) or of_family.get(family)
        story = story or _nearest(told.alike(at, start), found[start:at]) or article.id
        of_family.setdefault(family, story)
        found.append(story)
    return {article.id: story for article, story in zip(ordered, found, strict=True)}


def _nearest(odds: Odds, told: Sequence[str]) -> str | None:
    """The story with the highest mean of (average odds of its members, best odds), where that is enough."""
    total: dict[str, float] = defaultdict(float)
    best: dict[str, float] = defaultdict(float)
    for place in np.argsort(-odds, kind="stable")[:_NEAR]:
        story, share = told[place], float(odds[place])
        total[story] += share
        best[story] = max(best[story], share)
    sizes = Counter(told)
    scores = {story: (total[story] / sizes[story] + best[story]) / 2 for story in total}
    story = max(scores, key=lambda one: (scores[one], one), default=None)
    return story if story is not None and scores[story] >= _ENOUGH else None


class _Told:
    """What articles are compared by: vectors of title and lead, rare names and numbers, days."""

    def __init__(self, articles: Sequence[Article], encode: Callable[[Sequence[str]], Vectors]) -> None:
        self.titles = encode([article.title for article in articles])
        self.leads = encode([article.text[:_LEAD] for article in articles])
        self.is_chinese = np.array([side(article.lang) == "zh" for article in articles])
        self.days = np.array([_when(article).timestamp() / 86400 for article in articles])
        self.names = _rare_names(articles)

    def alike(self, at: int, start: int) -> Odds:
        """The odds in [0, 1] that each of the articles from `start` up to `at` tells the same event."""
        title = np.maximum(self.titles[start:at] @ self.titles[at], 0).astype(np.float64)
        lead = np.maximum(self.leads[start:at] @ self.leads[at], 0).astype(np.float64)
        across = (self.is_chinese[start:at] != self.is_chinese[at]).astype(np.float64)
        gap = np.minimum(self.days[at] - self.days[start:at], 3)
        names = np.zeros((3, at - start))
        for place in np.argsort(-(title + lead), kind="stable")[:_NEAR]:
            names[:, place] = _in_common(self.names[at], self.names[start + int(place)])
        seen = np.stack(
            [title**2, lead**2, title * lead, across * title, across * lead, across, *names, gap],
        )
        odds: Odds = 1 / (1 + np.exp(-(_WEIGHTS @ seen + _BIAS)))
        return odds


def _rare_names(articles: Sequence[Article]) -> list[dict[str, float]]:
    """For each article the Latin words and numbers that are rare in English at large, weighted by how rare."""
    rarity = encoder().lexicon.costs
    seen = (set(words(_AMOUNT.sub(_in_english, f"{article.title}\n{article.text[:_LEAD]}"))) for article in articles)
    return [
        {word: rarity.get(word, _NEVER_SEEN) for word in one if rarity.get(word, _NEVER_SEEN) > _COMMON} for one in seen
    ]


def _in_english(amount: re.Match[str]) -> str:
    """The digits of a Chinese amount as English has them: 40 for 4000万, 3.5 for 35亿.

    Without "million": two Chinese reports would share it whatever their amounts (BCubed .9495, without it .9504).
    """
    value = float(amount["digits"].replace(",", "")) * _SCALES[amount["scale"]]
    return f" {value / (1e9 if value >= 1e9 else 1e6 if value >= 1e6 else 1):.10g} "


def _in_common(one: dict[str, float], other: dict[str, float]) -> tuple[float, float, float]:
    """The part and the weight of what two share (in forties, at most 2), and numbers that one lacks."""
    shared = sum(weight for word, weight in one.items() if word in other)
    least = min(sum(one.values()), sum(other.values()))
    numbers = [{word for word in side if word.isdigit()} for side in (one, other)]
    missing = min(map(len, numbers)) - len(numbers[0] & numbers[1])
    return (shared / least if least else 0.0), min(shared, 80) / 40, min(missing, 3)


def _when(article: Article) -> datetime:
    return article.published_at or _UNDATED

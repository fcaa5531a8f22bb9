"""Evidence sentences: which are shown, how long they may be, and how they stand in the JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from digest.attention import Calendar
from digest.canonical import Json, moment, rounded
from digest.thresholds import Thresholds
from digest.topics import Topic
from domain.records import Act, Evidence, Stance
from domain.text import has_han, side

_DIRECT = {act: place for place, act in enumerate(Act)}
_WORD = re.compile(r"\S+")
_SHOWN = 3


def entry(item: Evidence, calendar: Calendar, table: Thresholds) -> Json:
    """A statement as published: the sentence within its limit, where it stands, and all that made it count."""
    start, end = item.statement.start, item.statement.start + fit(item.statement.quote, table)
    return {
        "statement_id": item.id, "actor_id": item.statement.actor, "principal_id": item.principal,
        "class": item.cls, "jurisdiction": item.jurisdiction, "stance": item.statement.stance.value,
        "act": item.statement.act.value, "confidence": rounded(item.statement.confidence, 4),
        "age_days": rounded(calendar.age(item.published_at), 4), "in_window": calendar.in_window(item.published_at),
        "sentence": item.statement.quote[: end - start], "cut": end < item.statement.end, "lang": item.lang,
        "family": item.family, "family_lang": side(item.family_lang), "char_start": start, "char_end": end,
        "article_id": item.article, "version_sha256": item.version, "title": item.title, "outlet": item.outlet,
        "source_url": item.url, "archive_ref": item.archive_ref, "published_at": moment(item.published_at),
        "tagger": item.tagger, "rules": list(item.statement.rules), "reviewed_by": item.reviewed_by,
    }  # fmt: skip


def fit(text: str, table: Thresholds) -> int:
    """How many characters of a sentence may be shown: 90 words, or 150 characters where it is Chinese."""
    if has_han(text):
        return min(len(text), table.quote_chars)
    words = list(_WORD.finditer(text))
    return words[table.quote_words - 1].end() if len(words) > table.quote_words else len(text)


def shown(topic: Topic) -> list[str]:
    """The ids of up to three sentences: one per class, the most direct act first, the minority always heard."""
    ranked = sorted(topic.evidence or topic.past[-_SHOWN:], key=_directness)
    minority = [item for item in ranked if _is_minority(item, topic)]
    chosen = _one_per_class(ranked, _SHOWN)
    if minority and not any(item in minority for item in chosen):
        chosen = [*chosen[: _SHOWN - 1], minority[0]]
    return [item.id for item in chosen]


def both_sides(topic: Topic) -> list[str]:
    """One sentence for each side, most direct first; what a short card shows."""
    ranked = sorted(topic.evidence or topic.past[-_SHOWN:], key=_directness)
    chosen = [
        next((item for item in ranked if (item.statement.stance == Stance.OPPOSE) == against), None)
        for against in (False, True)
    ]
    return [item.id for item in chosen if item is not None]


def reservations(topic: Topic, stance: Stance) -> Json:
    """Who holds a conditional or an opposing view, and the statement that says it best."""
    ranked = sorted((item for item in topic.evidence if item.statement.stance == stance), key=_directness)
    mine = {voice.principal for voice in topic.score.voices if voice.stance == stance.value}
    told = [item for item in ranked if item.principal in mine]
    return {"principals": sorted(mine), "statement_id": told[0].id if told else None}


def _directness(item: Evidence) -> tuple[int, float, float, str]:
    return (
        _DIRECT[item.statement.act], -item.statement.confidence, -item.published_at.timestamp(), item.id,
    )  # fmt: skip


def _is_minority(item: Evidence, topic: Topic) -> bool:
    against = topic.score.mu < 0
    return (item.statement.stance == Stance.OPPOSE) != against


def _one_per_class(ranked: Sequence[Evidence], limit: int) -> list[Evidence]:
    chosen: list[Evidence] = []
    for item in ranked:
        if all(item.cls != other.cls for other in chosen):
            chosen.append(item)
    rest = _fresh(ranked, chosen)
    return [*chosen, *rest][:limit]


def _fresh(ranked: Iterable[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    # a thin topic has few classes: further principals fill the card, nobody speaks twice
    seen, found = {item.principal for item in chosen}, []
    for item in ranked:
        if item.principal not in seen:
            seen.add(item.principal)
            found.append(item)
    return found

"""Evidence sentences: which are shown, how long they may be, and how they stand in the JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from digest.attention import Calendar
from digest.canonical import Json, moment, rounded
from digest.thresholds import Thresholds
from digest.topics import Topic
from digest.worth import worth
from domain.records import Act, Stance, State
from domain.snapshot import Evidence
from domain.text import has_han, side

_DIRECT = {act: place for place, act in enumerate(Act)}
_WORD = re.compile(r"\S+")
_SHOWN = 3
_SAME = 0.85  # of the characters, in order
_STOPS = frozenset('。！？；.!?;”’"」』')
_LEAST_CHARS, _LEAST_WORDS, _HEADING = 10, 5, 0.5
_SIDES = (Stance.SUPPORT, Stance.OPPOSE, Stance.CONDITIONAL)


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
    return within(text, table.quote_words, table.quote_chars)


def within(text: str, words: int, chars: int) -> int:
    """How many characters fit so many words, or characters where the text is Chinese; a whole clause if it can be."""
    if has_han(text):
        return len(text) if len(text) <= chars else _clause_end(text[:chars], "，；、：")
    found = list(_WORD.finditer(text))
    return _clause_end(text[: found[words - 1].end()], ",;:") if len(found) > words else len(text)


def shown(topic: Topic, table: Thresholds) -> list[str]:
    """The ids of up to three sentences, the most direct act first.

    They are the best attested ones that differ in sentence, speaker, class, article and language; who stands against
    the leading side, or else holds back, is always among them.
    """
    ranked = sorted(topic.evidence or topic.past[-_SHOWN:], key=lambda item: attested(item, table))
    chosen = _varied(ranked, _SHOWN, _best_of_each(ranked) if topic.state == State.CONTESTED else ())
    others = _minority(ranked, topic)
    if others and not any(item in others for item in chosen):
        chosen = [*chosen[: _SHOWN - 1], _varied(others, 1)[0]]
    return [item.id for item in sorted(chosen, key=_directness)]


def both_sides(topic: Topic, table: Thresholds) -> list[str]:
    """One sentence for each side, the best attested; what a short card shows."""
    ranked = sorted(topic.evidence or topic.past[-_SHOWN:], key=lambda item: attested(item, table))
    chosen = [
        next((item for item in ranked if (item.statement.stance == Stance.OPPOSE) == against), None)
        for against in (False, True)
    ]
    return [item.id for item in chosen if item is not None]


def attested(item: Evidence, table: Thresholds) -> tuple[float, float, str]:
    """The order of evidence, best first: direct and sure, told by a whole sentence that stands for itself."""
    # a deed that the tagger is unsure of is worse evidence than a plain quotation, and a heading is hardly any
    whole = 1.0 if _is_whole(item.statement.quote) else _HEADING
    rank = table.act_weight[item.statement.act] * item.statement.confidence * whole * worth(item)
    return -rank, -item.published_at.timestamp(), item.id


def reservations(topic: Topic, stance: Stance, table: Thresholds) -> Json:
    """Who holds a conditional or an opposing view, and the statement that says it best.

    Where nobody holds it on balance, the statement may still be one of somebody who mostly says otherwise.
    """
    said = (item for item in topic.evidence if item.statement.stance == stance)
    ranked = sorted(said, key=lambda item: attested(item, table))
    mine = {voice.principal for voice in topic.score.voices if voice.stance == stance.value}
    told = [item for item in ranked if not mine or item.principal in mine]
    return {"principals": sorted(mine), "statement_id": told[0].id if told else None}


def _clause_end(text: str, marks: str) -> int:
    # better a whole clause than half a thought, unless that loses much
    stop = max(text.rfind(mark) for mark in marks)
    return stop if stop >= 2 * len(text) // 3 else len(text)


def _directness(item: Evidence) -> tuple[int, float, float, str]:
    return (
        _DIRECT[item.statement.act], -item.statement.confidence, -item.published_at.timestamp(), item.id,
    )  # fmt: skip


def _is_whole(text: str) -> bool:
    is_long = len(text) >= _LEAST_CHARS if has_han(text) else len(text.split()) >= _LEAST_WORDS
    return is_long and text.rstrip()[-1:] in _STOPS


def _minority(ranked: Sequence[Evidence], topic: Topic) -> list[Evidence]:
    against = topic.score.mu < 0
    others = [item for item in ranked if (item.statement.stance == Stance.OPPOSE) != against]
    guarded = {voice.principal for voice in topic.score.voices if voice.stance == Stance.CONDITIONAL}
    return others or [
        item for item in ranked if item.statement.stance == Stance.CONDITIONAL and item.principal in guarded
    ]


def _best_of_each(ranked: Sequence[Evidence]) -> list[Evidence]:
    # a dispute is shown from both sides, and from between them
    found = (next((item for item in ranked if item.statement.stance == stance), None) for stance in _SIDES)
    return [item for item in found if item is not None]


def _same_words(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are one, but for punctuation or a word changed in reprinting."""
    mine, theirs = (re.sub(r"\W+", "", item.statement.quote) for item in (one, other))
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio() > _SAME


def _varied(ranked: Sequence[Evidence], limit: int, first: Sequence[Evidence] = ()) -> list[Evidence]:
    chosen = list(first)
    left = [item for item in ranked if item not in chosen]
    while left and len(chosen) < limit:
        # `min` keeps the best attested of those that repeat least
        best = min(left, key=lambda item: _repeats(item, chosen))
        chosen.append(best)
        left = [item for item in left if item != best and not _same_words(item, best)]
        if all(item.principal in {other.principal for other in chosen} for item in left):
            break  # nobody speaks twice
    return chosen


def _repeats(item: Evidence, chosen: Sequence[Evidence]) -> tuple[bool, ...]:
    return (
        item.principal in {other.principal for other in chosen}, item.cls in {other.cls for other in chosen},
        item.article in {other.article for other in chosen}, item.lang in {other.lang for other in chosen},
    )  # fmt: skip

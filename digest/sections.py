"""The digest's sections as facts, one function each, in the order they are read, each with its limit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from digest import quotes, terms
from digest.attention import Calendar, attention
from digest.canonical import Json, moment, rounded
from digest.cards import card, lens, target, theme_of, timeline
from digest.thresholds import Thresholds
from digest.topics import Topic, is_scored
from domain.catalogue import Catalogue
from domain.lead import is_roundup
from domain.records import State
from domain.snapshot import FamilyText, Snapshot
from domain.text import side

LIMITS = {
    State.EMERGING: 5, State.EARLY_SIGNAL: 5, State.CONTESTED: 3, State.CONSOLIDATING: 3, State.FADING: 3,
}  # fmt: skip
DEVELOPMENTS, PARTING, MAP_ACTORS, MAP_TARGETS = 8, 5, 12, 8
LEADING = 2  # targets of a text that place it under a lens
_BIG = (State.STEADY, State.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What every section is written from."""

    snapshot: Snapshot
    catalogue: Catalogue
    calendar: Calendar
    table: Thresholds
    topics: tuple[Topic, ...]

    @property
    def scored(self) -> list[Topic]:
        """Topics with a card: enough voices, or fading with sentences to show."""
        return [t for t in self.topics if t.state != State.INSUFFICIENT and (t.evidence or t.past)]

    @property
    def thin(self) -> list[Topic]:
        """Topics somebody took a side on, with too few voices to say more."""
        rest = (t for t in self.topics if t.state == State.INSUFFICIENT or not (t.evidence or t.past))
        return [t for t in rest if t.score.principals or t.state == State.FADING]


def summary(issue: Issue, cards: Sequence[Json]) -> Json:
    """Counts by state and what is new this week, by the cards of all scored topics."""
    changed = [c for one in cards for c in one["why"]["changed"] if c["this_week"]]
    return {
        "states": {state.value: sum(t.state == state for t in issue.scored) for state in (*LIMITS, *_BIG)},
        "insufficient": len(issue.thin),
        "joined_this_week": sum(len(one["why"]["joined_this_week"]) for one in cards),
        "changed_this_week": len(changed),
        "texts_this_week": sum(issue.calendar.in_week(t.published_at) for t in issue.snapshot.texts),
        "texts": sum(issue.calendar.in_window(t.published_at) for t in issue.snapshot.texts),
    }


def topics(issue: Issue) -> list[Json]:
    """Every scored topic, ranked by its lower bound."""
    return [card(topic, issue.catalogue, issue.calendar, issue.table) for topic in issue.scored]


def chosen(issue: Issue) -> Json:
    """Which topics get a card, per state, within the limits; the rest stand in the table of all topics."""
    early = LIMITS[State.EARLY_SIGNAL]
    picked = {
        state.value: [topic.target for topic in issue.scored if topic.state == state][:limit]
        for state, limit in LIMITS.items()
    }
    room = max(0, early - len(picked[State.EMERGING.value]))
    picked[State.EARLY_SIGNAL.value] = picked[State.EARLY_SIGNAL.value][:room]
    return picked


def developments(issue: Issue) -> list[Json]:
    """Up to eight stories of the week, most widely carried first, then those with most speakers; always present.

    A round-up names many speakers and tells no news of its own: it comes after what is carried as widely.
    """
    stories: dict[str, list[FamilyText]] = defaultdict(list)
    for text in issue.snapshot.texts:
        if issue.calendar.in_week(text.published_at):
            stories[text.story or text.family].append(text)
    made = [_story(key, told, issue) for key, told in stories.items()]
    speakers = _speakers(issue)
    made.sort(
        key=lambda story: (
            -len(story["outlets"]), -len(story["families"]), _is_roundup(story),
            -len(set().union(*(speakers[family] for family in story["families"]))),
            story["published_at"], story["story"],
        )
    )  # fmt: skip
    return made[:DEVELOPMENTS]


def lenses(issue: Issue) -> list[Json]:
    """The four lenses: texts led by each, topics in play, leading theme, share against the baseline, texts per week."""
    total = attention(issue.snapshot, issue.calendar).total
    return [_lens(key, issue, total) for key in issue.catalogue.lenses]


def parting(issue: Issue) -> list[Json]:
    """Topics on which Chinese and English sources differ, widest gap first, a sentence from each."""
    apart = [topic for topic in issue.scored if _gap(topic) > issue.table.part_ways]
    return [
        {
            "topic_id": topic.target, "zh": topic.score.mu_by_lang["zh"], "en": topic.score.mu_by_lang["en"],
            "gap": _gap(topic), "evidence": {lang: _typical(topic, lang, issue.table) for lang in ("zh", "en")},
        }
        for topic in sorted(apart, key=lambda topic: (-_gap(topic), topic.target))[:PARTING]
    ]  # fmt: skip


def too_early(issue: Issue) -> list[Json]:
    """Topics with too few voices: how many there are, and what is missing."""
    return [
        {
            "topic_id": t.target, "target": target(t.target, issue.catalogue), "lens": lens(t.target, issue.catalogue),
            "state": t.state.value, "voices": t.score.principals, "families": t.score.families,
            "effective_voices": t.score.neff, "texts": t.counts[0], "principals": sorted(t.score.weights),
            "missing_voices": max(0, issue.table.min_principals - t.score.principals),
            "missing_texts": max(0, issue.table.min_families - t.score.families),
            "evidence": [quotes.entry(item, issue.calendar, issue.table) for item in t.evidence],
            "prior_states": [state.value for state in t.prior_states], "seed": t.seed,
            "prior_endorsers": sorted(t.prior_endorsers & set(t.score.weights)),
            "why": {"texts": t.counts[0], "texts_all": t.counts[1], "texts_before": t.counts[2],
                    "texts_all_before": t.counts[3], "overdispersion": t.overdispersion},
        }
        for t in sorted(issue.thin, key=lambda t: (-t.score.principals, -t.counts[0], t.target))
    ]  # fmt: skip


def suggested(issue: Issue) -> Json:
    """New words and unnamed instruments that the catalogue does not hold: for the editor, never scored."""
    named: dict[str, set[str]] = defaultdict(set)
    for item in issue.snapshot.evidence:
        kind, _, name = item.statement.target.partition(":")
        if kind == "newinst" and issue.calendar.in_window(item.published_at):
            named[name].add(item.family)
    return {
        "terms": [
            {"words": {lang: list(words) for lang, words in s.words.items()}, "families": list(s.families),
             "outlets": s.outlets, "z": rounded(s.z, 2)}
            for s in terms.suggestions(issue.snapshot, issue.catalogue, issue.calendar)
        ],
        "instruments": [
            {"name": name, "families": sorted(families)}
            for name, families in sorted(named.items(), key=lambda kv: (-len(kv[1]), kv[0]))[: terms.LIMIT]
        ],
    }  # fmt: skip


def alignment(issue: Issue) -> Json:
    """Who stands where: the most heard principals against the topics they share."""
    heard = [topic for topic in issue.scored if topic.score.voices]
    topics_ = sorted(heard, key=lambda t: (-t.score.principals, t.target))[:MAP_TARGETS]
    stands: dict[str, dict[str, float]] = defaultdict(dict)
    for topic in topics_:
        for voice in topic.score.voices:
            stands[voice.principal][topic.target] = (
                voice.mix["support"] + 0.5 * voice.mix["conditional"] - voice.mix["oppose"]
            )  # fmt: skip
    rows = sorted(stands.items(), key=lambda row: (-len(row[1]), row[0]))[:MAP_ACTORS]
    return {
        "topics": [topic.target for topic in topics_],
        "rows": [{"principal": principal, "means": means} for principal, means in rows],
    }


def corrections(snapshot: Snapshot) -> list[Json]:
    """Changes to earlier issues, oldest first, with the old and the new line."""
    return [
        {
            "digest": c.digest,
            "item": c.item,
            "old": c.old,
            "new": c.new,
            "reason": c.reason,
            "made_at": moment(c.made_at),
        }
        for c in snapshot.corrections
    ]


def _is_roundup(story: Json) -> bool:
    return all(is_roundup(told["title"]) for told in story["leads"].values())


def _speakers(issue: Issue) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in issue.snapshot.evidence:
        found[item.family].add(item.principal)
    return found


def _story(key: str, told: Sequence[FamilyText], issue: Issue) -> Json:
    told = sorted(told, key=lambda text: (-len(text.outlets), text.published_at, text.family))
    leads = {}
    for lang in ("zh", "en"):
        first = next((text for text in told if side(text.lang) == lang), None)
        if first is not None:
            leads[lang] = _lead(first, issue.table)
    if not leads:
        leads["other"] = _lead(told[0], issue.table)
    outlets = sorted(
        {pair for text in told for pair in text.outlets or ((text.outlet or text.source, text.url or ""),)}
    )
    return {
        "story": key, "families": [text.family for text in told], "leads": leads,
        "published_at": moment(min(text.published_at for text in told)),
        "outlets": [{"outlet": name, "url": url} for name, url in outlets],
        "targets": sorted({t for text in told for t in text.targets if t.split(":")[0] in ("theme", "instrument")}),
    }  # fmt: skip


def _lead(text: FamilyText, table: Thresholds) -> Json:
    cut = quotes.within(text.lead, table.lead_words, table.lead_chars)
    start = text.lead_span.start if text.lead_span else None
    return {
        "title": text.title, "sentence": text.lead[:cut], "cut": cut < len(text.lead), "lang": text.lang,
        "outlet": text.outlet, "url": text.url, "article_id": text.article, "version_sha256": text.version,
        "char_start": start, "char_end": None if start is None else start + cut, "archive_ref": text.archive_ref,
        "published_at": moment(text.published_at),
    }  # fmt: skip


def _lens(key: str, issue: Issue, total: Sequence[int]) -> Json:
    calendar = issue.calendar
    weekly, themes = [0] * calendar.weeks, Counter[str]()
    for text in issue.snapshot.texts:
        back, mine = calendar.back(text.published_at), _leading(text, key, issue.catalogue)
        if mine and 0 <= back < calendar.weeks:
            weekly[back] += 1
            themes.update(mine if calendar.in_window(text.published_at) else ())
    cut = calendar.window_weeks
    leading = max(themes, key=lambda theme: (themes[theme], theme), default=None)
    return {
        "lens": key, "texts": sum(weekly[:cut]), "texts_before": sum(weekly[cut:]), "all_before": sum(total[cut:]),
        "share": _share(weekly[:cut], total[:cut]), "share_before": _share(weekly[cut:], total[cut:]),
        "topics": sum(lens(t.target, issue.catalogue) == key for t in issue.scored),
        "leading": leading, "leading_texts": themes[leading] if leading else 0,
        "weeks": timeline(weekly, total, calendar),
    }  # fmt: skip


def _leading(text: FamilyText, key: str, catalogue: Catalogue) -> set[str]:
    """The themes of a lens among the targets that a text speaks of most: nearly every text brushes every lens."""
    known = [target for target in text.targets if is_scored(target, catalogue)]
    themes = (theme_of(target, catalogue) for target in known[:LEADING])
    return {f"theme:{theme}" for theme in themes if theme in catalogue.themes and catalogue.themes[theme].lens == key}


def _gap(topic: Topic) -> float:
    means = topic.score.mu_by_lang
    return abs(means["zh"] - means["en"]) if {"zh", "en"} <= set(means) else 0.0


def _share(part: Sequence[int], whole: Sequence[int]) -> float:
    return sum(part) / sum(whole) if sum(whole) else 0.0


def _typical(topic: Topic, lang: str, table: Thresholds) -> str | None:
    mine = [item for item in topic.evidence if side(item.family_lang) == lang]
    side_of = topic.score.mu_by_lang[lang] < 0
    ranked = sorted(
        mine, key=lambda item: ((item.statement.stance == "oppose") != side_of, quotes.attested(item, table))
    )
    return ranked[0].id if ranked else None

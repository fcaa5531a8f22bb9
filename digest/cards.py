"""A topic as the JSON tells it: its figures, its sides, what moved it, its sentences."""

from __future__ import annotations

from collections.abc import Sequence

from digest import quotes
from digest.attention import Calendar
from digest.canonical import Json
from digest.consensus import Voice
from digest.moves import Moves, moves
from digest.thresholds import STANCES, Thresholds
from digest.topics import Topic
from domain.catalogue import Catalogue, Instrument
from domain.records import Stance

_TIMELINE_WEEKS = 12


def card(topic: Topic, catalogue: Catalogue, calendar: Calendar, table: Thresholds) -> Json:
    """The whole record of a topic: everything a reader, `why` and `verify` need."""
    score, changes = topic.score, moves(topic, calendar)
    kept = topic.evidence or topic.past[-5:]
    return {
        "topic_id": topic.target, "target": target(topic.target, catalogue), "lens": lens(topic.target, catalogue),
        "state": score.state.value, "direction": direction(topic), "scope": scope(topic),
        "eci": score.eci, "lo": score.lo, "hi": score.hi, "eci_raw": score.eci_raw,
        "agreement": score.A, "breadth": score.B, "emergence": score.M, "growth": score.G, "joining": score.J,
        "p_consensus": score.P_cons, "p_contested": score.P_cont, "p_decline": score.P_decline, "mean": score.mu,
        "mean_by_lang": score.mu_by_lang, "distribution": score.p, "categories": score.n, "hill": score.hill,
        "effective_voices": score.neff, "voices": score.principals, "families": score.families,
        "sides": {s: [v.principal for v in _by_weight(topic) if v.stance == s] for s in STANCES},
        "voice_list": [_voice(voice, topic) for voice in _by_weight(topic)],
        "why": _why(topic, changes), "differ": _differ(topic, table),
        "evidence": [quotes.entry(item, calendar, table) for item in kept],
        "shown": quotes.shown(topic, table), "both_sides": quotes.both_sides(topic, table),
        "timeline": timeline(topic.weekly, topic.totals, calendar),
        "prior_states": [state.value for state in topic.prior_states],
        "prior_endorsers": sorted(topic.prior_endorsers & {voice.principal for voice in score.voices}),
        "seed": topic.seed, "query_id": f"topic({topic.target})",
    }  # fmt: skip


def target(ref: str, catalogue: Catalogue) -> Json:
    """Names and proposition of a theme or an instrument, in both languages."""
    kind, _, key = ref.partition(":")
    if kind == "theme":
        theme = catalogue.themes[key]
        return {
            "kind": kind, "id": key, "en": theme.en, "zh": theme.zh,
            "proposition_en": theme.proposition_en, "proposition_zh": theme.proposition_zh,
        }  # fmt: skip
    found = catalogue.instruments[key]
    en, zh = _proposition(found)
    return {"kind": kind, "id": key, "en": found.en, "zh": found.zh, "proposition_en": en, "proposition_zh": zh}


def lens(ref: str, catalogue: Catalogue) -> str:
    """The lens a target is seen through: that of its theme."""
    theme = theme_of(ref, catalogue)
    return catalogue.themes[theme].lens if theme in catalogue.themes else list(catalogue.lenses)[-1]


def theme_of(ref: str, catalogue: Catalogue) -> str:
    """The theme that a target is, or an instrument's first; empty where it has none."""
    kind, _, key = ref.partition(":")
    return key if kind == "theme" else next(iter(catalogue.instruments[key].themes), "")


def direction(topic: Topic) -> str:
    """`for`, `conditional` or `against`: where the weight of the voices lies."""
    if topic.score.mu < 0:
        return "against"
    return "conditional" if topic.score.p["conditional"] > topic.score.p["support"] else "for"


def scope(topic: Topic) -> list[str]:
    """The jurisdictions heard on the leading side."""
    against = topic.score.mu < 0
    return sorted({v.jur for v in topic.score.voices if (v.stance == Stance.OPPOSE) == against})


def timeline(weekly: Sequence[int], totals: Sequence[int], calendar: Calendar) -> list[Json]:
    """Texts per week, oldest first, ending with the digest's own week."""
    return [
        {"week": calendar.label(back), "texts": weekly[back], "all": totals[back]}
        for back in reversed(range(min(_TIMELINE_WEEKS, calendar.weeks)))
    ]


def _by_weight(topic: Topic) -> list[Voice]:
    return sorted(topic.score.voices, key=lambda voice: (-voice.weight, voice.principal))


def _voice(voice: Voice, topic: Topic) -> Json:
    said = [item.id for item in topic.evidence if item.principal == voice.principal]
    return {
        "principal": voice.principal, "class": voice.cls, "jurisdiction": voice.jur, "strength": voice.strength,
        "weight": voice.weight, "stance": voice.stance, "mix": voice.mix, "lang": voice.lang, "statements": said,
    }  # fmt: skip


def _why(topic: Topic, changes: Moves) -> Json:
    y, total, before, total_before = topic.counts
    return {
        "texts": y, "texts_all": total, "texts_before": before, "texts_all_before": total_before,
        "overdispersion": topic.overdispersion, "joined": list(changes.joined),
        "joined_this_week": list(changes.joined_this_week),
        "changed": [
            {"principal": c.principal, "from": c.before.statement.stance.value, "to": c.after.statement.stance.value,
             "statement_before": c.before.id, "statement": c.after.id, "this_week": c.principal in
             changes.changed_this_week}
            for c in changes.changed
        ],
    }  # fmt: skip


def _differ(topic: Topic, table: Thresholds) -> Json:
    return {stance.value: quotes.reservations(topic, stance, table) for stance in (Stance.CONDITIONAL, Stance.OPPOSE)}


def _proposition(found: Instrument) -> tuple[str, str]:
    # a gathering or a report cannot be adopted: the question is whether one stands behind it
    en = found.en if found.en.startswith("The ") else f"The {found.en}"
    zh = found.zh if found.zh.startswith("《") else f"《{found.zh}》"
    match found.kind:
        case "summit" | "event":
            return f"{en} and its outcome deserve support.", f"应支持{found.zh}及其成果。"
        case "report" | "statement":
            return f"{en} points in the right direction.", f"{zh}方向正确，应予支持。"
        case _:
            return f"{en} should be adopted and carried out.", f"应通过并落实{zh}。"

"""Sentences by template from counted facts, as an editor would write them."""

from __future__ import annotations

from dataclasses import dataclass

from digest.canonical import Json
from digest.edition import GLYPH, Edition
from digest.words import number, percents, signed

_NAMED = 3
_NAMED_IN_BRIEF = 2
PER_SIDE = 4
_PART = 0.5
_INTERNATIONAL = "INTL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A labelled sentence: the label is set in bold."""

    label: str
    text: str
    glyph: str = ""


def brief(edition: Edition) -> list[Line]:
    """The at most five lines of "in 30 seconds": one per state, what is new, what it rests on."""
    lines = [_agreed_line(edition)]
    lines += [_contested_line(edition, row) for row in edition.cards("contested")[:1]]
    held = [
        _held_line(edition, edition.cards(state)[0]) for state in ("consolidating", "fading") if edition.cards(state)
    ]
    lines += held[:1] if len(held) < 2 else [_joined(edition, held)]
    news = [_new_line(edition)] if edition.body["topics"] else []
    return [*lines, *news, _coverage_line(edition)]


def verdict(edition: Edition, row: Json) -> str:
    """The card's first sentence: how many say yes, how many no."""
    words, sides = edition.words, row["sides"]
    yes, no = len(sides["support"]) + len(sides["conditional"]), len(sides["oppose"])
    if not row["voices"]:
        return words("verdict_silent")
    if row["direction"] == "against" and not (yes and row["state"] == "contested"):
        rest = words("verdict_rest_for", n=yes)
        return words(
            "verdict_against" if yes else "verdict_against_all", against=no, voices=row["voices"], rest=rest,
            conditions=_conditions(edition, row),
        )  # fmt: skip
    rest = words("verdict_rest_against", n=no)
    return words(
        "verdict_agreed" if no else "verdict_agreed_all", aligned=yes, voices=row["voices"], rest=rest,
        conditions=_conditions(edition, row),
    )  # fmt: skip


def why(edition: Edition, row: Json) -> str:
    """What moved the topic: attention, first-time backers, changes of position."""
    words, facts = edition.words, row["why"]
    parts = [_attention(edition, facts)]
    joined = len(facts["joined"])
    parts.append(words("why_newcomers", n=joined) if joined else words("why_joined_none"))
    parts += [
        words("why_changed", who=edition.name(c["principal"]), **{"from": words(c["from"]), "to": words(c["to"])})
        for c in facts["changed"][:_NAMED]
    ]
    return words.sentence(_clauses(edition, parts))


def who(edition: Edition, row: Json) -> list[Line]:
    """Each side by name, heaviest voice first, the rest counted; empty sides are left out."""
    return [
        Line(label=edition.words(f"stance_{stance}"), text=edition.names(row["sides"][stance], PER_SIDE))
        for stance in ("support", "conditional", "oppose")
        if row["sides"][stance]
    ]


def differ(edition: Edition, row: Json) -> tuple[str, list[str]]:
    """What they differ on: who holds back or objects, and the statements that say so; empty where nobody does."""
    told = [(stance, row["differ"][stance]) for stance in ("conditional", "oppose")]
    told = [(stance, one) for stance, one in told if one["principals"] or one["statement_id"]]
    if not told:
        return "", []
    parts = [_reservation(edition, stance, one["principals"]) for stance, one in told]
    refs = [one["statement_id"] for _, one in told if one["statement_id"]]
    return edition.words.sentence(_clauses(edition, parts)), refs


def missing(edition: Edition, row: Json) -> str:
    """What a thin topic would need."""
    words, parts = edition.words, []
    if row["missing_voices"]:
        parts.append(words("missing_voices", n=row["missing_voices"]))
    if row["missing_texts"]:
        parts.append(words("missing_texts", n=row["missing_texts"]))
    wanted = words("missing_more", what=words.listed(parts)) if parts else words("missing_balance")
    return wanted + words("held_before") if row["state"] == "fading" else wanted


def change(edition: Edition, row: Json) -> str:
    """A lens's share against the baseline."""
    words = edition.words
    if not row["all_before"]:
        return words("change_none")
    now, before = row["share"], row["share_before"]
    key = "change_same" if f"{now:.0%}" == f"{before:.0%}" else "change_up" if now > before else "change_down"
    return f"{now:.0%} · " + words(key, before=f"{before:.0%}")


def shares(row: Json) -> list[tuple[str, float, str]]:
    """Stance, share and percentage, from for to against; the percentages add up to 100, and nobody has none."""
    order = ("support", "conditional", "oppose")
    values = [row["distribution"][stance] for stance in order]
    return list(zip(order, values, percents(values) if row["voices"] else ["–"] * len(order), strict=True))


def index_line(row: Json) -> str:
    """`73 (58–81)`; a dash where nobody took a side."""
    return f"{row['eci']:.0f} ({row['lo']:.0f}–{row['hi']:.0f})" if row["voices"] else "–"


def figures(edition: Edition, row: Json) -> list[tuple[str, str]]:
    """The row of measures under a card."""
    words = edition.words
    means = row["mean_by_lang"]
    return [
        (words("index"), index_line(row)), (words("agreement"), number(row["agreement"])),
        (words("breadth"), number(row["breadth"])), (words("emergence"), number(row["emergence"])),
        (words("voices"), str(row["voices"])), (words("texts_sided"), str(row["families"])),
        (words("mean_zh"), signed(means.get("zh"))), (words("mean_en"), signed(means.get("en"))),
    ]  # fmt: skip


def _reservation(edition: Edition, stance: str, principals: list[str]) -> str:
    if not principals:
        return edition.words(f"differ_{stance}_single")
    return edition.words(f"differ_{stance}", n=len(principals), who=edition.names(principals, _NAMED))


def _agreed_line(edition: Edition) -> Line:
    rows = edition.drawn()
    if not rows:
        return Line(label=edition.words("sec_emerging"), text=edition.words("brief_none"), glyph=GLYPH["emerging"])
    return _held_line(edition, rows[0])


def _held_line(edition: Edition, row: Json) -> Line:
    words, state = edition.words, row["state"]
    label = _label(edition, row)
    if state == "fading":
        return Line(label=label, text=words.sentence(words(_fading(edition, row))), glyph=GLYPH[state])
    yes, no = _sizes(row)
    against = row["direction"] == "against"
    text = words(
        "brief_agreed" if yes and no else "brief_agreed_all", aligned=no if against else yes, voices=row["voices"],
        direction=words("brief_against" if against else "brief_for"),
        conditions="" if against else _conditions(edition, row),
        claim=_claim(edition, row), all="all" if _claim(edition, row) else "All",
        where=_where(edition, row), langs=_langs(edition, row), **_index(row),
    )  # fmt: skip
    return Line(label=label, text=text, glyph=GLYPH[state])


def _fading(edition: Edition, row: Json) -> str:
    """Which sentence tells why a topic fades: silence, too few voices to tell, or less attention and less agreement."""
    if not row["voices"]:
        return "brief_fading_silent"
    settings = edition.body["scoring"]["settings"]
    least = (("voices", "min_principals"), ("families", "min_families"), ("effective_voices", "min_effective"))
    is_thin = any(row[key] < settings[limit] for key, limit in least)
    return "brief_fading_thin" if is_thin and row["p_decline"] < settings["decline"] else "brief_fading"


def _where(edition: Edition, row: Json) -> str:
    # international bodies are heard, but they are no jurisdiction
    places = [place for place in row["scope"] if place != _INTERNATIONAL]
    if len(places) == len(row["scope"]):
        return edition.words("n_jurisdictions", n=len(places))
    return edition.words("n_jurisdictions_intl", n=len(places)) if places else edition.words("intl_only")


def _label(edition: Edition, row: Json) -> str:
    return edition.words.sentence(edition.words(f"state_{row['state']}")) + _colon(edition) + edition.title(row)


def _colon(edition: Edition) -> str:
    return "：" if edition.lang == "zh" else ": "


def _claim(edition: Edition, row: Json) -> str:
    # the first line tells a newcomer what is agreed; further down the topic's name will do
    if row["state"] not in ("emerging", "early_signal"):
        return ""
    return edition.proposition(row).rstrip(".。") + _colon(edition)


def _contested_line(edition: Edition, row: Json) -> Line:
    words, sides = edition.words, row["sides"]
    backers = [*sides["support"], *sides["conditional"]]
    text = words(
        "brief_contested", aligned=len(backers), voices=row["voices"], conditions=_conditions(edition, row),
        pros=edition.names(backers, _NAMED_IN_BRIEF),
        rest=words("verdict_rest_against", n=len(sides["oppose"])),
        cons=edition.names(sides["oppose"], _NAMED_IN_BRIEF),
        **_index(row),
    )  # fmt: skip
    return Line(label=_label(edition, row), text=words.sentence(text), glyph=GLYPH["contested"])


def _joined(edition: Edition, held: list[Line]) -> Line:
    # the fourth and fifth lines are taken: two quieter states share one
    first, second = held
    stop = "。" if edition.lang == "zh" else ". "
    return Line(
        label=first.label, text=f"{first.text} {second.glyph} {second.label}{stop}{second.text}", glyph=first.glyph
    )


def _new_line(edition: Edition) -> Line:
    words, facts = edition.words, edition.body["summary"]
    joined, changed = facts["joined_this_week"], _changed(edition)
    text = words(
        "brief_new",
        joined=words("brief_joined", n=joined) if joined else words("brief_joined_none"),
        changed=words("brief_changed", n=len(changed), who=words.listed(changed, 2))
        if changed else words("brief_changed_none"),
    )  # fmt: skip
    return Line(label=words("brief_new_label"), text=words.sentence(text))


def _changed(edition: Edition) -> list[str]:
    return [
        edition.words("brief_changed_one", who=edition.names([change["principal"]]), what=edition.title(row))
        for row in edition.body["topics"]
        for change in row["why"]["changed"]
        if change["this_week"]
    ]


def _coverage_line(edition: Edition) -> Line:
    words, facts = edition.words, edition.body["coverage"]
    langs = facts["sources_by_lang"]
    silent = len(facts["silent_sources"])
    text = words(
        "brief_coverage", texts=words("n_texts", n=edition.body["summary"]["texts"]),
        sources=words("n_sources", n=sum(langs.values())), zh=langs.get("zh", 0), en=langs.get("en", 0),
        folded=words("brief_folded", articles=facts["articles"]) if facts["articles"] > facts["families"] else "",
        silent=words("brief_silent", n=silent) if silent else "",
    )  # fmt: skip
    return Line(label=words("brief_coverage_label"), text=words.sentence(text))


def _attention(edition: Edition, facts: Json) -> str:
    words = edition.words
    y, t, before, tb = (facts[key] for key in ("texts", "texts_all", "texts_before", "texts_all_before"))
    if not tb:
        return words("why_no_past", y=y, t=t)
    text = words("why_now", y=y, t=t, before=before, tb=tb)
    ratio = (y / t) / (before / tb) if t and before else 0.0
    return text + (words("why_rate", ratio=f"{ratio:.1f}") if ratio >= 1.5 else "")


def _clauses(edition: Edition, parts: list[str]) -> str:
    joint, stop = ("；", "。") if edition.lang == "zh" else ("; ", ".")
    return joint.join(parts) + stop


def _conditions(edition: Edition, row: Json) -> str:
    count = len(row["sides"]["conditional"])
    return edition.words("brief_conditions", n=count) if count else ""


def _sizes(row: Json) -> tuple[int, int]:
    sides = row["sides"]
    return len(sides["support"]) + len(sides["conditional"]), len(sides["oppose"])


def _langs(edition: Edition, row: Json) -> str:
    means = row["mean_by_lang"]
    if {"zh", "en"} <= set(means):
        return edition.words("langs_alike" if abs(means["zh"] - means["en"]) <= _PART else "langs_apart")
    only = next((lang for lang in ("zh", "en") if lang in means), None)
    return edition.words(f"langs_only_{only}") if only else ""


def _index(row: Json) -> dict[str, str]:
    return {key: f"{row[key]:.0f}" for key in ("eci", "lo", "hi")}

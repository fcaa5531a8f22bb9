"""What a digest says in so many words: who fades and why, from where, with which conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest import pictures, prose
from digest.canonical import Json
from digest.edition import Edition
from digest.words import LANGS, Words
from tests.rendered import edition, page

both = pytest.mark.parametrize("lang", LANGS)


def with_row(lang: str, state: str, **changed: object) -> tuple[Edition, Json]:
    """The authored issue with its first topic in another state, and that topic."""
    opened = edition(lang)
    row = {**opened.drawn()[0], "state": state, **changed}
    kept = [row, *(other for other in opened.body["topics"] if other["topic_id"] != row["topic_id"])]
    sections = {name: [row["topic_id"]] if name == state else [] for name in opened.body["sections"]}
    return replace(opened, body={**opened.body, "topics": kept, "sections": sections}), row


def brief_of(lang: str, state: str, **changed: object) -> str:
    return " ".join(line.text for line in prose.brief(with_row(lang, state, **changed)[0]))


@pytest.mark.parametrize(("facts", "key"), [
    (dict(voices=3, p_decline=0.2), "brief_fading_thin"),
    (dict(voices=3, p_decline=0.9), "brief_fading"),
    (dict(voices=12, p_decline=0.2), "brief_fading"),
    (dict(voices=0, p_decline=0.9), "brief_fading_silent"),
], ids=["too few", "few and losing attention", "many, no longer agreed", "silent"])  # fmt: skip
@both
def test_fading_is_told_by_its_reason(lang: str, facts: dict[str, float], key: str) -> None:
    words = Words(lang)
    assert words.sentence(words(key)) in brief_of(lang, "fading", **facts)


@both
def test_a_topic_without_voices_has_dashes_for_figures(lang: str) -> None:
    row = with_row(lang, "fading", voices=0)[1]
    assert prose.index_line(row) == "–"
    assert [text for _, _, text in prose.shares(row)] == ["–"] * 3


@pytest.mark.parametrize(("scope", "en", "zh"), [
    (["CN", "INTL", "US"], "from 2 jurisdictions and international bodies", "来自2个法域和国际组织"),
    (["CN", "US"], "from 2 jurisdictions,", "来自2个法域，"),
    (["INTL"], "from international bodies", "来自国际组织"),
])  # fmt: skip
def test_international_bodies_are_no_jurisdiction(scope: list[str], en: str, zh: str) -> None:
    assert en in brief_of("en", "emerging", scope=scope)
    assert zh in brief_of("zh", "emerging", scope=scope)


@both
def test_conditions_are_told_wherever_a_yes_is_counted(lang: str) -> None:
    suffix = Words(lang)("brief_conditions", n=3)
    assert suffix in brief_of(lang, "contested")
    assert suffix in prose.verdict(*with_row(lang, "contested"))
    assert suffix in prose.verdict(*with_row(lang, "steady", direction="against"))


def test_both_forms_name_as_many_people() -> None:
    assert prose.who(*with_row("en", "emerging"))[0].text in page("en", "html")
    assert prose.who(*with_row("en", "emerging"))[0].text in page("en", "md")


def test_a_long_name_on_the_map_is_cut_by_its_width_and_governments_go_by_their_country() -> None:
    drawn = pictures.alignment_map(edition("en"))
    assert "Computer and Communications…" in drawn
    assert "Government of" not in drawn

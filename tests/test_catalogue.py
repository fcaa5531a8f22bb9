"""What the shipped catalogue promises: its size, its cues, its periods, its holders, its dates."""

from __future__ import annotations

from datetime import date

import pytest

from domain.catalogue import Catalogue, Theme, default
from domain.catalogue_checks import normal


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return default()


def test_the_shipped_catalogue_is_as_large_as_promised(shipped: Catalogue) -> None:
    assert (len(shipped.actors) >= 350, len(shipped.instruments) >= 180) == (True, True)


def test_a_theme_has_twenty_cues_in_each_language(shipped: Catalogue) -> None:
    few = {theme.id for theme in shipped.themes.values() if min(len(theme.cues_en), len(theme.cues_zh)) < 20}
    assert few == set()


def test_a_chinese_cue_has_three_characters_since_two_stand_inside_other_words(shipped: Catalogue) -> None:
    short = {cue for theme in shipped.themes.values() for cue in theme.cues_zh if len(normal(cue)) < 3}
    assert short == set()


def test_a_cue_is_not_silenced_by_its_own_theme(shipped: Catalogue) -> None:
    assert [theme.id for theme in shipped.themes.values() if _silenced(theme)] == []


def test_a_phrase_that_silences_holds_a_cue_of_its_theme(shipped: Catalogue) -> None:
    idle = {phrase for theme in shipped.themes.values() for phrase in _idle(theme)}
    assert idle == set()


def test_every_principal_is_an_actor_or_a_known_group(shipped: Catalogue) -> None:
    groups = {actor.principal for actor in shipped.actors.values()} - set(shipped.actors)
    assert groups <= {"iso_iec", "stanford"}


def test_periods_of_an_office_follow_one_another(shipped: Catalogue) -> None:
    for actor in shipped.actors.values():
        for earlier, later in zip(actor.periods, actor.periods[1:], strict=False):
            assert earlier.end == later.start, actor.id


def test_only_an_office_that_speaks_for_itself_has_periods(shipped: Catalogue) -> None:
    assert [actor.id for actor in shipped.actors.values() if actor.periods and actor.principal != actor.id] == []


def test_a_holder_leaves_after_coming(shipped: Catalogue) -> None:
    assert [holder for holder in shipped.holders if holder.end is not None and holder.end <= holder.start] == []


def test_a_holders_name_is_nobodys_alias(shipped: Catalogue) -> None:
    aliases = {normal(name) for actor in shipped.actors.values() for name in (*actor.aliases_en, *actor.aliases_zh)}
    held = {normal(name) for holder in shipped.holders for name in (*holder.names_en, *holder.names_zh)}
    assert held & aliases == set()


def test_a_name_is_held_at_one_office_at_a_time(shipped: Catalogue) -> None:
    seen: dict[str, list[tuple[str, str]]] = {}
    for holder in shipped.holders:
        for name in {normal(name) for name in (*holder.names_en, *holder.names_zh)}:
            spans = seen.setdefault(name, [])
            assert all(holder.start >= end or (holder.end or "9999") <= start for start, end in spans), name
            spans.append((holder.start, holder.end or "9999"))


def test_the_president_in_2022_and_in_2025_is_not_one_principal(shipped: Catalogue) -> None:
    found = {shipped.principal("us_nist", day) for day in (date(2022, 10, 4), date(2025, 7, 23))}
    assert found == {"us_exec.biden", "us_exec.trump_2"}


def test_a_date_of_an_instrument_is_a_day_that_exists(shipped: Catalogue) -> None:
    for instrument in shipped.instruments.values():
        for day in (instrument.date, *instrument.dates.values()):
            assert date.fromisoformat(day if len(day) == 10 else f"{day}-01"), instrument.id


def test_a_revoked_instrument_says_when(shipped: Catalogue) -> None:
    gone = [entry for entry in shipped.instruments.values() if entry.status == "revoked"]
    assert [entry.id for entry in gone if not entry.dates] == []


def _silenced(theme: Theme) -> bool:
    quiet = {normal(phrase) for phrase in (*theme.not_en, *theme.not_zh)}
    return any(normal(cue) in quiet for cue in (*theme.cues_en, *theme.cues_zh))


def _idle(theme: Theme) -> list[str]:
    words = (*theme.cues_en, *theme.cues_zh, *theme.weak_en, *theme.weak_zh)
    cues = [normal(word).removesuffix("s").removesuffix("ie") for word in words]
    return [phrase for phrase in (*theme.not_en, *theme.not_zh) if not any(cue in normal(phrase) for cue in cues)]

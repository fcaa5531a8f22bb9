"""The demo's articles as written: how many, in which scripts and weeks, and what their writers put into them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from app.newsroom.edition import NOW, WEEKS, Story, expected, stories
from domain.catalogue import default
from domain.records import Role, Stance
from domain.text import language


def story(name: str) -> Story:
    return next(each for each in stories() if each.id == name)


def test_there_are_at_least_66_articles_by_14_outlets_in_three_scripts() -> None:
    assert len(stories()) >= 66
    assert len({each.outlet for each in stories()}) >= 14
    assert {each.lang for each in stories()} == {"zh-Hans", "zh-Hant", "en"}


def test_every_week_of_the_demo_has_at_least_five_articles() -> None:
    per_week = Counter(each.week for each in stories())

    assert len(WEEKS) >= 8
    assert min(per_week[week] for week in WEEKS) >= 5


def test_nothing_is_published_after_the_moment_the_demo_looks_back_from() -> None:
    assert max(each.published for each in stories()) < NOW
    assert WEEKS[-1].end <= NOW < WEEKS[-1].end + timedelta(days=1)


def test_at_least_eight_articles_are_of_no_interest_and_eight_take_no_side() -> None:
    assert sum(not each.relevant for each in stories()) >= 8
    assert sum(each.relevant and not each.expected for each in stories()) >= 8


def test_an_article_is_in_its_language() -> None:
    assert [each.id for each in stories() if language(each.text) != each.lang] == []


def test_an_article_is_as_long_as_real_ones() -> None:
    size = {each.id: len(each.text.split()) if each.lang == "en" else len(each.text) for each in stories()}
    least = {each.id: 140 if each.lang == "en" else 240 for each in stories()}

    assert {name: length for name, length in size.items() if not least[name] <= length <= 700} == {}


def test_an_expected_statement_names_the_catalogue() -> None:
    known = {f"theme:{name}" for name in default().themes} | {f"instrument:{name}" for name in default().instruments}
    wanted = [each for found in expected().values() for each in found]

    assert {each.target for each in wanted} <= known
    assert {each.actor for each in wanted} <= {"author", *default().actors}


def test_an_expected_statement_quotes_its_article() -> None:
    missing = [(each.id, one.quote) for each in stories() for one in expected()[each.id] if one.quote not in each.text]
    assert missing == []


@pytest.mark.parametrize(("target", "principals", "against"), [
    ("theme:content_provenance", 11, 0),
    ("theme:capacity_building", 11, 0),
    ("instrument:eu_digital_omnibus_ai", 10, 3),
])  # fmt: skip
def test_a_topic_has_the_voices_its_story_needs(target: str, principals: int, against: int) -> None:
    catalogue = default()
    said = [wanted for each in stories() for wanted in each.expected if wanted.target == target]

    assert len({catalogue.principal(wanted.actor) for wanted in said}) >= principals
    assert len({wanted.actor for wanted in said if wanted.stance is Stance.OPPOSE}) >= against


def test_reprints_and_the_translation_name_the_article_they_repeat() -> None:
    repeats = [each for each in stories() if each.role is not Role.FIRST]

    assert Counter(each.role for each in repeats)[Role.REPRINT] >= 5
    assert any(each.role is Role.TRANSLATION for each in repeats)
    assert all(story(each.family).role is Role.FIRST and each.family != each.id for each in repeats)
    assert all(each.published > story(each.family).published for each in repeats)

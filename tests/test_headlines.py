"""Who speaks in a headline, in the line itself and in the first paragraph below it."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from domain.text import has_han
from nlp.headlines import speaker
from nlp.reading import read
from nlp.statements import statements
from tests.tagging import plain, tagger

MACRON = "2025-02-11"


def held(title: str, text: str) -> set[tuple[str, str]]:
    doc = tagger().tag(plain(text, title=title, on=MACRON))
    return {(one.actor, one.target) for one in statements(doc, default(), least=0.0) if one.actor != "author"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Macron: watermarks should be law", ("fr_gov",)),
        ("Guterres urges watermarks", ("un_secretariat",)),
        ("Nvidia CEO slams chip rules", ("nvidia",)),
        ("The UNESCO warns of fakes", ("unesco",)),
        ("Nvidia shares fall", ()),
        ("Chips from Nvidia: what buyers should know", ()),
        ("古特雷斯呼吁标识合成内容", ("un_secretariat",)),
        ("商汤科技：标识不是负担", ("sensetime",)),
        ("商汤科技股价下跌", ()),
    ],
)
def test_a_title_lets_whom_it_begins_with_speak(title: str, expected: tuple[str, ...]) -> None:
    text = "人工智能要可信。" if has_han(title) else "AI should be safe."
    assert speaker(read(tagger().tag(plain(text, title=title, on=MACRON)), default())) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Guterres urges watermarks", "In Geneva, the secretary-general said that watermarking must be mandatory.",
         ("un_secretariat", "theme:content_provenance")),
        ("Macron: watermarks should be law", "The president said that watermarking must be mandatory.",
         ("fr_gov", "theme:content_provenance")),
        ("外交部：反对技术封锁", "有记者在例行记者会上问及芯片。发言人表示，坚决反对技术封锁。",
         ("cn_mfa", "theme:chips_supply_chain")),
        ("古特雷斯呼吁标识合成内容", "这位秘书长在日内瓦说，必须加强内容标识。",
         ("un_secretariat", "theme:content_provenance")),
    ],
)  # fmt: skip
def test_the_first_paragraph_means_the_speaker_of_the_title(title: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in held(title, text)


def test_a_title_that_lets_nobody_speak_leaves_a_spokesperson_unknown() -> None:
    assert held("人工智能芯片", "发言人表示，坚决反对技术封锁。") == set()


def test_what_is_stated_is_a_sentence_of_the_text_and_never_the_title() -> None:
    assert (
        held("Macron: watermarks should be law", "It rained in Paris while artificial intelligence was debated.")
        == set()
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Macron: Europe needs open source AI", ("fr_gov", "theme:open_source")),
        ("马克龙：欧洲需要开源人工智能", ("fr_gov", "theme:open_source")),
        ("古特雷斯：必须加强内容标识", ("un_secretariat", "theme:content_provenance")),
    ],
)
def test_a_headline_that_is_a_line_of_the_text_is_its_speakers(line: str, expected: tuple[str, str]) -> None:
    assert expected in held("", f"{line}\n{'The summit lasted two days.' if line[0] < 'z' else '峰会持续两天。'}")

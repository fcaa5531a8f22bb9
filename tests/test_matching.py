"""One automaton over folded text, with the rules of the catalogue's headers and exact offsets back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.folding import fold
from nlp.matching import Edge, Hit, Layer, Matcher, Pattern
from nlp.segment import sentences

NAMES = Matcher(
    [
        Pattern(Layer.ACTOR, "eu", "EU", Edge.ACRONYM),
        Pattern(Layer.ACTOR, "us", "US", Edge.ACRONYM),
        Pattern(Layer.ACTOR, "cn_gov", "中方", Edge.TOKEN),
        Pattern(Layer.ACTOR, "us_gov", "美方", Edge.TOKEN),
        Pattern(Layer.ACTOR, "nato", "北约", Edge.TOKEN),
        Pattern(Layer.ACTOR, "state_council", "国务院"),
        Pattern(Layer.ACTOR, "state_department", "美国国务院"),
        Pattern(Layer.ACTOR, "cass", "中国社会科学院"),
        Pattern(Layer.ACTOR, "cac", "网信办", words=("国家", "办法")),
        Pattern(Layer.ACTOR, "commission", "Commission", words=("EU", "Brussels")),
        Pattern(Layer.ACTOR, "un", "联合国"),
        Pattern(Layer.INSTRUMENT, "summit", "联合国未来峰会"),
        Pattern(Layer.INSTRUMENT, "eo", "第14110号行政令"),
        Pattern(Layer.THEME, "capacity", "capacity building", inflects=True),
        Pattern(Layer.THEME, "chips", "供应链安全", inflects=True),
        Pattern(Layer.NOT_THEME, "chips", "软件供应链安全", inflects=True),
        Pattern(Layer.THEME, "audits", "audit", inflects=True),
    ]
)


def found(text: str, lang: str = "zh-Hans") -> list[Hit]:
    return NAMES.find(text, sentences(text, lang))


def ids(text: str, lang: str = "zh-Hans") -> list[str]:
    return [hit.id for hit in found(text, lang)]


def test_an_acronym_keeps_its_capitals() -> None:
    assert ids("The EU told us so.", "en") == ["eu"]


def test_a_latin_name_needs_word_edges() -> None:
    assert ids("EUROPE and USB", "en") == []


def test_a_chinese_name_needs_no_space() -> None:
    assert ids("今天国务院印发通知") == ["state_council"]


def test_a_latin_name_between_chinese_characters_has_edges() -> None:
    assert ids("美方与EU达成协议") == ["us_gov", "eu"]


def test_a_short_chinese_name_is_not_found_inside_another_word() -> None:
    assert ids("其中方法很多，这是完美方案，在东北约定见面") == []


def test_a_short_chinese_name_is_found_as_a_word() -> None:
    assert ids("对此，中方表示欢迎，美方和北约没有回应") == ["cn_gov", "us_gov", "nato"]


def test_the_longest_name_wins() -> None:
    assert ids("美国国务院发言人") == ["state_department"]


def test_an_event_does_not_hide_the_actor_inside_its_name() -> None:
    assert set(ids("联合国未来峰会开幕")) == {"un", "summit"}


def test_an_institution_is_not_found_inside_the_name_of_its_university() -> None:
    assert ids("中国社会科学院大学教授撰文") == []
    assert ids("中国社会科学院学者撰文") == ["cass"]


def test_an_ambiguous_name_needs_a_word_in_the_same_or_the_previous_sentence() -> None:
    assert ids("网信办来电。") == []
    assert ids("国家有关部门发布通知。网信办随后解读。") == ["cac"]
    assert ids("国家有关部门发布通知。大家都在看。网信办随后解读。") == []


def test_a_context_word_in_latin_script_needs_word_edges() -> None:
    assert ids("The Commission met in Brussels.", "en") == ["commission"]
    assert ids("The Commission met in Bruges.", "en") == []


def test_a_not_label_silences_the_cue_inside_it() -> None:
    hits = found("软件供应链安全不同于芯片供应链安全")
    assert [hit.span.start for hit in hits if hit.layer is Layer.THEME] == [12]


def test_a_hyphen_is_a_space_in_english() -> None:
    assert ids("Capacity-building matters", "en") == ["capacity"]


def test_a_cue_is_found_inflected() -> None:
    assert ids("Audits were done; it was audited.", "en") == ["audits", "audits"]


def test_quotes_and_spaces_beside_chinese_do_not_matter() -> None:
    text = "签署“第 14110 号”行政令"
    (hit,) = found(text)
    assert text[hit.span.start : hit.span.end] == "第 14110 号”行政令"


def test_traditional_characters_find_simplified_names() -> None:
    assert ids("美國國務院與聯合國") == ["state_department", "un"]


def test_full_width_letters_find_latin_names() -> None:
    text = "ＥＵ表示"
    assert [(hit.id, text[hit.span.start : hit.span.end]) for hit in found(text)] == [("eu", "ＥＵ")]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_folding_maps_every_character_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.at) == len(folded.case)
    assert list(folded.at) == sorted(folded.at)
    assert all(0 <= place < len(text) for place in folded.at)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["国务院", "EU", "他说", " ", "“", "。", "\n", "ﬁ", "é", "中方"]), max_size=20))
def test_a_hit_stands_on_its_name(parts: list[str]) -> None:
    text = "".join(parts)
    for hit in found(text):
        assert fold(text[hit.span.start : hit.span.end]).text == fold(hit.name).text

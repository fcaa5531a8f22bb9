"""Who has the word in a Chinese conversation: questions, answers, speakers before a colon."""

from __future__ import annotations

from domain.catalogue import default
from domain.records import Act, TaggedDoc
from nlp.attribution import holdings
from nlp.reading import read
from tests.tagging import tagger

ASKED = "记者就此采访了工业和信息化部负责人陈远山。\n"
TALK = "围绕这一话题，中国政法大学法学院院长陈远山与某公司法务林近水展开对话。\n"


def held(text: str) -> dict[str, tuple[str, ...]]:
    """Holders of each sentence that somebody holds."""
    doc = tagger().tag(TaggedDoc(id="t", title="人工智能治理", text=text, lang="zh-Hans"))
    found = holdings(read(doc, default()))
    return {text[one.sentence.start : one.sentence.end].strip(): one.holders for one in found}


def test_whoever_was_interviewed_answers() -> None:
    found = held(f"{ASKED}问\n如何看待新形势？\n答\n数据越来越多。\n必须守住底线。\n问：还有呢？\n答：企业要自律。")
    assert {found["数据越来越多。"], found["必须守住底线。"], found["答：企业要自律。"]} == {("cn_miit",)}


def test_a_question_is_nobodys() -> None:
    found = held(f"{ASKED}问：工业和信息化部要求企业加强网络安全吗？\n答：是的。\n问：还有呢？\n答：企业要自律。")
    assert not any(sentence.startswith("问") for sentence in found)


def test_a_speaker_before_a_colon_speaks_for_whom_they_were_introduced() -> None:
    found = held(f"{TALK}陈远山：企业要自律。\n平台也一样。\n陈远山：还要公开。")
    assert {found["陈远山：企业要自律。"], found["平台也一样。"]} == {("cupl",)}


def test_a_speaker_whom_nobody_knows_takes_the_word_from_the_one_before() -> None:
    found = held(f"{TALK}陈远山：企业要自律。\n林近水：成本不低。\n应当慢慢来。\n陈远山：还要公开。\n林近水：再议。")
    assert "应当慢慢来。" not in found
    assert found["陈远山：还要公开。"] == ("cupl",)


def test_labels_of_a_text_that_nobody_speaks_in_are_no_turns() -> None:
    found = held("来源：某报\n导语：企业要自律。\n导语：还要公开。\n应当慢慢来。")
    assert found == {}


def test_an_answer_is_a_quotation() -> None:
    text = f"{ASKED}问：有何安排？\n答：企业要自律。"
    doc = tagger().tag(TaggedDoc(id="t", title="人工智能治理", text=text, lang="zh-Hans"))
    assert holdings(read(doc, default()))[-1].act is Act.QUOTE

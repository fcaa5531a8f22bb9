"""Documents printed within a Chinese article, and sentences that go on with what a document says."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.attribution import holdings
from nlp.holding import Holding, Way
from nlp.reading import Reading, read
from tests.tagging import tagger

CLAUSES = "\n".join(f"第{number}条 平台应当公示第{number}类算法的规则。" for number in "一二三四五六七")
NOTE = "编者按\n近日，国家网信办决定开展一项行动，清单附后。笔者认为有必要看懂它。\n"
TITLE = "关于开展“明灯·算法公示”行动的通知\n"
AFTER = "\n推荐算法如何工作\n我们必须看懂推荐算法。"


def reading(text: str, *, title: str = "推荐算法如何工作", authors: tuple[str, ...] = ("柳如丝",)) -> Reading:
    doc = TaggedDoc(id="t", title=title, text=text, lang="zh-Hans", authors=authors)
    return read(tagger().tag(doc), default())


def held(found: Reading, sentence: str) -> list[Holding]:
    """The holdings of the sentence that begins so."""
    return [one for one in holdings(found) if found.doc.text.startswith(sentence, one.sentence.start)]


def who(text: str, sentence: str) -> set[str]:
    return {actor for one in held(reading(text), sentence) for actor in one.holders}


def test_a_notice_printed_below_an_editors_note_is_its_issuers_and_not_the_authors() -> None:
    assert who(NOTE + TITLE + CLAUSES + AFTER, "第三条") == {"cn_cac"}


def test_after_its_last_clause_a_printed_notice_speaks_no_more() -> None:
    assert who(NOTE + TITLE + CLAUSES + AFTER, "我们必须") == {"author"}


def test_numbered_lines_without_the_title_of_a_document_are_the_authors() -> None:
    assert who(NOTE + CLAUSES + AFTER, "第三条") == {"author"}


def test_numbered_lines_that_demand_nothing_are_no_document() -> None:
    plain = CLAUSES.replace("应当公示", "今年公示了")
    assert "cn_cac" not in who(NOTE + TITLE + plain + AFTER, "第三条")


def test_a_printed_document_whose_issuer_nobody_tells_is_not_taken_from_the_author() -> None:
    note = "编者按\n清单附后。笔者认为有必要看懂它。\n"
    assert who(note + TITLE + CLAUSES + AFTER, "第三条") == {"author"}


def test_a_regulation_printed_under_its_own_name_is_its_issuers() -> None:
    text = f"{NOTE}生成式人工智能服务管理暂行办法\n第一章 总则\n{CLAUSES}{AFTER}"
    assert who(text, "第三条") == {"cn_cac"}


EXPOUNDED = (
    "国家网信办发布《生成式人工智能服务管理暂行办法》。笔者认为，《办法》要求训练数据来源合法。\n《办法》规定，提供者应当保护个人信息。\n"
    "《办法》明确，提供者应当标注数据。\n《办法》提出，鼓励算力共享。\n"
)


def ways(text: str, sentence: str, *, title: str = "生成式人工智能服务管理暂行办法来了") -> set[Way]:
    return {one.way for one in held(reading(text, title=title), sentence)}


def test_what_is_demanded_of_somebody_is_what_the_document_says() -> None:
    assert ways(EXPOUNDED + "使用者应当接受培训。", "使用者应当") == {Way.FOCUS}


@pytest.mark.parametrize(
    "sentence",
    [
        "应鼓励企业开展评测，应当扩大开放。",
        "未来，还需要完善算法标准。",
        "美国在人工智能监管方面要求企业自律。",
        "《网络执法条例》中也要求平台承担义务。",
    ],
)
def test_advice_and_what_others_do_is_not_what_the_document_says(sentence: str) -> None:
    assert Way.FOCUS not in ways(EXPOUNDED + sentence, sentence)


def test_a_text_that_is_merely_cited_does_not_end_what_the_document_says() -> None:
    sentence = "使用者应当遵守《网络执法条例》并接受培训。"
    assert Way.FOCUS in ways(EXPOUNDED + sentence, sentence)


def test_a_document_named_long_ago_speaks_no_more() -> None:
    filler = "会议昨日召开。\n" * 8
    assert Way.FOCUS not in ways(EXPOUNDED + filler + "使用者应当接受培训。", "使用者应当")


def test_a_text_that_names_a_document_from_beginning_to_end_expounds_it_without_a_title() -> None:
    text = f"{EXPOUNDED}服务规范\n使用者应当接受培训。\n《办法》自下月起施行。"
    assert Way.FOCUS in ways(text, "使用者应当", title="算法随想")


def test_whose_text_a_sentence_turns_to_is_what_the_next_ones_say() -> None:
    text = "笔者比较两部法律。\n首先看欧盟的《人工智能法案》。其主要内容是按风险分类，提供者应当披露训练数据。"
    assert who(text, "其主要内容") == {"eu_commission"}


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("可信模型准则", "该准则"),
        ("可信模型指引", "这份指引"),
        ("可信模型指南", "该指南"),
        ("可信模型白皮书", "上述白皮书"),
    ],
)
def test_a_document_called_by_its_kind_speaks_for_whom_issued_it(name: str, noun: str) -> None:
    text = f"国家网信办发布《人工智能{name}》。会议昨日召开。\n{noun}要求企业披露人工智能训练数据。"
    assert who(text, noun) == {"cn_cac"}


def test_a_law_of_congress_alone_speaks_for_congress() -> None:
    assert who("《美国国防授权法案》要求军方评测模型。", "《美国国防授权法案》") == {"us_congress"}


def test_a_law_that_a_parliament_alone_passed_speaks_elsewhere_for_the_state() -> None:
    assert who("英国《在线安全法》要求企业评测模型。", "英国") == {"gb_gov"}
    assert who("《中华人民共和国数据安全法》要求企业评测模型。", "《") == {"cn_gov"}


def test_what_a_document_does_not_say_is_not_its_issuers() -> None:
    assert Way.FOCUS not in ways(EXPOUNDED + "不过，平台应当如何公示并未明确规定。", "不过")


def test_a_guide_for_judges_is_not_its_governments() -> None:
    judges, clerks = "《法官使用人工智能指南》", "《公务员使用人工智能指南》"
    told = "英国发布{0}。{0}要求使用者核实人工智能生成内容。"
    assert who(told.format(judges), f"{judges}要求") == set()
    assert who(told.format(clerks), f"{clerks}要求") == {"gb_gov"}


def test_where_a_text_was_proposed_is_not_who_proposed_it() -> None:
    assert "unga" not in who("联合国大会上，由中国主提的人工智能能力建设决议旨在弥合数字鸿沟。", "联合国")
    assert "unga" in who("联合国大会提出的人工智能能力建设决议旨在弥合数字鸿沟。", "联合国")


def test_advice_to_nobody_in_a_report_is_not_what_a_document_says() -> None:
    report = EXPOUNDED.replace("笔者认为，", "")
    assert Way.FOCUS not in ways(report + "应鼓励企业开展评测，应当扩大开放。", "应鼓励")

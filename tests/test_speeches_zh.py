"""Speeches printed in Chinese articles, documents called by a bare noun, and people whom nobody knows."""

from __future__ import annotations

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.attribution import holdings
from nlp.expounding import expounded
from nlp.reading import Reading, read
from tests.tagging import tagger

OPENING = "大会昨日开幕，上海人工智能实验室主任柳如丝在会上发表演讲。\n"
SPEECH = "以下为演讲全文：\n大家好，很高兴来到这里。\n我们必须加强人工智能安全评测。"


def reading(text: str, *, title: str = "柳如丝谈安全") -> Reading:
    return read(tagger().tag(TaggedDoc(id="t", title=title, text=text, lang="zh-Hans")), default())


def who(text: str, sentence: str, *, title: str = "柳如丝谈安全") -> set[str]:
    """The holders of the sentence that begins so."""
    found = reading(text, title=title)
    told = [one for one in holdings(found) if found.doc.text.startswith(sentence, one.sentence.start)]
    return {actor for one in told for actor in one.holders}


def test_a_printed_speech_is_said_by_whom_the_text_introduced() -> None:
    assert who(OPENING + SPEECH, "我们必须") == {"sh_ai_lab"}


def test_a_printed_speech_of_somebody_unknown_is_nobodys() -> None:
    opening = "欧盟委员会昨日要求企业加强安全。\n清石软件总裁柳如丝在会上发表演讲。\n"
    assert who(opening + SPEECH, "我们必须") == set()


def test_a_list_that_is_announced_is_no_speech() -> None:
    text = OPENING + "以下为各国的三项措施：\n必须加强人工智能安全评测。"
    assert who(text, "必须") == set()


def test_a_bare_statement_is_the_one_just_signed() -> None:
    text = "欧盟委员会和英国竞争与市场管理局日前签署联合声明。声明说，各方将维护公平竞争。"
    assert who(text, "声明说") == {"eu_commission", "gb_cma"}


def test_a_bare_report_is_the_one_just_issued() -> None:
    text = "美国国家标准与技术研究院发布了一份风险报告。报告指出，开发者应当加强安全测试。"
    assert who(text, "报告指出") == {"us_nist"}


def test_a_bare_report_is_not_that_of_who_merely_spoke() -> None:
    text = "美国国家标准与技术研究院表示关注风险。报告指出，开发者应当加强安全测试。"
    assert who(text, "报告指出") == set()


def test_he_is_the_person_named_last_whom_nobody_knows() -> None:
    text = "欧盟委员会宣布加强监管。随后，柳如丝对此提出建议。他认为企业应当加强安全评测。柳如丝表示赞同。"
    assert who(text, "他认为") == set()


def test_he_is_who_spoke_last_where_no_other_person_is_named() -> None:
    text = "美国商务部长宣布加强监管。他认为企业应当加强安全评测。"
    assert who(text, "他认为") == {"us_doc"}


def test_leaders_of_listed_states_act_for_them() -> None:
    text = "七国集团（G7）、欧盟、新加坡和韩国的世界领导人支持该倡议。"
    assert who(text, "七国") == {"g7", "eu_commission", "sg_gov", "kr_gov"}


def test_a_conference_expounds_nothing() -> None:
    text = "世界人工智能大会开幕。" + "世界人工智能大会有论坛。" * 3 + "世界人工智能大会闭幕。"
    assert expounded(reading(text, title="世界人工智能大会开幕")) == ""


def test_numbered_news_under_a_title_that_names_a_text_is_no_document() -> None:
    items = "\n".join(
        f"{number}、某企业泄露数据\n近日，某企业泄露第{number}批数据，依据本法案必须加强保护。"
        for number in range(1, 8)
    )
    assert reading(items, title="欧盟理事会通过《人工智能法案》").voice.holders == ()


def test_numbered_clauses_under_a_title_that_names_a_text_are_a_document() -> None:
    items = "\n".join(f"{number}、企业应当加强第{number}类数据保护，依据本法案处理。" for number in range(1, 8))
    assert reading(items, title="欧盟理事会通过《人工智能法案》").voice.holders != ()

"""Who speaks in a Chinese text where no sentence says so: documents printed in full, notices, passed-on texts."""

from __future__ import annotations

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.attribution import holdings
from nlp.holding import Way
from nlp.reading import read
from nlp.standing import standing
from nlp.voice import Voice, voice
from tests.tagging import tagger

POINTS = ("总体要求", "基本原则", "主要目标", "重点任务", "组织实施", "附则")
PLAN = "为做好有关工作，制定本方案。\n" + "\n".join(
    f"{number}、{point}\n加强人工智能标准建设。" for number, point in zip("一二三四五六", POINTS, strict=True)
)


def of(title: str, text: str, *, authors: tuple[str, ...] = (), outlet: str = "", url: str = "") -> Voice:
    """The voice of a Chinese text."""
    doc = TaggedDoc(id="t", title=title, text=text, lang="zh-Hans", authors=authors, outlet=outlet, url=url)
    return voice(tagger().tag(doc), default())


def test_a_plan_printed_in_full_is_the_voice_of_whom_its_title_names() -> None:
    found = of("工业和信息化部印发《智能算力标准工作方案》", f"工业和信息化部近日印发方案。\n{PLAN}")
    assert (found.holders, found.is_official) == (("cn_miit",), True)


def test_a_document_printed_under_its_own_name_is_its_issuers_voice() -> None:
    assert of("《人工智能能力建设普惠计划》全文", PLAN.replace("本方案", "本计划")).holders == ("cn_gov",)


def test_news_of_a_plan_is_not_the_plan() -> None:
    text = "工业和信息化部近日印发方案。方案提出，加强人工智能标准建设。"
    assert of("工业和信息化部印发《智能算力标准工作方案》", text).holders == ()


def test_a_numbered_essay_on_a_plan_is_not_the_plan() -> None:
    essay = PLAN.replace("制定本方案", "方案应运而生")
    assert of("工业和信息化部印发《智能算力标准工作方案》", essay).holders == ()


def test_a_signed_essay_that_quotes_this_plan_is_not_the_plan() -> None:
    found = of("工业和信息化部印发《智能算力标准工作方案》", PLAN, authors=("柳如丝",))
    assert "cn_miit" not in found.holders


def test_what_is_fundamental_does_not_speak_of_itself() -> None:
    text = "美国政府今日公布文本。\n基本规范不变。根本方案不变。原版本指南不变。日本法案也不变。"
    assert of("美国政府发布人工智能备忘录", text, authors=("柳如丝",)).holders == ()


def test_an_article_on_a_platform_is_not_the_voice_of_one_of_its_publishers() -> None:
    found = of("模型治理随想", "会议昨日召开。", outlet="柳林小站", url="https://mp.weixin.qq.com/s?__biz=x")
    assert found.holders == ()


EXPOUNDED = (
    "国家网信办发布《生成式人工智能服务管理暂行办法》。\n《办法》要求训练数据来源合法。\n《办法》规定，提供者应当保护个人信息。\n"
    "《办法》明确，提供者应当标注数据。\n《办法》提出，鼓励算力共享。\n"
)


def test_a_heading_on_somebody_else_ends_what_a_text_says() -> None:
    text = f"{EXPOUNDED}日本政府筹建研究所\n使用者应当接受人工智能素养培训。"
    assert "使用者应当接受人工智能素养培训。" not in _expounded(text)


def test_a_heading_on_nobody_goes_on_with_what_a_text_says() -> None:
    text = f"{EXPOUNDED}服务规范\n使用者应当接受人工智能素养培训。"
    assert "使用者应当接受人工智能素养培训。" in _expounded(text)


def test_a_sentence_that_neither_demands_nor_tells_is_not_what_a_text_says() -> None:
    text = f"{EXPOUNDED}深度伪造对社会造成冲击。"
    assert "深度伪造对社会造成冲击。" not in _expounded(text)


def _expounded(text: str, *, title: str = "生成式人工智能服务管理暂行办法来了") -> set[str]:
    """The sentences that a measure is said to say, though they do not name it."""
    doc = TaggedDoc(id="t", title=title, text=text, lang="zh-Hans")
    doc = tagger().tag(doc)
    held = [one for one in holdings(read(doc, default())) if one.way is Way.FOCUS]
    return {doc.text[one.sentence.start : one.sentence.end].strip() for one in held}


RULES = "《生成式人工智能服务管理暂行办法》"


def stood(text: str, *, authors: tuple[str, ...] = ()) -> set[str]:
    """The issuers that a text names and that stand behind one of the texts it names."""
    doc = TaggedDoc(id="t", title="", text=text, lang="zh-Hans", authors=authors)
    return {one.actor for one in standing(read(tagger().tag(doc), default()), [])}


ESSAY = "笔者认为，国家网信办的工作应当继续。企业应当自律。平台应当自查。"


def test_who_issued_a_text_that_an_author_merely_cites_says_nothing() -> None:
    assert stood(f"{ESSAY}此事适用{RULES}。", authors=("柳如丝",)) == set()


def test_who_issued_a_text_that_an_author_says_was_issued_stands_behind_it() -> None:
    assert stood(f"{ESSAY}去年出台的{RULES}影响深远。", authors=("柳如丝",)) == {"cn_gov"}


def test_to_carry_out_a_text_is_not_to_issue_it() -> None:
    assert stood(f"{ESSAY}要贯彻落实{RULES}。", authors=("柳如丝",)) == set()


def test_what_an_author_concludes_is_not_what_a_text_says() -> None:
    text = f"{EXPOUNDED}因此，使用者应当接受人工智能素养培训。"
    assert "因此，使用者应当接受人工智能素养培训。" not in _expounded(text)


def test_a_report_that_names_a_text_only_in_its_first_part_expounds_none() -> None:
    rest = "会议昨日召开，与会者讨论了别的事情。\n" * 6
    text = f"{EXPOUNDED}服务规范\n使用者应当接受人工智能素养培训。\n{rest}"
    assert "使用者应当接受人工智能素养培训。" not in _expounded(text, title="本周要闻")


def test_an_institute_speaks_in_the_summary_of_the_report_it_attaches() -> None:
    text = "中国信通院发布报告。\n1. 人工智能风险治理走深向实。"
    assert of("中国信通院发布《算力风险报告》（附下载）", text).holders == ("cn_caict",)
    assert of("中国信通院发布《算力风险报告》", text).holders == ()


def test_a_joint_declaration_printed_under_its_name_is_the_voice_of_both_states() -> None:
    text = "中国和法国元首会晤。\n" + "\n".join(f"{number}. 中国和法国支持开源。" for number in range(1, 8))
    assert set(of("中国和法国关于模型开源的联合声明", text).holders) == {"cn_gov", "fr_gov"}
    assert of("中国和法国关于模型开源的联合声明：看点", text).holders == ()


def test_who_is_named_in_another_item_of_a_title_issues_nothing() -> None:
    assert of("工业和信息化部开会；某公司发布《智能算力标准工作方案》", f"工业和信息化部开会。\n{PLAN}").holders == ()


def test_an_authoritys_text_is_its_own() -> None:
    assert of("标准先行", "平台应当自查。", outlet="国家互联网信息办公室").holders == ("cn_cac",)
    assert of("标准先行", "平台应当自查。", outlet="国家互联网信息办公室", authors=("工信部",)).holders == ("cn_cac",)


def test_an_experts_essay_on_an_authoritys_site_is_the_experts() -> None:
    found = of("标准先行", ESSAY, outlet="国家互联网信息办公室", authors=("柳如丝",))
    assert found.holders == ("author",)

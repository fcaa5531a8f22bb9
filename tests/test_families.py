"""Families: which texts are one text, told on texts written for it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records import Article, Membership, Role
from nlp.credits import credited
from nlp.families import families

DAY = datetime(2026, 3, 2, tzinfo=UTC)

TEXT = """本市数据局三月二日召开会议，讨论人工智能服务的备案办法。
与会者认为，备案应当简便，小企业不应承担与大平台相同的费用。
会议提出，提供者每年报告一次事故，报告内容包括时间、原因和补救措施。涉及未成年人的事故应在48小时内报告。
局长表示，办法先在3个区试行，为期18个月，到期由第三方评估。评估不合格的条款将被删除。
一位大学教授建议，公开每季度的备案数量，让公众知道哪些服务已经备案，哪些仍在审查。
行业协会代表说，会员企业愿意配合，但希望得到更清楚的表格和更早的答复。
会议最后决定，四月底以前公布征求意见稿，期限30天，意见可以通过邮件或信函提交。"""

ENGLISH = """The harbour council met on Monday to discuss how automated cranes should be licensed. Members agreed that
every licence must name a responsible engineer. Operators would report failures within 72 hours, and the council would
publish a summary each quarter. Two unions asked for training before the first machines arrive. The port authority said
it had set aside 14 million for courses and a helpline. A final vote is expected before the summer recess. If it passes,
licences will be issued from September, first to small terminals and later to the container yards in the east."""


def article(
    name: str, text: str, *, title: str = "备案办法征求意见", outlet: str = "", day: int = 0, lang: str = "zh-Hans"
) -> Article:
    when = DAY + timedelta(days=day)
    return Article(
        id=name, url=None, title=title, text=text, lang=lang, outlet=outlet or f"报{name}", published_at=when
    )


def family_of(placed: list[Membership]) -> dict[str, str]:
    return {one.article: one.family for one in placed}


def other_text(seed: int, size: int = 500) -> str:
    chance = random.Random(seed)
    return "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(size))


def test_a_copy_joins_the_family_of_the_first() -> None:
    first, second = families([article("a", TEXT), article("b", TEXT, day=1)])
    assert (first.role, second.role) == (Role.FIRST, Role.REPRINT)
    assert second.family == "a"


def test_the_evidence_names_the_containment_and_the_other_text() -> None:
    _, second = families([article("a", TEXT), article("b", TEXT, day=1)])
    assert "containment 1.00" in second.evidence
    assert second.evidence.endswith("(with a)")


def test_two_texts_of_their_own_stay_apart() -> None:
    found = family_of(families([article("a", TEXT), article("b", other_text(1))]))
    assert found == {"a": "a", "b": "b"}


def test_a_traditional_copy_is_a_copy() -> None:
    opencc = pytest.importorskip("opencc")
    copy = opencc.OpenCC("s2t").convert(TEXT)
    assert family_of(families([article("a", TEXT), article("b", copy, day=1)]))["b"] == "a"


def test_an_english_copy_with_other_line_breaks_joins() -> None:
    copy = ENGLISH.replace("\n", " ").replace("harbour council", "Harbour Council")
    found = family_of(families([article("a", ENGLISH, lang="en"), article("b", copy, lang="en", day=2)]))
    assert found["b"] == "a"


def test_a_copy_with_spam_spliced_in_joins() -> None:
    lines = TEXT.split("\n")
    spliced = "\n".join([*lines[:2], "扫码关注领取优惠券，限时三天，先到先得，名额有限。" * 3, *lines[2:]])
    assert family_of(families([article("a", TEXT), article("b", spliced, day=1)]))["b"] == "a"


def test_a_rewrite_joins_where_its_title_is_the_same() -> None:
    rewrite = TEXT.replace("与会者认为，备案应当简便，", "大家的看法是手续要少，").replace(
        "一位大学教授建议", "有学者在会上提出"
    )
    rewrite = rewrite.replace(
        "会员企业愿意配合，但希望得到更清楚的表格和更早的答复", "企业都会照办，只求表格明白些、答复快些"
    )
    same = family_of(families([article("a", TEXT), article("b", rewrite, day=1)]))
    assert same["b"] == "a"


def test_a_second_announcement_of_one_outlet_in_the_same_words_is_another_text() -> None:
    again = TEXT.replace("三月二日召开会议", "五月九日再次开会").replace(
        "一位大学教授建议，公开每季度的备案数量", "另外八家企业也作出承诺，按季报告数据"
    )
    again = again.replace(
        "会员企业愿意配合，但希望得到更清楚的表格和更早的答复", "又有八家企业签字，办法的范围因此扩大了一倍"
    )
    found = family_of(families([article("a", TEXT, outlet="局"), article("b", again, outlet="局", day=68)]))
    assert found["b"] == "b"


def test_markdown_and_addresses_do_not_count() -> None:
    marked = "![](https://example.org/one.png)\n" + TEXT.replace("备案办法", "**备案办法**").replace(
        "协会", "[协会](https://example.org/x)"
    )
    assert family_of(families([article("a", TEXT), article("b", marked, day=1)]))["b"] == "a"


BULLETIN = """安全周报第{n}期，统计时间为{m}月{d}日至{m}月{e}日。本周共收到漏洞报告{a}个，
其中高危{b}个，中危{c}个，低危{f}个。
与上周相比，报告总数变化{g}个，涉及厂商{h}家，已发布补丁{i}个。请各单位及时更新系统，加强口令管理，关闭不必要的端口。
本周处理网页篡改{j}起，仿冒页面{k}个，恶意程序{l}个。如需帮助，请致电本中心或发送邮件，我们将在工作时间内答复。"""


def bulletin(number: int) -> str:
    chance = random.Random(number)
    return BULLETIN.format(n=number, **{key: chance.randrange(10, 999) for key in "mdeabcfghijkl"})


def test_two_numbers_of_a_bulletin_are_two_texts() -> None:
    weeks = [article(f"w{n}", bulletin(n), title=f"安全周报2026年第{n}期", outlet="中心", day=7 * n) for n in (12, 13)]
    assert len(set(family_of(families(weeks)).values())) == 2


def test_a_reprint_of_a_bulletin_joins_its_own_number_only() -> None:
    weeks = [article(f"w{n}", bulletin(n), title=f"安全周报2026年第{n}期", outlet="中心", day=7 * n) for n in (12, 13)]
    copy = article("copy", bulletin(13), title="安全周报2026年第13期", outlet="转载者", day=100)
    assert family_of(families([*weeks, copy]))["copy"] == "w13"


def test_two_parts_of_one_article_are_two_texts() -> None:
    ending = "本系列由研究室编写，欢迎读者来信讨论，来信请注明期号和页码。"
    parts = [
        article(f"p{n}", other_text(n, 90) + ending * 4, title=f"治理手册（{sign}）") for n, sign in enumerate("上下")
    ]
    assert len(set(family_of(families(parts)).values())) == 2


def test_lines_that_recur_in_an_outlet_do_not_join_its_articles() -> None:
    footer = "\n".join(
        f"本号声明第{n}条：转载请注明出处，合作请联系编辑部，欢迎投稿并留下联系方式。" for n in range(20)
    )
    posts = [
        article(f"p{n}", f"{other_text(n, 60)}\n{footer}", title=other_text(n + 50, 8), outlet="号") for n in range(5)
    ]
    assert len(set(family_of(families(posts)).values())) == 5


def test_a_round_up_of_several_texts_joins_none() -> None:
    parts = [other_text(seed) for seed in range(4)]
    items = [article(f"i{n}", part, title=other_text(n + 90, 9)) for n, part in enumerate(parts)]
    found = family_of(families([*items, article("all", "\n".join(parts), title="一周要闻", day=3)]))
    assert len(set(found.values())) == 5


def test_two_very_short_notes_need_the_same_title() -> None:
    note = "系统今晚十点起维护，请提前保存。"
    found = family_of(families([article("a", note, title="东区通知"), article("b", note, title="会议室改期")]))
    assert found["a"] != found["b"]


def test_on_one_day_the_text_that_credits_no_one_is_the_first() -> None:
    copy = article("a", f"来源：江边日报\n{TEXT}", outlet="某号")
    original = article("b", TEXT, outlet="江边日报")
    roles = {one.article: one.role for one in families([copy, original])}
    assert roles == {"a": Role.REPRINT, "b": Role.FIRST}


def test_a_credit_line_is_part_of_the_evidence() -> None:
    placed = families(
        [article("a", TEXT, outlet="江边日报"), article("b", f"来源：江边日报\n{TEXT}", outlet="某号", day=1)]
    )
    assert "credit line 江边日报" in placed[1].evidence


def test_the_evidence_names_the_first_of_texts_as_close() -> None:
    copies = [article(name, TEXT, day=day) for name, day in (("original", 0), ("a-copy", 1), ("b-copy", 2))]
    assert families(copies)[2].evidence.endswith("(with original)")


def test_the_evidence_of_a_reprint_names_whom_it_credits() -> None:
    copy = article("b", f"{ENGLISH}\n(Reuters)", lang="en", outlet="Other Daily", day=1)
    assert "credit line Reuters" in families([article("a", ENGLISH, lang="en", outlet="Post"), copy])[1].evidence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("来源：江边日报", "江边日报"),
        ("（来源｜江边日报）".replace("｜", "："), "江边日报"),
        ("转载自：江边日报", "江边日报"),
        ("新华社北京3月2日电 会议召开。", "新华社"),
        ("GENEVA (Reuters) - Delegates met.", "Reuters"),
        ("This piece was originally published in The Harbour Post.", "Harbour Post"),
    ],
)
def test_a_credit_line_names_the_origin(text: str, name: str) -> None:
    assert name in credited(article("a", text))


CHINESE_SPEECH = """各国应当在人工智能安全方面加强合作。
政府将在2027年以前投资350亿元建设计算中心。
发展中国家需要培训、数据和技术支持。
企业必须公布模型的测试结果。
联合国将于九月在日内瓦召开会议，讨论全球治理。
专家警告说，军事用途带来严重风险。
人类必须始终对决定负责。"""

ENGLISH_SPEECH = """Countries should strengthen cooperation on the safety of artificial intelligence.
The government will invest 350 hundred million yuan to build computing centres before 2027.
Developing countries need training, data and technical support.
Companies must publish the results of tests of their models.
The United Nations will hold a meeting in Geneva in September to discuss global governance.
Experts warn that military use brings serious risks.
Humans must always be responsible for decisions."""


def test_a_translation_joins_the_text_it_was_made_from() -> None:
    first = article("zh", CHINESE_SPEECH, title="加强人工智能安全合作")
    second = article("en", ENGLISH_SPEECH, title="Strengthen cooperation on AI safety", lang="en", day=2)
    placed = families([first, second])
    assert (placed[1].family, placed[1].role) == ("zh", Role.TRANSLATION)
    assert "sentences" in placed[1].evidence


def test_a_translation_with_other_numbers_does_not_join() -> None:
    changed = ENGLISH_SPEECH.replace("350", "120").replace("2027", "2031")
    placed = families([article("zh", CHINESE_SPEECH), article("en", changed, lang="en", day=2)])
    assert placed[1].role is Role.FIRST


def test_two_texts_on_one_subject_are_not_translations_of_each_other() -> None:
    shuffled = "\n".join(reversed(ENGLISH_SPEECH.split("\n")))
    placed = families([article("zh", CHINESE_SPEECH), article("en", shuffled, lang="en", day=2)])
    assert placed[1].role is Role.FIRST


def test_a_known_family_keeps_its_id_when_an_older_text_turns_up() -> None:
    known = {"b": Membership(article="b", family="b", role=Role.FIRST)}
    placed = families([article("b", TEXT, day=5), article("a", TEXT, day=1)], known=known)
    assert family_of(placed) == {"a": "b", "b": "b"}


def test_nothing_gives_nothing() -> None:
    assert families([]) == []


@given(st.permutations(range(6)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_articles_changes_nothing(order: list[int]) -> None:
    articles = [
        article("a", TEXT),
        article("b", TEXT, day=1),
        *(article(f"x{n}", other_text(n, 200)) for n in range(4)),
    ]
    usual = {one.article: one for one in families(articles)}
    assert {one.article: one for one in families([articles[at] for at in order])} == usual

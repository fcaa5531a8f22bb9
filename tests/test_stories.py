"""Stories: articles about one event, told on events made up for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records import Article
from nlp.stories import _rare_names, stories

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def article(name: str, title: str, text: str, *, day: float = 0, lang: str = "en") -> Article:
    return Article(id=name, url=None, title=title, text=text, lang=lang, published_at=DAY + timedelta(days=day))


FINE = article(
    "fine",
    "Norland fines Velmora 40 million over training data",
    "Norland's data protection authority fined the AI firm Velmora 40 million euros for training on patient records.",
)
FINE_RETOLD = article(
    "fine-retold",
    "Velmora fined 40 million euros by Norland regulator",
    "The AI company Velmora must pay 40 million euros, the data protection authority of Norland said.",
    day=1,
)
FINE_ZH = article(
    "fine-zh",
    "Norland 因训练数据对 Velmora 罚款 4000 万欧元",
    "Norland 数据保护机构对人工智能公司 Velmora 处以 40 million 欧元罚款，原因是该公司使用患者记录训练模型。",
    day=1,
    lang="zh-Hans",
)
PACT = article(
    "pact",
    "Ministers sign a pact on open models in Osterby",
    "Ministers of nine countries met in Osterby and signed a pact on testing open models before release.",
)
CHIPS = article(
    "chips",
    "Export limits on chips will be eased",
    "The trade ministry said that limits on the export of advanced chips will be eased in autumn.",
)
ALL = [FINE, FINE_RETOLD, FINE_ZH, PACT, CHIPS]


def test_two_reports_of_one_event_are_one_story() -> None:
    found = stories(ALL)
    assert found["fine-retold"] == found["fine"]


def test_a_story_is_told_across_languages() -> None:
    found = stories(ALL)
    assert found["fine-zh"] == found["fine"]


FINE_HAN = article(
    "fine-han",
    "诺兰国因训练数据重罚维尔莫拉",
    "诺兰国数据保护机构以使用患者记录训练模型为由，对维尔莫拉公司处以4000万欧元罚款。",
    day=3,
    lang="zh-Hans",
)


def test_a_translation_tells_what_its_original_tells() -> None:
    found = stories([FINE, PACT, FINE_HAN], families={"fine": "fine", "fine-han": "fine", "pact": "pact"})
    assert found == {"fine": "fine", "fine-han": "fine", "pact": "pact"}


def test_a_late_reprint_joins_the_story_that_its_family_is_known_by() -> None:
    late = article("late", FINE.title, FINE.text, day=30)
    found = stories([FINE, late], known={"fine": "last-week"}, families={"fine": "fine", "late": "fine"})
    assert found["late"] == "last-week"


def test_a_known_story_is_kept_whatever_the_family_says() -> None:
    known = {"fine": "one", "pact": "other"}
    found = stories([FINE, PACT, CHIPS], known=known, families={"fine": "f", "pact": "f", "chips": "f"})
    assert (found["fine"], found["pact"], found["chips"]) == ("one", "other", "one")


def test_an_amount_is_the_same_in_both_scripts() -> None:
    chinese = article("zh", "罚款", "罚款4000万欧元，另有1.2亿欧元待缴。", lang="zh-Hans")
    english = article("en", "A fine", "A fine of 40 million euros, and 120 million more is due.")
    one, other = _rare_names([chinese, english])
    assert set(one) == {"40", "120"} <= set(other)


def test_other_events_are_other_stories() -> None:
    found = stories(ALL)
    assert len({found["fine"], found["pact"], found["chips"]}) == 3


def test_a_story_bears_the_id_of_its_first_article() -> None:
    assert stories(ALL)["fine-zh"] == "fine"


def test_a_story_ends_when_the_window_has_passed() -> None:
    late = article("late", FINE.title, FINE.text, day=9)
    assert stories([FINE, late])["late"] == "late"


def test_an_earlier_assignment_is_kept_and_joined() -> None:
    found = stories(ALL, known={"fine": "last-week"})
    assert found["fine"] == found["fine-retold"] == "last-week"


def test_a_week_more_changes_no_story_of_the_week_before() -> None:
    before = stories([FINE, PACT])
    assert {one: stories(ALL, known=before)[one] for one in before} == before


def test_an_article_without_a_date_still_has_a_story() -> None:
    undated = Article(id="undated", url=None, title="A note", text="A note on nothing.", lang="en")
    assert stories([undated, FINE])["undated"] == "undated"


@given(st.permutations(ALL))
@settings(max_examples=15, deadline=None)
def test_the_order_of_articles_changes_nothing(shuffled: list[Article]) -> None:
    assert stories(shuffled) == stories(ALL)

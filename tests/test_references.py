"""References inside one text: what a short form, an article or a generic name means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.records import Span, TaggedDoc
from nlp.matching import Hit, Layer
from nlp.references import Editions, holds
from tests.tagging import quoted, tagged, tagger


def mentions(text: str, instrument: str, on: str = "2025-06-01") -> list[str]:
    doc = tagged(text, on=on)
    return [word for tag in doc.instruments if tag.id == instrument for word in quoted(doc, tag)]


def test_a_defined_short_form_means_the_full_name() -> None:
    text = "《人工智能安全治理框架》（以下简称《框架》）发布。《框架》提出风险分类。"
    assert "《框架》" in mentions(text, "cn_safety_framework_1")[1:]


def test_a_generic_head_in_marks_means_the_last_instrument_called_so() -> None:
    text = "《生成式人工智能服务管理暂行办法》自八月施行。专家说，《办法》平衡发展与安全。该办法共五章。"
    assert mentions(text, "cn_genai_measures")[1:] == ["《办法》", "该办法"]


def test_a_head_that_fits_nothing_before_it_means_nothing() -> None:
    text = "《生成式人工智能服务管理暂行办法》自八月施行。《公约》另行讨论。"
    assert "《公约》" not in mentions(text, "cn_genai_measures")


@pytest.mark.parametrize("back", ["the Act", "The Act"])
def test_the_act_means_the_act_named_before(back: str) -> None:
    text = f"The EU AI Act entered into force. Critics say {back} is too strict."
    assert mentions(text, "eu_ai_act")[1:] == [back]


def test_the_bill_means_the_bill_named_before() -> None:
    text = "SB 1047 passed. Supporters praised the bill."
    assert mentions(text, "us_ca_sb1047", on="2024-09-30")[1:] == ["the bill"]


def test_this_order_in_an_order_is_none_that_it_names() -> None:
    title = "Removing Barriers to American Leadership in Artificial Intelligence"
    text = "Executive Order 14110 held developers back. This order removes barriers."
    doc = tagger().tag(TaggedDoc(id="t", title=title, text=text, lang="en"))
    assert [word for tag in doc.instruments if tag.id == "us_eo_14110" for word in quoted(doc, tag)] == [
        "Executive Order 14110"
    ]


def test_an_actor_defined_by_a_short_form_is_found_again() -> None:
    doc = tagged("国家互联网信息办公室（以下简称“信息办”）发布通知。信息办表示支持人工智能发展。")
    (actor,) = [tag for tag in doc.actors if tag.id == "cn_cac"]
    assert quoted(doc, actor)[-1] == "信息办"


def test_a_generic_name_means_the_edition_nearest_before_the_date() -> None:
    editions = Editions(tagger().catalogue)
    hit = Hit(Layer.INSTRUMENT, "un_global_dialogue_2026", "Global Dialogue on AI Governance", Span(start=0, end=4), 0)
    early, late = datetime(2025, 11, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)
    assert [editions.resolve(hit, on) for on in (early, late)] == [
        "un_global_dialogue_launch",
        "un_global_dialogue_2026",
    ]


def test_an_office_is_held_from_its_first_day_until_the_day_it_ends() -> None:
    period = ("2021-01-20", "2025-01-20")
    days = [datetime(2021, 1, 20, tzinfo=UTC), datetime(2025, 1, 19, tzinfo=UTC), datetime(2025, 1, 20, tzinfo=UTC)]
    assert [holds(period, day) for day in days] == [True, True, False]

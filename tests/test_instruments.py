"""Instruments: names, look-alikes, kind and issuer, names the catalogue does not hold yet."""

from __future__ import annotations

from tests.tagging import ids, quoted, tagged


def instruments(text: str, on: str = "2025-06-01") -> set[str]:
    return ids(tagged(text, on=on).instruments)


def test_a_name_in_book_title_marks_is_found() -> None:
    assert "cn_genai_measures" in instruments("《生成式人工智能服务管理暂行办法》已经施行。")


def test_a_number_may_stand_between_spaces() -> None:
    assert "us_eo_14110" in instruments("总统签署了第 14110 号行政令。", on="2024-01-05")


def test_a_standard_may_be_written_without_its_space() -> None:
    assert "iso_42001" in instruments("The firm was certified under ISO42001.")


def test_an_order_is_known_by_its_issuer_and_kind() -> None:
    assert "us_eo_14110" in instruments("Biden issued an executive order on AI.", on="2023-11-20")


def test_without_an_issuer_nothing_is_guessed() -> None:
    assert instruments("An executive order on AI is rumoured.") == set()


def test_a_treaty_is_known_by_its_issuer_and_kind() -> None:
    assert "coe_ai_convention" in instruments("The Council of Europe treaty on AI is open.", on="2024-10-01")


def test_an_unknown_instrument_in_marks_is_proposed() -> None:
    doc = tagged("该市发布《人工智能安全促进条例（草案）》，公开征求意见。")
    (name,) = doc.new_instruments
    assert (name.name, name.kind) == ("人工智能安全促进条例（草案）", "regulation")


def test_a_book_is_not_an_instrument() -> None:
    assert tagged("作者在《人工智能简史》中回顾了历史。").new_instruments == ()


def test_an_unknown_act_is_proposed_without_the_word_that_opens_the_sentence() -> None:
    doc = tagged("Under the Harbour AI Transparency Act, labels are required.")
    (name,) = doc.new_instruments
    assert (name.name, quoted(doc, name)) == ("Harbour AI Transparency Act", ["Harbour AI Transparency Act"])

"""The lead of an article: the sentence a reader should meet first."""

from __future__ import annotations

import pytest

from domain.lead import lead


def told(text: str, title: str = "") -> str:
    span = lead(text, title)
    return "" if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("PARIS, April 2 (Example) -- The ministry opened a register of models today. More later.",
         "The ministry opened a register of models today."),
        ("某某社日内瓦3月31日电 某委员会公布了模型登记的研究报告。", "某委员会公布了模型登记的研究报告。"),
        ("本报讯（记者 张三）市政府今日启用了模型登记制度。", "市政府今日启用了模型登记制度。"),
    ],
)  # fmt: skip
def test_a_dateline_is_no_part_of_the_lead(text: str, sentence: str):
    assert told(text) == sentence


def test_an_editors_note_is_no_lead():
    assert told("编者按\n登记制度本月起在全市范围内施行。") == "登记制度本月起在全市范围内施行。"


def test_a_heading_said_again_is_no_lead():
    text = "City opens a register of models.\nThe city council opened its register on Monday."
    assert told(text, "City opens a register of models") == "The city council opened its register on Monday."


def test_a_sentence_that_speaks_of_the_title_goes_before_scenery():
    text = "It rained over the harbour all morning long. The regulator fined two makers of chatbots on Friday."
    assert told(text, "Regulator fines chatbots makers") == "The regulator fined two makers of chatbots on Friday."


def test_a_sentence_broken_off_inside_a_quotation_is_no_lead():
    text = "有人说：“登记先行。监管随后。”市政府今日启用了模型登记制度。"
    assert told(text) == "市政府今日启用了模型登记制度。"


@pytest.mark.parametrize("number", ["1. ", "2、", "（3）", "四、"])
def test_the_number_of_an_item_is_no_part_of_the_lead(number: str):
    assert told(f"{number}市政府今日启用了模型登记制度。") == "市政府今日启用了模型登记制度。"
    assert told("3.5亿元将用于模型登记制度的建设。") == "3.5亿元将用于模型登记制度的建设。"


@pytest.mark.parametrize(("title", "text", "sentence"), [
    ("海港科技快讯（第8期）", "1. 港口添新吊机\n昨日港口启用三台吊机。\n2. 登记\n市政府今日启用了大模型登记制度。",
     "市政府今日启用了大模型登记制度。"),
    ("Harbour weekly", "The port opened three cranes on Monday. The city opened a register of algorithms on Friday.",
     "The city opened a register of algorithms on Friday."),
])  # fmt: skip
def test_a_round_up_is_led_by_its_first_sentence_on_ai(title: str, text: str, sentence: str):
    assert told(text, title) == sentence


@pytest.mark.parametrize(("text", "sentence"), [
    ("随着模型登记技术的发展，港口面貌一新。市政府今日启用了模型登记制度。", "市政府今日启用了模型登记制度。"),
    ("In recent years registers of models have grown. The city opened a register of models on Friday.",
     "The city opened a register of models on Friday."),
    ("近年来，模型登记制度日益受到重视。", "近年来，模型登记制度日益受到重视。"),
])  # fmt: skip
def test_how_the_times_are_is_a_lead_only_where_there_is_no_other(text: str, sentence: str):
    assert told(text, "模型登记 register models") == sentence


def test_an_abbreviation_does_not_end_the_lead():
    text = "The U.S. agency and Acme Inc. signed an accord on testing. Others may follow."
    assert told(text).endswith("accord on testing.")


def test_a_text_without_a_sentence_is_led_by_its_longest_line():
    assert told("No. 20\nWhat the ministries published this week") == "What the ministries published this week"


def test_no_text_has_no_lead():
    assert lead("", "Title") is None

"""Who has the word in English texts: labels, reporters' questions, running quotations, the issuer's own text."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.attribution import holdings
from nlp.groups import groups
from nlp.reading import Reading, read
from nlp.statements import statements
from tests.stance_spec import said, triples
from tests.tagging import tagger


def _read(text: str, outlet: str = "") -> Reading:
    doc = TaggedDoc(id="t", title="What they say about the rules on AI", text=text, lang="en", outlet=outlet)
    return read(tagger().tag(doc), default())


def _heard(text: str, outlet: str = "The White House") -> set[str]:
    """Who holds a sentence of a text."""
    return {actor for one in holdings(_read(text, outlet)) for actor in one.holders}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ada Quill, Chief Counsel, Microsoft: “AI must be tested before it is used.”", {"microsoft"}),
        ("Center for Democracy and Technology: “We applaud the care for civil rights.”", {"cdt"}),
        ("Congresswoman Ada Quill: “Workers must be protected from AI.”", {"us_congress"}),
        ("Texas Congresswoman Ada Quill: “Workers must be protected from AI.”", {"us_congress"}),
        ("Senate Majority Leader Ada Quill (D-NY): “Workers must be protected from AI.”", {"us_congress"}),
        ("Ada Quill, President, Fair Tools Alliance: “The White House must protect workers from AI.”", set()),
    ],
)
def test_a_label_tells_whose_the_words_are(text: str, who: set[str]) -> None:
    assert _heard(text) == who


def test_whom_a_labelled_quotation_names_does_not_speak() -> None:
    text = "Ada Quill, President, IBM: “Thank you. President Biden has signed an order. It must protect workers.”"
    assert _heard(text) == {"ibm"}


def test_the_issuer_has_the_word_again_after_a_quotation() -> None:
    text = "Ada Quill, President, IBM: “AI must be tested.”\nWe must protect workers from the risks of AI."
    assert _heard(text) == {"ibm", "us_exec"}


@pytest.mark.parametrize("mark", ["Q", "QUESTION:", "REPORTER:"])
def test_a_question_in_a_press_call_is_nobodys(mark: str) -> None:
    text = f"We take questions.\n{mark} Must AI be labelled? The President said so.\nWe believe that labels matter."
    held = {text[one.sentence.start : one.sentence.end] for one in holdings(_read(text, "The White House"))}
    assert held == {"We take questions.", "We believe that labels matter."}


def test_straight_quotation_marks_pair_even_around_a_single_word() -> None:
    text = 'The "safe" model of Microsoft is old, and the "new" one needs tests.'
    assert _read(text).quoted == ()


@pytest.mark.parametrize(
    "text",
    [
        "Outside tests of AI models are part of red teaming.",
        "Red teaming is what many partners told us about.",
    ],
)
def test_what_an_issuer_takes_up_without_a_verdict_is_its_own(text: str) -> None:
    doc = TaggedDoc(id="t", title="Fact sheet on AI", text=text, lang="en", outlet="The White House")
    found = triples(list(statements(tagger().tag(doc), default(), least=0.0)))
    assert ("us_exec", "theme:testing_evaluation", "support") in found


def test_the_order_of_today_is_the_one_named_above_and_no_speakers_own() -> None:
    text = (
        "President Biden signed Executive Order 14110 on AI.\n"
        "Ada Quill, President, Microsoft: “Today’s executive order is a welcome step.”"
    )
    assert ("microsoft", "instrument:us_eo_14110", "support") in triples(said(text, "en"))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("In a letter to Google, Microsoft asked for tests.", [("google",), ("microsoft",)]),
        ("In a letter to Google, Microsoft and IBM, the agency asked for tests.", [("google", "microsoft", "ibm")]),
        ("Google, Microsoft agree to tests.", [("google", "microsoft")]),
    ],
)
def test_a_comma_after_a_preposition_makes_no_list_of_two(text: str, joined: list[tuple[str, ...]]) -> None:
    reading = _read(text)
    assert [group.ids for group in groups(reading, reading.doc.sentences[0])] == joined

"""Official texts that tell what others said, lists with unknown names, bills without a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.attribution import holdings
from nlp.groups import groups
from nlp.reading import read
from tests.stance_spec import said, triples
from tests.tagging import tagger


def _holders(text: str) -> set[str]:
    doc = TaggedDoc(id="t", title="Readout of a meeting on AI", text=text, lang="en", outlet="The White House")
    reading = read(tagger().tag(doc), default())
    assert reading.voice.holders == ("us_exec",)
    return {actor for one in holdings(reading) for actor in one.holders}


@pytest.mark.parametrize(
    "text",
    [
        "Union leaders raised concerns about the risks of AI for jobs.",
        "Many of the participants also stressed that AI must respect privacy.",
        "All emphasized that AI must protect workers.",
        "Under these principles, the companies commit to testing their AI systems.",
        "And finally, companies have agreed to protect children from AI.",
        "The companies commit to testing their AI systems. This testing should guard against misuse.",
        "Such uses of AI, civil society leaders noted, must not harm children.",
        "Ada Quill, Executive Director, Fair Tools Alliance for Child Safety",
    ],
)
def test_others_in_an_official_text_speak_for_themselves(text: str) -> None:
    assert "us_exec" not in _holders(text)


@pytest.mark.parametrize(
    "text",
    [
        "We must protect workers from the risks of AI.",
        "Companies that build AI have a responsibility to keep children safe.",
    ],
)
def test_what_no_crowd_says_is_the_issuers(text: str) -> None:
    assert _holders(text) == {"us_exec"}


def test_a_new_paragraph_gives_the_word_back_to_the_issuer() -> None:
    assert "us_exec" in _holders("The companies pledged tests of AI.\n\nThis work must protect children.")


def test_an_unknown_name_does_not_end_a_list() -> None:
    text = "Amazon, Anthropic, Quillfeather, Meta, and OpenAI committed to testing AI systems."
    doc = tagger().tag(TaggedDoc(id="t", title="", text=text, lang="en"))
    found = groups(read(replace(doc, new_actors=()), default()), doc.sentences[0])
    assert found[0].ids == ("amazon", "anthropic", "meta_co", "openai")


def test_companies_stand_behind_commitments_said_to_be_theirs() -> None:
    text = (
        "The White House met Amazon, Google, and OpenAI. It has secured voluntary AI commitments from these companies."
    )
    held = {one for one in holdings(read(tagger().tag(TaggedDoc(id="t", title="", text=text, lang="en")), default()))
            if one.verb == "commit"}  # fmt: skip
    assert {one.holders for one in held} == {("amazon", "google", "openai")}


def test_who_votes_to_remove_a_text_opposes_it() -> None:
    found = triples(said("The Senate voted to remove the proposed moratorium on state AI laws.", "en"))
    assert ("us_congress", "instrument:us_state_moratorium", "oppose") in found


def test_a_bill_without_a_name_is_held_by_who_considers_it() -> None:
    text = (
        "California lawmakers are considering legislation on AI. The legislation would protect workers' jobs from AI."
    )
    assert ("us_ca", "theme:labour_impact", "support") in triples(said(text, "en"))


def test_a_regulation_that_only_says_how_does_not_speak() -> None:
    text = "企业应当防范未成年人沉迷，按照《互联网信息服务深度合成管理规定》对生成内容进行标识。"
    reading = read(tagger().tag(TaggedDoc(id="t", title="", text=text, lang="zh-Hans")), default())
    assert not [one for one in holdings(reading) if one.about]

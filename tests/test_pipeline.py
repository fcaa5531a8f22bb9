"""The stages in order: each adds its field, drops none, names its tagger; spaCy carries the doc."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import TagError
from domain.records import TaggedDoc
from nlp import models
from nlp.pipeline import STAGES, doc_of, shipped
from nlp.spec import spec_hash, specs
from tests.builders import article
from tests.tagging import plain, tagged, tagger

TEXT = (
    "欧盟委员会表示，《人工智能法案》应当提高透明度。中法两国支持加强人工智能治理国际合作。\n"
    "蓝田大学教授指出，《示例人工智能管理办法》要求披露训练数据。"
)
ADDED = {
    "sentences": {"sentences"},
    "actors": {"actors"},
    "instruments": {"instruments"},
    "themes": {"themes"},
    "relevance": {"relevant"},
    "newcomers": {"new_instruments", "new_actors"},
    "statements": {"statements"},
}


def before(stage: str) -> TaggedDoc:
    doc = plain(TEXT)
    for name, run in tagger().stages.items():
        if name == stage:
            return doc
        doc = run(doc)
    raise AssertionError(stage)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_adds_its_fields_and_drops_none(stage: str) -> None:
    doc = before(stage)
    after = tagger().stages[stage](doc)
    touched = {field.name for field in fields(TaggedDoc) if getattr(doc, field.name) != getattr(after, field.name)}
    assert touched <= ADDED[stage] | {"taggers"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_names_its_tagger_and_keeps_those_before(stage: str) -> None:
    doc = before(stage)
    after = tagger().stages[stage](doc)
    assert doc.taggers.items() <= after.taggers.items()
    assert after.taggers != doc.taggers
    assert all("/" in name for name in after.taggers.values())


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gives_the_same_again(stage: str) -> None:
    run = tagger().stages[stage]
    assert run(before(stage)) == run(before(stage))


def test_a_stage_survives_an_empty_text() -> None:
    assert tagged("", lang="en").themes == ()


def test_a_third_language_gets_its_language_and_nothing_else() -> None:
    doc = tagged("Il parlamento europeo ha approvato il regolamento sull'intelligenza artificiale della Commissione.")
    assert (doc.lang, doc.actors, doc.themes, doc.sentences, doc.relevant) == ("it", (), (), (), 0.0)


def test_an_article_becomes_a_doc_with_its_own_text() -> None:
    made = article()
    doc = doc_of(made)
    assert (doc.id, doc.title, doc.text, doc.lang) == (made.id, made.title, made.text, made.lang)


def test_spacy_carries_sentences_and_spans() -> None:
    nlp = models.pipeline("zh", tagger().stages)
    carried = nlp(TEXT)
    assert [span.text for span in carried.spans["actors"]][:1] == ["欧盟委员会"]
    assert len(list(carried.sents)) == len(models.tagged(carried).sentences)


def test_the_spacy_doc_that_was_tagged_holds_every_tag_as_a_span() -> None:
    carried = tagger().carried(plain(TEXT, lang="zh-Hans"))
    doc = models.tagged(carried)
    assert {span.text for span in carried.spans["themes"]} == {
        TEXT[span.start : span.end] for tag in doc.themes for span in tag.spans
    }


def test_a_spacy_pipeline_of_ones_own_can_add_our_stages_by_name() -> None:
    models.factory()
    nlp = spacy.blank("en")
    nlp.add_pipe(models.FACTORY, name="first", config={"stage": "sentences"})
    nlp.add_pipe(models.FACTORY, name="second", config={"stage": "actors"})
    carried = nlp("The European Commission said yes.")
    assert [span.text for span in carried.spans["actors"]] == ["European Commission"]


def test_a_spec_is_the_same_for_the_same_catalogue() -> None:
    assert specs(tagger().catalogue) == specs(shipped().catalogue)


def test_a_changed_theme_changes_what_depends_on_themes_and_not_what_finds_actors() -> None:
    known = tagger().catalogue
    theme = known.themes["transparency"]
    other = theme.model_copy(update={"cues_zh": [*theme.cues_zh, "阳光条款"]})
    grown = replace(known, themes={**known.themes, "transparency": other})
    changed = {name for (name, _) in specs(known).items() ^ specs(grown).items()}
    assert changed == {"themes", "relevance", "stance"}


def test_a_spec_hash_is_a_content_id() -> None:
    assert spec_hash("themes", tagger().catalogue).startswith("sha256:")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["欧盟委员会", "表示", "《人工智能法案》", "透明度", "。", "\n", " ", "OpenAI", "支持", "人工智能", "中方"]
        ),
        min_size=1,
        max_size=25,
    )
)
def test_spans_quote_the_text(parts: list[str]) -> None:
    doc = tagged("".join(parts), lang="zh-Hans")
    everything = (*doc.themes, *doc.actors, *doc.instruments, *doc.new_actors, *doc.new_instruments)
    assert all(0 <= span.start < span.end <= len(doc.text) for tag in everything for span in tag.spans)
    assert all(doc.text[said.start : said.end] == said.quote for said in doc.statements)


def test_a_text_longer_than_any_article_is_refused_with_our_reason() -> None:
    with pytest.raises(TagError, match="1,000,002 characters"):
        tagged("一二" * 500_001, lang="zh-Hans")


def test_an_address_that_is_none_keeps_no_text_from_its_tags() -> None:
    assert tagger().tag(replace(plain(TEXT, lang="zh-Hans"), url="http://[bad")).actors

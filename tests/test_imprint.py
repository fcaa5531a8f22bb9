"""Re-tagging: a changed catalogue touches only the texts that hold one of the changed names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from domain.records import TaggedDoc
from nlp.pipeline import Tagger
from tests.tagging import tagger

TEXTS = {
    "gov": "外交部发言人表示，中方支持人工智能全球治理。",
    "lab": "Anthropic said it supports export controls on AI chips.",
    "law": "欧盟委员会表示，《人工智能法案》将于八月生效。",
    "weather": "今天天气很好，人工智能大会在河边举行。",
}


@cache
def without(actor: str) -> Tagger:
    held = tagger().catalogue
    return Tagger(replace(held, sha256=actor, actors={key: one for key, one in held.actors.items() if key != actor}))


def test_the_same_catalogue_touches_nothing() -> None:
    change = tagger().change_since(tagger().imprint)
    assert not any(change.touches(text) for text in TEXTS.values())


def test_an_entry_that_left_touches_the_texts_that_name_it() -> None:
    change = without("anthropic").change_since(tagger().imprint)
    assert [name for name, text in TEXTS.items() if change.touches(text)] == ["lab"]


def test_a_new_cue_touches_the_texts_that_hold_it() -> None:
    held = tagger().catalogue
    theme = held.themes["transparency"]
    more = theme.model_copy(update={"cues_zh": [*theme.cues_zh, "河边"]})
    now = Tagger(replace(held, sha256="cue", themes={**held.themes, "transparency": more}))
    assert "weather" in [name for name, text in TEXTS.items() if now.change_since(tagger().imprint).touches(text)]


def test_a_changed_rule_of_stance_touches_everything() -> None:
    held = tagger().catalogue
    stance = held.stance.model_copy(update={"speech_acts": held.stance.speech_acts[:-1]})
    change = Tagger(replace(held, sha256="stance", stance=stance)).change_since(tagger().imprint)
    assert change.everything


def test_a_text_that_is_not_touched_keeps_its_tags() -> None:
    now, docs = without("anthropic"), {name: TaggedDoc(id="t", title="", text=TEXTS[name], lang="") for name in TEXTS}
    change = now.change_since(tagger().imprint)
    kept = [name for name, doc in docs.items() if not change.touches(doc.text)]
    assert kept == ["gov", "law", "weather"]
    assert [now.tag(docs[name]) for name in kept] == [tagger().tag(docs[name]) for name in kept]

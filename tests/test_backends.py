"""Hub models beside the embedded taggers: they judge what the rules found, and sign it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.settings import load
from domain.catalogue import default
from domain.errors import TagError
from domain.records import Span, Stance, Tag, TaggedDoc
from nlp import hub
from nlp.backends import Backends, stages
from nlp.pipeline import Tagger, shipped
from tests.builders import article, doc, statement
from tests.test_models_hub import save_model

NLI, NER = hub.KNOWN[2].name, hub.KNOWN[3].name
TEXT = "OpenAI said open models are closed. Acme Geneva spoke."


def tagged() -> TaggedDoc:
    made = article(text=TEXT, lang="en", title="safe")
    said = statement("OpenAI said open models are closed.", TEXT, actor="openai", target="theme:open_source")
    theme = Tag(id="open_source", spans=(Span(start=12, end=23),), score=0.8)
    return replace(doc(made), statements=(said,), themes=(theme,), actors=())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = np.zeros((8, 3))
    rows[5], rows[6] = [1, 0, -1], [-9, 0, 9]  # what is said of anything closed is contradicted
    save_model(hub.folder_of(hub.known(NLI), tmp_path), rows, labels=["entailment", "neutral", "contradiction"],
               is_pooled=True)  # fmt: skip
    rows = np.zeros((8, 3))
    rows[:, 0], rows[7] = 1, [0, 2, 0]
    save_model(hub.folder_of(hub.known(NER), tmp_path), rows, labels=["O", "B-ORG", "I-ORG"], is_pooled=False)
    return tmp_path


def run(backends: Backends) -> TaggedDoc:
    made = tagged()
    for _, stage in stages(backends, default()):
        made = stage(made)
    return made


def test_without_a_model_nothing_is_loaded(tmp_path: Path) -> None:
    assert list(stages(Backends(folder=tmp_path), default())) == []


def test_a_model_judges_the_stance_of_what_the_rules_found(folder: Path) -> None:
    (said,) = run(Backends(folder=folder, stance=NLI)).statements
    assert (tagged().statements[0].stance, said.stance) == (Stance.SUPPORT, Stance.NEUTRAL)
    assert said.rules[-1].startswith("nli:")


def test_a_model_moves_a_themes_score_and_reports_no_theme_without_a_span(folder: Path) -> None:
    themes = run(Backends(folder=folder, themes=NLI)).themes
    assert [theme.id for theme in themes] == ["open_source"]
    assert themes[0].score != 0.8


def test_a_model_adds_organisations_the_registry_lacks(folder: Path) -> None:
    made = run(Backends(folder=folder, names=NER))
    assert [name.name for name in made.new_actors] == ["Geneva"]


def test_every_model_signs_its_stage(folder: Path) -> None:
    made = run(Backends(folder=folder, themes=NLI, stance=NLI, names=NER))
    assert {stage: NLI in made.taggers[stage] or NER in made.taggers[stage] for stage in
            ("themes", "stance", "new_actors")} == dict.fromkeys(("themes", "stance", "new_actors"), True)  # fmt: skip


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TagError, match="not in") as refused:
        list(stages(Backends(folder=tmp_path, stance=NLI), default()))
    assert refused.value.hint == f"govprism models pull {NLI}"


def test_a_chosen_model_changes_the_spec_and_every_text(folder: Path) -> None:
    plain, judged = shipped(), Tagger(default(), Backends(folder=folder, stance=NLI))
    assert plain.spec != judged.spec
    assert judged.change_since(plain.imprint).touches("any text")


def test_a_chosen_model_runs_within_the_tagger(folder: Path) -> None:
    made = Tagger(default(), Backends(folder=folder, names=NER)).tag(replace(tagged(), lang="en"))
    assert made.taggers["new_actors"].endswith(NER)


def test_the_settings_choose_models(tmp_path: Path) -> None:
    file = tmp_path / "govprism.toml"
    file.write_text(f'[models]\nfolder = "{tmp_path}"\nstance = "{NLI}"\n', encoding="utf-8")
    models = load(file).models
    assert models is not None
    assert models.chosen == (f"stance={NLI}",)

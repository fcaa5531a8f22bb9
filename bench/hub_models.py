"""Hub models beside the rules, where `govprism models pull` has brought one: which are there, and what they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.labelled import Labelled
from domain.catalogue import default
from domain.records import Statement, TaggedDoc
from nlp import hub
from nlp import statements as stage
from nlp.backends import Backends
from nlp.entailed import rejudged
from nlp.pipeline import Tagger
from nlp.ranking import model

FOLDER = Path(os.environ.get("GOVPRISM_MODELS", "~/.cache/govprism/models")).expanduser()


def inference(folder: Path = FOLDER) -> Iterator[tuple[str, Callable[[Labelled], Sequence[Statement]]]]:
    """Name and statements of each inference model that is there: the rules find the pair, it judges the stance."""
    for state in _there(folder):
        entailed = hub.entailment(state.folder)
        yield f"rules + {state.model.name.rpartition('/')[2]}", lambda one, told=entailed: rejudged(
            stage.statements(one.doc, default(), trained=model()), default(), one.lang, told
        )  # fmt: skip


def zero_shot(folder: Path = FOLDER) -> Iterator[tuple[str, Callable[[TaggedDoc], TaggedDoc]]]:
    """Name and tagger of each inference model that is there, judging themes from title and lead."""
    for state in _there(folder):
        name = state.model.name
        yield (
            f"zero-shot themes, {name.rpartition('/')[2]}",
            Tagger(default(), Backends(folder=folder, themes=name)).tag,
        )


def _there(folder: Path) -> list[hub.ModelState]:
    return [state for state in hub.listing(folder) if state.is_there and state.model.task is hub.Task.ENTAIL]

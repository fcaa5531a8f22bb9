"""Hub models beside the embedded taggers, chosen per stage in the settings; each signs what it changed.

A model only judges what the rules found: it moves a theme's score, a statement's stance, or adds names the registry
lacks. A theme without a span that fired is never reported, whatever a model thinks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from domain.catalogue import Catalogue
from domain.errors import TagError
from domain.records import NewName, Tag, TaggedDoc
from domain.text import side
from nlp import hub
from nlp.entailed import Entailed, rejudged
from nlp.scan import Stage

_LEAD = 600  # characters of a text that a zero-shot model reads beside the title
_ABOUT = {"zh": "这篇文章讨论：{what}", "en": "This text is about: {what}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backends:
    """Names of hub models per stage, empty for none; `folder` is where `govprism models pull` put them."""

    folder: Path
    themes: str = ""
    stance: str = ""
    names: str = ""
    runtime: hub.Backend = hub.Backend.ONNX

    @property
    def chosen(self) -> tuple[str, ...]:
        """The models in use, for the spec and for people."""
        return tuple(f"{stage}={name}" for stage in ("themes", "stance", "names") if (name := getattr(self, stage)))


def stages(backends: Backends, catalogue: Catalogue) -> Iterator[tuple[str, Stage]]:
    """(name of the stage it follows, stage) for every model that is chosen.

    Raises:
        TagError: a model is unknown, or not there yet.
    """
    if backends.themes:
        yield "themes", _themes(_entailment(backends, backends.themes), backends.themes, catalogue)
    if backends.names:
        found = hub.names(_there(backends, backends.names), backend=backends.runtime)
        yield "newcomers", lambda doc: _signed(replace(doc, new_actors=_grown(doc, found(doc.text))), "new_actors",
                                               backends.names)  # fmt: skip
    if backends.stance:
        entailed = _entailment(backends, backends.stance)
        yield (
            "statements",
            lambda doc: _signed(
                replace(doc, statements=rejudged(doc.statements, catalogue, doc.lang, entailed)),
                "stance",
                backends.stance,
            ),
        )


def _entailment(backends: Backends, name: str) -> Entailed:
    return hub.entailment(_there(backends, name), backend=backends.runtime)


def _there(backends: Backends, name: str) -> Path:
    folder = hub.folder_of(hub.known(name), backends.folder)
    if not folder.exists():
        raise TagError("model", name, f"not in {backends.folder}", hint=f"govprism models pull {name}")
    return folder


def _themes(entailed: Entailed, name: str, catalogue: Catalogue) -> Stage:
    def judge(doc: TaggedDoc) -> TaggedDoc:
        lang = side(doc.lang)
        asked = [_ABOUT[lang].format(what=getattr(catalogue.themes[tag.id], lang)) for tag in doc.themes]
        odds = entailed(f"{doc.title}\n{doc.text[:_LEAD]}", asked) if asked else np.zeros(0, np.float32)
        judged = tuple(_meant(tag, float(odd)) for tag, odd in zip(doc.themes, odds, strict=True))
        return _signed(replace(doc, themes=judged), "themes", name)

    return judge


def _meant(tag: Tag, odd: float) -> Tag:
    return replace(tag, score=round((tag.score + odd) / 2, 4))


def _grown(doc: TaggedDoc, found: Sequence[NewName]) -> tuple[NewName, ...]:
    taken = [span for tag in doc.actors for span in tag.spans] + [span for one in doc.new_actors for span in one.spans]
    fresh = [
        replace(name, kind="")  # a model knows an organisation from a place, not a regulator from a company
        for name in found
        if name.kind == "org" and not any(span.overlaps(own) for span in name.spans for own in taken)
    ]
    return (*doc.new_actors, *fresh)


def _signed(doc: TaggedDoc, stage: str, name: str) -> TaggedDoc:
    return replace(doc, taggers={**doc.taggers, stage: f"{doc.taggers.get(stage, '')}+{name}"})

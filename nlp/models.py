"""The only file that loads spaCy, transformers and onnxruntime, and only when first asked.

spaCy carries the stages: a pipeline is `spacy.blank` with one component per stage. The `TaggedDoc` walks along in
`Doc.user_data`; each component mirrors what its stage found into `Doc.spans` and, for sentences, into sentence starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from domain.records import Span, TaggedDoc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FACTORY = "govprism_stage"
_KEY = "govprism"
_TOKEN = re.compile(r"[㐀-鿿豈-﫿]|[^\W㐀-鿿豈-﫿]+|[^\w\s]|\s|_")
Stage = Callable[[TaggedDoc], TaggedDoc]


def pipeline(lang: str, stages: Mapping[str, Stage]) -> Language:
    """A blank spaCy pipeline (`zh`, `en`) whose components are our stages, in order."""
    import spacy

    factory()
    nlp = spacy.blank(lang)
    nlp.tokenizer = Tokens(nlp.vocab)
    for name, stage in stages.items():
        nlp.add_pipe(FACTORY, name=name, config={"stage": name})
        component: Any = nlp.get_pipe(name)
        component.run = stage
    return nlp


def carry(nlp: Language, doc: TaggedDoc) -> TaggedDoc:
    """Walk a doc through a pipeline of ours."""
    carried = nlp.make_doc(doc.text)
    carried.user_data[_KEY] = doc
    for _, component in nlp.pipeline:
        carried = component(carried)
    return tagged(carried)


def tagged(carried: Doc) -> TaggedDoc:
    """The `TaggedDoc` that a spaCy Doc carries; a bare one when no stage of ours has run yet."""
    found = carried.user_data.get(_KEY)
    return found if isinstance(found, TaggedDoc) else TaggedDoc(id="", title="", text=carried.text, lang=carried.lang_)


@cache
def factory() -> Callable[[Language, str, str], Component]:
    """Register the factory `govprism_stage` with spaCy and return it; once."""
    from spacy.language import Language

    @Language.factory(FACTORY, default_config={"stage": "sentences"})
    def make_stage(nlp: Language, name: str, stage: str) -> Component:  # noqa: ARG001 (spaCy calls it so)
        return Component(stage)

    made: Callable[[Language, str, str], Component] = make_stage
    return made


class Component:
    """One stage as a spaCy component; without `run` it is the stage of that name over the catalogue we ship."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.run: Stage | None = None

    def __call__(self, carried: Doc) -> Doc:
        """Run the stage and mirror what it found."""
        doc = (self.run or _shipped(self.stage))(tagged(carried))
        carried.user_data[_KEY] = doc
        if self.stage == "sentences":
            _mark_sentences(carried, doc.sentences)
        else:
            _mirror(carried, self.stage, getattr(doc, self.stage, ()))
        return carried


class Tokens:
    """A tokenizer for both languages: a Chinese character, a Latin word or number, a mark; spaces are tokens."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text; the tokens joined are the text."""
        from spacy.tokens import Doc

        words = _TOKEN.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Tokens:
        """Nothing to restore."""
        return self

    def to_disk(self, _: object, **__: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _: object, **__: object) -> Tokens:
        """Nothing to restore."""
        return self


def _shipped(name: str) -> Stage:
    from nlp.pipeline import shipped

    return shipped().stages[name]


def _mark_sentences(carried: Doc, spans: tuple[Span, ...]) -> None:
    import numpy as np

    starts = np.array([span.start for span in spans], dtype=np.uint64)
    begins = np.isin(carried.to_array("IDX") if len(carried) else starts[:0], starts)
    if len(begins):
        begins[0] = True
        # one array: the setter of a single token walks the whole doc
        values: Any = np.where(begins, 1, -1).astype(np.int64).view(np.uint64)
        carried.from_array(["SENT_START"], values)


def _mirror(carried: Doc, name: str, found: object) -> None:
    if not isinstance(found, tuple):
        return
    spans = (
        carried.char_span(span.start, span.end, label=getattr(tag, "id", None) or tag.name, alignment_mode="expand")
        for tag in found
        for span in getattr(tag, "spans", ())
    )
    carried.spans[name] = [span for span in spans if span is not None]

"""The only file that loads spaCy, transformers and onnxruntime, and only when first asked.

spaCy carries the stages: a pipeline is `spacy.blank` with one component per stage. The `TaggedDoc` walks along in
`Doc.user_data`; each component mirrors what its stage found into `Doc.spans` and, for sentences, into sentence starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import TagError
from domain.records import NewName, Span, Tag, TaggedDoc

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FACTORY = "govprism_stage"
_KEY = "govprism"
_CARRIED = ("actors", "instruments", "themes", "new_instruments", "new_actors")
_TOKEN = re.compile(r"[^\W㐀-鿿豈-﫿]+|.", re.DOTALL)
Stage = Callable[[TaggedDoc], TaggedDoc]
Runner = Callable[[dict[str, NDArray[np.int64]]], NDArray[np.float32]]
TORCH_HINT = "pip install 'govprism[torch]', or use a model that brings an ONNX graph"


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


def carry(nlp: Language, doc: TaggedDoc) -> Doc:
    """Walk a doc through a pipeline of ours; `tagged` gives it back."""
    carried = nlp.make_doc(doc.text)
    carried.user_data[_KEY] = doc
    for _, component in nlp.pipeline:
        carried = component(carried)
    return carried


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
        before = tagged(carried)
        doc = (self.run or _shipped(self.stage))(before)
        carried.user_data[_KEY] = doc
        if doc.sentences is not before.sentences:
            _mark_sentences(carried, doc.sentences)
        for name in _CARRIED:
            if getattr(doc, name) is not getattr(before, name):
                _mirror(carried, name, getattr(doc, name))
        return carried


class Tokens:
    """A tokenizer for both languages: a Chinese character, a Latin word or number, a mark; spaces are tokens."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        self._orths = _Orths(vocab.strings.add)

    def __call__(self, text: str) -> Doc:
        """Cut a text; the tokens joined are the text."""
        from spacy.tokens import Doc

        orths: Any = list(map(self._orths.__getitem__, _TOKEN.findall(text)))  # spaCy's hints know words only as text
        return Doc(self.vocab, words=orths, spaces=[False] * len(orths))

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


class _Orths(dict[str, int]):
    """spaCy's number of each word, asked for once: spaCy hashes a word anew wherever it stands."""

    def __init__(self, add: Callable[[str], int]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, word: str) -> int:
        number = self[word] = self._add(word)
        return number


def _shipped(name: str) -> Stage:
    from nlp.pipeline import shipped

    return shipped().stages[name]


def _mark_sentences(carried: Doc, spans: tuple[Span, ...]) -> None:
    if len(carried):
        begins = np.zeros(len(carried), np.bool_)
        places = carried.to_array("IDX")
        starts = np.array([0, *(span.start for span in spans)], dtype=places.dtype)
        found = np.searchsorted(places, starts[starts <= places[-1]])
        begins[found[places[found] == starts[: len(found)]]] = True
        # one array: the setter of a single token walks the whole doc
        values: Any = np.where(begins, 1, -1).astype(np.int64).view(np.uint64)
        carried.from_array(["SENT_START"], values)


def _mirror(carried: Doc, name: str, found: tuple[Tag | NewName, ...]) -> None:
    spans = (
        carried.char_span(span.start, span.end, label=_label(tag), alignment_mode="expand")
        for tag in found
        for span in tag.spans
    )
    carried.spans[name] = [span for span in spans if span is not None]


def _label(tag: Tag | NewName) -> str:
    return tag.id if isinstance(tag, Tag) else tag.name


# ---- Hub models: tokenizers and configurations by transformers, run by onnxruntime, or by torch where installed ----


def tokenizer(folder: Path) -> Callable[[list[str], list[str] | None], dict[str, NDArray[np.int64]]]:
    """The tokenizer of a downloaded model: texts (and their pairs) to padded arrays, at most 512 tokens each."""
    from transformers import AutoTokenizer

    with _told(folder):
        cut = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    longest = min(512, int(cut.model_max_length))

    def encode(texts: list[str], others: list[str] | None) -> dict[str, NDArray[np.int64]]:
        found = cut(texts, others, padding=True, truncation=True, max_length=longest, return_tensors="np")
        return {name: array.astype(np.int64) for name, array in found.items()}

    return encode


def offsets(folder: Path, text: str) -> list[tuple[int, int]]:
    """Where each token of a text stands, as `tokenizer` cuts it; marks of the model are empty ranges."""
    from transformers import AutoTokenizer

    with _told(folder):
        cut = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    found = cut(text, truncation=True, max_length=min(512, int(cut.model_max_length)), return_offsets_mapping=True)
    return [(int(start), int(end)) for start, end in found["offset_mapping"]]


def labels(folder: Path) -> list[str]:
    """The names of a classifier's outputs, in order, lower case."""
    from transformers import AutoConfig

    with _told(folder):
        named: dict[int, str] = AutoConfig.from_pretrained(str(folder), local_files_only=True).id2label
    return [named[place].lower() for place in sorted(named)]


def onnx_runner(graph: Path) -> Runner:
    """A model as a function from the tokenizer's arrays to its first output, run by onnxruntime on two threads."""
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    refusals = (state.Fail, state.InvalidGraph, state.InvalidProtobuf, state.NoSuchFile, state.NotImplemented)
    with _told(graph, *refusals):
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    wanted = [one.name for one in session.get_inputs()]

    def run(arrays: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        blank = np.zeros_like(arrays["input_ids"])
        output: NDArray[np.float32] = session.run(None, {name: arrays.get(name, blank) for name in wanted})[0]
        return output

    return run


def torch_runner(folder: Path, kind: str) -> Runner:
    """The same through torch; `kind` names the transformers class: `Model`, `ModelForSequenceClassification`, …"""
    import transformers

    try:
        torch: Any = import_module("torch")
    except ImportError as error:
        raise TagError("model not loaded", str(folder), "torch is not installed", hint=TORCH_HINT) from error

    with _told(folder):
        model = getattr(transformers, f"Auto{kind}").from_pretrained(str(folder), local_files_only=True).eval()

    def run(arrays: dict[str, NDArray[np.int64]]) -> NDArray[np.float32]:
        with torch.inference_mode():
            output = model(**{name: torch.from_numpy(array) for name, array in arrays.items()})
        first: NDArray[np.float32] = output[0].numpy()
        return first

    return run


def download(name: str, folder: Path, *, revision: str, patterns: list[str]) -> None:
    """Fetch the files of a hub model into a folder; TagError when there is no way to it."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    hint = f"check the network, or copy the model's files into {folder}; the embedded backend needs no download"
    try:
        snapshot_download(name, revision=revision, local_dir=str(folder), allow_patterns=patterns)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise TagError("model not downloaded", name, type(error).__name__, hint=hint) from error


@contextmanager
def _told(path: Path, *refusals: type[Exception]) -> Iterator[None]:
    """What a library says about a model that it cannot read, as our error."""
    kinds: tuple[type[Exception], ...] = (OSError, ValueError, KeyError, RuntimeError, *refusals)
    try:
        yield
    except kinds as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise TagError("model not loaded", str(path), why, hint="govprism models check") from error

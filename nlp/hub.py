"""Models from the hub as an alternative to what is embedded: embeddings, zero-shot entailment, names.

A model is a folder with the files of its hub repository; nothing is fetched unless `pull` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.errors import TagError, UsageError
from domain.records import NewName, Span
from nlp import models

_BATCH = 16
_GRAPHS = ("onnx/model_quantized.onnx", "model_quantized.onnx", "onnx/model.onnx", "model.onnx")
_NLI = "MoritzLaurer/mDeBERTa-v3-base-xnli-multilingual-nli-2mil7"


class Task(StrEnum):
    """What a model is for."""

    EMBED = "embed"
    ENTAIL = "entail"
    NAMES = "names"


class Backend(StrEnum):
    """What runs a model."""

    ONNX = "onnx"
    TORCH = "torch"


@dataclass(frozen=True, slots=True, kw_only=True)
class HubModel:
    """A model that we know how to use; `prefix` goes before every text, `first_token` says how a text is pooled."""

    name: str
    task: Task
    licence: str
    megabytes: int
    graph: str = "onnx/model.onnx"
    prefix: str = ""
    first_token: bool = False
    revision: str = "main"


KNOWN = (
    HubModel(name="intfloat/multilingual-e5-small", task=Task.EMBED, licence="MIT", megabytes=490, prefix="query: "),
    HubModel(name="BAAI/bge-m3", task=Task.EMBED, licence="MIT", megabytes=2290, first_token=True),
    HubModel(name=_NLI, task=Task.ENTAIL, licence="MIT", megabytes=360, graph="onnx/model_quantized.onnx"),
    HubModel(name="Davlan/bert-base-multilingual-cased-ner-hrl", task=Task.NAMES, licence="AFL-3.0", megabytes=715),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """A known model and where it stands: its folder, the megabytes found there, whether it can be loaded from it."""

    model: HubModel
    folder: Path
    megabytes: float
    is_there: bool


def listing(cache: Path) -> list[ModelState]:
    """Every known model, downloaded or not."""
    return [_state(model, cache) for model in KNOWN]


def known(name: str) -> HubModel:
    """The model of a name; UsageError when we do not know how to use it."""
    for model in KNOWN:
        if name in (model.name, model.name.split("/")[-1]):
            return model
    names = ", ".join(model.name for model in KNOWN)
    raise UsageError("unknown model", name, "we do not know its task and pooling", hint=f"one of: {names}")


def pull(name: str, cache: Path, *, backend: Backend = Backend.ONNX) -> ModelState:
    """Fetch a model's files; what is there already is not fetched again."""
    model = known(name)
    weights = (
        [model.graph, f"{model.graph}_data"] if backend is Backend.ONNX else ["*.safetensors", "pytorch_model.bin"]
    )
    patterns = ["*.json", "*.model", "vocab.txt", *weights]
    models.download(model.name, folder_of(model, cache), revision=model.revision, patterns=patterns)
    return _state(model, cache)


def check(name: str, cache: Path, *, backend: Backend = Backend.ONNX) -> str:
    """Load a model and use it once; what it answered, in one line."""
    model = known(name)
    folder = folder_of(model, cache)
    match model.task:
        case Task.EMBED:
            one, other = embedder(model, folder, backend=backend)(["人工智能治理", "AI governance"])
            return f"{len(one)} dimensions; zh-en cosine {float(one @ other):.2f}"
        case Task.ENTAIL:
            scores = entailment(folder, backend=backend)("各国应当合作。", ["Countries should cooperate."])
            return f"entailment {float(scores[0]):.2f}"
        case Task.NAMES:
            found = names(folder, backend=backend)("The United Nations met in Geneva.")
            return "names: " + ", ".join(one.name for one in found)


def folder_of(model: HubModel, cache: Path) -> Path:
    """Where a model lies under the cache."""
    return cache / model.name.replace("/", "--")


def embedder(
    model: HubModel, folder: Path, *, backend: Backend = Backend.ONNX
) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """Texts to vectors of unit length, shape (n, d)."""
    encode, run = models.tokenizer(folder), _runner(folder, backend, "Model")

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        parts = [_pooled(model, encode, run, batch) for batch in _batches([model.prefix + text for text in texts])]
        return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)

    return embed


def entailment(folder: Path, *, backend: Backend = Backend.ONNX) -> Callable[[str, Sequence[str]], NDArray[np.float32]]:
    """A premise and hypotheses to the odds that each is entailed rather than contradicted, in [0, 1]."""
    encode, run = models.tokenizer(folder), _runner(folder, backend, "ModelForSequenceClassification")
    places = models.labels(folder)
    try:
        yes, no = places.index("entailment"), places.index("contradiction")
    except ValueError as error:
        raise TagError("model not usable", str(folder), f"its labels are {places}", hint="take an NLI model") from error

    def entailed(premise: str, hypotheses: Sequence[str]) -> NDArray[np.float32]:
        batches = [run(encode([premise] * len(batch), batch)) for batch in _batches(list(hypotheses))]
        logits = np.concatenate(batches)[:, [yes, no]]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        share: NDArray[np.float32] = odds[:, 0] / odds.sum(axis=1)
        return share

    return entailed


def names(folder: Path, *, backend: Backend = Backend.ONNX) -> Callable[[str], list[NewName]]:
    """A text to the names in it, each with its span; `kind` is the model's label (`org`, `per`, `loc`)."""
    encode, run = models.tokenizer(folder), _runner(folder, backend, "ModelForTokenClassification")
    places = models.labels(folder)

    def named(text: str) -> list[NewName]:
        best = run(encode([text], None))[0].argmax(axis=-1)
        return _joined(text, [places[int(place)] for place in best], models.offsets(folder, text))

    return named


def _joined(text: str, tags: list[str], ranges: list[tuple[int, int]]) -> list[NewName]:
    """Tokens of one kind that follow one another (`b-org i-org`) as one name."""
    spans: list[tuple[str, int, int]] = []
    for tag, (start, end) in zip(tags, ranges, strict=False):
        begins, _, kind = tag.partition("-")
        if start == end or not kind:
            continue
        if spans and begins == "i" and spans[-1][0] == kind and not text[spans[-1][2] : start].strip():
            spans[-1] = (kind, spans[-1][1], end)
        else:
            spans.append((kind, start, end))
    return [NewName(name=text[start:end], kind=kind, spans=(Span(start=start, end=end),)) for kind, start, end in spans]


def _pooled(
    model: HubModel,
    encode: Callable[[list[str], list[str] | None], dict[str, NDArray[np.int64]]],
    run: models.Runner,
    batch: list[str],
) -> NDArray[np.float32]:
    arrays = encode(batch, None)
    states = run(arrays)
    if states.ndim == 2:
        pooled = states
    elif model.first_token:
        pooled = states[:, 0]
    else:
        weight = arrays["attention_mask"][:, :, None].astype(np.float32)
        pooled = (states * weight).sum(axis=1) / weight.sum(axis=1)
    unit: NDArray[np.float32] = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)


def _batches(texts: list[str]) -> Iterable[list[str]]:
    return (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))


def _runner(folder: Path, backend: Backend, kind: str) -> models.Runner:
    if backend is Backend.TORCH:
        return models.torch_runner(folder, kind)
    graph = _graph(folder)
    if graph is None:
        why = "its folder holds no ONNX graph" if folder.is_dir() else "it is not downloaded"
        raise TagError("model not loaded", str(folder), why, hint="govprism models pull, or choose the backend torch")
    return models.onnx_runner(graph)


def _graph(folder: Path) -> Path | None:
    return next((folder / name for name in _GRAPHS if (folder / name).is_file()), None)


def _state(model: HubModel, cache: Path) -> ModelState:
    folder = folder_of(model, cache)
    files = [path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts]
    weights = _graph(folder) is not None or any(path.suffix in (".safetensors", ".bin") for path in files)
    size = sum(path.stat().st_size for path in files) / 1e6
    is_there = weights and (folder / "config.json").is_file()
    return ModelState(model=model, folder=folder, megabytes=size, is_there=is_there)

"""Hub models: the loading path, for real, on models of six words that the test builds and saves itself."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from domain.errors import TagError, UsageError
from nlp import hub

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "safe", "open", "closed", "Geneva"]


def save_tokenizer(folder: Path) -> None:
    cut = Tokenizer(models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    cut.pre_tokenizer = pre_tokenizers.Whitespace()
    cut.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    cut.save(str(folder / "tokenizer.json"))
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 64, **marks}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def save_model(folder: Path, rows: np.ndarray, *, labels: list[str], is_pooled: bool) -> None:
    """A graph that looks each token up in `rows`, and sums them where `is_pooled`."""
    (folder / "onnx").mkdir(parents=True)
    save_tokenizer(folder)
    settings = {"model_type": "bert", "id2label": dict(enumerate(labels)), "label2id": {}}
    (folder / "config.json").write_text(json.dumps(settings))
    nodes = [helper.make_node("Gather", ["rows", "input_ids"], ["states"])]
    if is_pooled:
        nodes.append(helper.make_node("ReduceSum", ["states", "axes"], ["logits"], keepdims=0))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("logits" if is_pooled else "states", TensorProto.FLOAT, None)],
        [
            numpy_helper.from_array(rows.astype(np.float32), "rows"),
            numpy_helper.from_array(np.array([1], np.int64), "axes"),
        ],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    save(made, str(folder / "onnx" / "model.onnx"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def e5(cache: Path) -> Path:
    folder = hub.folder_of(hub.known("multilingual-e5-small"), cache)
    rows = np.zeros((8, 4))
    rows[4], rows[5], rows[6], rows[7] = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]
    save_model(folder, rows, labels=["LABEL_0"], is_pooled=False)
    return folder


@pytest.fixture
def nli(cache: Path) -> Path:
    folder = hub.folder_of(hub.known(hub.KNOWN[2].name), cache)
    rows = np.zeros((8, 3))
    rows[5], rows[6] = [2, 0, -2], [-2, 0, 2]
    save_model(folder, rows, labels=["entailment", "neutral", "contradiction"], is_pooled=True)
    return folder


@pytest.fixture
def ner(cache: Path) -> Path:
    folder = hub.folder_of(hub.known(hub.KNOWN[3].name), cache)
    rows = np.zeros((8, 3))
    rows[:, 0], rows[7], rows[4] = 1, [0, 2, 0], [0, 0, 2]
    save_model(folder, rows, labels=["O", "B-LOC", "I-LOC"], is_pooled=False)
    return folder


def test_a_text_becomes_a_vector_of_unit_length(e5: Path) -> None:
    vectors = hub.embedder(hub.known("intfloat/multilingual-e5-small"), e5)(["safe open", "closed"])
    assert vectors.shape == (2, 4)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_padding_does_not_change_a_vector(e5: Path) -> None:
    embed = hub.embedder(hub.known("multilingual-e5-small"), e5)
    assert np.allclose(embed(["safe"])[0], embed(["safe", "open closed Geneva open closed"])[0])


def test_no_texts_give_no_vectors(e5: Path) -> None:
    assert len(hub.embedder(hub.known("multilingual-e5-small"), e5)([])) == 0


def test_a_hypothesis_is_entailed_or_contradicted(nli: Path) -> None:
    scores = hub.entailment(nli)("safe", ["open", "closed"])
    assert scores[0] > 0.9 > 0.1 > scores[1]


def test_a_classifier_without_entailment_is_refused(ner: Path) -> None:
    with pytest.raises(TagError, match="b-loc"):
        hub.entailment(ner)


def test_a_name_is_found_where_it_stands(ner: Path) -> None:
    (found,) = hub.names(ner)("open in Geneva safe")
    assert (found.name, found.kind) == ("Geneva safe", "loc")
    assert (found.spans[0].start, found.spans[0].end) == (8, 19)


def test_a_model_that_is_there_is_listed_with_its_size(e5: Path, cache: Path) -> None:
    states = {state.model.name: state for state in hub.listing(cache)}
    assert states["intfloat/multilingual-e5-small"].is_there
    assert states["intfloat/multilingual-e5-small"].megabytes > 0
    assert not states["BAAI/bge-m3"].is_there


def test_a_check_uses_the_model_once(e5: Path, nli: Path, ner: Path, cache: Path) -> None:
    assert hub.check("multilingual-e5-small", cache).startswith("4 dimensions")
    assert hub.check(hub.KNOWN[2].name, cache).startswith("entailment")
    assert "Geneva" in hub.check(hub.KNOWN[3].name, cache)


def test_a_model_not_downloaded_says_what_to_do(cache: Path) -> None:
    with pytest.raises(TagError) as caught:
        hub.check("BAAI/bge-m3", cache)
    assert "bge-m3" in str(caught.value)
    assert "models" in caught.value.hint


def test_an_unknown_model_is_refused_with_the_names_we_know(cache: Path) -> None:
    with pytest.raises(UsageError) as caught:
        hub.pull("someone/else", cache)
    assert "BAAI/bge-m3" in caught.value.hint


def test_a_download_without_a_network_names_the_model(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(TagError) as caught:
        hub.pull("multilingual-e5-small", cache)
    assert "intfloat/multilingual-e5-small" in str(caught.value)
    assert "embedded backend" in caught.value.hint


def test_a_broken_graph_is_told_as_our_error(e5: Path, cache: Path) -> None:
    (e5 / "onnx" / "model.onnx").write_bytes(b"not a graph")
    with pytest.raises(TagError, match="model not loaded"):
        hub.check("multilingual-e5-small", cache)

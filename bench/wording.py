"""Learn which words speak for which theme, and for relevance: `nlp/weights/wording.npz`.

One ridge logistic regression a theme, from the sentences that coders marked and those we wrote, and one for relevance,
from texts judged; over ordinary words of the encoder's lexicon that occur in a handful of them. Needs scikit-learn and
the data folder; only the table ships.

Usage: python -m bench.wording [--data DIR]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bench.labelled import ROOT, data_folder
from bench.relevance_labels import judged
from bench.theme_labels import Article, articles, authored
from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.encoder import encoder
from nlp.wording import Wording, shares

OUT = ROOT / "nlp" / "weights" / "wording.npz"
FOLDS = 5
ARTICLES = 5  # in which a word must occur
INVERSE_RIDGE = 0.3
KEPT = 3000  # words, those that weigh most for a theme
JUDGING = 1500  # further words, those that weigh most for relevance
SCALE = 10.0  # of a unit vector of relevance, against which the ridge is set
_WORD = re.compile("[\u3400-\u9fff]{2,6}|[a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?")


def main() -> None:
    """Fit on all labelled articles and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    data = data_folder(parser.parse_args().data)
    found = fitted(list(articles(data)), list(judged(data)))
    scale = np.abs(found.table).max(axis=0) / 127
    np.savez_compressed(
        OUT, table=np.round(found.table / scale).astype(np.int8), scale=scale, bias=found.bias,
        worth=found.worth, level=found.level,
        words=np.frombuffer("\n".join(found.words).encode(), np.uint8),
        themes=np.frombuffer("\n".join(found.themes).encode(), np.uint8),
    )  # fmt: skip
    print(f"{len(found.words)} words, {OUT.stat().st_size >> 10} KB")


def fold(doc: TaggedDoc) -> int:
    """The part of the labelled articles that a text belongs to, with its reprints."""
    return crc32(doc.title.casefold().strip().encode()) % FOLDS


@cache
def left_out(data: Path) -> tuple[Wording, ...]:
    """For each part the table of the other parts."""
    labelled, read = list(articles(data)), list(judged(data))
    return tuple(
        fitted([one for one in labelled if fold(one.doc) != part], [one for one in read if fold(one[0]) != part])
        for part in range(FOLDS)
    )


def fitted(labelled: Sequence[Article], read: Sequence[tuple[TaggedDoc, bool]]) -> Wording:
    """The table of some articles and of the sentences that we wrote; of some texts judged relevant or not."""
    themes = tuple(sorted(default().themes))
    marked = [*(one for one in labelled if one.told is not None), *authored()]
    spoken, rows = _heard([one.doc for one in marked])
    fits = [_theme(rows[:, spoken], _wanted(marked, theme)) for theme in themes]
    table, bias = np.array([weights for weights, _ in fits]).T, np.array([level for _, level in fits])
    valued, taken = _taken([doc for doc, _ in read])
    wanted = np.array([relevant for _, relevant in read])
    worth, _ = _relevance(taken[:, valued], wanted)
    kept = np.union1d(spoken[_heaviest(np.abs(table).max(axis=1), KEPT)], valued[_heaviest(np.abs(worth), JUDGING)])
    heard = np.isin(kept, spoken)
    rest = np.zeros((len(kept), len(themes)))
    rest[heard] = table[np.searchsorted(spoken, kept[heard])]
    worth, level = _relevance(normalize(taken[:, kept]), wanted)
    return Wording(
        words=tuple(_lexicon().words[place] for place in kept), themes=themes, table=rest.astype(np.float32),
        bias=bias.astype(np.float32), worth=worth.astype(np.float32), level=level,
    )  # fmt: skip


def _heaviest(weights: np.ndarray, count: int) -> np.ndarray:
    return np.argsort(-weights, kind="stable")[:count]


def _heard(docs: Sequence[TaggedDoc]) -> tuple[np.ndarray, csr_matrix]:
    """Words that a handful of texts have, and which words each sentence of all has."""
    heard = [_lexicon().heard(doc.text, doc.sentences) for doc in docs]
    first = np.cumsum([0, *(len(doc.sentences) for doc in docs)])
    at = np.concatenate([sentence + begin for (sentence, _), begin in zip(heard, first, strict=False)])
    word = np.concatenate([word for _, word in heard])
    rows = csr_matrix((np.ones(len(at)), (at, word)), shape=(first[-1], len(_lexicon().words)))
    return _spread([np.unique(word) for _, word in heard]), rows


def _taken(docs: Sequence[TaggedDoc]) -> tuple[np.ndarray, csr_matrix]:
    """Words that a handful of texts have, and how much of each text each word takes up."""
    found = [shares(_lexicon().heard(doc.text, doc.sentences)[1]) for doc in docs]
    at = np.repeat(np.arange(len(found)), [len(words) for words, _ in found])
    words, values = np.concatenate([words for words, _ in found]), np.concatenate([values for _, values in found])
    return _spread([words for words, _ in found]), csr_matrix(
        (values, (at, words)), (len(found), len(_lexicon().words))
    )


def _spread(texts: Sequence[np.ndarray]) -> np.ndarray:
    """Words that at least a handful of texts have."""
    counts = np.bincount(np.concatenate(texts), minlength=len(_lexicon().words))
    return np.flatnonzero(counts >= ARTICLES)


def _relevance(taken: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, float]:
    fit = LogisticRegression(C=INVERSE_RIDGE * SCALE**2, class_weight="balanced", max_iter=500).fit(taken, wanted)
    return fit.coef_[0], float(fit.intercept_[0])


@cache
def _lexicon() -> Wording:
    """All words of the encoder's lexicon, without weights."""
    words = tuple(name for name in encoder().places if _WORD.fullmatch(name))
    nothing = np.zeros(0, np.float32)
    return Wording(words=words, themes=(), table=nothing.reshape(0, 0), bias=nothing, worth=nothing)


def _wanted(marked: Sequence[Article], theme: str) -> np.ndarray:
    told = [place in (one.told or {}).get(theme, ()) for one in marked for place in range(len(one.doc.sentences))]
    return np.array(told)


def _theme(rows: csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, float]:
    if not wanted.any():
        return np.zeros(rows.shape[1]), -9.0
    model = LogisticRegression(C=INVERSE_RIDGE, solver="liblinear", max_iter=200).fit(rows, wanted)
    return model.coef_[0], float(model.intercept_[0])


if __name__ == "__main__":
    main()

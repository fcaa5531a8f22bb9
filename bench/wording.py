"""Learn which words speak for which theme: `nlp/weights/wording.npz`, from the sentences that coders marked
and those we wrote.

One ridge logistic regression a theme over ordinary words of the encoder's lexicon that occur in a handful of the
labelled articles. Needs scikit-learn and the data folder; only the table ships.

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

from bench.labelled import ROOT, data_folder
from bench.theme_labels import Article, articles, authored
from domain.catalogue import default
from domain.records import TaggedDoc
from nlp.encoder import encoder
from nlp.wording import Wording

OUT = ROOT / "nlp" / "weights" / "wording.npz"
FOLDS = 5
ARTICLES = 5  # in which a word must occur
INVERSE_RIDGE = 0.3
KEPT = 3000  # words, those that weigh most
_WORD = re.compile("[\u3400-\u9fff]{2,6}|[a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?")


def main() -> None:
    """Fit on all labelled articles and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    found = fitted(list(articles(data_folder(parser.parse_args().data))))
    scale = np.abs(found.table).max(axis=0) / 127
    np.savez_compressed(
        OUT, table=np.round(found.table / scale).astype(np.int8), scale=scale, bias=found.bias,
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
    labelled = list(articles(data))
    return tuple(fitted([one for one in labelled if fold(one.doc) != part]) for part in range(FOLDS))


def fitted(labelled: Sequence[Article]) -> Wording:
    """The table of some articles, and of the sentences that we wrote."""
    marked = [*(one for one in labelled if one.told is not None), *authored()]
    words, rows = _heard(marked)
    themes = tuple(sorted(default().themes))
    fits = [_theme(rows, _wanted(marked, theme)) for theme in themes]
    table = np.array([weights for weights, _ in fits], np.float32).T
    kept = np.sort(np.argsort(-np.abs(table).max(axis=1), kind="stable")[:KEPT])
    return Wording(
        words=tuple(words[place] for place in kept), themes=themes, table=table[kept],
        bias=np.array([bias for _, bias in fits], np.float32),
    )  # fmt: skip


def _heard(marked: Sequence[Article]) -> tuple[list[str], csr_matrix]:
    """The words, and which of them each sentence of all articles has."""
    every = _lexicon()
    heard = [every.heard(one.doc.text, one.doc.sentences) for one in marked]
    spread = np.zeros(len(every.words), np.int64)
    for _, word in heard:
        spread[np.unique(word)] += 1
    kept = np.flatnonzero(spread >= ARTICLES)
    first = np.cumsum([0, *(len(one.doc.sentences) for one in marked)])
    at = np.concatenate([sentence + begin for (sentence, _), begin in zip(heard, first, strict=False)])
    word = np.concatenate([word for _, word in heard])
    rows = csr_matrix((np.ones(len(at)), (at, word)), shape=(first[-1], len(every.words)))
    return [every.words[place] for place in kept], rows[:, kept].tocsr()


@cache
def _lexicon() -> Wording:
    """All words of the encoder's lexicon, without weights."""
    words = tuple(name for name in encoder().places if _WORD.fullmatch(name))
    return Wording(words=words, themes=(), table=np.zeros((len(words), 0), np.float32), bias=np.zeros(0, np.float32))


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

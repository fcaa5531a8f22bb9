"""Texts -> vectors: zh and en in one space, by static vectors that we ship (nlp/weights/ENCODER.md)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from nlp.features import Lexicon, features

Vectors = NDArray[np.float32]
_BATCH = 512


def embed(texts: Sequence[str]) -> Vectors:
    """Vectors of unit length, shape (n, d): near when two texts mean the same, in Chinese or English alike."""
    return encoder().embed(texts)


@cache
def encoder() -> Encoder:
    """The encoder that we ship, loaded once."""
    with as_file(files("nlp") / "weights" / "encoder.npz") as path, np.load(path) as kept:
        names = bytes(kept["names"]).decode().split("\n")
        costs = {name: float(cost) / 10 for name, cost in zip(names, kept["costs"], strict=True) if cost}
        places = {name: place for place, name in enumerate(names)}
        return Encoder(
            places=places, lexicon=Lexicon.of(costs), rows=kept["rows"], scales=kept["scales"].astype(np.float32)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """A vector per feature, 8 bits a number with one scale per row; a text is the sum of its features' vectors."""

    places: Mapping[str, int]
    lexicon: Lexicon
    rows: NDArray[np.int8]
    scales: Vectors

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of unit length, shape (n, d)."""
        parts = [self._batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.rows.shape[1]), np.float32)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        vectors = np.stack([self._sum(text) for text in texts])
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _sum(self, text: str) -> Vectors:
        """The features' vectors, each weighted by 1 + log of how often it occurs."""
        counts = Counter(place for place in map(self.places.get, features(text, self.lexicon)) if place is not None)
        if not counts:
            return self._unknown(text)
        at = np.fromiter(counts, np.int64, len(counts))
        weights = 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        total: Vectors = (weights * self.scales[at]) @ self.rows[at].astype(np.float32)
        return total

    def _unknown(self, text: str) -> Vectors:
        """A direction of its own for a text without a known feature: the same each time, near to no other."""
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        direction: Vectors = np.random.default_rng(seed).standard_normal((self.rows.shape[1],)).astype(np.float32)
        return direction

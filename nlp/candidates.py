"""Which texts are worth comparing: pairs that share enough of a small sample of their shingles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.shingles import Codes

# One shingle in 32, and never fewer than 24: a copy of at least .8 shares 4 in 5 of them.
_SCALE, _LEAST = 32, 24
_THRESHOLD = np.uint64(2**64 // _SCALE)
_CROWD = 40
_PART = 2_000_000
_SHARE = 0.3


def sampled(grams: Codes) -> NDArray[np.int64]:
    """Where the lowest codes stand: the same shingle is sampled in every text."""
    low = np.flatnonzero(grams < _THRESHOLD)
    if len(low) >= _LEAST:
        return low
    return np.argpartition(grams, _LEAST)[:_LEAST] if len(grams) > _LEAST else np.arange(len(grams))


def pairs(samples: Sequence[NDArray[np.uint32]]) -> list[tuple[int, int]]:
    """Pairs of positions, lower first, whose samples share a fair part of the smaller one."""
    if len(samples) < 2:
        return []
    sizes = np.array([len(one) for one in samples], np.int64)
    codes = np.concatenate(list(samples))
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), sizes)
    # in parts by code: sorting all at once would take several times the memory of the samples
    parts = 1 + len(codes) // _PART
    met = [_keys(codes, owners, parts, part) for part in range(parts)]
    keys, counts = np.unique(np.concatenate(met), return_counts=True)
    first, second = keys >> 32, keys & 0xFFFFFFFF
    enough = counts >= np.maximum(2, _SHARE * np.minimum(sizes[first], sizes[second]))
    return [(int(a), int(b)) for a, b in zip(first[enough], second[enough], strict=True)]


def _keys(codes: NDArray[np.uint32], owners: NDArray[np.int32], parts: int, part: int) -> NDArray[np.int64]:
    """One number for each two texts that share a code of this part, as often as they do."""
    chosen = np.flatnonzero(codes % parts == part)
    order = chosen[np.lexsort((owners[chosen], codes[chosen]))]
    left, right = _meetings(codes[order], owners[order])
    return left.astype(np.int64) << 32 | right


def _meetings(codes: NDArray[np.uint32], owners: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Every two owners of one code; of a crowd, only neighbours up to 8 places apart, so that copies still chain."""
    if not len(codes):
        return owners, owners
    bounds = np.flatnonzero(np.diff(codes)) + 1
    starts = np.concatenate(([0], bounds))
    sizes = np.diff(np.append(starts, len(codes)))
    group = np.repeat(np.arange(len(starts)), sizes)
    crowd = sizes[group] > _CROWD
    left: list[NDArray[np.int32]] = []
    right: list[NDArray[np.int32]] = []
    for step in range(1, min(_CROWD, int(sizes.max()))):
        meets = (group[step:] == group[:-step]) & ((step <= 8) | ~crowd[step:])
        left.append(owners[:-step][meets])
        right.append(owners[step:][meets])
    nothing = [np.zeros(0, np.int32)]
    return np.concatenate(left or nothing), np.concatenate(right or nothing)

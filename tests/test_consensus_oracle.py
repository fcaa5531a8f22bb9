"""The fast scorer against the plain oracle: random corpora, tagger error, and the stream of draws."""

from __future__ import annotations

import random
from dataclasses import astuple, replace
from hashlib import sha256

import pytest

from digest.consensus import Vote, score
from digest.draws import pseudo, uniforms
from tests import consensus_reference as oracle
from tests.builders_digest import (
    ATTENTION,
    CLASSES,
    CONFUSION,
    JURISDICTIONS,
    SIDES,
    crowd,
    random_votes,
)

INTERVAL = ("eci", "lo", "hi", "P_cons", "P_cont")


def differences(votes: list[Vote], seed: int, draws: int, confusion=None) -> list[str]:
    prior, states = frozenset(f"p{i}" for i in range(0, 40, 3)), ("emerging",) * (seed % 4)
    ours = score(votes, ATTENTION, prior, states, str(seed), draws, confusion)
    rows = [oracle.Statement(*astuple(v)) for v in votes]
    theirs = oracle.score(rows, ATTENTION, prior, states, str(seed), draws, confusion)
    found = {name: getattr(ours, name) for name in theirs} | {"weights": {v.principal: v.weight for v in ours.voices}}
    return [f"{k}: {v} {found[k]}" for k, v in theirs.items() if not _same(v, found[k])]


def _same(a, b) -> bool:
    if isinstance(a, dict):
        return set(a) == set(b) and all(abs(a[k] - b[k]) < 1e-9 for k in a)
    return a == b if isinstance(a, str) else abs(a - b) < 1e-9


@pytest.mark.parametrize("seed", range(25))
def test_random_corpora_score_as_the_oracle_says(seed):
    rng = random.Random(seed)
    votes = random_votes(rng, rng.randrange(1, 30))
    assert differences(votes, seed, 60) + differences(votes, seed, 60, CONFUSION) == []


@pytest.mark.slow
def test_five_hundred_random_corpora_score_as_the_oracle_says():
    for seed in range(500):
        rng = random.Random(seed)
        votes = random_votes(rng, rng.randrange(1, 40))
        assert differences(votes, seed, 400, CONFUSION if seed % 2 else None) == [], seed


def roaming(seed: int, count: int) -> list[Vote]:
    """Votes of actors that speak from several classes and places, often in the same text, one of them most of all."""
    rng = random.Random(seed)
    votes = random_votes(rng, count)
    return [
        replace(
            vote,
            principal=vote.principal if i % 3 else "p0",
            family=vote.family if i % 4 else "F0",
            cls=rng.choice(CLASSES),
            jur=rng.choice(JURISDICTIONS),
        )
        for i, vote in enumerate(votes)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_actors_of_many_votes_and_homes_score_as_the_oracle_says_under_tagger_error(seed):
    assert differences(roaming(seed, 8 + 4 * seed), seed, 60, CONFUSION) == []


def test_votes_without_column_keep_their_place_in_the_draws():
    votes = [Vote("F0", "a", "regulator", "CN", "zh", "oppose", conf=0.0), *crowd(6)]
    assert differences(votes, 1, 60, CONFUSION) == []


@pytest.mark.parametrize("size", [1, 2])
def test_when_every_vote_turns_neutral_the_voices_as_tagged_stand(size):
    nearly_all = {side: {side: 0.1, "neutral": 0.9} for side in SIDES}
    assert differences(crowd(size), 3, 200, nearly_all) == []


def test_the_pseudo_voices_cosine_is_exact_to_thirteen_places():
    import numpy as np

    turns = np.linspace(0, 1, 10_001)
    assert np.allclose(pseudo(np.full_like(turns, -1.0), turns), np.cos(2 * np.pi * turns) ** 2, rtol=0, atol=1e-13)


def test_the_stream_is_that_of_random():
    rng = random.Random(int.from_bytes(sha256(b"a").digest()[:8], "big"))
    assert uniforms("a", 5).tolist() == [rng.random() for _ in range(5)]

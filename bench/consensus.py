"""How fast the scorer is against the plain oracle, and whether the two agree: `python -m bench.consensus`.

Times are CPU seconds of this process (best of several), so that a busy machine does not count. `least` is what the
random numbers and their logarithms alone take, which no scorer on the oracle's stream can save.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import astuple

import numpy as np

from digest.consensus import Vote, score
from digest.draws import PSEUDO, uniforms
from tests import consensus_reference as oracle
from tests.builders_digest import ATTENTION, CLASSES, CONFUSION, JURISDICTIONS, SIDES

FIELDS = ("eci", "lo", "hi", "P_cons", "P_cont", "A", "B", "M", "mu", "neff")


def corpus(seed: int, voices: int) -> list[Vote]:
    """One vote for most principals, two or three for some."""
    rng = random.Random(seed)
    home = [(f"p{i}", rng.choice(CLASSES), rng.choice(JURISDICTIONS)) for i in range(voices)]
    speakers = [*home, *rng.choices(home, k=voices // 3)]
    acts = ("act", "document", "quote", "authored", "paraphrase")
    return [
        Vote(f"F{i}", *who, rng.choice(("zh", "en")), rng.choice(SIDES), rng.choice(acts), 0.5 + i % 50 / 100, i % 27)
        for i, who in enumerate(speakers)
    ]


def cpu(work: Callable[[], object], repeats: int) -> float:
    """Least CPU seconds of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def numbers(draws: int, rolls: int, voices: int) -> None:
    """Draw the uniforms of a topic, and take the logarithms of those that need one."""
    stream = uniforms("seed", draws * (rolls + voices + PSEUDO))
    logs = stream[: draws * (voices + PSEUDO // 2)]
    np.log(np.subtract(1.0, logs, out=logs), out=logs)


def main() -> None:
    """Print one row per topic size, plain and with tagger error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=4000)
    options = parser.parse_args()
    print(
        f"{'voices':>6} {'error':>6} {'oracle ms':>10} {'ours ms':>8} {'least ms':>8} {'faster':>7} "
        f"{'largest difference':>19}"
    )
    for voices in (8, 12, 24, 48, 96, 192):
        votes = corpus(voices, voices)
        rows = [oracle.Statement(*astuple(v)) for v in votes]
        for confusion in (None, CONFUSION):
            settings = dict(draws=options.draws, confusion=confusion)
            slow = cpu(lambda: oracle.score(rows, ATTENTION, **settings), max(1, 48 // voices))  # noqa: B023  # at once
            fast = cpu(lambda: score(votes, ATTENTION, **settings), 50)  # noqa: B023
            rolls = len(votes) if confusion else 0
            least = cpu(lambda: numbers(options.draws, rolls, voices), 25)  # noqa: B023
            ours, theirs = score(votes, ATTENTION, **settings), oracle.score(rows, ATTENTION, **settings)
            apart = max(abs(getattr(ours, name) - theirs[name]) for name in FIELDS)
            print(
                f"{voices:>6} {'yes' if confusion else 'no':>6} {slow * 1e3:>10.0f} {fast * 1e3:>8.2f} "
                f"{least * 1e3:>8.2f} {slow / fast:>6.0f}x {apart:>19.1e}"
            )


if __name__ == "__main__":
    main()

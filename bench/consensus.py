"""How fast the scorer is against the plain oracle, and whether the two agree: `python -m bench.consensus`.

Times are CPU seconds of this process (best of several), so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import astuple

from digest.consensus import Vote, score
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


def main() -> None:
    """Print one row per topic size, plain and with tagger error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=4000)
    options = parser.parse_args()
    print(f"{'voices':>6} {'error':>6} {'oracle ms':>10} {'ours ms':>8} {'faster':>7} {'largest difference':>19}")
    for voices in (8, 12, 24, 48, 96, 192):
        votes = corpus(voices, voices)
        rows = [oracle.Statement(*astuple(v)) for v in votes]
        for confusion in (None, CONFUSION):
            settings = dict(draws=options.draws, confusion=confusion)
            slow = cpu(lambda: oracle.score(rows, ATTENTION, **settings), 1)  # noqa: B023  # called at once
            fast = cpu(lambda: score(votes, ATTENTION, **settings), 25)  # noqa: B023
            ours, theirs = score(votes, ATTENTION, **settings), oracle.score(rows, ATTENTION, **settings)
            apart = max(abs(getattr(ours, name) - theirs[name]) for name in FIELDS)
            print(
                f"{voices:>6} {'yes' if confusion else 'no':>6} {slow * 1e3:>10.0f} {fast * 1e3:>8.2f} "
                f"{slow / fast:>6.0f}x {apart:>19.1e}"
            )


if __name__ == "__main__":
    main()

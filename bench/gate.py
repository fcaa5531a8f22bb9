"""Quality floors: every measure of every gate against `bench/floors.json`; exit 1 below a floor.

Usage: python bench/gate.py [--data DIR] [--only gold,extract] [--write] [--accept-lower]

`--write` sets floors to what was measured less a margin. It raises floors and adds new ones; lowering one needs
`--accept-lower` and a line in CHANGELOG.md. A gate is a module here with `measure(data) -> {name: value}`; higher is
better.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
# gates of the product; others join by adding a name
# `stance` is left out: `gold` scores the same statements in a tenth of the time
GATES = ("gold", "extract", "families", "encoder", "stories", "crawl")
MARGIN = 0.015
_SHOWN = ("per_s", "pairs_found", "not_listed")  # speeds and counts hang on the machine and the data: no floors
Floors = dict[str, dict[str, float]]


def main() -> int:
    """Measure, compare, say."""
    options = _options()
    if not options.data.is_dir():
        print(f"skipped: no data folder at {options.data} (set --data or GOVPRISM_DATA)")
        return 0
    sys.path.insert(0, str(HERE.parent))
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failed = 0
    for name in options.only or GATES:
        measure = _gate(name)
        if measure is None:
            print(f"-- {name}: no `measure` in bench/{name}.py")
            continue
        start = time.monotonic()
        found = measure(options.data)
        spent = time.monotonic() - start
        failed += _compared(name, found, floors.get(name, {}))
        print(f"  ({spent:.0f} s)")
        if options.write:
            floors[name] = _raised(found, floors.get(name, {}), lower=options.accept_lower)
    if options.write:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"gate: {failed} below a floor" if failed else "gate: passed")
    return int(failed > 0)


def _gate(name: str) -> Callable[[Path], dict[str, float]] | None:
    file = HERE / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"bench_{name}", file) if file.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    measure: Callable[[Path], dict[str, float]] | None = getattr(module, "measure", None)
    return measure


def _compared(name: str, found: dict[str, float], floors: dict[str, float]) -> int:
    print(f"== {name}")
    below = 0
    for key, value in found.items():
        floor = floors.get(key)
        low = floor is not None and value < floor
        below += low
        shown = "" if floor is None else f"  floor {floor:.3f}" + ("  BELOW" if low else "")
        print(f"  {key:34s}{value:9.3f}{shown}")
    for key in sorted(set(floors) - set(found)):
        print(f"  {key:34s}  missing  floor {floors[key]:.3f}  BELOW")
        below += 1
    return below


def _raised(found: dict[str, float], floors: dict[str, float], *, lower: bool) -> dict[str, float]:
    wanted = {key: round(max(0.0, value - MARGIN), 3) for key, value in found.items() if not key.endswith(_SHOWN)}
    return {key: value if lower else max(value, floors.get(key, 0.0)) for key, value in wanted.items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("GOVPRISM_DATA", "../shared/data")))
    parser.add_argument("--only", type=lambda text: text.split(","), default=None)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--accept-lower", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

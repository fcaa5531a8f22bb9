"""How tagging time grows with the length of texts made to hurt: one sentence without a stop, a thousand names.

Usage: python -m bench.growth [--most 4.0]

Prints, for each text, CPU seconds at 20,000 characters and how many times that 80,000 take: about 4 where time grows
with length, 16 where every word is compared with every other. Ends with 1 when one takes more than `--most` times 4.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from domain.catalogue import default
from domain.records import TaggedDoc
from domain.text import language
from nlp.pipeline import Tagger

SHORT, TIMES, RUNS = 20_000, 4, 3
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
TEXTS: dict[str, Callable[[int], str]] = {
    "one Chinese sentence": lambda _: "中国支持人工智能治理，",
    "two states in one sentence": lambda _: "中国政府支持《全球人工智能治理倡议》，美国反对《人工智能法案》，",
    "one English sentence": lambda _: "China supports AI safety; ",
    "one name again and again": lambda _: "AI Act ",
    "a list of new acts": lambda number: f"the Foo{number} Bar Act, ",
    "quotations with stops": lambda _: "“中国支持人工智能治理。”他说。",
    "a list of texts": lambda _: "《人工智能法案》、《布莱切利宣言》、",
    "new texts": lambda number: f"《第{number}号人工智能管理办法》发布。",
    "people": lambda number: f"清华大学教授王小{_NAMES[number % 16]}{_NAMES[number // 16 % 16]}表示治理很重要。",
    "one minister": lambda _: "Chinese Foreign Minister Wang Yi, ",
}


def main() -> None:
    """Print the table; exit 1 when a text grows out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=float, default=4.0, help="times the growth of the length that is still borne")
    most = parser.parse_args().most
    tagger, worst = Tagger(default()), 0.0
    for text in ("中国支持人工智能治理。", "China supports AI safety."):  # a language reads its word lists first
        _seconds(tagger, text)
    print(f"{'text':32s}{f'{SHORT:,} characters':>20s}{f'x {TIMES}':>10s}")
    for name, piece in TEXTS.items():
        short = _seconds(tagger, _filled(piece, SHORT))
        grown = _seconds(tagger, _filled(piece, TIMES * SHORT)) / short
        worst = max(worst, grown)
        print(f"{name:32s}{short:18.2f} s{grown:10.1f}")
    sys.exit(worst > most * TIMES)


def _filled(piece: Callable[[int], str], length: int) -> str:
    return "".join(map(piece, range(length // len(piece(0)))))


def _seconds(tagger: Tagger, text: str) -> float:
    doc = TaggedDoc(id="growth", title="", text=text, lang=language(text))
    return min(_once(tagger, doc) for _ in range(RUNS))


def _once(tagger: Tagger, doc: TaggedDoc) -> float:
    start = time.process_time()
    tagger.tag(doc)
    return time.process_time() - start


if __name__ == "__main__":
    main()

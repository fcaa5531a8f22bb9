"""Learn the weights of `nlp/themes.py`: a dozen shared numbers, from `nlp/train/themes.jsonl`, written for the purpose.

The labels are sentences: two that are about a theme, one that only mentions it in passing. Articles are made of them:
themes argued in several sentences, themes with one clear sentence, passing mentions, and background from
`relevance.jsonl`, whose own themes do not count. `--data` prints how the weights do on labelled articles, which they
have not seen.

Run: python -m nlp.train.themes [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from domain.catalogue import Catalogue, default
from domain.records import TaggedDoc
from domain.text import language, tidy
from nlp.fit import Model, calibrated, cross_validated, signed
from nlp.scan import Scan, scanner
from nlp.segment import add as segment
from nlp.segment import sentences
from nlp.themes import REPORTED, WEIGHTS, evidence

LABELS, BACKGROUND = Path(__file__).parent / "themes.jsonl", Path(__file__).parent / "relevance.jsonl"
ARTICLES = 500  # per language
RIDGE = 10.0
# of the themes whose words occur in a relevant article, the share that it is about (labelled articles say .7 to .8);
# in the made ones fewer are
ABOUT = 0.67
# what a passing mention looks like, whatever the theme
PASSING = {
    "zh": ("议程还列有{cue}、茶歇和合影。", "他曾在一家研究{cue}的机构任职。", "随着{cue}等话题升温，报名者很多。",
           "这份四十页的材料只在附录提到{cue}。", "展台上摆着几本谈{cue}的书。"),
    "en": ("The agenda also lists {cue} and lunch.", "He once worked for a group that studies {cue}.",
           "The appendix mentions {cue} in a footnote.", "A shelf of books on {cue} stood by the door.",
           "With talk of {cue} in the air, seats went fast."),
}  # fmt: skip
TITLE = {"zh": "{cue}：规则怎么定", "en": "New rules on {cue}"}
Row = dict[str, Any]
_AGAINST = ("length", "noise", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An article made of labels, and what it is about; `passing` themes are only mentioned."""

    doc: TaggedDoc
    about: frozenset[str]
    passing: frozenset[str]


def main() -> None:
    """Fit and write the weights; with a data folder, try them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    data = parser.parse_args().data
    catalogue = default()
    scan = scanner(catalogue)
    table, wanted = [], []
    for one in made(catalogue):
        for found in evidence(one.doc, scan):
            if found.id in one.about | one.passing:
                table.append(found.features)
                wanted.append(float(found.id in one.about))
    truth = np.array(wanted)
    found_share, real_share = math.log(truth.mean() / (1 - truth.mean())), math.log(ABOUT / (1 - ABOUT))
    fitted = signed(table, truth, ridge=RIDGE, against=_AGAINST.__contains__)
    model = calibrated(fitted, 1.0, found_share - real_share)
    body = {"made_by": "nlp/train/themes.py", "labels": _count(LABELS), "pairs": len(table),
            "accuracy": cross_validated(table, truth, ridge=RIDGE)}  # fmt: skip
    WEIGHTS.write_text(json.dumps({**body, **asdict(model)}, indent=1) + "\n", encoding="utf-8")
    if data is not None:
        _try(model, data / "gold", scan)


def made(catalogue: Catalogue) -> Iterator[Made]:
    """Articles made of the labels; the same labels give the same articles."""
    for lang in ("zh", "en"):
        chance = random.Random(lang)
        rows = [row for row in _rows(LABELS) if row["lang"] == lang]
        texts = [row["text"] for row in _rows(BACKGROUND) if row["lang"] == lang and row["relevant"]]
        for _ in range(ARTICLES):
            yield _article(rows, texts, catalogue, chance)


def _article(rows: Sequence[Row], texts: Sequence[str], catalogue: Catalogue, chance: random.Random) -> Made:
    lang = rows[0]["lang"]
    themes = chance.sample(sorted({row["theme"] for row in rows}), 11)
    main, minor, passing = themes[:2], themes[2:5], themes[5:]
    about = {row["theme"]: row["text"] for row in rows if row["about"]}
    only = {row["theme"]: row["text"] for row in rows if not row["about"]}
    cue = {theme: chance.choice(_cues(catalogue, theme, lang)) for theme in themes}
    parts = [about[theme] for theme in main]
    parts += [TITLE[lang].format(cue=cue[theme]) + ("。" if lang == "zh" else ".") for theme in main]
    parts += [chance.choice(_sentences(about[theme], lang)) for theme in minor]
    for theme in passing:
        parts.append(only[theme] if chance.random() < 0.3 else chance.choice(PASSING[lang]).format(cue=cue[theme]))
    parts += chance.sample(texts, chance.randint(0, 14))
    chance.shuffle(parts)
    parts.sort(key=lambda part: part != about[main[0]] or chance.random() < 0.5)
    doc = TaggedDoc(id="", title=TITLE[lang].format(cue=cue[main[0]]), text="\n".join(parts), lang=lang)
    return Made(doc=segment(doc), about=frozenset(main + minor), passing=frozenset(passing))


def _cues(catalogue: Catalogue, theme: str, lang: str) -> tuple[str, ...]:
    entry = catalogue.themes[theme]
    return tuple(entry.cues_zh if lang == "zh" else entry.cues_en)


def _sentences(text: str, lang: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, lang)]


def _rows(file: Path) -> Iterator[Row]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _count(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _try(model: Model, gold: Path, scan: Scan) -> None:
    """Print F1 per language on labelled articles."""
    tally = {"zh": np.zeros(3), "en": np.zeros(3)}
    for doc, wanted in _labelled(gold):
        found = {one.id for one in evidence(doc, scan) if model.chance(one.features) >= REPORTED}
        tally[doc.lang[:2]] += (len(found & wanted), len(found - wanted), len(wanted - found))
    for lang, (right, false, missed) in tally.items():
        f1 = 2 * right / (2 * right + false + missed)
        sys.stdout.write(f"{lang}: themes F1 {f1:.3f} on labels not trained on ({right:.0f} right, {false:.0f} false, "
                         f"{missed:.0f} missed)\n")  # fmt: skip


def _labelled(gold: Path) -> Iterator[tuple[TaggedDoc, set[str]]]:
    for label in _rows(gold / "labels.jsonl"):
        if label["relevant"]:
            body = _body((gold / "docs" / f"{label['doc']}.md").read_text(encoding="utf-8"), label)
            doc = TaggedDoc(id=label["doc"], title=label["title_ok"], text=body, lang=language(body))
            yield segment(doc), {theme["id"] for theme in label["themes"]}


def _body(page: str, label: dict[str, str]) -> str:
    """The article between its labelled first and last words; the whole page where they are not found."""
    start, last = page.find(label["body_first"]), page.rfind(label["body_last"])
    end = last + len(label["body_last"]) if last != -1 else len(page)
    return tidy(page[max(0, start) : end])


if __name__ == "__main__":
    main()

"""Tagging: articles per second and peak memory beside spaCy PhraseMatcher and `re`; quality per theme and actor class.

Usage: python bench/tag.py [--data DIR] [--articles 200] [--quality]

Speed is CPU time on one core over the archived articles of the data folder, read once before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from bench.hub_models import zero_shot
from bench.labelled import DATA
from crawler.extract import extract
from domain.catalogue import Catalogue, default
from domain.errors import ExtractError
from domain.records import Article, RawPage, TaggedDoc
from domain.text import side
from nlp.patterns import matcher, patterns
from nlp.pipeline import Tagger, doc_of
from nlp.segment import add as segment
from nlp.train.themes import held_out, score

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print speed, then quality, then reliability of the theme scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--quality", action="store_true", help="only the tables per theme and per actor class")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"skipped: no data folder at {options.data}")
        return
    tagger = Tagger(default())
    if not options.quality:
        speed(docs(options.data, options.articles), tagger)
    quality(options.data / "gold", tagger)


def docs(data: Path, most: int) -> list[TaggedDoc]:
    """Archived articles, Chinese and English mixed, as they come from extraction."""
    files = [*sorted((data / "wechat").rglob("*.md")), *sorted((data / "english").rglob("*.md"))]
    found = []
    for file in files[:: max(1, len(files) // most)]:
        try:
            found.append(doc_of(_article(file, f"https://bench.example/{file.stem}")))
        except ExtractError:
            continue
    return [doc for doc in found if side(doc.lang) != "other"]


def speed(found: list[TaggedDoc], tagger: Tagger) -> None:
    """Articles per CPU second: the whole line, each stage, and matching alone beside its peers."""
    for doc in {side(doc.lang): doc for doc in found}.values():  # a language reads its word lists with its first text
        tagger.tag(doc)
    print(f"{len(found)} articles, {sum(len(doc.text) for doc in found) // len(found)} characters on average, CPU time")
    _timed("all stages", found, tagger.tag, times=3)
    spent: dict[str, float] = defaultdict(float)
    for doc in found:
        walked = replace(doc, text=doc.text + " ")
        for name, stage in tagger.stages.items():
            start = time.process_time()
            walked = stage(walked)
            spent[name] += time.process_time() - start
    for name, seconds in spent.items():
        print(f"  {name:34s}{1000 * seconds / len(found):9.2f} ms")
    names = sorted({pattern.name for pattern in patterns(tagger.catalogue)})
    ours = matcher(tagger.catalogue)
    cut = {doc.id: segment(doc).sentences for doc in found}
    print(f"matching alone, {len(names)} names")
    _timed("ours (Aho-Corasick, rules, offsets)", found, lambda doc: ours.find(doc.text, cut[doc.id]))
    for lang in ("zh", "en"):
        _timed(f"spaCy PhraseMatcher, {lang}", [doc for doc in found if side(doc.lang) == lang], _phrases(lang, names))
    alternation = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    _timed("re alternation", found[:20], lambda doc: alternation.findall(doc.text))
    for name, judge in zero_shot():
        _timed(name, found[:5], judge)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def quality(gold: Path, tagger: Tagger) -> None:
    """Found, false and missed per theme and per actor class; reliability of the theme scores."""
    themes: dict[str, Counter[str]] = defaultdict(Counter)
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    for label in map(json.loads, (gold / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        if not label["relevant"]:
            continue
        doc = tagger.tag(doc_of(_article(gold / "docs" / f"{label['doc']}.md", "https://bench.example/gold")))
        wanted = {theme["id"] for theme in label["themes"]}
        _count(themes, {tag.id for tag in doc.themes}, wanted, lambda key: key)
        stable = {tag.id for tag in doc.actors if not tagger.catalogue.actors[tag.id].provisional}
        _count(classes, stable, set(label["actors"]), _class(tagger.catalogue))
    _table("theme", themes)
    _table("actor class", classes)
    reliability()


def reliability() -> None:
    """How often a theme of some score is labelled, in articles left out of the fit; with its F1 there."""
    held = held_out()
    for lang in ("zh", "en"):
        print(f"themes left out of the fit, {lang}: " + "  ".join(f"{k} {v:.3f}" for k, v in score(held, lang).items()))
    bins: dict[int, list[bool]] = defaultdict(list)
    for one in held:
        if one.chance:
            bins[min(9, int(10 * one.chance))].append(one.about)
    print("reliability of theme scores (score: share labelled, number)")
    for tenth, labelled in sorted(bins.items()):
        print(f"  {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}{sum(labelled) / len(labelled):10.2f}{len(labelled):6d}")


def _article(file: Path, url: str) -> Article:
    return extract(RawPage(url=url, body=file.read_bytes(), content_type="text/markdown", fetched_at=NOW))


def _timed(name: str, found: list[TaggedDoc], run: Callable[[TaggedDoc], object], *, times: int = 1) -> None:
    """Print the best of some runs: what else the machine does only ever makes one slower."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        for doc in found:
            run(doc)
        spent.append(time.process_time() - start)
    print(f"  {name:38s}{len(found) / max(min(spent), 1e-9):9.0f} articles/s")


def _phrases(lang: str, names: list[str]) -> Callable[[TaggedDoc], object]:
    nlp = spacy.blank(lang)
    phrases = PhraseMatcher(nlp.vocab)
    phrases.add("name", [nlp.make_doc(name) for name in names])
    return lambda doc: phrases(nlp.make_doc(doc.text))


def _class(catalogue: Catalogue) -> Callable[[str], str]:
    return lambda key: catalogue.actors[key].cls if key in catalogue.actors else "unknown"


def _count(table: dict[str, Counter[str]], found: set[str], wanted: set[str], group: Callable[[str], str]) -> None:
    for outcome, keys in (("found", found & wanted), ("false", found - wanted), ("missed", wanted - found)):
        for key in keys:
            table[group(key)][outcome] += 1


def _table(head: str, rows: dict[str, Counter[str]]) -> None:
    print(f"{head:30s}{'found':>7s}{'false':>7s}{'missed':>7s}{'F1':>7s}")
    for key, row in sorted(rows.items()):
        f1 = 2 * row["found"] / (2 * row["found"] + row["false"] + row["missed"])
        print(f"  {key:28s}{row['found']:7d}{row['false']:7d}{row['missed']:7d}{f1:7.2f}")


if __name__ == "__main__":
    main()

"""Names the catalogue does not hold yet: instruments in 《…》 or as capitalised Acts, organisations that act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import NewName, Span, Tag, TaggedDoc
from domain.text import side
from nlp.covered import Covered
from nlp.scan import Scan, Stage
from nlp.segment import sentence_at
from nlp.shapes import Shapes, shapes

TAGGER = "shapes/2"
_RUN = re.compile(r"[一-鿿A-Za-z0-9·]+$")
_WHOSE = re.compile(r"^.*(?:[’']s|s[’']) ")
_COMMON = frozenset({"Executive Order", "Executive Orders", "Public Law", "Political Declaration", "Action Plan"})
_COMMON_ZH = re.compile("(?:管理|实施|暂行|使用|服务|治理|安全|行政|工作|行动|总体|指导|技术|国家|基本|相关|具体){1,2}")
_LONGEST = 22  # characters before the head
_VAGUE = ("该", "本", "某", "各", "这", "其", "我", "不少", "全球", "受访", "许多", "一些")


def stage(_: Catalogue, __: Scan) -> Stage:
    """The stage that adds `new_instruments` and `new_actors`."""

    def add(doc: TaggedDoc) -> TaggedDoc:
        taken = [span for tag in (*doc.instruments, *doc.actors) for span in tag.spans]
        chinese = side(doc.lang) == "zh"
        found = _gathered((_instruments_zh if chinese else _instruments_en)(doc, shapes()), _spans(doc.instruments))
        busy = [*taken, *(span for name in found for span in name.spans)]
        speakers = _gathered((_speakers_zh if chinese else _speakers_en)(doc, shapes()), busy)
        return replace(
            doc,
            new_instruments=found,
            new_actors=speakers,
            taggers={**doc.taggers, "new_instruments": TAGGER, "new_actors": TAGGER},
        )

    return add


def _spans(tags: Iterable[Tag]) -> list[Span]:
    return [span for tag in tags for span in tag.spans]


def _gathered(found: Iterator[tuple[str, str, Span]], taken: list[Span]) -> tuple[NewName, ...]:
    spans: dict[str, list[Span]] = {}
    kinds: dict[str, str] = {}
    busy = Covered(taken)
    for name, kind, span in found:
        if not busy.meets(span):
            spans.setdefault(name, []).append(span)
            kinds.setdefault(name, kind)
    return tuple(NewName(name=name, spans=tuple(places), kind=kinds[name]) for name, places in spans.items())


def _instruments_zh(doc: TaggedDoc, known: Shapes) -> Iterator[tuple[str, str, Span]]:
    for marked in known.marked.finditer(doc.text):
        ending = known.ending.search(marked["name"])
        if ending is None or ending.start() < 2 or _COMMON_ZH.fullmatch(marked["name"], 0, ending.start()):
            continue
        if _concerns_ai(doc, marked.start(), known):
            yield marked["name"], known.kinds[ending["head"]], Span(start=marked.start(), end=marked.end())


def _instruments_en(doc: TaggedDoc, known: Shapes) -> Iterator[tuple[str, str, Span]]:
    actors = Covered(_spans(doc.actors))
    for match in known.named.finditer(doc.text):
        name, start = _without_lead(match["name"], match.start("name"), known.lead)
        words = name.split()
        if actors.goes_on(start + len(name)):  # National Institute of Standards and Technology
            continue
        if len(words) > 1 and words[0] not in known.kinds and _names(name) and _concerns_ai(doc, start, known):
            yield name, known.kinds[match["head"]], Span(start=start, end=start + len(name))


def _names(name: str) -> bool:
    """Whether it names one instrument: Today’s Executive Order tells only whose and of what kind."""
    return _WHOSE.sub("", name) not in _COMMON


def _concerns_ai(doc: TaggedDoc, place: int, known: Shapes) -> bool:
    """Whether the sentence around a place speaks of AI or data."""
    if not doc.sentences:
        return known.subject.search(doc.text) is not None
    near = doc.sentences[sentence_at(doc.sentences, place)]
    return known.subject.search(doc.text, near.start, near.end) is not None


def _speakers_zh(doc: TaggedDoc, known: Shapes) -> Iterator[tuple[str, str, Span]]:
    # from the head outward: a name that may begin anywhere makes the expression try every character
    for head in known.head_zh.finditer(doc.text):
        if known.acts_zh.match(doc.text, head.end()) is None:
            continue
        run = _RUN.search(doc.text, max(0, head.start() - _LONGEST), head.start())
        start = run.start() if run is not None else head.start()
        for cut in known.cut.finditer(doc.text, start, head.start()):
            start = cut.end()
        name = doc.text[start : head.end()]
        if start < head.start() - 1 and not name.startswith(_VAGUE):
            yield name, known.kinds[head[0]], Span(start=start, end=head.end())


def _speakers_en(doc: TaggedDoc, known: Shapes) -> Iterator[tuple[str, str, Span]]:
    for match in known.speaker_en.finditer(doc.text):
        name, start = _without_lead(match["name"], match.start("name"), known.lead)
        if " " in name:
            yield name, known.kinds[match["head"]], Span(start=start, end=start + len(name))


def _without_lead(name: str, start: int, lead: frozenset[str]) -> tuple[str, int]:
    """The name without words that only open its sentence: The, Under, When, a month."""
    while (space := name.find(" ")) != -1 and name[:space].capitalize() in lead:
        name, start = name[space + 1 :], start + space + 1
    return name, start

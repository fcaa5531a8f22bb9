"""The stance word that governs a target, and what turns it: negators and bans of its own clause."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.records import Span
from nlp.holding import Holding
from nlp.reading import Reading
from nlp.targets import Target
from nlp.words import Hit

_SIGNS = ("oppose", "counter", "harm", "support")
_ACTS = {"enact": "support", "reject": "oppose"}
_OF_THEMES = (*_SIGNS, *_ACTS)
_OF_TEXTS = ("oppose", "harm", "support", *_ACTS)  # what is governed, managed or regulated is a theme, not a text
_BARE_PASS = re.compile(r"通过(?!了|《|该|决议|法案|表决|审议)")
_REFUSED = 24  # characters before "calls for" in which they are refused
_NEITHER = re.compile(r"\b(?:neither|(?:is|was)\s+not\s+that)\s+(?:the\s+)?$|(?:并非|并不是)$", re.IGNORECASE)
_PASSIVE = re.compile(r"\s(?:\w+\s){0,4}be\s(?:\w+ly\s)?")
_VERBAL = re.compile(
    r"(?:\b(?:to|will|would|did|does|do|not|can|may|could|should|must|also|shall|and|or|n['’]t|we|they|it|he|she|who|which|"
    r"that|also|strongly|fully|still|jointly|I)|[a-z]ly|\w+s|[A-Z]\w*)\s+$"
)


class Governor(NamedTuple):
    """`place` is 2 in the target's clause, 1 in an earlier clause; `kind` one of support, oppose, counter, harm."""

    hit: Hit
    kind: str
    place: int
    clause: Span

    def gap(self, target: Target) -> int:
        """Characters between the word and the target, negative when it stands behind."""
        if self.hit.start >= target.span.end:
            return target.span.end - self.hit.start - 1
        return max(0, target.span.start - self.hit.end)

    def is_own(self, holding: Holding) -> bool:
        """Whether the holder itself is the subject of the word: it attributes."""
        return holding.subject is not None and self.hit.start == holding.subject.span.end + holding.gap


def governor(reading: Reading, holding: Holding, target: Target, here: Span, spans: list[Span]) -> Governor | None:
    """The last stance word before the target in its clause, else the first after it, else one of an earlier clause."""
    before = signs(reading, target, max(here.start, holding.content.start), target.span.start)
    before = [pair for pair in before if not _is_idle(reading, pair[0], target)]
    if before:
        return Governor(hit=before[-1][0], kind=before[-1][1], place=2, clause=here)
    after = signs(reading, target, target.span.end, here.end)
    if after and (reading.words.lang == "zh" or after[0][0].start - target.span.end < 60):
        return Governor(hit=after[0][0], kind=after[0][1], place=2, clause=here)
    own = signs(reading, target, target.span.start, target.span.end) if reading.words.lang == "zh" else []
    if target.is_theme and own and own[0][0].start == target.span.start and own[0][1] in ("support", "counter"):
        return Governor(hit=own[0][0], kind=own[0][1], place=2, clause=here)  # 加强能力建设 is a cue with its verb
    if holding.subject is not None and target.span.end <= holding.subject.span.start:
        later = signs(reading, target, holding.subject.span.end, holding.content.end)
        if later:  # 在…方面，日本政府表示将加强执法: the topic stands in front
            return Governor(hit=later[0][0], kind=later[0][1], place=1, clause=here)
    for clause in reversed([span for span in spans if span.end <= here.start]):
        earlier = signs(reading, target, max(clause.start, holding.content.start), clause.end)
        if earlier:
            return Governor(hit=earlier[-1][0], kind=earlier[-1][1], place=1, clause=clause)
    return None


def signs(reading: Reading, target: Target, start: int, end: int) -> list[tuple[Hit, str]]:
    """Stance words of a range, one per place: the longest wins, then the strongest kind; none inside a name."""
    kept: list[tuple[Hit, str]] = []
    for hit, group in reading.of(_OF_THEMES if target.is_theme else _OF_TEXTS, start, end):
        if kept and hit.start < kept[-1][0].end:
            if hit == kept[-1][0] and _rank(group) < _rank(kept[-1][1]):
                kept[-1] = (hit, _ACTS.get(group, group))
        elif not reading.is_named(hit) and not _is_noun(reading, hit):
            kept.append((hit, _ACTS.get(group, group)))
    return kept


def negators(reading: Reading, holding: Holding, found: Governor) -> list[Hit]:
    """Negators that reach the governing word: near ones, "neither" or "it is not that" before its subject, a ban."""
    zh = reading.words.lang == "zh"
    if holding.subject is not None and found.is_own(holding):
        none = _NEITHER.search(reading.doc.text, holding.sentence.start, holding.subject.span.start)
        if none:
            return [Hit(none.start(), none.end(), none[0].strip().lower())]
    is_quality = bool(reading.said("qualities", found.hit.start, found.hit.end))
    reach = (3 if zh else 7) if is_quality else (5 if zh else 28)
    near = reading.said("negators", max(found.clause.start, found.hit.start - reach), found.hit.start)
    if near or is_quality:
        return near
    return reading.said("bans", found.clause.start, found.hit.start)[:1]


def _rank(kind: str) -> int:
    return _OF_THEMES.index(kind)


def is_done_to(reading: Reading, target: Target, hit: Hit) -> bool:
    """Whether a word says what is to be done to the target before it: "export controls should be lifted"."""
    return _PASSIVE.fullmatch(reading.doc.text, target.span.end, hit.start) is not None


def _is_idle(reading: Reading, hit: Hit, target: Target) -> bool:
    """Whether a word before the target does not govern it: 通过 as "by way of", a judgement of another noun."""
    if reading.said("worth", hit.start, hit.end) and target.span.start - hit.end > 3:
        return True
    return target.is_theme and hit.word == "通过" and _BARE_PASS.match(reading.doc.text, hit.start) is not None


def _is_noun(reading: Reading, hit: Hit) -> bool:
    """Whether an English plural that may be a verb is a noun here: "issues like deepfakes"."""
    if hit.word == "call for" and reading.doc.text.startswith("calls", hit.start):
        start = max(0, hit.start - _REFUSED)  # "rejected calls for"
        return any(hit.start - one.end <= 5 for one, _ in reading.of(("oppose", "reject"), start, hit.start))
    if reading.words.lang == "zh" or reading.doc.text[hit.end - 1] != "s":
        return False
    if not any(noun.start == hit.start for noun in reading.said("plurals", hit.start, hit.end)):
        return False
    return _VERBAL.search(reading.doc.text[max(0, hit.start - 20) : hit.start]) is None

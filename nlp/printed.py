"""Documents printed within a Chinese article, whose issuers speak there: a title that stands as a line, then clauses.

An editor's note and a notice, a decree and what is made of it: what stands between title and last clause is nobody's
gloss. Who issued it is told by the title, or by the sentence before that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.records import Act, Span
from nlp.groups import Group
from nlp.issuers import holders
from nlp.reading import Kind, Mention, Reading
from nlp.voice import OFFICIAL, Voice

_KINDS = (
    "通知", "公告", "意见", "通报", "决定", "通告", "办法", "规定", "条例", "指南", "指引", "细则", "准则", "规范",
    "方案", "行动计划", "倡议", "倡议书", "宣言", "清单", "公约", "声明", "）", ")",
)  # fmt: skip
_TITLE = re.compile(rf"[^，。！？；：]{{4,80}}(?:{'|'.join(_KINDS[:-2])})(?:[（(][^（）()]{{1,20}}[)）])?")
_CLAUSE = re.compile(
    r"[ 　]*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[)）]|"
    r"\d{1,2}[.．、 ])"
)
_NORM = re.compile(r"应当|应(?![用对急])|不得|必须|严禁|禁止|鼓励|支持|推动|加强|建立|完善|开展|落实")
_OPENS = frozenset("第一二三四五六七八九十（(0123456789 　")  # what a clause can begin with
_LEAST = 6  # clauses
_GAP = 3  # lines that may stand between two clauses, and between title and first clause
_BEFORE = 600  # characters before a title in which it is said who issued it


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(start=self.start, end=self.start + len(self.text))


class Printed(NamedTuple):
    """A stretch of a text that is a document of other people than the text's author."""

    span: Span
    voice: Voice


def printed(reading: Reading) -> tuple[Printed, ...]:
    """The documents printed within a text that has no official voice of its own."""
    if reading.words.lang != "zh" or reading.voice.is_official:
        return ()
    return tuple(_printed(reading))


def _printed(reading: Reading) -> Iterator[Printed]:
    lines = list(_lines(reading.doc.text))
    if sum(bool(line.text) and line.text[0] in _OPENS for line in lines) < _LEAST:
        return
    end = 0
    for place, line in enumerate(lines):
        if line.start < end or not line.text.endswith(_KINDS) or _TITLE.fullmatch(line.text) is None:
            continue
        last = _last_clause(lines[place + 1 :])
        who = _issuers(reading, line.span) if last is not None else ()
        if last is not None and who:
            end = last.span.end
            yield Printed(Span(start=line.start, end=end), Voice(holders=who, act=Act.DOCUMENT))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _last_clause(lines: Sequence[_Line]) -> _Line | None:
    """The last of the clauses under a title; None where there are too few, or they demand nothing."""
    last, clauses, norms, others = None, 0, 0, 0
    for line in lines:
        if _CLAUSE.match(line.text) is not None:
            last, clauses, norms, others = line, clauses + 1, norms + (_NORM.search(line.text) is not None), 0
        elif line.text.strip():
            others += 1
            if others > _GAP:
                break
    return last if clauses >= _LEAST and 2 * norms >= clauses else None


def _issuers(reading: Reading, title: Span) -> tuple[str, ...]:
    named = reading.mentioned(title)
    for one in named:
        if one.kind is Kind.INSTRUMENT:
            found = holders(reading.catalogue, Group(span=one.span, kind=one.kind, mentions=(one,)), {})
            if found:
                return found
    signing = [one for one in named if _signs(reading, one)]
    return tuple(dict.fromkeys(one.id for one in signing)) or _told(reading, title)


def _told(reading: Reading, title: Span) -> tuple[str, ...]:
    """Whoever the last sentence with a verb of issuing before a title names."""
    before = [one for one in reading.doc.sentences if title.start - _BEFORE <= one.start < title.start]
    for sentence in reversed(before):
        verbs = reading.said("enact", sentence.start, sentence.end)
        named = [one for one in reading.mentioned(sentence) if _signs(reading, one)]
        if verbs and named:
            return tuple(dict.fromkeys(one.id for one in named if one.span.start < verbs[-1].start))
    return ()


def _signs(reading: Reading, mention: Mention) -> bool:
    return mention.kind is Kind.ACTOR and reading.cls(mention.id) in OFFICIAL

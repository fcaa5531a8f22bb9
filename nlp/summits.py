"""AI summits told by who held them or where: the UK Summit on AI, 英国、韩国先后举办的人工智能安全峰会.

Only summits of one series, to which states took turns as hosts, can be told so; the host or the place stands close
before or behind the word, and nothing is found that lies more than a few months ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.catalogue import Catalogue, Instrument
from domain.records import Span, TaggedDoc
from domain.text import has_han
from nlp.matching import Hit, Layer
from nlp.segment import sentence_at
from nlp.states import by_name
from nlp.surroundings import day

_SERIES = "ai_summit"
_AI = "(?:AI|[Aa]rtificial [Ii]ntelligence)"
_SUMMIT = re.compile(
    rf"\b{_AI}(?: \w+)? [Ss]ummits?\b|\b[Ss]ummits? on (?:\w+ )?{_AI}\b|"
    "(?:全球|国际)?(?:人工智能|AI)(?:安全|行动|治理)?(?:全球)?峰会"
)
_WORDS = ("峰会", "ummit")  # most texts hold none of them
_BEFORE_EN, _AFTER_EN = 40, 45  # characters in which the host or the place stands
# 甲国、乙国先后举办全球…峰会, 在甲地举行的…峰会
_HOSTS_ZH = re.compile(
    r"(?P<hosts>[一-鿿]{2,6}?(?:[、和及与][一-鿿]{2,6}?){0,4})(?:于\d{4}年(?:\d+月)?|先后|分别|相继|陆续|又|去年|今年|共同|联合){0,3}"
    r"(?:举办|主办|召开|举行|承办)(?:了|过|的){0,2}(?:首届|第[一二三]届|全球|两届|两次|国际){0,3}$"
)
_REACH_ZH = 40
_AHEAD = 120  # days before a summit in which it is spoken of


class Summits:
    """The summits of the series in one catalogue, by host and place."""

    def __init__(self, catalogue: Catalogue) -> None:
        held = [one for one in catalogue.instruments.values() if one.series == _SERIES and one.kind == "summit"]
        states = {name: actor for name, actor in by_name(catalogue).items() if name[:1].isupper() or has_han(name)}
        self._of: dict[str, Instrument] = {}
        for one in held:
            names = (name for name, actor in states.items() if actor == one.issuers[0])
            self._of.update(dict.fromkeys((*names, *one.about), one))
        han = "|".join(name for name in self._of if has_han(name))
        self._whose = re.compile(rf"(?P<name>{han})的?$")  # 首尔…峰会
        self._where = re.compile(
            rf"[^。；！？\n，]{{0,16}}?在[一-鿿]{{0,3}}?(?P<name>{han})(?:举行|召开|开幕|举办|闭幕)"
        )
        self._en = re.compile(rf"\b(?:{'|'.join(name for name in self._of if name.isascii())})\b")

    def find(self, doc: TaggedDoc, named: Sequence[Hit]) -> list[Hit]:
        """Summits told by host or place where no name already stands."""
        found: list[Hit] = []
        if not any(word in doc.text for word in _WORDS):
            return found
        for match in _SUMMIT.finditer(doc.text):
            span = Span(start=match.start(), end=match.end())
            if any(hit.span.overlaps(span) for hit in named):
                continue
            place = sentence_at(doc.sentences, span.start)
            hosted = self._hosted_zh if has_han(match[0]) else self._hosted_en
            found.extend(
                Hit(Layer.INSTRUMENT, one.id, match[0], span, place)
                for one in hosted(doc.text, doc.sentences[place], span)
                if one.date <= day(doc.published_at, _AHEAD)
            )
        return found

    def _hosted_zh(self, text: str, sentence: Span, span: Span) -> Iterator[Instrument]:
        if (whose := self._whose.search(text, sentence.start, span.start)) or (
            whose := self._where.match(text, span.end, sentence.end)
        ):
            yield self._of[whose["name"]]
            return
        told = _HOSTS_ZH.search(text, max(sentence.start, span.start - _REACH_ZH), span.start)
        for name in re.split("[、和及与]", told["hosts"]) if told is not None else ():
            if name in self._of:
                yield self._of[name]

    def _hosted_en(self, text: str, sentence: Span, span: Span) -> Iterator[Instrument]:
        start, end = max(sentence.start, span.start - _BEFORE_EN), min(sentence.end, span.end + _AFTER_EN)
        before, after = self._en.findall(text, start, span.start), self._en.findall(text, span.end, end)
        if before and text[span.end - 1] == "s":  # the Bletchley and Seoul AI summits
            yield from (self._of[name] for name in dict.fromkeys(before))
        elif before or after:
            yield self._of[(before or after)[-1 if before else 0]]

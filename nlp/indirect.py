"""Instruments called by kind and issuer instead of by name: "Biden's executive order on AI", 欧洲委员会的人工智能公约.

The issuer must stand in the same sentence; of the instruments of that kind which it issued before the text's date, the
latest is meant. With no such instrument nothing is found: a guess is worse than a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from domain.catalogue import Catalogue, Instrument
from domain.records import Span
from nlp.matching import Hit, Layer
from nlp.segment import sentence_at

_AI = r"(?:AI|artificial intelligence)"
_KINDS = {
    "executive order": ("executive_order",), "treaty": ("treaty",), "convention": ("treaty",), "bill": ("bill", "law"),
    "law": ("law", "regulation", "bill"), "act": ("law", "regulation", "bill"), "strategy": ("strategy",),
    "action plan": ("strategy",), "resolution": ("resolution",), "行政令": ("executive_order",),
    "行政命令": ("executive_order",), "公约": ("treaty",), "条约": ("treaty",), "国际条约": ("treaty",),
    "决议": ("resolution",), "标准协议": ("treaty",), "法案": ("bill", "law", "regulation"), "战略": ("strategy",),
    "伦理准则": ("framework", "voluntary", "report"),
}  # fmt: skip
_QUALITY = {"伦理准则": "伦理"}  # what the Chinese name must hold besides
_ENGLISH = sorted((kind for kind in _KINDS if kind.isascii()), key=len, reverse=True)
_EN = "|".join(_ENGLISH)
_ZH = "|".join(sorted((kind for kind in _KINDS if not kind.isascii()), key=len, reverse=True))
_NAMED = (
    re.compile(rf"\b(?P<kind>{_EN}) (?:on|for|about) (?:\w+ ){{0,4}}?{_AI}\b", re.IGNORECASE),
    re.compile(rf"\b{_AI} (?:safety |governance |regulation )?(?P<kind>{_EN})\b", re.IGNORECASE),
    re.compile(rf"(?:人工智能|AI)(?:安全|治理|系统|的){{0,2}}(?P<kind>{_ZH})》?"),
)
_HEADS = ("关于", "《")  # what may stand before the Chinese form; a search for it from there would try every character


class Indirect:
    """Instruments by kind and issuer, of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._issued: dict[str, list[Instrument]] = {}
        for instrument in catalogue.instruments.values():
            for issuer in {catalogue.principal(issuer) for issuer in instrument.issuers} | set(instrument.issuers):
                self._issued.setdefault(issuer, []).append(instrument)

    def find(
        self, text: str, named: Sequence[Hit], actors: Sequence[tuple[str, Span]], on: datetime | None,
        sentences: tuple[Span, ...],
    ) -> list[Hit]:  # fmt: skip
        """Instruments meant by kind and issuer, where no name already stands."""
        found: list[Hit] = []
        lower = text.lower()
        for form in _NAMED if any(kind in lower for kind in _ENGLISH) else _NAMED[-1:]:
            for match in form.finditer(text):
                span = Span(start=_start(text, match), end=match.end())
                if any(hit.span.overlaps(span) for hit in named):
                    continue
                index = sentence_at(sentences, span.start)
                near = [actor for actor, place in actors if sentences and sentences[index].holds(place)]
                kind = match["kind"].lower()
                meant = self._named(kind, span, named, near) or self._meant(kind, near, on)
                if meant is not None:
                    found.append(Hit(Layer.INSTRUMENT, meant, text[span.start : span.end], span, index))
        return found

    def _named(self, kind: str, span: Span, named: Sequence[Hit], near: list[str]) -> str | None:
        """The instrument of that kind which the text itself names nearest, if the issuer near by issued it."""
        issued = {one.id for one in self._candidates(near)}
        fitting = [
            hit
            for hit in named
            if hit.id in issued
            and self._catalogue.instruments[hit.id].kind in _KINDS[kind]
            and _QUALITY.get(kind, "") in self._catalogue.instruments[hit.id].zh
        ]
        return min(fitting, key=lambda hit: abs(hit.span.start - span.start)).id if fitting else None

    def _meant(self, kind: str, near: list[str], on: datetime | None) -> str | None:
        day = on.strftime("%Y-%m-%d") if on is not None else "9999"
        past = [
            one
            for one in self._candidates(near)
            if one.kind in _KINDS[kind] and one.date <= day and _about_ai(one) and _QUALITY.get(kind, "") in one.zh
        ]
        return max(past, key=lambda one: one.date).id if past else None

    def _candidates(self, near: list[str]) -> Iterator[Instrument]:
        for actor in near:
            yield from self._issued.get(actor, ())
            if actor in self._catalogue.actors:
                yield from self._issued.get(self._catalogue.principal(actor), ())


def _start(text: str, match: re.Match[str]) -> int:
    start = match.start()
    for head in _HEADS if match.re is _NAMED[-1] else ():
        if text.endswith(head, 0, start):
            start -= len(head)
    return start


def _about_ai(instrument: Instrument) -> bool:
    names = " ".join((instrument.en, *instrument.aliases_en, instrument.zh))
    return "AI" in names or "artificial intelligence" in names.lower() or "人工智能" in names

"""Chinese cities and provinces that make rules under their bare name: 上海、深圳等地出台条例, not 在上海举行.

The name of a city is a place far more often than its government; only before a verb of rule-making is it an actor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.catalogue import Catalogue
from nlp.matching import Hit, Layer, Pattern

_MARK = "city:"
_ENDS = re.compile(r"(?P<name>[一-鿿]{2,3})(?P<kind>[市省])(?:人民)?政府")
_GAP = re.compile(r"[市省]?[、和与及]")
# other places between two known ones: 上海、苏州、深圳
_UNKNOWN = re.compile(r"[市省]?(?:、[一-鿿]{2,3}){1,4}[、和与及]")
_TAIL = r"[市省]?(?:(?:[、和与及][一-鿿]{2,3}){0,6}等(?:地|市|省|省市|城市|多地|多个城市|\d+个(?:省市|城市|地区)))?"
_ADVERB = (
    r"(?:也|还|都|均|则|已经|已|正|又|就|再次|首次|近日|日前|今年|去年|随后|先后|分别|相继|纷纷|陆续|率先|各种|"
    r" ?\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)? ?|就[^，。；]{2,30}?)"
)
_MAKES = r"(?:颁布|出台|印发|制定|推出|公布|修订|施行|审议通过|表决通过|发布(?!消息|公众号|会|厅|微信)|通过(?=《|了《))"
_AFTER = re.compile(rf"{_TAIL}{_ADVERB}{{0,4}}{_MAKES}")
_LISTED = re.compile(
    rf"等(?:都|均|也|已)?{_ADVERB}{{0,4}}{_MAKES}|(?:[、和与及][一-鿿]{{2,3}}){{1,6}}等(?:都|均|也|已)?{_ADVERB}{{0,4}}{_MAKES}"
)
_PLACE = re.compile(r"[在于由至从到赴往驻离经]$")


def patterns(catalogue: Catalogue) -> Iterator[Pattern]:
    """The bare names of cities and provinces as patterns of the matcher."""
    for actor in catalogue.actors.values():
        if actor.cls == "gov_subnational" and actor.jurisdiction == "CN":
            names = (match["name"] for name in (actor.zh, *actor.aliases_zh) if (match := _ENDS.fullmatch(name)))
            for name in dict.fromkeys(names):
                yield Pattern(Layer.WORD, _MARK + actor.id, name)


def issuing(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The cities among the hits that make rules in the text, as actors."""
    cities = [hit for hit in hits if hit.id.startswith(_MARK)]
    found: list[Hit] = []
    for place, hit in enumerate(cities):
        if _PLACE.search(text, max(0, hit.span.start - 1), hit.span.start) or not _makes(text, cities[place:]):
            continue
        found.append(Hit(Layer.ACTOR, hit.id.removeprefix(_MARK), hit.name, hit.span, hit.sentence))
    return found


def _makes(text: str, rest: Sequence[Hit]) -> bool:
    """Whether the first of some cities, or the last of the list that it opens, stands before a verb of rule-making."""
    end = rest[0].span.end
    for hit in rest[1:]:
        gap = text[end : hit.span.start]
        if _GAP.fullmatch(gap) is None and _UNKNOWN.fullmatch(gap) is None:
            break
        end = hit.span.end
    return _AFTER.match(text, end) is not None or _LISTED.match(text, end) is not None

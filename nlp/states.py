"""States that act under their bare name: 中法两国, 美、英、欧盟将签署, "the UK and France agreed", 英国首相.

A state's name alone is a place more often than an actor. It is an actor as a member of a pair or list that acts, before
a verb of acting or speaking, or before an office. Names come from the catalogue: 法国政府 gives 法国, "government of
France" gives France, "French government" gives French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from domain.catalogue import Actor, Catalogue
from domain.records import Span, TaggedDoc
from domain.text import has_han, side
from nlp import cities, states_en, states_zh
from nlp.matching import Edge, Hit, Layer, Pattern
from nlp.segment import sentence_at
from nlp.words import words

_MARK = "state:"
_FULL = "中国 美国 英国 法国 德国 日本 韩国 俄罗斯 欧盟 印度 意大利 加拿大 澳大利亚 巴西"
SHORT = {full[0]: full for full in _FULL.split()}
_MORE = {
    "us_exec": ("United States", "US", "U.S.", "America", "American"),
    "gb_gov": ("United Kingdom", "UK", "U.K.", "Britain"),
    "cn_gov": ("PRC", "我国"),
    "eu_commission": ("欧盟", "欧洲", "EU", "European Union", "Europe"),
    "ae_gov": ("UAE",),
    "kr_gov": ("South Korea", "Korea", "ROK", "南韩"),
}
_ONE = f"[{''.join(SHORT)}]"  # an expression that begins with it is searched for faster than one that repeats it
_PAIR = re.compile(
    rf"{_ONE}{_ONE}{{1,5}}(?=[两三四五六七]国|双方|三方|三边|元首|领导人|签署|发布|发表|联合|政府间|"
    "举行|首次|召开|就人工智能|达成|同意)"
)
# begins with the character it can begin with, which the search for it jumps to
_LIST = re.compile(rf"{_ONE}(?<![一-鿿、].)(?:、{_ONE})*(?=、|等|和|[两三四五六七]国|$)")
# a state in one character at the head of a clause, as news in brief has it: 韩发布《…》
_BRIEF = (
    "(?:发布|召开|举办|举行|推出|宣布|启动|计划|拟|成立|通过|批准|公布|签署|出台|要求|警告|提出|将|正式|首次|组建|建立|敦促|"
    "呼吁|寻求|更新|制定|修订|扩大|加强|任命|禁止|与[美英法德日韩俄印澳中欧])"
)
_HEAD = re.compile(rf"[美英法德韩俄印澳](?<![^\n：|｜ \u3000.，。；].)(?={states_zh.ADVERB}{{0,2}}?{_BRIEF})")
_JOINT = {
    True: re.compile(r"(?:公司|集团|政府)?(?:等 ?[\d一二三四五六七八九十多余]+ ?个?国家?)?(?:[、和与及同跟]|，?以及)"),
    False: re.compile(r"(?:,?\s(?:and|as well as|along with|together with)\s|,\s)(?:the\s)?"),
}


def patterns(catalogue: Catalogue) -> Iterator[Pattern]:
    """The names of states, and of cities, as patterns of the matcher."""
    yield from cities.patterns(catalogue)
    for actor in catalogue.actors.values():
        for name in dict.fromkeys(chain(_names(actor), _MORE.get(actor.id, ()))):
            edge = Edge.SAFE if has_han(name) else Edge.ACRONYM
            yield Pattern(Layer.WORD, _MARK + actor.id, name, edge)


def by_name(catalogue: Catalogue) -> dict[str, str]:
    """Actor id of each name of a state."""
    return {
        pattern.name: pattern.id.removeprefix(_MARK) for pattern in patterns(catalogue) if pattern.id.startswith(_MARK)
    }


class States:
    """The states of a catalogue under their bare names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = by_name(catalogue)
        self._words = {lang: words(catalogue, lang) for lang in ("zh", "en")}

    def acting(self, doc: TaggedDoc, hits: Sequence[Hit]) -> list[Hit]:
        """The states among the hits that act in a doc, as actors.

        Args:
            doc: The doc, its sentences split.
            hits: Everything the matcher found in it. A list is one subject, whomever it names: what makes a state of
                it act stands before or after the whole.
        """
        lang = side(doc.lang)
        known = [hit for hit in hits if hit.layer is Layer.ACTOR or hit.id.startswith(_MARK)]
        if lang == "zh":
            known.extend(_short(doc.text, self._names, doc.sentences))
        acts = states_zh.acts if lang == "zh" else states_en.acts
        found: list[Hit] = []
        for group in _groups(doc.text, sorted(known, key=_place), _JOINT[lang == "zh"]):
            states = [hit for hit in group if hit.id.startswith(_MARK)]
            if states and acts(doc.text, group, self._words[lang]):
                found.extend(
                    Hit(Layer.ACTOR, hit.id.removeprefix(_MARK), hit.name, hit.span, hit.sentence) for hit in states
                )
        return [*found, *cities.issuing(doc.text, hits)] if lang == "zh" else found


def _place(hit: Hit) -> tuple[int, int]:
    """By place, the longer first: 欧盟委员会 before 欧盟."""
    return hit.span.start, -hit.span.end


def _groups(text: str, known: list[Hit], joint: re.Pattern[str]) -> Iterator[list[Hit]]:
    """States and organisations joined into one list or pair."""
    group: list[Hit] = []
    for hit in known:
        if group and hit.span.start < group[-1].span.end:
            continue
        gap = text[group[-1].span.end : hit.span.start] if group else ""
        if group and (gap or Layer.ACTOR in (group[-1].layer, hit.layer)) and joint.fullmatch(gap) is None:
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _short(text: str, names: dict[str, str], sentences: tuple[Span, ...]) -> Iterator[Hit]:
    """States in one character: 中法两国, 中、美、英、德等28国."""
    for found in chain(_PAIR.finditer(text), _LIST.finditer(text), _HEAD.finditer(text)):
        for place in range(found.start(), found.end()):
            actor = names.get(SHORT.get(text[place], ""))
            if actor is not None:
                span = Span(start=place, end=place + 1)
                yield Hit(Layer.WORD, _MARK + actor, text[place], span, sentence_at(sentences, place))


def _names(actor: Actor) -> Iterator[str]:
    if actor.cls == "gov_subnational" and actor.jurisdiction == "US":
        yield from _union_states(actor)
    if actor.cls != "gov_executive" or actor.principal != actor.id:
        return
    for name in (actor.zh, *actor.aliases_zh):
        if name.endswith("政府") and 3 < len(name) <= 8 and name != "我国政府":
            yield name.removesuffix("政府").removesuffix("联邦")
    for name in (actor.en, *actor.aliases_en):
        head, _, state = name.partition("overnment of ")
        if head in ("G", "g") and state:
            yield state.removeprefix("the ")
        word, _, rest = name.rpartition(" ")
        if rest == "government" and word[:1].isupper():
            yield word


def _union_states(actor: Actor) -> Iterator[str]:
    """State of California gives California, 加州政府 gives 加州."""
    for name in (actor.en, *actor.aliases_en):
        head, _, state = name.partition(" of ")
        if (
            head in ("State", "Commonwealth") and state != "Washington"
        ):  # that is the capital, and stands for the federation
            yield state
    for name in actor.aliases_zh:
        if name.endswith("州政府"):
            yield name.removesuffix("政府")

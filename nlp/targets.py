"""What a holding is about: theme propositions and instruments in its content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from domain.records import Span
from nlp.agreed import claimed
from nlp.antecedents import announced, elided, is_document_noun, meant
from nlp.clauses import clause_at
from nlp.defined import PREFIX
from nlp.holding import Holding, Way
from nlp.keyed import Keyed
from nlp.reading import TITLED, Kind, Mention, Reading

_ENDS = re.compile(r"[了后，,。；;、）)！”\s]|于|并|实施|施行|以来|$")
# what was done or issued under a text, or does not fit it, is no stance on it
_UNDER = re.compile(
    r"\b(?:pursuant to|taken under|inconsistent with|conflict(?:s|ing)? with|"
    r"(?:guidelines|guidance|figures|data|rules|reports?|statistics|lists?|templates?)\s(?:issued\s|required\s)?"
    r"(?:under|by))"
    r"\s(?:[^,;:.]{1,40}\sof\s)?(?:the\s|that\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_OF_TEXT = re.compile(
    r"》?(?:的|下的|项下的?)?[^，。；：《“为]{0,8}?(?:数据|名单|清单|问答|指南|指引|细则|解读)(?!》|的)"
)
_NEARBY = 300
_BY_KIND = re.compile(r"\b(?:bills?|laws?|act|legislation|rules?|order|treaty|resolution|strategy|plan)$")
_IT = re.compile(r"\s(?P<it>it)(?=[\s,.;])")
_IT_IS = re.compile(r"\b(?P<it>it)(?:['’]s| is| was| has| had)(?: also| now| not)?(?: been)? \w+ by\b", re.IGNORECASE)
_PASSIVE = 60  # characters between "it was signed" and who signed it
MOST = 2  # themes that one holding can establish (codebook); further ones only add evidence
TEXTS = 4  # texts that one holding can be about: 出台了《甲》《乙》《丙》
CARRIED = 6
_CITED = 80  # characters before a name in which it is said to be only applied
_LISTING = 3  # texts that a Chinese sentence can be about: more are a list of what there is
REFERRING = ("enact", "reject", "position")  # groups whose object may be "the bill"


class Target(NamedTuple):
    """A theme or instrument where a holding's content names it; `score` is the theme's own, 1 for instruments.

    `order` is its rank among the themes of the holding: from `MOST` on it cannot establish a statement by itself.
    """

    id: str
    span: Span
    score: float
    is_antigoal: bool = False
    order: int = 0

    @property
    def is_theme(self) -> bool:
        """Whether the target is a theme's proposition."""
        return self.id.startswith("theme:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Theme spans of a doc by place, those inside a name left out: an instrument's own themes do not vote."""

    places: tuple[Target, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> list[Target]:
        """Theme targets whose span lies in `[start, end)`."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        return [target for target in self.places[first:last] if target.span.end <= end]


def cues(reading: Reading) -> Cues:
    """The theme spans of a doc."""
    titled = [Span(start=title.start(), end=title.end()) for title in TITLED.finditer(reading.doc.text)]
    named = (mention.span for mention in reading.mentions if not _is_described(reading, mention))
    claims = (Span(start=hit.start, end=hit.end) for hit in claimed(reading, 0, len(reading.doc.text)))
    names = sorted((span.start, span.end) for span in (*named, *titled, *claims))
    antigoals = _antigoals(Keyed(reading.catalogue), reading.words.lang)
    found = []
    for tag in reading.doc.themes:
        name, bad = f"theme:{tag.id}", antigoals.get(tag.id, ())
        for span in tag.spans:
            if _is_in_name(names, span):
                continue
            is_antigoal = bool(bad) and reading.text(span).casefold() in bad
            found.append(Target(id=name, span=span, score=tag.score, is_antigoal=is_antigoal))
    found.sort(key=lambda target: (target.span.start, target.span.end, target.id))
    return Cues(places=tuple(found), starts=tuple(target.span.start for target in found))


def _is_described(reading: Reading, mention: Mention) -> bool:
    """Whether a text is told by kind and topic, "a new AI safety bill": then its topic is what the sentence says."""
    if mention.kind is not Kind.INSTRUMENT or reading.words.lang != "en":
        return False
    return _BY_KIND.search(reading.doc.text, mention.span.start, mention.span.end) is not None


def targets(reading: Reading, holding: Holding, themes: Cues) -> tuple[Target, ...]:
    """The themes and instruments of a holding's content, best first; the instrument that speaks only when enacted."""
    found = [] if _is_product(reading, holding) else themes.within(holding.content.start, holding.content.end)
    best: dict[str, Target] = {}
    for target in sorted(found, key=lambda one: -one.score):
        best.setdefault(target.id, target)
    named = list(_named(reading, holding))
    if not named and holding.group in REFERRING and not holding.about:
        named = list(_meant(reading, holding))
    if not named and (left_out := elided(reading, holding)) is not None and _is_listed(reading, left_out[0]):
        named = [Target(id=left_out[0], span=left_out[1], score=1.0)]
    ranked = _ranked(reading, holding, list(best.values())[:CARRIED])
    return (*ranked, *_enacted(reading, holding), *_distinct(_objects(reading, holding, named)))


def _named(reading: Reading, holding: Holding) -> Iterator[Target]:
    """The texts that a content names, but those that a Chinese text merely cites or a sentence lists."""
    zh = reading.words.lang == "zh"
    cites = zh and bool(holding.about) and holding.group == "document"
    mentions = reading.mentioned(holding.content if holding.way is not Way.AGENT else holding.sentence)
    texts = [one for one in mentions if one.kind is Kind.INSTRUMENT and one.id != holding.about]
    if zh and len({one.id for one in texts}) > _LISTING:
        return
    for one in texts:
        if _is_applied(reading, holding, one):
            continue
        if (not cites and _is_listed(reading, one.id)) or _is_backed(reading, one):
            yield Target(id=one.id, span=one.span, score=1.0)


def _is_applied(reading: Reading, holding: Holding, mention: Mention) -> bool:
    """Whether a text is only what something else is done or issued under: 公布《法》首份半年数据."""
    text, span = reading.doc.text, mention.span
    if reading.words.lang == "en":
        return _UNDER.search(text, max(0, span.start - _CITED), span.start) is not None
    issues = holding.group == "enact" and holding.way is not Way.AGENT and holding.verb_end <= span.start
    return issues and _OF_TEXT.match(text, span.end) is not None


def _ranked(reading: Reading, holding: Holding, found: list[Target]) -> list[Target]:
    """Themes with their rank within their clause, since a clause is what a coder quotes."""
    if len(found) < 2:
        return found
    spans = reading.clauses(holding.sentence)
    seen: Counter[int] = Counter()
    ranked = []
    for target in found:
        place = clause_at(spans, target.span.start)
        ranked.append(target._replace(order=seen[place]) if seen[place] else target)
        seen[place] += 1
    return ranked


def _is_product(reading: Reading, holding: Holding) -> bool:
    """Whether a company merely brings out something: its products are no positions, its pledges are."""
    if holding.group != "enact":
        return False
    actors = [reading.catalogue.actors[actor].cls for actor in holding.holders if actor in reading.catalogue.actors]
    if not actors or any(cls != "industry" for cls in actors):
        return False
    return not reading.said("pledge", holding.sentence.start, holding.sentence.end)


def _enacted(reading: Reading, holding: Holding) -> tuple[Target, ...]:
    subject = holding.subject
    if (
        not holding.about
        or holding.about.startswith(PREFIX)
        or holding.group not in ("enact", "reject")
        or subject is None
        or not subject.mentions
    ):
        return ()
    if reading.words.lang == "zh" and not _ENDS.match(reading.doc.text, holding.verb_end, holding.sentence.end):
        return ()  # 《办法》取消审批: what has an object acts itself
    return (Target(id=holding.about, span=subject.mentions[0].span, score=1.0),)


def _is_backed(reading: Reading, mention: Mention) -> bool:
    """Whether a word that takes a side stands right before an event: to support the coming summit."""
    reach = 12 if reading.words.lang == "zh" else 48
    before = reading.said("attitudes", max(0, mention.span.start - reach), mention.span.start)
    is_event = mention.id.startswith("instrument:")
    return is_event and bool(before) and not reading.doc.text[before[-1].end : mention.span.start].count("，")


def _is_listed(reading: Reading, target: str) -> bool:
    """Whether a stance can be taken on a text: no event, and none that only the article knows by a short name."""
    return not reading.is_event(target) and not target.startswith(PREFIX)


def _meant(reading: Reading, holding: Holding) -> Iterator[Target]:
    """The instrument that "the bill", 该法案 or "vetoed it" means in the content."""
    span = _it(reading, holding)
    if span is not None and _is_listed(reading, holding.antecedents[0]):
        yield Target(id=holding.antecedents[0], span=span, score=1.0)
        return
    if (later := announced(reading, holding)) is not None:
        yield Target(id=later[0], span=later[1], score=1.0)
        return
    for hit in reading.said("pronouns", holding.content.start, holding.content.end):
        target = meant(reading, hit, holding.antecedents) if is_document_noun(reading, hit) else ""
        if holding.group == "enact" and not _is_at_home(reading, holding, target):
            continue  # 该国政府出台新规: not the law of another country that was told of before
        if target and _is_listed(reading, target):
            yield Target(id=target, span=Span(start=hit.start, end=hit.end), score=1.0)
            return


def _is_at_home(reading: Reading, holding: Holding, target: str) -> bool:
    """Whether holders could have issued a text: they share a jurisdiction with its issuers, or it is of none."""
    known, entry = reading.catalogue.actors, reading.instrument(target)
    if entry is None:
        return True
    issuers = {known[one].jurisdiction for one in entry.issuers if one in known}
    holders = {known[one].jurisdiction for one in holding.holders if one in known}
    return not issuers or not holders or "INTL" in issuers or bool(issuers & holders)


def _it(reading: Reading, holding: Holding) -> Span | None:
    """Where "it" is the object of the holder's verb and can mean a text; who merely backs it has it close by."""
    if holding.subject is None or not holding.antecedents:
        return None
    verb_end = holding.verb_end
    if holding.way is Way.AGENT:
        verb_end = holding.subject.span.start
        found = _IT_IS.search(reading.doc.text, max(holding.sentence.start, verb_end - _PASSIVE), verb_end)
    else:
        found = _IT.match(reading.doc.text, verb_end, holding.sentence.end)
    if found is None:
        return None
    near = reading.mentioned(Span(start=max(0, verb_end - _NEARBY), end=verb_end)) if verb_end else ()
    is_near = any(mention.id == holding.antecedents[0] for mention in near)
    return Span(start=found.end("it") - 2, end=found.end("it")) if is_near or holding.group != "position" else None


def _objects(reading: Reading, holding: Holding, named: list[Target]) -> list[Target]:
    """Of an act, only the instruments of the first clause that names one: what is signed is named once."""
    if holding.group not in ("enact", "reject") or len(named) < 2:
        return named
    spans = [span for span in reading.clauses(holding.sentence) if span.end > named[0].span.start]
    kept = [span for span in spans if span is spans[0] or _acts_again(reading, span)]
    return [target for target in named if any(span.start <= target.span.start < span.end for span in kept)]


def _acts_again(reading: Reading, clause: Span) -> bool:
    """Whether a later clause begins with an act of its own: 出台了《甲》，通过了《乙》."""
    reach = 2 if reading.words.lang == "zh" else 4
    return any(hit.start <= clause.start + reach for hit in reading.said("enact", clause.start, clause.end)[:1])


def _distinct(named: list[Target]) -> tuple[Target, ...]:
    return tuple({target.id: target for target in reversed(named)}.values())[::-1][:TEXTS]


@cache
def _antigoals(held: Keyed, lang: str) -> dict[str, frozenset[str]]:
    return {
        theme.id: frozenset(word.casefold() for word in (theme.antigoals_zh if lang == "zh" else theme.antigoals_en))
        for theme in held.catalogue.themes.values()
    }


def _is_in_name(names: list[tuple[int, int]], span: Span) -> bool:
    index = bisect_left(names, (span.start,))
    return any(start <= span.start and span.end <= end for start, end in names[max(0, index - 3) : index + 1])

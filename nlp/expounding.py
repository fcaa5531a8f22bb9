"""What a text expounds: which document it is about, and whether a sentence goes on with what one says.

A sentence that names no document goes on with the one in focus where it enumerates or demands, for nobody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cache

from domain.catalogue_checks import normal
from domain.records import Span
from nlp.keyed import Keyed
from nlp.memory import Memory
from nlp.reading import TITLED, Kind, Reading
from nlp.states import by_name

_ENUMERATES = re.compile(
    r"^(?:（?[一二三四五六七八九十\d]+[）、.．)]|[一二三四五六]是|第[一二三四五六七八九十]|[^，。]{2,12}(?:方面|上)，)"
)
# these principles, 这些规定: what the document holds
_POINTS = re.compile(
    r"(?:This|These|The|Its|Such) (?:five |six |new |core |key )*(?:principles|rules|provisions|measures|requirements|"
    r"guidelines|commitments|obligations|actions|pillars|goals)\b|"
    r"Under the (?:plan|order|act|law|rules|bill|framework|blueprint)\b|"
    r"(?:这些|这[一二三四五六七八九十]{1,2}[项条大个]|上述|具体|主要)(?:的)?(?:原则|规定|要求|措施|承诺|内容|条款|任务|举措|包括)|"
    r"其(?:中)?(?:主要|核心|具体|重点)?(?:内容|规定|条款|要求|目标|要点)"
)
# what an author makes of a text, or others; a heading of a roundup
_CONCLUDES = re.compile(
    r"(?:因此|所以|由此|可见|总之|总体(?:来看|而言|上)|总的|综上|这意味着|这表明|这说明|值得|显然|事实上|最终|"
    r"有(?:专家|学者|观点|研究|人)|\d{1,2}\s*[|｜])"
)
_LEADS = r"(?:同时|此外|另外|而|但|然而|不过|相比之下|与此同时|例如|比如|如|其中|尽管|虽然|以及)?，?"
# 应鼓励…, 建议…: who demands of nobody named is the author
_ADVISES = re.compile(
    rf"{_LEADS}(?:对此，|为此，|未来，|今后，|下一步，)?"
    r"(?:我们)?(?:也|还|更|既|仍)?(?:应(?![用对急])|应当|应该|必须|需要?(?![求])|须|亟需|亟待|有必要|可以|要(?![求素点])|建议|可考虑|不妨|只有)"
)
# 《指南》并未关注: what a document does not say is said of it
_UNSAID = re.compile(
    r"》?(?:并未|未能|没有|尚未|并没有)(?:对|就)?[^，。；]{0,4}(?:关注|涉及|规定|明确|提出|提及|提供|要求|界定|涵盖|纳入)"
)
_CITED = re.compile(
    r"(?:根据|依据|依照|按照|遵照|遵守|违反|符合|落实|贯彻|执行|衔接|参照|参考|与|和|及|、|》|以)(?:我国)?(?:中华人民共和国)?$"
)
_FAR, _LINES = 900, 7  # characters and lines within which a document must have been named
_HEAD = 24  # characters in which the subject of a comparison stands


def expounded(reading: Reading) -> str:
    """The instrument a doc is about, by title and most of the mentions; empty when there is none.

    A text that speaks in one voice need not have it in its title.
    """
    title, counts, titled = normal(reading.doc.title), Counter[str](), set[str]()
    known = dict[str, bool]()  # whether a name stands in the title: most stand again and again
    for mention in reading.mentions:
        if mention.kind is Kind.INSTRUMENT and not reading.is_event(mention.id):
            counts[mention.id] += 1
            name = reading.text(mention.span)
            if name not in known:
                known[name] = normal(name) in title
            if known[name]:
                counts[mention.id] += 1
                titled.add(mention.id)
    for name, count in counts.most_common(1):
        is_told = name in titled or bool(reading.voice.holders) or _runs_through(reading, name)
        if count >= 5 and 2 * count > counts.total() and is_told:
            return name
    return ""


def expounds(reading: Reading, sentence: Span, memory: Memory) -> bool:
    """Whether a sentence says what the document in focus says."""
    about, who = memory.focus
    if not who or memory.is_advice or not _states(reading, sentence) or not _is_near(reading, sentence, about):
        return False
    others = _is_elsewhere(reading, sentence, who) or _is_on(reading, sentence, about)
    return not others and not _is_authors(reading, sentence)


def _runs_through(reading: Reading, name: str) -> bool:
    """Whether a Chinese text names an instrument from its first quarter to its last third."""
    places = [mention.span.start for mention in reading.mentions if mention.id == name]
    length = len(reading.doc.text)
    return reading.words.lang == "zh" and 4 * places[0] <= length and 3 * places[-1] >= 2 * length


def _is_near(reading: Reading, sentence: Span, about: str) -> bool:
    """Whether a document was named not long before a sentence."""
    place = bisect_left(reading.places, sentence.start) - 1
    first = sentence.start - _FAR
    while place >= 0 and reading.places[place] >= first:
        if reading.mentions[place].id == about:
            return reading.doc.text.count("\n", reading.places[place], sentence.start) < _LINES
        place -= 1
    return reading.words.lang == "en"


def _states(reading: Reading, sentence: Span) -> bool:
    """Whether a sentence enumerates or demands, as documents do."""
    text = reading.text(sentence)
    if _CONCLUDES.match(text) or (reading.words.lang == "zh" and _UNSAID.search(text) is not None):
        return False
    if _ENUMERATES.match(text) or _POINTS.match(text) or reading.said("modals", sentence.start, sentence.end):
        return True
    found = reading.said("document", sentence.start, sentence.end)
    return any(len(hit.word) > 1 for hit in found)


def _is_elsewhere(reading: Reading, sentence: Span, who: tuple[str, ...]) -> bool:
    """Whether a sentence begins with a state or a body of another country: then it compares."""
    known = reading.catalogue.actors
    own = {known[actor].jurisdiction for actor in who if actor in known}
    if not own:
        return False
    head = Span(start=sentence.start, end=min(sentence.end, sentence.start + _HEAD))
    named = [mention.id for mention in reading.mentioned(head) if mention.kind is Kind.ACTOR and mention.id in known]
    if reading.words.lang == "zh":
        state = _state(Keyed(reading.catalogue)).match(reading.doc.text, sentence.start, sentence.end)
        named += [_states_of(Keyed(reading.catalogue))[state["state"]]] if state is not None else []
    return any(known[actor].jurisdiction not in (*own, "INTL") for actor in named)


@cache
def _states_of(held: Keyed) -> dict[str, str]:
    return {name: actor for name, actor in by_name(held.catalogue).items() if "一" <= name[0] <= "鿿"}


@cache
def _state(held: Keyed) -> re.Pattern[str]:
    """A state at the head of a sentence: 美国在…方面, 在德国，."""
    names = "|".join(sorted(map(re.escape, _states_of(held)), key=len, reverse=True))
    return re.compile(rf"{_LEADS}(?:在|对|就|从|对于)?(?P<state>{names})(?!人民?大)")


def _is_authors(reading: Reading, sentence: Span) -> bool:
    """Whether something is demanded of nobody, as authors do."""
    if reading.words.lang != "zh":
        return False
    return _ADVISES.match(reading.doc.text, sentence.start, sentence.end) is not None


def _is_on(reading: Reading, sentence: Span, about: str) -> bool:
    """Whether a Chinese sentence is on another text, which it does not merely cite."""
    if reading.words.lang != "zh":
        return False
    found = TITLED.search(reading.doc.text, sentence.start, sentence.end)
    if found is None or _CITED.search(reading.doc.text, sentence.start, found.start()) is not None:
        return False
    named = {
        one.id for one in reading.mentioned(Span(start=found.start(), end=found.end())) if one.kind is Kind.INSTRUMENT
    }
    return about not in named

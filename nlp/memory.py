"""What attribution keeps from sentence to sentence: last speaker, open quotation, instruments named and expounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.records import Span
from nlp.groups import Group
from nlp.holding import Holding, Way
from nlp.issuers import enacting, holders
from nlp.labels import is_asked
from nlp.reading import Kind, Mention, Reading
from nlp.turns import Turn
from nlp.voice import Voice

_ADVICE = re.compile(
    r"启示|展望|评析|点评|意义|思考|对策|建议$|结语|简评|结论|前景|我国应|笔者|implications|takeaways|analysis$",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"^[“\"]?(?:同时|此外|另外|并且|并|还|也|其中|与此同时|一方面|另一方面|一是|二是|三是|四是|五是|第[一二三四五六]|首先|其次|再次|最后|"
    r"In addition|Also\b(?!:)|Additionally|Moreover|Furthermore|Among other)[，,、]?"
)
OPENS_QUOTE = re.compile(r"^[“\"「]")
_OWNED = re.compile(r"[一-鿿](?:国|盟)的?[《“]?|\bEU\b|European|U\.?S\.?\b|\bUK\b")
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百\d]+[条章]|Article \d|Section \d|Sec\. \d|[（(][一二三四五六七八九十]+[)）]"
)
_LAWMAKERS = frozenset({"legislature", "gov_subnational", "gov_executive"})
BILLS = frozenset({"bill", "legislation", "法案", "草案"})
_TURNS_TO = re.compile(r"(?:首先|其次|再次|最后|再来?|接下来|先来?|我们)?(?:看|来看|说说|谈谈|看看)")
_ISSUES = re.compile(
    r"(?:签署|发表|发布|公布|出台|提交|推出|印发|发出|通过|达成)(?:了|的)?[^，。；：《》“”]{0,18}?"
    r"(?P<noun>声明|公报|报告|白皮书|公开信|备忘录|倡议|宣言|决议|协议|通知|指南|指引|文件|新规|规定|战略|计划|提案)(?![人书中])"
)
_JUDGES = re.compile(r"法院|法官|司法人员|检察|审判|仲裁|\b(?:[Jj]udges?|[Jj]udicial|[Cc]ourts?)\b")
_HEADING = 30
_OBJECT = 40  # characters between a verb of issuing and the noun of what is issued
_STOPS = "。；：;.:"
_INTRODUCES = 60


@dataclass(slots=True, kw_only=True)
class Memory:
    """What earlier sentences left behind.

    `told` says who issued an instrument, by the text itself, `passed` which ones it said were passed; `age` counts the
    sentences since `actors` spoke; `others` says that a crowd of others has just spoken,
    `asked` that a reporter asks in this paragraph, `turn` who has the word in a conversation,
    `proposed` who last dealt with a text that has no name, by the noun it is called.
    """

    voice: Voice
    actors: tuple[str, ...] = ()
    age: int = 0
    instruments: list[str] = field(default_factory=list)
    last: Holding | None = None
    quote: Holding | None = None
    focus: tuple[str, tuple[str, ...]] = ("", ())
    expounded: str = ""
    is_advice: bool = False
    others: bool = False
    asked: bool = False
    turn: Turn | None = None
    turns: dict[int, Turn] = field(default_factory=dict)
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


def new_paragraph(reading: Reading, sentence: Span, memory: Memory) -> None:
    """Forget what a new paragraph ends; a short line may head a section of advice."""
    text = reading.text(sentence)
    memory.others = False
    memory.turn = memory.turns.get(reading.doc.text.rfind("\n", 0, sentence.start) + 1, memory.turn)
    memory.asked = memory.turn.is_question if memory.turn is not None else is_asked(reading, sentence)
    if len(text) <= _HEADING:
        memory.is_advice = _ADVICE.search(text) is not None
    if (memory.focus[0] != memory.expounded and not _ARTICLE.match(text)) or _is_new_item(reading, sentence, memory):
        memory.focus = ("", ())
    if (headed := _headed(reading, sentence, memory)) is not None:
        memory.focus = headed
    if memory.last is not None and not OPENS_QUOTE.match(text):
        memory.last = None


def _headed(reading: Reading, sentence: Span, memory: Memory) -> tuple[str, tuple[str, ...]] | None:
    """The one text that a short Chinese sentence turns to, with its issuers: 再看美国的《…》."""
    if reading.words.lang != "zh" or sentence.end - sentence.start > 2 * _HEADING:
        return None
    named = reading.mentioned(sentence)
    texts = {one.id for one in named if one.kind is Kind.INSTRUMENT}
    text = reading.text(sentence)
    if len(texts) != 1 or not _TURNS_TO.match(text) or reading.said("enact", sentence.start, sentence.end):
        return None
    about = texts.pop()
    last = next(one for one in named if one.id == about)
    who = holders(reading.catalogue, Group(span=last.span, kind=Kind.INSTRUMENT, mentions=(last,)), memory.told)
    return (about, who) if who else None


def _is_new_item(reading: Reading, sentence: Span, memory: Memory) -> bool:
    """Whether a short line heads an item on somebody else: 05 | 白宫推出计划."""
    text = reading.doc.text
    is_heading = sentence.end - sentence.start <= 2 * _HEADING and text[sentence.end - 1] not in _STOPS
    if not memory.focus[0] or not is_heading:
        return False
    principal = reading.catalogue.principal
    own = {memory.focus[0], *map(principal, memory.focus[1])}
    named = {one.id if one.kind is Kind.INSTRUMENT else principal(one.id) for one in reading.mentioned(sentence)}
    return bool(named) and not own & named


def remember(reading: Reading, sentence: Span, now: list[Holding], memory: Memory) -> None:
    """Keep what the sentence adds."""
    memory.age += 1
    for one in now:
        if one.way is Way.VOICE:
            memory.last = None
            continue
        memory.last = one
        if one.about:
            memory.focus = (one.about, one.holders)
        elif one.way is not Way.FOCUS:
            memory.actors, memory.age = one.holders, 0
        memory.proposed.update(dict.fromkeys(_unnamed(reading, one), one.holders))
    if not now and reading.words.lang == "zh":
        _note_introduced(reading, sentence, memory)
    _note_instruments(reading, sentence, now, memory)
    _track_quote(reading, sentence, now, memory)


def _note_introduced(reading: Reading, sentence: Span, memory: Memory) -> None:
    """Whoever a sentence introduces by office is whom 他 means next: nobody, where several are or none is known."""
    offices = reading.offices(sentence.start, sentence.end)
    if offices:
        named = [mention for mention in reading.mentioned(sentence) if mention.kind is Kind.ACTOR]
        known = tuple(dict.fromkeys(one.id for one in named if one.span.start <= offices[-1].start))
        memory.actors, memory.age = known if len(known) == 1 else (), 0
        if memory.last is not None and memory.last.holders != memory.actors:
            memory.last = None


def _unnamed(reading: Reading, one: Holding) -> Iterator[str]:
    """What the texts without a name are called that a holder deals with: a parliament's bill, whatever one issues."""
    if one.group not in ("enact", "neutral") or not one.holders or one.about:
        return
    if reading.words.lang == "zh":
        yield from _issued_zh(reading, one)
    said = reading.said("documents", one.content.start, one.content.end)
    if any(hit.word in BILLS for hit in said):
        yield from BILLS if reading.are(one.holders, _LAWMAKERS) else ()
    elif reading.words.lang == "en" and said and one.group == "enact" and one.subject is not None:
        verb_end = one.verb_end
        if 0 <= said[0].start - verb_end <= _OBJECT and not reading.mentioned(Span(start=verb_end, end=said[0].end)):
            yield said[0].word


def _issued_zh(reading: Reading, one: Holding) -> Iterator[str]:
    """The noun that is the object of a Chinese verb of issuing: 签署联合声明, 发布了一份风险报告."""
    found = _ISSUES.search(reading.doc.text, one.content.start, one.content.end) if one.group == "enact" else None
    if found is not None and not reading.mentioned(Span(start=found.start(), end=found.end())):
        yield found["noun"]


def _note_instruments(reading: Reading, sentence: Span, now: list[Holding], memory: Memory) -> None:
    for mention in reading.mentioned(sentence):
        if mention.kind is Kind.INSTRUMENT:
            memory.instruments.append(mention.id)
            enacted = [one for one in now if one.group == "enact" and one.content.holds(mention.span)]
            if enacted and not mention.id.startswith("instrument:") and not _is_judges(reading, mention, enacted[-1]):
                memory.told.setdefault(mention.id, enacted[-1].holders)
            _note_passing(reading, mention, enacted, memory)
            group = Group(span=mention.span, kind=Kind.INSTRUMENT, mentions=(mention,))
            if who := holders(reading.catalogue, group, memory.told):
                memory.told.setdefault(mention.id, who)


def _is_judges(reading: Reading, mention: Mention, holding: Holding) -> bool:
    """Whether a state is said to have issued what its courts did: a guide for judges is not its government's."""
    return reading.are(holding.holders, {"gov_executive"}) and _JUDGES.search(mention.id) is not None


def _note_passing(reading: Reading, mention: Mention, enacted: list[Holding], memory: Memory) -> None:
    """Keep who passed a law of several issuers, the first time the text says so."""
    passed = [enacting(reading.catalogue, mention.id, one.holders) for one in enacted if not one.about]
    if any(passed) and mention.id not in memory.passed:
        memory.passed.add(mention.id)
        # a report of a vote tells of the voters' text, a commentary of the text of who proposed and runs it
        if not is_owned(reading, mention) and not memory.voice.holders:
            memory.told[mention.id] = next(actors for actors in passed if actors)


def is_owned(reading: Reading, mention: Mention) -> bool:
    """Whether the name itself says whose it is: 欧盟《法案》, "the EU act"."""
    return _OWNED.search(reading.doc.text, max(0, mention.span.start - 5), mention.span.start + 4) is not None


def _track_quote(reading: Reading, sentence: Span, now: list[Holding], memory: Memory) -> None:
    text = reading.text(sentence)
    if now and now[-1].group == "speech" and len(text) <= _INTRODUCES and text.rstrip().endswith((":", "：")):
        memory.quote = now[-1]  # It continued: the next paragraph is a quotation
        return
    opened, closed = text.count("“"), text.count("”")
    if opened > closed and now:
        memory.quote = now[-1]
    elif closed > opened or "\n" in reading.doc.text[sentence.end : sentence.end + 1]:
        memory.quote = None

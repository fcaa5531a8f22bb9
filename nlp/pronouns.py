"""Pronouns and short forms as subjects: 该公司, "it", "the bill", resolved to who or what was named just before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.records import Span
from nlp import roles_en, roles_zh
from nlp.antecedents import is_document_noun, meant
from nlp.clauses import clause_at
from nlp.crowds import counted, members
from nlp.groups import Group
from nlp.holding import Holding, Role, Way, unheld
from nlp.memory import ALSO, Memory
from nlp.people import spoke
from nlp.reading import Kind, Reading
from nlp.segment import sentence_at
from nlp.subjects import subject
from nlp.voice import RULING
from nlp.words import Hit

_NAMES_ON = re.compile(r"\s(?:of|for)\s|['’]s\b|\s[A-Z]")
_NEAR = 900  # characters in which somebody who fits is looked for
_AUTHORITY = RULING | {"legislature", "intergov", "safety_institute", "standards_body", "industry_assoc"}
_GROUP = frozenset({"civil_society", "industry_assoc", "think_tank", "academia", "intergov", "industry", ""})
_CLASSES = (
    (re.compile(r"^公司$|该公司|该企业|该集团|the (?:ai )?(?:company|firm|startup|lab|tech giant|ceo|"
                r"social media giant|search giant|chipmaker|developer)$"),
     frozenset({"industry", ""})),
    (re.compile(r"该国|the (?:president|administration|governor|ministry|department|government|(?:prime )?minister)$"),
     RULING),
    (re.compile(r"the (?:agency|regulator|watchdog|authority|commission|commissioner)$"), _AUTHORITY),
    (re.compile(r"the (?:group|nonprofit|coalition|think tank|alliance|association|union|organi[sz]ation)$"), _GROUP),
)  # fmt: skip
_LINKS = re.compile(
    "但|而|且|则|如|即|对此|为此|因此|据此|不过|然而|随后|此前|目前|当时|例如|比如|事实上|在他|在她|近日|日前"
)
_HEAD = 40  # characters in which the subject of a sentence is named
_FRESH = 2  # sentences after which a pronoun no longer reaches back
_LOOSE = frozenset({"他", "她", "他们", "她们", "它", "其", "he", "she", "it", "they"})


def referred(reading: Reading, sentence: Span, memory: Memory) -> Iterator[Holding]:
    """The holding of the first pronoun or short form at the head of a clause."""
    pronouns = reading.said("pronouns", sentence.start, sentence.end)
    spans = reading.clauses(sentence) if pronouns else ()
    rules = roles_zh if reading.words.lang == "zh" else roles_en
    for hit in pronouns:
        clause = spans[clause_at(spans, hit.start)]
        if not _is_head(reading, clause, hit) or _is_inside(reading, sentence, hit):
            continue
        is_document = is_document_noun(reading, hit)
        span = Span(start=hit.start, end=hit.end)
        group = Group(span=span, kind=Kind.INSTRUMENT if is_document else Kind.ACTOR, mentions=())
        if rules.role(reading, clause, group) is not Role.SUBJECT:
            continue
        near = () if is_document else _near(reading, sentence, hit)
        if not is_document and not near:
            if _is_strangers(reading, sentence, hit, memory):
                yield unheld(sentence)
                return
            near = () if _has_nearer(reading, sentence, spans, hit) else _spoke_last(reading, sentence, hit, memory)
        one = subject(reading, sentence, group, memory, Way.PRONOUN)
        about = meant(reading, hit, memory.instruments[::-1]) if is_document else ""
        who = _issuing(reading, hit, about, memory) if is_document else _agreeing(reading, sentence, hit, near)
        if one is not None and who:
            yield one._replace(holders=who, about=about)
            return


def _near(reading: Reading, sentence: Span, hit: Hit) -> tuple[str, ...]:
    """Whom a plural phrase counts, or the actor that the sentence names before the pronoun."""
    return members(reading, sentence, hit) or (() if counted(hit) else _named_before(reading, sentence, hit))


def _spoke_last(reading: Reading, sentence: Span, hit: Hit, memory: Memory) -> tuple[str, ...]:
    """Who spoke last, if that is not long ago."""
    return _just_named(reading, sentence, hit) if memory.age > _FRESH else memory.actors


def _is_strangers(reading: Reading, sentence: Span, hit: Hit, memory: Memory) -> bool:
    """Whether 他 means a person whom the text names after whoever spoke last, and who speaks for nobody known."""
    if hit.word not in ("他", "她") or not memory.actors:
        return False
    place = sentence_at(reading.doc.sentences, sentence.start)
    start = reading.doc.sentences[max(0, place - _FRESH)].start
    if start == hit.start or (named := spoke(reading.doc.text, start, hit.start)) < 0:
        return False
    others = [one for one in reading.mentioned(Span(start=start, end=hit.start)) if one.id in memory.actors]
    return all(one.span.end <= named for one in others)


def _issuing(reading: Reading, hit: Hit, about: str, memory: Memory) -> tuple[str, ...]:
    """Who stands behind the document: who issued it, or dealt with one that has no name."""
    if about:
        return memory.told.get(about, ())
    nouns = reading.said("documents", hit.start, hit.end)
    return memory.proposed.get(nouns[-1].word, ()) if nouns else ()


def _agreeing(reading: Reading, sentence: Span, hit: Hit, who: tuple[str, ...]) -> tuple[str, ...]:
    """The actors that "the company" or "the president" can mean: those at hand, else the last one named near by."""
    if not who or ((number := counted(hit)) and len(who) != number):
        return ()
    wanted = next((classes for words, classes in _CLASSES if words.search(hit.word)), None)
    if wanted is None or reading.are(who, wanted):
        return who
    near = reading.mentioned(Span(start=max(0, sentence.start - _NEAR), end=hit.start)) if hit.start else ()
    fitting = [m.id for m in near if m.kind is Kind.ACTOR and reading.cls(m.id) in wanted]
    return tuple(fitting[-1:])


def _just_named(reading: Reading, sentence: Span, hit: Hit) -> tuple[str, ...]:
    """The actor at the head of the sentence before that "the company" can mean, where nobody has spoken for long."""
    wanted = next((classes for words, classes in _CLASSES if words.search(hit.word)), None)
    place = sentence_at(reading.doc.sentences, sentence.start)
    if wanted is None or not place:
        return ()
    before = reading.doc.sentences[place - 1]
    head = Span(start=before.start, end=min(before.end, before.start + _HEAD))
    fitting = [one.id for one in reading.mentioned(head) if one.kind is Kind.ACTOR and reading.cls(one.id) in wanted]
    return tuple(fitting[:1])


def _is_inside(reading: Reading, sentence: Span, hit: Hit) -> bool:
    """Whether an English pronoun stands in a quotation whose speaker is named outside: “… if it fails,” X wrote."""
    if reading.words.lang != "en":
        return False
    inside = any(quote.start <= hit.start < quote.end for quote in reading.quotes(sentence))
    return inside and reading.is_told_outside(sentence)


def _named_before(reading: Reading, sentence: Span, hit: Hit) -> tuple[str, ...]:
    """The actor that the sentence names before the pronoun."""
    if hit.start == sentence.start:
        return ()
    found = [
        mention.id
        for mention in reading.mentioned(Span(start=sentence.start, end=hit.start))
        if mention.kind is Kind.ACTOR
    ]
    return tuple(found[-1:])


def _has_nearer(reading: Reading, sentence: Span, spans: tuple[Span, ...], hit: Hit) -> bool:
    """Whether somebody else in the same sentence is the likelier antecedent of 她 or "they"."""
    if hit.word not in _LOOSE:
        return False
    if reading.said("persons", sentence.start, hit.start):
        return True
    if reading.words.lang == "zh":
        return hit.word in ("它", "其")
    return bool(spans) and hit.start >= spans[0].end and not reading.is_quoted(spans[0])


def _is_head(reading: Reading, clause: Span, hit: Hit) -> bool:
    """Whether nothing but a connective stands before the pronoun in its clause, and no name goes on from it."""
    if _NAMES_ON.match(reading.doc.text, hit.end):
        return False
    lead = reading.doc.text[clause.start : hit.start].strip(' “"‘，,')
    if reading.words.lang == "zh":
        return not lead or _LINKS.fullmatch(lead) is not None or ALSO.fullmatch(lead) is not None
    return len(lead) <= 9 or ALSO.fullmatch(lead) is not None

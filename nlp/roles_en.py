"""English word order: what a named group does in its clause, and which verb is its own."""

from __future__ import annotations

import re

from domain.records import Span
from nlp.groups import Group
from nlp.holding import Role
from nlp.reading import Kind, Reading
from nlp.verbs import preferred
from nlp.words import Hit

_REACH = 150
_NEAR = 80  # characters before a name in which the words that tell its role end
_SOURCE = re.compile(
    r"(?:(?:according to|as per|per)\s+(?:(?:an?|the)\s(?:[\w-]+\s){0,2}(?:statement|report|letter|post|paper|study|"
    r"survey|memo|analysis|filing|officials?|spokes\w+)\s(?:from|by|of|for|at)\s)?|"
    r"in the (?:words|view|opinion|eyes) of\s+)(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_AS = re.compile(r"as\s(?:the\s)?", re.IGNORECASE)
_SEES = re.compile(r"\s(?:sees|puts|views|tells)\sit,")  # as X sees it
_UNDER = re.compile(r"(?:^|[,;]\s*)(?:under|in|through|with|via)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_KIND = r"(?:[\w-]+\s+){0,3}(?:company|firm|startup|lab|giant|developer|maker|agency|regulator|group|nonprofit)s?\s+"
_AGENT = re.compile(rf"\bby\s+(?:the\s+)?(?:{_KIND})?$", re.IGNORECASE)
# commitments from leading developers, including X, Y and Z
_PLEDGED = re.compile(
    r"\b(?P<word>commitments?|pledges?|endorsements?|(?<=the\s)(?:backing|support)(?=\sof))\s+(?:from|by|of)\s+(?:[\w-]+,?\s+){0,5}?"
    r"(?:(?:including|such as)\s+)?$",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    r"(?:[a-z]+s?|spokes\w+|CEO|head|director|president|lead|officials?|chief[\w ]{0,24})\s+"
    r"(?:at|from|for|of|with|in|inside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?:\b(?:of|for|to|with|in|at|on|from|against|than|between|about|into|over|within|across|among|around|like|via|"
    r"toward|towards|through|under|including|following|is|are|was|were|be|as|after|before|since|during|without|"
    r"alongside|despite|unlike|and|or|not|his|her|their|its|our|this|that's|an?))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[“\"(]|(?:and|but|so|yet|while|although|though|whereas|that|because|since|as|if|when|however|meanwhile|"
    r"moreover|separately|(?:together|along) with|also|still|then|thus|therefore)\b,?)\s*(?:the\s+)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|were|be|been|being|will|would|did|does|do|to|not|also|and|the|a|an|its|own|just|then|later|"
    r"this|that|week|month|year|last|earlier|today|now|still|already|both|all|on|in|at|formally|officially|who|which|"
    r"then|first|recently|of|for|jointly|together|group|companies|company|states?|countries|itself|too|never|again|even)\b"
    r"|\b\w+ly\b|\b[A-Z0-9][\w.’'-]*|n['’]t\b|\([^)]*\)|[—–-].{1,60}?[—–-]|[^\w\s])"
)
_RELATIVE = re.compile(r"(?:\s\([^()]{1,40}\))?,?\s(?:which|that)\s(?:also\s|would\s|will\s|itself\s)?")
# "If signed into law, the bill …": what stands in front has no subject of its own
_FRONTED = re.compile(
    r"[“\"(]?(?:If|Once|When|While|Until|Unless|Although|Though)\s(?:\w+ly\s)?\w+(?:ed|en|ing)\b[^,;:“”\"]{2,120},\s(?:the\s)?"
)
_WE = re.compile(r"(?:^|[\s“\"])(?:I|[Ww]e)(?:['’](?:m|ll|ve|re|d))?\s[a-z]")  # who says I or we is the subject
_WHO = re.compile(r"(?:\s\([^()]{1,40}\))?,\s(?:which|who)\s")
_ASIDE = re.compile(r",\s(?:which|who)\s[^,.;:“”]{3,80},\s")
_NEXT = 24  # characters in which the verb after an aside ends
_INFINITIVE = re.compile(r"(?:\s[A-Z][\w.-]*)*\s(?:to|either|to either|ha(?:s|ve|d) yet to)\s")
_AUXILIARIES = frozenset({"to", "will", "would", "did", "does", "do", "not", "can", "may", "could", "should", "must",
                           "also", "didn't", "doesn't", "won't", "shall", "and", "but", "cannot", "can't", "don't",
                           "wouldn't", "couldn't", "might"})  # fmt: skip
_ARTICLES = ("the", "a", "an")
_DETERMINER = re.compile(r"\b(?:the|its|their|his|her|of)\s$")
# was accused by X of, has been urged by X to: who suffers a verb does not do it
_SUFFERED = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+\s){0,2}$")
_BY = re.compile(r"\s(?:\w+\s){0,3}by\s")
_COLON = re.compile(r"[^:“”\"\n.]{0,60}:(?=\s*[“\"])")
OFFICE = r"(?:\s(?:CEO|chief|president|minister|boss|head|spokes\w+))?"  # that a headline gives a name
_BARE_COLON = re.compile(rf"{OFFICE}:(?=\s\S)")
_ACTORS = ("speech", "warn", "position", "reject", "enact", "neutral")
_INSTRUMENTS = ("document", "enact", "reject")
_SPEECH = ("speech", "warn")
_VERBS = ("speech", "position", "enact", "reject", "support", "oppose")


def role(reading: Reading, clause: Span, group: Group) -> Role:
    """What the group does in its clause, by the words before it."""
    left = reading.doc.text[clause.start : group.span.start]
    near = max(0, len(left) - _NEAR)
    if _is_source(reading, group, left, near):
        return Role.SOURCE
    if _AGENT.search(left, near) or pledged(reading, group) is not None:
        return Role.AGENT
    bare = _LEAD.sub("", left).strip().lower()
    if not bare or bare in _ARTICLES or which(reading, group) is not None or _FRONTED.fullmatch(left) is not None:
        return Role.SUBJECT
    said = reading.of(_SPEECH, clause.start, group.span.start)
    if (
        said
        and _only_titles(reading.doc.text[said[-1][0].end : group.span.start])
        and _is_inverted(reading, said[-1][0])
    ):
        return Role.SPEAKER
    is_of_person = _OF_PERSON.search(left, near) and reading.said("persons", clause.start, group.span.start)
    if is_of_person or _is_relative(reading, group):
        return Role.SUBJECT
    if _OBJECT.search(left, near) or _WE.search(left) or reading.says(_VERBS, clause.start, group.span.start):
        return Role.OBJECT
    return Role.SUBJECT


def _is_source(reading: Reading, group: Group, left: str, near: int) -> bool:
    """Whether the words before a name make it a source: "according to X", "as X sees it", "under the Act"."""
    if _AS.fullmatch(left) is not None and _SEES.match(reading.doc.text, group.span.end) is not None:
        return True
    return bool(_SOURCE.search(left, near) or (group.kind is Kind.INSTRUMENT and _UNDER.search(left, near)))


def _is_relative(reading: Reading, group: Group) -> bool:
    """Whether a relative clause makes an object act: "came from the ministry, which on Friday ordered a review"."""
    return group.kind is Kind.ACTOR and _WHO.match(reading.doc.text, group.span.end) is not None


def pledged(reading: Reading, group: Group) -> Hit | None:
    """The noun of a pledge that a group has made: "a commitment from X and Y to publish tests"."""
    if group.kind is not Kind.ACTOR:
        return None
    found = _PLEDGED.search(reading.doc.text, max(0, group.span.start - _NEAR), group.span.start)
    return Hit(found.start("word"), found.end("word"), "commit") if found is not None else None


def verb(reading: Reading, sentence: Span, group: Group) -> tuple[Hit, str] | None:
    """The first verb of attribution after a subject, with its lexicon group; None when the name only modifies."""
    text, end = reading.doc.text, group.span.end
    relative = which(reading, group)
    if relative is not None:
        return relative, "document"
    colon = _COLON.match(text, end) or _heads(reading, group)
    if colon is not None and group.kind is Kind.ACTOR:
        return Hit(colon.end() - 1, colon.end(), ":"), "speech"
    wanted: tuple[str, ...] = _INSTRUMENTS if group.kind is Kind.INSTRUMENT else _ACTORS
    own = reading.said("own_document", end, min(sentence.end, end + 60))
    if group.kind is Kind.ACTOR and own and re.match(r"['’]s?\s", text[end : end + 3]):
        wanted = (*_ACTORS, "document")
    end = _after_aside(reading, group, wanted)
    found = reading.of(wanted, end, min(sentence.end, end + _REACH))
    return _first(reading, sentence, group, found)


def _heads(reading: Reading, group: Group) -> re.Match[str] | None:
    """The colon after an actor that a line begins with, as headlines have it: "Macron: Europe needs …"."""
    text, start = reading.doc.text, group.span.start
    return _BARE_COLON.match(text, group.span.end) if not start or text[start - 1] == "\n" else None


def _after_aside(reading: Reading, group: Group, wanted: tuple[str, ...]) -> int:
    """Where the predicate of a subject begins: after ", which hosted the talks," if a verb follows it."""
    aside = _ASIDE.match(reading.doc.text, group.span.end) if group.kind is Kind.ACTOR else None
    if aside is None or not reading.of(wanted, aside.end(), aside.end() + _NEXT):
        return group.span.end
    return aside.end()


def _first(reading: Reading, sentence: Span, group: Group, found: list[tuple[Hit, str]]) -> tuple[Hit, str] | None:
    """The first of the words that is a verb of the subject."""
    text, end = reading.doc.text, group.span.end
    for hit, kind in found:
        gap = text[end : hit.start]
        if hit.word == "set" and text.startswith(" to ", hit.end):
            continue  # "is set to consider": what is set is not what is done
        if group.kind is Kind.ACTOR and _SUFFERED.search(gap) and _BY.match(text, hit.end):
            return None
        if text[hit.start].isupper() or _DETERMINER.search(gap) or _is_noun(reading, group, gap, hit):
            continue
        if not _reaches(reading, gap, end, hit.start) or _INFINITIVE.fullmatch(gap):
            return None
        if (
            kind == "position"
            and hit.word in ("want", "plan", "aim", "work", "ask", "fight")
            and gap.rstrip().endswith(("the", "a", "'s", "’s"))
        ):
            continue
        if group.kind is Kind.ACTOR and reading.said("modals", end, hit.start):
            return None
        same = [other for place, other in found if place == hit]
        return hit, preferred(reading, sentence, group.kind, same, hit)
    return None


def which(reading: Reading, group: Group) -> Hit | None:
    """The verb of a relative clause that tells what a document says: "a blueprint, which lists five principles"."""
    if group.kind is not Kind.INSTRUMENT:
        return None
    found = _RELATIVE.match(reading.doc.text, group.span.end)
    if found is None or any(map(reading.is_event, group.ids)):
        return None
    said = reading.said("document", found.end(), found.end() + 30)
    near = [hit for hit in said if hit.start - found.end() <= 2]
    return near[0] if near else None


def _reaches(reading: Reading, gap: str, start: int, end: int) -> bool:
    """Whether only titles, names, adverbs, auxiliaries and one parenthesis stand between name and verb."""
    gap_text = re.sub(r",[^,]{1,110},", " ", gap, count=1)
    for hit in reversed(reading.of(("persons", "own_document"), start, end)):
        word = reading.doc.text[hit[0].start : hit[0].end]
        gap_text = gap_text.replace(word, " ", 1)
    return len(_PLAIN.sub(" ", gap_text).split()) <= 2


def _only_titles(between: str) -> bool:
    return len(re.sub(r"[A-Z][\w.'’-]*|\b(?:the|a|an|of|for|at|from)\b|[,\s]", " ", between).split()) <= 3


def _is_inverted(reading: Reading, hit: Hit) -> bool:
    before = reading.doc.text[max(0, hit.start - 12) : hit.start]
    return re.search(r"[,”\"’]\s*(?:as\s+)?$", before) is not None


def _is_noun(reading: Reading, group: Group, gap: str, hit: Hit) -> bool:
    """Whether a base form after one name is a noun: "the Microsoft report", unlike "Microsoft and IBM support"."""
    if not any(noun.start == hit.start and noun.end == hit.end for noun in reading.said("nouny", hit.start, hit.end)):
        return False
    words = gap.lower().split()
    return len(group.ids) < 2 and not (words and (words[-1] in _AUXILIARIES or words[-1].endswith("s")))

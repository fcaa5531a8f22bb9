"""When a state acts under its bare name in an English text: "the UK and France agreed", "talks with India"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.matching import Hit
from nlp.words import Words

_ACTS = frozenset({"speech", "warn", "position", "enact", "reject", "neutral"})
# verbs that only a state's name makes an act
_ACT = re.compile(
    r"(?:exchanged?|rais(?:es|ed)|regulat(?:es|ed)|threaten(?:s|ed)|t(?:akes|ook)|move[sd]|sent|wasted no time)\b"
)
_AUXILIARY = r"(?:has|have|had|will|would|did|does|could|should|may|must|can|yet to|\w+n['’]t)"
_ADVERB = rf"(?:{_AUXILIARY}|not|never|also|both|today|already|then|later|now|still|even|\w+ly)"
_LEADING = re.compile(rf"(?:\s{_ADVERB}\b){{0,4}}\s")
_AUXILIARIES = re.compile(rf"\s(?:{_AUXILIARY}|not)\b")
# a plural noun and a verb alike, US sanctions, EU fines: a verb where an object follows
_ALIKE = frozenset({"awards", "sanctions", "claims", "comments", "requests", "challenges", "campaigns", "probes",
                    "posts", "tweets", "starts", "tests", "blacklists", "hopes"})  # fmt: skip
_OBJECT = re.compile(r"\w+\s(?:the|an?|its|it|that|to|for|on|against|more|all|any|new|no|[A-Z][\w.]*)\b")
_OFFICE = (
    r"(?:President|Prime Minister|Vice President|Chancellor|government|administration|officials?|regulators?|"
    r"ministers?|"
    r"authorities|parliament|delegates?|negotiators?|(?:state )?(?:lawmakers|legislature|legislators)|"
    r"Foreign Ministry|Foreign Minister|ambassador|delegation|Secretary of State|"
    r"(?:Technology|Commerce|Foreign) Secretary|Commerce Department|Department of \w+|State Department|"
    r"Justice Department)"
)
# is weighing two bills, are set to
_ABOUT_TO = (
    r"(?:is|are|was|were) (?:also |now |currently |reportedly )?"
    r"(?:against|in favou?r of|opposed to|considering|weighing|preparing|drafting|debating|seeking|"
    r"set to|poised to|planning to)"
)
# India's new guidelines require, the UK's AI bill would ban
_ITS_TEXT = (
    r"(?:[\w-]+\s){0,4}(?:bill|law|act|rules?|regulations?|guidelines|guidance|framework|strategy|plan|polic(?:y|ies)|"
    r"legislation|code|order|measures|roadmap)\s(?:(?:also|now|already)\s)?"
    r"(?:would|will|requires?|bans?|prohibits?|calls? for|sets?|aims?|seeks?|mandates?|includes?|proposes?|obliges?|"
    r"outlines?|establish(?:es)?|says?|states?|stipulates?|gives?|takes?|focus(?:es)?)"
)
_AFTER = re.compile(
    rf"(?:['’]s)?\s+(?:{_ABOUT_TO}|(?:[a-z]+\s)?{_OFFICE})\b|"
    rf"['’]s\s{_ITS_TEXT}\b"
)
# UK regulator Ofcom: an office that has a name of its own
_OWN_NAME = re.compile(r"(?:['’]s)?\s+(?:[a-z]+\s){0,3}?(?:regulator|watchdog|authority|agency),? [A-Z]")
_OFFICE_NEXT = re.compile(rf"(?:['’]s)?\s+(?:[a-z]+\s)?{_OFFICE}\b")
# laws in California and New York, regulators in France
_RULES_IN = re.compile(
    r"\b(?:laws?|bills?|legislation|rules|regulations?|lawmakers|legislators|legislatures?|regulators|officials|authorities|"
    r"governments?) (?:in|from|of) (?:the )?$"
)
# talks with India, a pact between the US and the UK
_PARTNER = re.compile(
    r"\b(?:dialogues?|talks|agreements?|deals?|pacts?|treat(?:y|ies)|memorand(?:um|a) of understanding|"
    r"MOUs?|negotiations|partnerships?) (?:[\w-]+ ){0,4}?(?:with|between) (?:the )?$"
)
# countries like X, governments such as X
_LIKE = re.compile(
    r"\b(?:[Gg]overnments|[Cc]ountries|[Nn]ations|[Ss]tates|[Rr]ivals|[Aa]llies|[Jj]urisdictions),? "
    r"(?:like|such as|including) (?:the )?$"
)
_WITHIN = re.compile(r"\b(?:in|across|within|throughout|outside) (?:the )?$")
# signed by, launched in Paris by; backing of
_BY = re.compile(r"(?P<verb>[\w-]+)(?: (?:on|at|in) \w+)? by (?:the )?$")
_BEFORE = re.compile(
    r"\b(?:(?:backing|support|approval|endorsement|consent) of|[Aa]ccording to(?: officials (?:in|from))?) (?:the )?$"
)
# Spain, which hosted the talks, signed; Spain — but not Italy — signed
_ASIDE = re.compile(r",\s(?:which|who)\s[^,.;:]{3,80},|\s?[—–][^—–.\n]{3,60}[—–]|\s\([^()\n]{2,40}\)|,(?=\s)")
# consulted with Brazil, Canada, Chile, ...: a list of states that were asked or work together
_WITH = re.compile(
    r"\b(?:engag|consult|work|partner|cooperat|collaborat|join|coordinat|negotiat|team)\w*"
    r"(?: \w+){0,6} with(?: the)?(?: governments? of)?(?: the)? $"
)
# Senator Jane Roe of Tennessee recently said
_MEMBER = re.compile(
    r"\b(?:Senator|Sen\.|Representative|Rep\.|Congress(?:man|woman)) (?:[A-Z][\w.’'-]+ ){1,4}(?:of|from) $"
)
_WHOSE = ("'s", "’s")  # talks with Brazil's data protection authority are not with Brazil
_LIST = 3  # states that make a list
_LEAD = 96  # characters before a state in which a word tells what it is there for


def acts(text: str, group: Sequence[Hit], words: Words) -> bool:
    """Whether states joined into one list or pair do something, or have an office, laws, a partner."""
    start, end = group[0].span.start, group[-1].span.end
    ahead = text[max(0, start - _LEAD) : start]
    if _OWN_NAME.match(text, end):
        return False
    if _RULES_IN.search(ahead):
        return True
    if _WITHIN.search(ahead):
        return _OFFICE_NEXT.match(text, end) is not None
    if _MEMBER.search(ahead):
        return False
    if not text.startswith(_WHOSE, end) and any(form.search(ahead) for form in (_PARTNER, _LIKE)):
        return True
    if len(group) >= _LIST and _WITH.search(ahead):
        return True
    return _AFTER.match(text, end) is not None or _does(text, group, words) or _is_agent(ahead, words)


def _does(text: str, group: Sequence[Hit], words: Words) -> bool:
    """Whether a verb of speech, position or action follows, over what stands in brackets."""
    end = group[-1].span.end
    aside = _ASIDE.match(text, end)
    if aside is not None and (len(group) > 1 or aside[0] != ","):
        end = aside.end()
    lead = _LEADING.match(text, end)
    if lead is None:
        return False
    place, is_verb = lead.end(), _AUXILIARIES.match(lead[0]) is not None
    if _ACT.match(text, place) is not None:
        return True
    word = words.at(text, place) if text[place : place + 1].islower() else ""
    groups = words.groups.get(word, frozenset())
    return bool(groups & _ACTS) and "decoy" not in groups and (is_verb or _is_verb(text, place, word, words))


def _is_verb(text: str, place: int, word: str, words: Words) -> bool:
    """Whether a word of acting is no noun, as in "US sanctions", "EU review"."""
    if "nouny" in words.groups[word] or word.endswith("ing"):
        return False
    is_alike = word in _ALIKE or "plurals" in words.groups[word] or "nouny" in words.groups.get(word[:-1], ())
    return not is_alike or _OBJECT.match(text, place) is not None


def _is_agent(ahead: str, words: Words) -> bool:
    """Whether a state is named as who did it: signed by, with the backing of."""
    if _BEFORE.search(ahead) is not None:
        return True
    by = _BY.search(ahead)
    return by is not None and bool(words.groups.get(by["verb"].lower(), frozenset()) & _ACTS)

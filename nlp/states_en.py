"""When a state acts under its bare name in an English text: "the UK and France agreed", "talks with India"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.matching import Hit

_VERB = (
    r"(?:sign(?:s|ed|ing)?|agree[sd]?|announc\w+|propos\w+|backs|backed|supports?|supported|oppos\w+|call(?:s|ed)? "
    r"(?:for|on)|urg(?:es|ed)|launch(?:es|ed)|adopt(?:s|ed)|pass(?:es|ed)|declin\w+|refus\w+|reject\w+|pledg\w+|commit\w*|"
    r"issu(?:es|ed)|publish(?:es|ed)|unveil\w*|introduc(?:es|ed)|host(?:s|ed)|join(?:s|ed)|endors\w+|warn(?:s|ed)|"
    r"sa(?:ys|id)|wants?|seeks?|ban(?:s|ned)|requir(?:es|ed)|released?|establish(?:es|ed)|created?|ratif\w+|vot(?:es|ed)|"
    r"argu(?:es|ed)|objected|exchanged?|affirm(?:s|ed)|reaffirm(?:s|ed)|reiterat(?:es|ed)|underscor(?:es|ed)|"
    r"emphasi[sz](?:es|ed)|stress(?:es|ed)|rais(?:es|ed)|discuss(?:es|ed)|held|met|conven(?:es|ed)|enact\w*|impos\w+|"
    r"tighten\w*|block(?:s|ed)|order(?:s|ed)|demand(?:s|ed)|threaten(?:s|ed)|accus(?:es|ed)|condemn(?:s|ed)|prohibit(?:s|ed)|"
    r"critici[sz](?:es|ed)|restrict(?:s|ed)|suspend(?:s|ed)|regulat(?:es|ed)|approv(?:es|ed)|finali[sz](?:es|ed)|draft(?:s|ed)|"
    r"sue[sd]|investigat(?:es|ed)|repeal(?:s|ed)|rescind(?:s|ed)|delay(?:s|ed)|withdr(?:aws|ew)|vow(?:s|ed)|promis(?:es|ed)|"
    r"(?:plan|aim|intend)(?:s|n?ed) to|welcom(?:es|ed)|encourag(?:es|ed)|recogni[sz]e[sd]?|invest(?:s|ed)|"
    r"appoint(?:s|ed)|sent|open(?:s|ed) (?:an?|one|its)|t(?:akes|ook)|move[sd]|wasted no time)"
)
_ADVERB = (
    r"(?:also|has|have|had|will|would|recently|jointly|both|formally|today|did|not|could|should|may|already|then|later|"
    r"now)"
)
_OFFICE = (
    r"(?:President|Prime Minister|Vice President|Chancellor|government|administration|officials?|regulators?|"
    r"ministers?|"
    r"authorities|(?:state )?(?:lawmakers|legislature|legislators)|"
    r"Foreign Ministry|Foreign Minister|ambassador|delegation|Secretary of State|"
    r"(?:Technology|Commerce|Foreign) Secretary|Commerce Department|Department of \w+|State Department|"
    r"Justice Department)"
)
# is weighing two bills, are set to
_ABOUT_TO = (
    r"(?:is|are|was|were) (?:also |now |currently |reportedly )?"
    r"(?:considering|weighing|preparing|drafting|debating|seeking|set to|poised to|planning to)"
)
# India's new guidelines require, the UK's AI bill would ban
_ITS_TEXT = (
    r"(?:[\w-]+\s){0,4}(?:bill|law|act|rules?|regulations?|guidelines|guidance|framework|strategy|plan|polic(?:y|ies)|"
    r"legislation|code|order|measures|roadmap)\s(?:(?:also|now|already)\s)?"
    r"(?:would|will|requires?|bans?|prohibits?|calls? for|sets?|aims?|seeks?|mandates?|includes?|proposes?|obliges?|"
    r"outlines?|establish(?:es)?|says?|states?|stipulates?|gives?|takes effect|focus(?:es)?)"
)
_AFTER = re.compile(
    rf"(?:['’]s)?\s+(?:(?:{_ADVERB}\s+){{0,3}}{_VERB}|{_ABOUT_TO}|(?:[a-z]+\s)?{_OFFICE})\b|"
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
_BEFORE = re.compile(
    r"\b(?:signed|backed|endorsed|adopted|joined|agreed|led|supported|opposed|vetoed|rejected|proposed|launched|held|hosted|"
    r"convened|organi[sz]ed|issued|published|released|enacted|passed|imposed|announced|approved|banned|blocked)"
    r"(?: (?:on|at|in) \w+)? by (?:the )?$"
)
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


def acts(text: str, group: Sequence[Hit]) -> bool:
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
    return _AFTER.match(text, end) is not None or _BEFORE.search(ahead) is not None

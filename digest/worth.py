"""What a sentence is worth as evidence by its wording: one that concludes, praises, leans or recalls says less."""

from __future__ import annotations

import re

from digest.happened import is_old
from domain.snapshot import Evidence

_CONCLUDES = re.compile(
    r"总而言之|总之|总的来[说看]|总体[来而]|综上|所以|因此|由此|可见|未来[，,]|今后[，,]|下一步[，,]|建议|可以|尽管|虽然|(?:这|那)(?:表明|意味着)"
    r"|(?:In conclusion|To conclude|In sum|Overall|Therefore|Thus|Hence|Consequently|In (?:the )?future|Going forward"
    r"|Although|Even though)\b"
)
_PRAISES = re.compile(
    r"有利于|有助于|亮点|彰显|凸显|标志着|里程碑|示范作用|引领作用|奠定"
    r"|为[^，。；]{1,24}提供[^，。；]{0,24}(?:指导|指引|参考|借鉴|遵循)"
    r"|\b(?:highlights|(?:a|an \w+|another) milestone|sets? an example|paves? the way|lays? (?:the|a) foundation)\b"
)
_LEANS = re.compile(
    r"该|其(?![他它余实])|比如|例如|[（(]?[一二三四五六七八九十]是|此|这|他们|它们?|同时|另外|具体|上述|声明说|然而|不过|但是?"
    r"|(?:They|This|These|Those|It|He|She|But|And|However|Its|Their|His|Her)\b"
)
_UNSURE = 0.5  # less sure than this a tagger has often found the wrong actor, and no wording makes up for that
# (pattern, whether the sentence must open with it, what is left of its worth)
_TABLE = (
    (_CONCLUDES, True, 0.5),  # an author sums up or gives advice: nobody's position is told
    (_PRAISES, False, 0.6),  # an author says what a deed is good for
    (_LEANS, True, 0.7),  # without the sentence before it nobody knows what it is about
)
_RECALLS = 0.5  # it tells what was said more than a month ago
_DOUBTED = 0.5


def worth(item: Evidence) -> float:
    """What is left of a sentence's rank, in (0, 1]."""
    quote, left = item.statement.quote.lstrip("“”\"'‘「『 "), 1.0
    for pattern, opens, factor in _TABLE:
        if pattern.match(quote) if opens else pattern.search(quote):
            left *= factor
    if is_old(quote, item.published_at.date()):
        left *= _RECALLS
    return left * (_DOUBTED if item.statement.confidence < _UNSURE else 1.0)

"""What in a text looks like the name of an instrument or an organisation, known or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.records import Span, TaggedDoc
from domain.text import side
from nlp.phrases import bounds, says_something, words_zh
from nlp.shapes import Shapes, shapes

_SMALL = "of|for|on|and|the|in|to|&"
_CAPITAL = r"(?:[A-Z][\w’'&-]*|[A-Z]\.(?:[A-Z]\.)+)"
_NAME_EN = re.compile(rf"(?<![\w’'-]){_CAPITAL}(?: (?:(?:{_SMALL}) ){{0,2}}{_CAPITAL})*(?: \d{{4}})?(?![\w-])")
_ACRONYM = re.compile(
    r"\s?[（(](?:[“\"]|以下简称|简称|下称|[^（）()]{0,40}?[，,]\s?)?[“\"]?(?P<short>[A-Z][A-Za-z&-]{1,9})[”\"]?[）)]"
)
_SHORT_ZH = re.compile(r"[（(](?:以下)?(?:简称|下称)[：:]?[“《\"]?(?P<short>[一-鿿A-Za-z0-9]{2,12})[”》\"]?[）)]")
_STAGE = re.compile(r"(?:[（(][^（）()]{1,14}[）)]|草案|征求意见稿|[\d.]+版?)+$")
_HAN_RUN = re.compile(r"[一-鿿]{2,30}$")
_NUMBERED_KINDS = {
    "Executive Order": "executive_order", "Public Law": "law", "Senate Bill": "bill", "Assembly Bill": "bill",
    "House Bill": "bill", "SB": "bill", "AB": "bill", "HB": "bill", "H.R.": "bill", "Resolution": "resolution",
    "Regulation (EU)": "regulation",
}  # fmt: skip
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<head>{'|'.join(map(re.escape, _NUMBERED_KINDS))})[ -](?:No\. )?\d+(?:[/-]\d+)?(?![\w/])"
)
_ACTS_EN = re.compile(
    r"(?: \([^)]{2,40}\))?(?:,[^,.]{3,60},)? (?:has |have |had |also |will |today |recently )*[a-z]+(?:ed|es|s|id)\b"
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|a|an|this|that|its|their|our|new|draft|proposed|[Uu]nder)|[’']s?) $", re.IGNORECASE
)
_POST = re.compile(
    r"^(?:(?:Deputy|Acting|Assistant|Vice|Executive|Under) )*"
    r"(?:Chair\w*|Director|Secretary|Head|President|Administrator|Commissioner|Member|Minister|Governor) (?:of|for) "
)
_WEAK = frozenset({"科技"})  # a name never ends here
_VAGUE = frozenset({"Law", "Rule", "Standard", "Standards", "Definition"})  # two words do not make it an instrument
_LONG_EN = 3
_SHORTEST_ZH = 6
_LONGEST_ZH = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span shaped like a name: `sort` is `instrument` or `actor`, `kind` an instrument kind or an actor class."""

    sort: str
    kind: str
    name: str
    span: Span
    alias: str = ""
    acts: bool = False  # stands as one of its sort does: an organisation that says, an instrument after the


def mentions(doc: TaggedDoc) -> Iterator[Mention]:
    """Every span of a doc that has the shape of a name, as often as it stands there."""
    if side(doc.lang) == "zh":
        yield from _instruments_zh(doc.text, shapes())
        yield from _organisations_zh(doc.text, shapes())
    else:
        yield from _capitalised(doc.text, shapes())


def _instruments_zh(text: str, known: Shapes) -> Iterator[Mention]:
    for marked in known.marked.finditer(text):
        name = _STAGE.sub("", marked["name"]).strip()
        ending = known.ending.search(name)
        if ending is not None and _is_title(name):
            short = _SHORT_ZH.match(text, marked.end())
            yield Mention(
                sort="instrument", kind=known.kinds[ending["head"]], name=name,
                span=Span(start=marked.start(), end=marked.end()), alias=short["short"] if short else "",
                acts=True,
            )  # fmt: skip


def _is_title(name: str) -> bool:
    """Whether a marked name is a title of its own: not 管理办法 or 实施细则, nor a method."""
    if name.endswith("方法"):
        return False
    words = [word for run in re.findall(r"[一-鿿]+", name) for word in words_zh(run)]
    return len(words) > 2 or says_something(words, "zh")


def _organisations_zh(text: str, known: Shapes) -> Iterator[Mention]:
    for head in known.head_zh.finditer(text):
        if head[0] in _WEAK:
            continue
        run = _HAN_RUN.search(text, max(0, head.start() - _LONGEST_ZH), head.end())
        own = _own_words(words_zh(run[0])) if run is not None else []
        name = "".join(own)
        if _SHORTEST_ZH <= len(name) <= _LONGEST_ZH and name.endswith(head[0]) and says_something(own, "zh"):
            short = _ACRONYM.match(text, head.end()) or _SHORT_ZH.match(text, head.end())
            yield Mention(
                sort="actor", kind=known.kinds[head[0]], name=name,
                span=Span(start=head.end() - len(name), end=head.end()), alias=short["short"] if short else "",
                acts=known.acts_zh.match(text, head.end()) is not None,
            )  # fmt: skip


def _own_words(words: list[str]) -> list[str]:
    """The words of a name that ends here, back to the first that no name holds."""
    known = bounds("zh")
    own: list[str] = []
    for word in reversed(words):
        if word in known.stop or (word in known.opens and own) or (len(word) == 1 and not own):
            break
        own.append(word)
    return own[::-1]


def _capitalised(text: str, known: Shapes) -> Iterator[Mention]:
    for match in _NUMBERED.finditer(text):
        yield Mention(
            sort="instrument", kind=_NUMBERED_KINDS[match["head"]], name=match[0],
            span=Span(start=match.start(), end=match.end()), acts=True,
        )  # fmt: skip
    for match in _NAME_EN.finditer(text):
        words = _trimmed(_one(match[0].split(), known), known)
        name = " ".join(words)
        sort, kind = _sort_en(words, known)
        if sort and says_something([word.lower() for word in words if word.lower() not in _SMALL.split("|")], "en"):
            start = match.start() + match[0].rindex(name)
            short = _ACRONYM.match(text, start + len(name))
            alias = short["short"] if short and _abbreviates(short["short"], words) else ""
            span = Span(start=start, end=start + len(name))
            beside = (
                _ACTS_EN.match(text, span.end)
                if sort == "actor"
                else _DETERMINED.search(text, max(0, start - 12), start)
            )
            acts = beside is not None or (sort == "instrument" and len(words) > _LONG_EN)
            yield Mention(sort=sort, kind=kind, name=name, span=span, alias=alias, acts=acts)


def _one(words: list[str], known: Shapes) -> list[str]:
    """The last of several names joined by and: what follows a head and an and."""
    joints = [place for place, word in enumerate(words) if word in ("and", "&") and words[place - 1] in known.kinds]
    joints = [place for place in joints if words[place + 1 :][-1] in known.kinds or words[place + 1] in known.kinds]
    return words[joints[-1] + 1 :] if joints else words


def _trimmed(words: list[str], known: Shapes) -> list[str]:
    """Without the words that open a sentence, whose it is, and whose post: The, President’s, Chair of."""
    owner = max((place for place, word in enumerate(words) if re.search(r"[’']s?$", word)), default=-1)
    words = _POST.sub("", " ".join(words[owner + 1 :])).split()
    small = _SMALL.split("|")
    while words and (words[0].capitalize() in known.lead or words[0].lower() in bounds("en").stop | set(small)):
        words = words[1:]
    while words and words[-1] in small:
        words = words[:-1]
    return words


def _sort_en(words: Sequence[str], known: Shapes) -> tuple[str, str]:
    """Whether a capitalised name is an instrument or an organisation, by its head: its last word, or that before of."""
    if len(words) < 2:
        return "", ""
    heads = [words[-1] if not words[-1].isdigit() else words[-2]]
    heads += [words[place - 1] for place, word in enumerate(words) if word in ("of", "for", "on") and place]
    pairs = [" ".join(words[-2:]), " ".join(words[-3:])]
    if len(words) < _LONG_EN and words[-1] in _VAGUE and known.subject.search(words[0]) is None:
        return "", ""
    for head in (*pairs, *heads):
        if (kind := known.kinds.get(head)) is not None:
            return ("instrument" if head in known.instruments else "actor"), kind
    return "", ""


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    initials = "".join(word[0] for word in words if word[0].isupper())
    return "".join(char for char in short if char.isupper()) in (initials, initials[-len(short) :])

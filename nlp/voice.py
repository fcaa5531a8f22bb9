"""Who speaks where nobody is named: an official document's issuer, a signed commentary's author, or nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from domain.catalogue import Catalogue
from domain.catalogue_checks import names, normal
from domain.records import Act, TaggedDoc
from domain.text import side
from nlp.keyed import Keyed
from nlp.notices import issuer as issuer_of_notice
from nlp.partners import partners

AUTHOR = "author"
OFFICIAL = frozenset({"gov_executive", "gov_subnational", "regulator", "legislature", "intergov", "standards_body",
                       "safety_institute"})  # fmt: skip
RULING = frozenset({"gov_executive", "gov_subnational", "regulator"})  # whom "the government" may mean
_OWN_SITE = frozenset({"industry", "industry_assoc", "civil_society"})
_PROVISION = re.compile(r"^(?:第一条|第一章|Article 1\b|Section 1\b|Sec\. 1\b|By the authority vested)", re.MULTILINE)
# here and in `_NORM` each form begins with a character, and what stands before it comes after: the search jumps there
_FIRST_PERSON = re.compile(
    r"笔者|在我看来|我认为|I(?<![\w'’]I)(?:'m|’m|'ve|’ve)?\s|in(?<=\bin) my (?:view|opinion)\b|"
    r"we(?<=\bwe) (?:must|should|need)\b"
)
_REPORT = re.compile(r"记者|本报讯|新华社[^。\n]{0,12}电|综合报道|(?:^|\n)[A-Z][A-Z ]{3,20}[,(—–-]")
_NORM = re.compile(
    r"应当|应该|应(?<![反适响供相效]应)(?!用|对|急|邀)|必须|亟需|亟待|有必要|需要|我们|要(?=[加推建完健提坚强充积])"
)
_QUOTE = re.compile(r"[“\"][^“”\"\n]{2,600}[”\"]")
_CREDIT = re.compile(r"^(?:文\s*[|｜/]|作者[:：|｜]|文/)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The holder of what nobody else is credited with; `holders` is empty for plain news.

    A company or group that publishes also passes on what others say: `is_personal` wants "we" or "our" in the sentence.
    """

    holders: tuple[str, ...]
    act: Act
    is_personal: bool = False

    @property
    def is_official(self) -> bool:
        """Whether an institution speaks for itself."""
        return self.act is Act.DOCUMENT


def voice(doc: TaggedDoc, catalogue: Catalogue) -> Voice:
    """The voice of a doc; a joint text speaks for both parties."""
    found = _voice(doc, catalogue)
    if not found.is_official:
        return found
    return replace(found, holders=(*found.holders, *partners(doc, catalogue, found.holders)))


def _voice(doc: TaggedDoc, catalogue: Catalogue) -> Voice:
    issuer = _publisher(doc, catalogue)
    if issuer is not None:
        is_personal = catalogue.actors[issuer].cls in _OWN_SITE
        return Voice(holders=(issuer,), act=Act.DOCUMENT, is_personal=is_personal)
    noticed = issuer_of_notice(doc, catalogue) or _institutional(doc, catalogue)
    if noticed:
        return Voice(holders=noticed, act=Act.DOCUMENT)
    if _PROVISION.search(doc.text):
        issued = _title_instrument(doc, catalogue)
        if issued:
            return Voice(holders=issued, act=Act.DOCUMENT)
    if _is_commentary(doc):
        return Voice(holders=(AUTHOR,), act=Act.AUTHORED)
    return Voice(holders=(), act=Act.AUTHORED)


def _institutional(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
    """Institutions that sign a text in place of persons."""
    known = _institutions(Keyed(catalogue))
    found = [known.get(_bare(name)) for name in doc.authors]
    if not found or any(actor is None or not _speaks_officially(catalogue, actor) for actor in found):
        return ()
    return tuple(actor for actor in found if actor is not None)


def _speaks_officially(catalogue: Catalogue, actor: str) -> bool:
    principal = catalogue.actors.get(catalogue.principal(actor))
    return catalogue.actors[actor].cls in OFFICIAL or (principal is not None and principal.cls in OFFICIAL)


def _publisher(doc: TaggedDoc, catalogue: Catalogue) -> str | None:
    known = _institutions(Keyed(catalogue))
    for name in (doc.outlet or "", _host(doc.url or "")):
        actor = known.get(_bare(name)) if name else None
        if actor is None:
            continue
        cls = catalogue.actors[actor].cls
        if (cls in OFFICIAL and not _is_persons(doc, known)) or (cls in _OWN_SITE and not doc.authors):
            return actor
    return None


def _is_persons(doc: TaggedDoc, known: Mapping[str, str]) -> bool:
    """Whether persons sign a Chinese text: an authority prints reports and experts' essays beside its own texts."""
    return side(doc.lang) == "zh" and any(_bare(name) not in known for name in doc.authors)


@cache
def _institutions(held: Keyed) -> dict[str, str]:
    return dict(_named(held.catalogue))


def _bare(name: str) -> str:
    return normal(name).removeprefix("the ")


def _named(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for actor in catalogue.actors.values():
        yield from ((_bare(name), actor.id) for name in (*names(actor), *actor.context))
    publishers = defaultdict(set)  # of each host: one that several publish on is nobody's own
    for source in catalogue.sources.values():
        publishers[_host(source.home)].add(source.actor)
    for source in catalogue.sources.values():
        if source.actor is not None:
            host = (_host(source.home),) if len(publishers[_host(source.home)]) == 1 else ()
            yield from ((_bare(name), source.actor) for name in (source.en, source.zh, *host))


def _host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _title_instrument(doc: TaggedDoc, catalogue: Catalogue) -> tuple[str, ...]:
    title = normal(doc.title)
    for tag in doc.instruments:
        entry = catalogue.instruments[tag.id]
        if any(normal(name) in title for name in names(entry)):
            return tuple(entry.issuers[:1])
    return ()


def _is_commentary(doc: TaggedDoc) -> bool:
    """Whether a text argues in a name: first person, or a byline and many demands, and no reporter."""
    head = doc.text[:1500]
    if side(doc.lang) != "zh":
        return len(_FIRST_PERSON.findall(_QUOTE.sub(" ", doc.text))) >= 2
    if _FIRST_PERSON.search(head) is not None:
        return True
    is_signed = bool(doc.authors) or _CREDIT.search(head) is not None
    if not is_signed or _REPORT.search(head[:400]) is not None:
        return False
    return len(_NORM.findall(_QUOTE.sub(" ", doc.text))) >= max(3, len(doc.text) // 500)

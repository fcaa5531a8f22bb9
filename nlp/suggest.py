"""What the catalogue might be missing: cues that keep a theme's company, instruments and actors by their shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.records import TaggedDoc
from domain.text import side
from nlp.keyness import cues
from nlp.lacking import names

_RELEVANT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One addition to consider: `kind` is `cue`, `instrument` or `actor`; `owner` is the theme, kind or class.

    `score` orders proposals of one kind. `issuer` is the actor most often named beside an instrument; `aliases` are
    the short names that stand in brackets behind the full one.
    """

    kind: str
    owner: str
    name: str
    lang: str
    texts: int
    score: float
    examples: tuple[str, ...]
    outlets: int = 1
    issuer: str = ""
    aliases: tuple[str, ...] = ()


def suggest(
    docs: Sequence[TaggedDoc], catalogue: Catalogue, *, least: int = 3, each: int = 8, least_names: int = 2
) -> list[Proposal]:
    """Proposals from tagged docs that are relevant, best first within a kind.

    Args:
        docs: Tagged docs of any language.
        catalogue: What is known already.
        least: In how many docs a cue must occur.
        each: How many cues to propose per theme and language.
        least_names: In how many docs a name must occur.
    """
    docs = [doc for doc in docs if doc.relevant >= _RELEVANT]
    found = list(_names(docs, catalogue, min(least, least_names)))
    for lang in ("zh", "en"):
        found.extend(_cues([doc for doc in docs if side(doc.lang) == lang], catalogue, lang, least, each))
    return sorted(found, key=lambda one: (one.kind, one.owner, -one.score, one.name))


def _cues(docs: Sequence[TaggedDoc], catalogue: Catalogue, lang: str, least: int, each: int) -> Iterator[Proposal]:
    for cue in cues(docs, catalogue, lang, least=least, each=each):
        yield Proposal(
            kind="cue", owner=cue.theme, name=cue.phrase, lang=lang, texts=cue.texts, outlets=cue.outlets,
            score=cue.score, examples=(cue.example,),
        )  # fmt: skip


def _names(docs: Sequence[TaggedDoc], catalogue: Catalogue, least: int) -> Iterator[Proposal]:
    for name in names(docs, catalogue, least=least):
        yield Proposal(
            kind=name.sort, owner=name.kind, name=name.name, lang=name.lang, texts=name.texts, outlets=name.outlets,
            score=float(name.mentions), examples=(name.example,), issuer=name.issuer, aliases=name.aliases,
        )  # fmt: skip

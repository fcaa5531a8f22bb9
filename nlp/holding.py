"""A holding: who speaks or acts in which stretch of a sentence. Attribution finds them, stance judges them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from domain.records import Act, Span
from nlp.groups import Group


class Role(StrEnum):
    """What a named group does in its clause."""

    SUBJECT = "subject"
    SPEAKER = "speaker"  # the speech verb stands before the name: `"…," said X`
    SOURCE = "source"  # according to X; under the Act
    AGENT = "agent"  # signed by X; 由X牵头
    ACCUSER = "accuser"  # 被X指
    OBJECT = "object"


class Way(StrEnum):
    """How the holder was found."""

    NAMED = "named"
    SOURCE = "source"
    AGENT = "agent"
    PRONOUN = "pronoun"
    CARRIED = "carried"
    QUOTE = "quote"
    FOCUS = "focus"
    VOICE = "voice"
    STANDING = "standing"  # who issued a text stands behind it


class Holding(NamedTuple):
    """Who holds a stretch of a sentence.

    `verb` is the word that attributes (empty when carried), `group` its lexicon group; `content` is where the position
    is stated; `about` is the instrument that speaks, whose issuers hold the content; `antecedents` the instruments that
    "the bill" or 该法案 may mean there, the latest first; a weak one is evidence of what stands, and makes nothing.
    """

    holders: tuple[str, ...]
    act: Act
    sentence: Span
    content: Span
    way: Way
    verb: str = ""
    group: str = ""
    gap: int = 0
    about: str = ""
    antecedents: tuple[str, ...] = ()
    is_rebuttal: bool = False
    is_weak: bool = False
    subject: Group | None = None

    @property
    def verb_end(self) -> int:
        """Where the verb of the subject ends; where the content begins without one."""
        return self.subject.span.end + self.gap + len(self.verb) if self.subject is not None else self.content.start

    def on(self, sentence: Span, way: Way) -> Holding:
        """The same holder in another sentence, without a verb there."""
        return self._replace(sentence=sentence, content=sentence, way=way, verb="", subject=None)

    @property
    def rules(self) -> tuple[str, ...]:
        """Rule ids for `govprism why`."""
        return (f"attribution:{self.verb}" if self.verb else f"attribution:{self.way.value}",)


def unheld(sentence: Span) -> Holding:
    """A sentence of somebody whom nobody follows."""
    return Holding(holders=(), act=Act.PARAPHRASE, sentence=sentence, content=sentence, way=Way.NAMED, group="speech")

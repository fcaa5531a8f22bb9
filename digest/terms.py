"""New words of the window that no catalogue target explains: suggestions to the editor, never scored.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008) compare the window's titles and
leads with the baseline's; the prior is the two together, so that rare words need more evidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.attention import Calendar
from digest.words import stopwords
from domain.catalogue import Catalogue
from domain.snapshot import FamilyText, Snapshot
from domain.text import has_han, side, simplified

LIMIT = 5
_LONGEST = 16  # characters of a phrase
_Z, _FAMILIES, _OUTLETS, _PRIOR, _FLOOR = 1.96, 3, 2, 50.0, 0.5  # half a text: an unseen word is rare, not impossible
_ONE = r"[㐀-䶿一-鿿]"
_HAN = re.compile(_ONE + "{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_EDGE = frozenset("的了和在与及是等对为中将从把被其并或也就都而以于之这那有不上下到后前日月年会个一")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Words that arrived together, per language, with the independent texts that carry them."""

    words: Mapping[str, tuple[str, ...]]
    families: tuple[str, ...]
    outlets: int
    z: float


def suggestions(snapshot: Snapshot, catalogue: Catalogue, calendar: Calendar) -> list[Suggestion]:
    """Up to five clusters of new words, strongest first; words the catalogue knows are left out."""
    now = [text for text in snapshot.texts if calendar.in_window(text.published_at)]
    before = [text for text in snapshot.texts if calendar.in_baseline(text.published_at)]
    if not before:
        return []  # without a past every word would be new
    known = _known(catalogue)
    found: list[tuple[float, str, frozenset[str]]] = []
    for lang in ("en", "zh"):
        mine = [text for text in now if side(text.lang) == lang]
        theirs = [text for text in before if side(text.lang) == lang]
        found += [hit for hit in _rising(mine, theirs) if not _explained(hit[1], known)]
    by_family = {text.family: text for text in now}
    whole = [(z, _whole(word, [by_family[family] for family in carriers]), carriers) for z, word, carriers in found]
    return _clusters(sorted(whole, key=lambda hit: (-hit[0], hit[1])), by_family)[:LIMIT]


def _rising(now: list[FamilyText], before: list[FamilyText]) -> Iterator[tuple[float, str, frozenset[str]]]:
    carriers = _carriers(now)
    counts, past = Counter({w: len(f) for w, f in carriers.items()}), Counter(_words(before))
    total, total_past = sum(counts.values()), sum(past.values())
    everything = total + total_past
    for word, count in counts.items():
        if count < _FAMILIES:
            continue
        prior = _FLOOR + _PRIOR * (count + past[word]) / everything
        odds = _logit(count + prior, total + _PRIOR) - _logit(past[word] + prior, total_past + _PRIOR)
        z = odds / math.sqrt(1 / (count + prior) + 1 / (past[word] + prior))
        if z >= _Z and not _is_part(word, carriers) and not _is_plain(word):
            yield z, word, frozenset(carriers[word])


def _logit(count: float, total: float) -> float:
    return math.log(count / max(total - count, 1e-9))


def _is_part(word: str, carriers: Mapping[str, set[str]]) -> bool:
    # 绿色算 is only a piece of 绿色算力 when the same texts carry both
    mine = carriers[word]
    return any(word != other and word in other and len(theirs) >= len(mine) for other, theirs in carriers.items())


def _is_plain(word: str) -> bool:
    """Whether a Chinese piece is nothing but words that are never news: 快速发展."""
    return re.fullmatch(f"(?:{'|'.join(filter(has_han, stopwords()))})+", word) is not None


def _whole(word: str, texts: Sequence[FamilyText]) -> str:
    """The longest phrase around a Chinese piece that all its texts carry: 项行动的通 is cut from 专项行动的通知."""
    told = [_uncounted(f"{text.title}\n{text.lead}") for text in texts]
    while has_han(word) and len(word) < _LONGEST:
        longer = set.intersection(*(_longer(word, text) for text in told))
        if not longer:
            break
        word = min(longer)
    return word.strip("".join(_EDGE))


def _longer(word: str, text: str) -> set[str]:
    """The word with a Chinese character more before or behind it, wherever a text has it."""
    return {piece for pattern in (f"{_ONE}{word}", f"{word}{_ONE}") for piece in re.findall(pattern, text)}


def _carriers(texts: Iterable[FamilyText]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in set(_words([text])):
            found[word].add(text.family)
    return found


def _words(texts: Iterable[FamilyText]) -> Iterator[str]:
    for text in texts:
        yield from set(_of(f"{text.title}\n{text.lead}"))


def _of(text: str) -> Iterator[str]:
    for run in _HAN.findall(_uncounted(text)):
        for size in (2, 3, 4, 5, 6):
            for start in range(len(run) - size + 1):
                piece = run[start : start + size]
                if piece[0] not in _EDGE and piece[-1] not in _EDGE:
                    yield piece
    stop = stopwords()
    for line in re.split(r"[\n.,;:!?()\"“”]", text):
        words = [word.casefold() for word in _LATIN.findall(line)]
        yield from (word for word in words if word not in stop and len(word) > 3)
        yield from (f"{a} {b}" for a, b in pairwise(words) if not {a, b} & stop)


def _uncounted(text: str) -> str:
    # 座 in 第3座 belongs to the number, not to the name behind it
    return re.sub(rf"\d+{_ONE}", " ", simplified(text))


def _known(catalogue: Catalogue) -> str:
    parts: list[str] = []
    for theme in catalogue.themes.values():
        parts += [theme.en, theme.zh, *theme.cues_en, *theme.cues_zh, *theme.antigoals_en, *theme.antigoals_zh]
    for actor in catalogue.actors.values():
        parts += [actor.en, actor.zh, *actor.aliases_en, *actor.aliases_zh]
    for instrument in catalogue.instruments.values():
        parts += [instrument.en, instrument.zh, *instrument.aliases_en, *instrument.aliases_zh]
    parts += [name for holder in catalogue.holders for name in (*holder.names_en, *holder.names_zh)]
    return "\n".join(simplified(part).casefold() for part in parts)


def _explained(word: str, known: str) -> bool:
    return word in known if has_han(word) else f" {word} " in " " + known.replace("\n", " \n ") + " "


def _clusters(hits: list[tuple[float, str, frozenset[str]]], by_family: Mapping[str, FamilyText]) -> list[Suggestion]:
    groups: list[list[tuple[float, str, frozenset[str]]]] = []
    for hit in hits:
        home = next((group for group in groups if _alike(group[0][2], hit[2])), None)
        if home is None:
            groups.append([hit])
        else:
            home.append(hit)
    made = (_suggestion(group, by_family) for group in groups)
    return [suggestion for suggestion in made if suggestion.outlets >= _OUTLETS]


def _alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return 2 * len(mine & theirs) >= len(mine | theirs)


def _suggestion(group: list[tuple[float, str, frozenset[str]]], by_family: Mapping[str, FamilyText]) -> Suggestion:
    families = sorted(frozenset().union(*(hit[2] for hit in group)))
    words: dict[str, list[str]] = {"en": [], "zh": []}
    for word in dict.fromkeys(word for _, word, _ in group):
        if not any(word != other and word in other for _, other, _ in group):
            words["zh" if has_han(word) else "en"].append(word)
    return Suggestion(
        words={lang: tuple(listed[:4]) for lang, listed in words.items()}, families=tuple(families),
        outlets=len({by_family[family].outlet or by_family[family].source for family in families}), z=group[0][0],
    )  # fmt: skip

"""Stance by inference, where a hub model is at hand: does the quote entail "ACTOR supports PROPOSITION"?

The rules find who speaks to what; a zero-shot model may judge the stance anew. Its function comes from
`nlp.hub.entailment(folder)`; hypotheses are in the language of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from domain.catalogue import Catalogue
from domain.records import Stance, Statement
from domain.text import side

Entailed = Callable[[str, Sequence[str]], NDArray[np.float32]]
SURE = 0.6  # below this neither hypothesis counts and the statement is neutral
_WORDS = {
    "zh": {Stance.SUPPORT: "{actor}支持：{target}", Stance.OPPOSE: "{actor}反对：{target}"},
    "en": {Stance.SUPPORT: "{actor} supports this: {target}", Stance.OPPOSE: "{actor} opposes this: {target}"},
}


def nli(pairs: Sequence[tuple[str, str]], entailed: Entailed) -> NDArray[np.float32]:
    """Odds of entailment for (premise, hypothesis) pairs, shape (n,); pairs of one premise run together."""
    found = np.zeros(len(pairs), np.float32)
    for premise in dict.fromkeys(premise for premise, _ in pairs):
        places = [place for place, pair in enumerate(pairs) if pair[0] == premise]
        found[places] = entailed(premise, [pairs[place][1] for place in places])
    return found


def hypotheses(statement: Statement, catalogue: Catalogue, lang: str) -> dict[Stance, str]:
    """What support and opposition would say, in the language of the text."""
    words = _WORDS["zh" if side(lang) == "zh" else "en"]
    actor, target = _actor(statement.actor, catalogue, lang), _target(statement.target, catalogue, lang)
    return {stance: form.format(actor=actor, target=target) for stance, form in words.items()}


def rejudged(
    statements: Sequence[Statement], catalogue: Catalogue, lang: str, entailed: Entailed
) -> tuple[Statement, ...]:
    """The statements with the model's stance; conditional support stays, since the model has no word for it."""
    asked = [(one.quote, text) for one in statements for text in hypotheses(one, catalogue, lang).values()]
    scores = nli(asked, entailed).reshape(-1, 2) if asked else np.zeros((0, 2), np.float32)
    return tuple(_judged(one, float(yes), float(no)) for one, (yes, no) in zip(statements, scores, strict=True))


def _judged(one: Statement, yes: float, no: float) -> Statement:
    if one.stance is Stance.CONDITIONAL and yes >= no:
        return one
    stance = Stance.NEUTRAL if max(yes, no) < SURE else Stance.SUPPORT if yes >= no else Stance.OPPOSE
    return replace(one, stance=stance, rules=(*one.rules, f"nli:{max(yes, no):.2f}"))


def _actor(actor: str, catalogue: Catalogue, lang: str) -> str:
    entry = catalogue.actors.get(actor)
    if entry is None:
        return actor.removeprefix("new:") if actor != "author" else ("作者" if side(lang) == "zh" else "the author")
    return entry.zh if side(lang) == "zh" else entry.en


def _target(target: str, catalogue: Catalogue, lang: str) -> str:
    kind, _, key = target.partition(":")
    zh = side(lang) == "zh"
    if kind == "theme":
        theme = catalogue.themes[key]
        return theme.proposition_zh if zh else theme.proposition_en
    if kind == "instrument":
        entry = catalogue.instruments[key]
        return entry.zh if zh else entry.en
    return key

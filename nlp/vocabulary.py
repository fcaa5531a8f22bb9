"""The vocabulary of relevance as patterns: which words speak of AI, of rules, of attacks, products, adverts, code."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.lexicons import word_lists
from nlp.matching import Edge, Layer, Pattern

MARK = "lex:"


def patterns() -> Iterator[Pattern]:
    """One pattern per word; a word in capitals is an acronym."""
    for group, words in word_lists("relevance").items():
        for word in (*words["zh"], *words["en"]):
            edge = Edge.ACRONYM if word.isupper() else Edge.SAFE
            yield Pattern(Layer.WORD, MARK + group, word, edge, inflects=edge is Edge.SAFE)

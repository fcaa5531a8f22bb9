"""The vocabulary of relevance as patterns: which words speak of AI, of rules, of attacks, products, adverts, code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from nlp.matching import Edge, Layer, Pattern

LEXICON = Path(__file__).parent / "lexicon" / "relevance.yml"
MARK = "lex:"


def patterns() -> Iterator[Pattern]:
    """One pattern per word; a word in capitals is an acronym."""
    for group, words in yaml.safe_load(LEXICON.read_text(encoding="utf-8")).items():
        for word in (*words["zh"], *words["en"]):
            edge = Edge.ACRONYM if word.isupper() else Edge.SAFE
            yield Pattern(Layer.WORD, MARK + group, word, edge, inflects=edge is Edge.SAFE)

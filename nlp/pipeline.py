"""The stages in order, from article to statements: `Tagger(catalogue).tag(doc_of(article))`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from domain.catalogue import Catalogue
from domain.records import Article, TaggedDoc
from domain.text import language, side
from nlp import actors, instruments, segment, themes
from nlp.scan import Scan, Stage, scanner

StageOf = Callable[[Catalogue, Scan], Stage]

STAGES: dict[str, StageOf] = {
    "sentences": lambda catalogue, scan: segment.stage,
    "actors": actors.stage,
    "instruments": instruments.stage,
    "themes": themes.stage,
}


def doc_of(article: Article) -> TaggedDoc:
    """An article, ready for its tags."""
    return TaggedDoc(
        id=article.id,
        title=article.title,
        text=article.text,
        lang=article.lang or language(article.text),
        published_at=article.published_at,
        outlet=article.outlet,
        url=article.url,
        authors=article.authors,
    )


class Tagger:
    """Runs every stage with one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        scan = scanner(catalogue)
        self.catalogue = catalogue
        self.stages = {name: make(catalogue, scan) for name, make in STAGES.items()}

    def tag(self, doc: TaggedDoc) -> TaggedDoc:
        """All tags of a doc; a text in a third language gets its language and nothing else."""
        doc = replace(doc, lang=doc.lang or language(doc.text), catalogue=self.catalogue.version)
        if side(doc.lang) == "other":
            return replace(doc, taggers={"language": "script/1"})
        for stage in self.stages.values():
            doc = stage(doc)
        return doc

    def tag_many(self, docs: Iterable[TaggedDoc]) -> Iterator[TaggedDoc]:
        """Tag a stream of docs, in order."""
        return map(self.tag, docs)

"""The stages in order, from article to statements: `Tagger(catalogue).tag(doc_of(article))`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from domain.catalogue import Catalogue, default
from domain.errors import TagError
from domain.records import Article, TaggedDoc, digest_of
from domain.text import LONGEST, language, side
from nlp import actors, instruments, models, newcomers, relevance, segment, statements, themes
from nlp.backends import Backends
from nlp.backends import stages as backend_stages
from nlp.collector import resting
from nlp.imprint import Change, change, imprint, loads
from nlp.scan import Scan, Stage, scanner
from nlp.spec import specs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LANGUAGE = "script/1"
StageOf = Callable[[Catalogue, Scan], Stage]

STAGES: dict[str, StageOf] = {
    "sentences": lambda *_: segment.add,
    "actors": actors.stage,
    "instruments": instruments.stage,
    "themes": themes.stage,
    "relevance": relevance.stage,
    "newcomers": newcomers.stage,
    "statements": statements.stage,
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
        byline=article.byline,
    )


class Tagger:
    """Runs every stage with one catalogue; spaCy carries the doc from stage to stage."""

    def __init__(self, catalogue: Catalogue, models: Backends | None = None) -> None:
        scan = scanner(catalogue)
        self.catalogue, self.models = catalogue, models
        self.stages: dict[str, Stage] = {name: make(catalogue, scan) for name, make in STAGES.items()}
        for after, judge in backend_stages(models, catalogue) if models else ():
            self.stages[after] = _both(self.stages[after], judge)

    @cached_property
    def specs(self) -> dict[str, str]:
        """Spec hash of each component."""
        return specs(self.catalogue)

    @cached_property
    def spec(self) -> str:
        """One hash over all components: docs tagged under another one are stale."""
        return digest_of(LANGUAGE, *self.specs.values(), *self._models)

    @cached_property
    def imprint(self) -> str:
        """What this tagger knows, as JSON: to be kept under `spec`, and compared by a later tagger."""
        made = imprint(self.catalogue)
        return replace(made, fixed=digest_of(made.fixed, *self._models)).dumps()

    @property
    def _models(self) -> tuple[str, ...]:
        return self.models.chosen if self.models else ()

    def change_since(self, old: str) -> Change:
        """What can differ from the tags of the tagger that left this imprint; ask it which texts it `touches`."""
        return change(loads(old), loads(self.imprint))

    @property
    def version(self) -> str:
        """The spec, short enough to print."""
        return self.spec.removeprefix("sha256:")[:12]

    @cached_property
    def _pipelines(self) -> dict[str, Language]:
        known = {lang: models.pipeline(lang, self.stages) for lang in ("zh", "en")}
        return {**known, "other": models.pipeline("xx", {})}

    def tag(self, doc: TaggedDoc) -> TaggedDoc:
        """All tags of a doc; a text in a third language gets its language and nothing else."""
        with resting():
            return models.tagged(self.carried(doc))

    def carried(self, doc: TaggedDoc) -> Doc:
        """The same as a spaCy Doc, its spans filled, for those who go on with spaCy."""
        doc = self._begun(doc)
        return models.carry(self._pipelines[side(doc.lang) if doc.text else "other"], doc)

    def _begun(self, doc: TaggedDoc) -> TaggedDoc:
        if len(doc.text) > LONGEST:
            raise TagError("tag", doc.id, f"{len(doc.text):,} characters: no more than {LONGEST:,} are tagged at once")
        lang = doc.lang or language(doc.text)
        return replace(doc, lang=lang, catalogue=self.catalogue.version, taggers={"language": LANGUAGE})


def _both(find: Stage, judge: Stage) -> Stage:
    return lambda doc: judge(find(doc))


@cache
def shipped() -> Tagger:
    """The tagger over the catalogue that ships with the project."""
    return Tagger(default())

"""How much of what the newsroom's writers put in is read back out: pages, relevance, families, statements.

    python -m bench.newsroom            the figures
    python -m bench.newsroom --misses   and every miss, a line each

The texts are ours, so this is a smoke test of the whole line, never a measure of quality: that is `data/gold`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.newsroom.edition import NOW, Story, stories
from app.newsroom.outlets import path, public_url, sources
from app.newsroom.site import site
from crawler.extract import extract
from domain.catalogue import Catalogue, default
from domain.errors import ExtractError
from domain.records import Article, RawPage, Stance, TaggedDoc
from domain.text import side
from nlp.families import families
from nlp.pipeline import Tagger, doc_of

_AUTHOR = "author"
Claim = tuple[str, str]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    shown = parser.parse_args().misses
    articles = {story.id: article for story in stories() if (article := _extracted(story)) is not None}
    tagger = Tagger(default())
    docs = {name: tagger.tag(doc_of(article)) for name, article in articles.items()}
    faults = [*_page_faults(articles), *_family_faults(articles)]
    counts: Counter[str] = Counter()
    for story in stories():
        if story.id in docs:
            faults += _tag_faults(story, docs[story.id], tagger.catalogue, counts)
    for line in faults if shown else ():
        print(line)
    print(f"articles {len(articles)} of {len(stories())}; faults {dict(Counter(line.split()[0] for line in faults))}")
    for lang in ("zh", "en"):
        found, wanted = counts[f"{lang} found"], counts[f"{lang} wanted"]
        print(f"{lang}: statements found {found} of {wanted}, with the intended stance {counts[f'{lang} right']}, "
              f"beyond the intended {counts[f'{lang} more']}")  # fmt: skip


def _extracted(story: Story) -> Article | None:
    outlets = sources(8000)
    where = path(story, outlets[story.outlet])
    laid = site()[where]
    page = RawPage(url=f"http://127.0.0.1:8000{where}", body=laid.body, fetched_at=NOW, source=story.outlet,
                   content_type=laid.content_type)  # fmt: skip
    try:
        article = extract(page, outlets[story.outlet])
    except ExtractError as error:
        print(f"page {story.id}: {error}")
        return None
    return replace(article, url=public_url(article.url or ""))


def _page_faults(articles: Mapping[str, Article]) -> Iterator[str]:
    for story in stories():
        if (article := articles.get(story.id)) is None:
            continue
        if _plain(article.title) != _plain(story.title):
            yield f"title {story.id}: {article.title}"
        if _plain(article.text) != _plain(story.text):
            yield f"text {story.id}: {len(article.text)} characters for {len(story.text)}"
        if article.published_at is None or article.published_at.date() != story.published.date():
            yield f"date {story.id}: {article.published_at}"
        if story.credit and article.original_outlet != story.credit:
            yield f"origin {story.id}: {article.original_outlet}"


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def _family_faults(articles: Mapping[str, Article]) -> Iterator[str]:
    names = {article.id: name for name, article in articles.items()}
    found = {names[member.article]: member.family for member in families(list(articles.values()))}
    first = {story.id: story.family for story in stories()}
    for name in found:
        for other in found:
            if name < other and (found[name] == found[other]) != (first[name] == first[other]):
                yield f"family {name}, {other}: {'joined' if found[name] == found[other] else 'not joined'}"


def _tag_faults(story: Story, doc: TaggedDoc, catalogue: Catalogue, counts: Counter[str]) -> Iterator[str]:
    if (doc.relevant >= 0.5) != story.relevant:
        yield f"relevance {story.id}: {doc.relevant:.2f}"
    said = _claims(((one.actor, one.target, one.stance) for one in doc.statements), catalogue)
    wanted = _claims(((one.actor, one.target, one.stance) for one in story.expected), catalogue)
    lang = side(story.lang)
    for claim, stances in wanted.items():
        counts[f"{lang} wanted"] += 1
        counts[f"{lang} found"] += claim in said
        counts[f"{lang} right"] += bool(stances & said.get(claim, set()))
        if not stances & said.get(claim, set()):
            yield f"statement {story.id}: {claim} {sorted(stances)} read as {sorted(said.get(claim, ()))}"
    counts[f"{lang} more"] += len(said.keys() - wanted.keys())


def _claims(rows: Iterator[tuple[str, str, Stance]], catalogue: Catalogue) -> dict[Claim, set[Stance]]:
    found: dict[Claim, set[Stance]] = {}
    for actor, target, stance in rows:
        holder = actor if actor == _AUTHOR else catalogue.principal(actor)
        found.setdefault((holder, target), set()).add(stance)
    return found


if __name__ == "__main__":
    main()

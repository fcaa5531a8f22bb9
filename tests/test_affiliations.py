"""Signed texts: an author holds them in the tags, the institution that the author writes for in the digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.catalogue import default
from domain.records import AUTHOR, Article, Membership, Role
from domain.week import Week
from nlp.affiliations import affiliation
from nlp.pipeline import doc_of
from store import articles, docs, families, snapshots
from store.database import open_store
from tests.builders import NOW, article
from tests.tagging import plain, tagger

ESSAY_EN = (
    "Machines now write much of what we read about artificial intelligence. Legislators must require watermarking. "
    "Developers should disclose their training data. They need to protect privacy."
)
ESSAY_ZH = "治理人工智能，必须坚持以人为本。笔者主张完善个人信息保护制度，应当防止算法歧视。"


def essay(text: str, lang: str, **fields: object) -> Article:
    return article(text=text, lang=lang, title="论人工智能治理" if lang != "en" else "On machines that write", **fields)


def voices(tmp_path: Path, made: Article) -> set[tuple[str, str]]:
    """Actor and principal of the evidence of a week whose only text is this one."""
    db = open_store(tmp_path / "govprism.db")
    articles.save(db, made, now=NOW)
    docs.save(db, tagger().tag(doc_of(made)), made.version, spec="s1", now=NOW)
    families.save(db, [Membership(article=made.id, family=made.id, role=Role.FIRST)], now=NOW)
    taken = snapshots.take(db, default(), Week(2026, 7), snapshots.Taken(now=NOW, code_version="1", tagger_version="1"))
    db.close()
    return {(one.statement.actor, one.principal) for one in taken.evidence}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (essay(ESSAY_EN, "en", byline="Ada Quill, fellow at the Brookings Institution", authors=("Ada Quill",)),
         ("brookings", "brookings")),
        (essay(ESSAY_EN, "en", byline="Ada Quill, Ada Lovelace Institute", authors=("Ada Quill",)),
         ("ada_lovelace", "ada_lovelace")),
        (essay(ESSAY_ZH, "zh-Hans", byline="柳如丝 中国信息通信研究院", authors=("柳如丝",)), ("cn_caict", "cn_gov")),
        (essay(f"{ESSAY_ZH}\n（作者系清华大学教授）", "zh-Hans", authors=("柳如丝",)), ("tsinghua", "tsinghua")),
    ],
)  # fmt: skip
def test_an_experts_essay_is_one_voice_of_the_experts_institution(
    tmp_path: Path, made: Article, expected: tuple[str, str]
) -> None:
    assert voices(tmp_path, made) == {expected}


def test_an_essay_of_somebody_who_belongs_nowhere_known_is_no_voice(tmp_path: Path) -> None:
    assert voices(tmp_path, essay(ESSAY_ZH, "zh-Hans", authors=("柳如丝",))) == set()


def test_the_tags_keep_the_author_and_say_for_whom_they_write() -> None:
    made = essay(ESSAY_EN, "en", byline="Ada Quill, fellow at the Brookings Institution", authors=("Ada Quill",))
    said = tagger().tag(doc_of(made)).statements
    assert said
    assert {(one.actor, one.rules[-1]) for one in said} == {(AUTHOR, "author:brookings")}


def test_english_news_with_a_byline_is_no_essay() -> None:
    made = essay(ESSAY_EN, "en", byline="Ada Quill, Lindholm Post", authors=("Ada Quill",))
    assert tagger().tag(doc_of(made)).statements == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The author is a professor at Oxford University.\nMachines write about AI.", "oxford"),
        ("By Tom Rusk, research director at the Ada Lovelace Institute\nMachines write about AI.", "ada_lovelace"),
        ("Tom Rusk is a senior fellow at the Brookings Institution.\nMachines write about AI.", "brookings"),
        ("Machines write about AI. A fellow at the Brookings Institution read it.", ""),
        ("作者：柳如丝，中国信息通信研究院\n人工智能要可信。", "cn_caict"),
        ("文/周某（作者单位：中国社会科学院）\n人工智能要可信。", "cass"),
        ("人工智能要可信。清华大学教授柳如丝表示赞同。", ""),
    ],
)
def test_a_line_of_the_text_presents_its_author(text: str, expected: str) -> None:
    assert affiliation(tagger().tag(plain(text)), default()) == expected

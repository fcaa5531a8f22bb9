"""People who were introduced, lists that a plural means, official notices: the parts of attribution read alone."""

from __future__ import annotations

import pytest

from domain.catalogue import default
from domain.records import Span, TaggedDoc
from nlp.notices import issuer
from nlp.people import people
from nlp.voice import voice
from tests.tagging import tagger


def _named(text: str, actor: str, office: str) -> list[str]:
    place, at = text.index(actor), text.index(office)
    chinese = not text.isascii()
    found = people(text, chinese, [(Span(start=place, end=place + len(actor)), "a")], [(at, at + len(office))])
    return [text[span.start : span.end] for span, _ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清华大学教授陈远山指出，春天到了。陈远山说，花开了。", ["陈远山"]),
        ("清华大学教授陈远指出，春天到了。陈远说，花开了。", ["陈远"]),
        ("清华大学教授约翰·斯图尔德指出，春天到了。斯图尔德说，花开了。", ["斯图尔德"]),
        ("清华大学教授，春天到了。陈远山说，花开了。", []),
        ("清华大学的教授都来了。陈远山说，花开了。", []),
    ],
)
def test_a_name_after_an_office_is_known_from_then_on(text: str, expected: list[str]) -> None:
    assert _named(text, "清华大学", "教授") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme spokesperson Jane Stanwick spoke. Stanwick smiled.", ["Stanwick"]),
        ("Jane Stanwick, a spokesperson for Acme, spoke. Stanwick smiled.", ["Stanwick"]),
        ("Acme spokesperson Jane Stanwick spoke. Stanwick Street is long.", []),
        ("Acme spokesperson Jane Lee spoke. Lee smiled.", []),
        ("Acme sold its spokesperson bot. Stanwick smiled.", []),
    ],
)
def test_a_surname_of_four_letters_stands_for_the_person_introduced(text: str, expected: list[str]) -> None:
    assert _named(text, "Acme", "spokesperson") == expected


NOTICE = "各省、自治区、直辖市网信办：\n为了加强治理，现决定开展专项行动。有关要求如下。\n一、加强未成年人保护。\n"


def _issuer(title: str, text: str) -> tuple[str, ...]:
    return issuer(tagger().tag(TaggedDoc(id="n", title=title, text=text, lang="zh-Hans")), default())


def test_a_notice_to_all_provinces_is_the_states() -> None:
    assert _issuer("关于开展专项行动的通知", NOTICE) == ("cn_gov",)


def test_a_notice_is_spoken_by_who_signs_it() -> None:
    assert _issuer("关于开展专项行动的通知", NOTICE + "国家互联网信息办公室\n2024年3月2日") == ("cn_cac",)


def test_a_text_about_a_notice_is_no_notice() -> None:
    assert _issuer("一文读懂关于开展专项行动的通知要点", NOTICE) == ()
    assert _issuer("关于开展专项行动的通知", "记者昨天看到了这份通知。") == ()


@pytest.mark.parametrize(
    ("authors", "holders"), [(("中国信通院",), ("cn_caict",)), (("中国信通院", "陈远山"), ()), (("陈远山",), ())]
)
def test_an_institution_that_signs_alone_speaks(authors: tuple[str, ...], holders: tuple[str, ...]) -> None:
    doc = TaggedDoc(id="n", title="报告", text="春天到了。", lang="zh-Hans", authors=authors)
    assert voice(doc, default()).holders == holders

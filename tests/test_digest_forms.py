"""Every form of a digest: prose in two languages, pictures, feeds, mail, archive."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from digest import pictures, prose
from digest.build import build
from digest.files import FORMS
from digest.render import render
from digest.words import LANGS, Words, percents, signed
from domain.catalogue import default
from tests.builders_digest import Desk, Said
from tests.rendered import Tree, edition, issue, page, quiet

both = pytest.mark.parametrize("lang", LANGS)


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


@both
def test_the_markdown_edition_reads_as_accepted(lang: str, snapshot: SnapshotAssertion):
    fixed = replace(issue(), json=re.sub(r"sha256:[0-9a-f]{64}", "sha256:0000", issue().json))
    assert render(fixed, lang=lang, form="md") == snapshot(extension_class=Markdown, name=f"digest.{lang}")


@both
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_quiet_week_can_be_rendered(lang: str, form: str):
    assert render(quiet(), lang=lang, form=form)


@both
def test_a_quiet_week_says_so(lang: str):
    assert Words(lang)("quiet") in render(quiet(), lang=lang, form="md")


@both
def test_a_week_without_any_text_says_so(lang: str):
    empty = build(Desk(default()).snapshot(), default())
    assert Words(lang)("empty") in render(empty, lang=lang, form="html")


@pytest.mark.parametrize("form", ["md", "html"])
def test_both_editions_show_the_same_statements(form: str):
    en, zh = (re.findall(r"S-\d{6}", page(lang, form)) for lang in LANGS)
    assert sorted(en) == sorted(zh)


def test_both_editions_show_the_same_figures():
    en, zh = (prose.figures(edition(lang), row) for lang in LANGS for row in [first(lang)])
    assert [value for _, value in en] == [value for _, value in zh]


def first(lang: str, state: str = "emerging") -> dict:
    return edition(lang).cards(state)[0]


def test_every_string_is_there_in_both_languages():
    from pathlib import Path

    import digest.words

    table = yaml.safe_load(Path(digest.words.__file__).with_name("strings.yml").read_text(encoding="utf-8"))
    single = {"months", "stopwords"}
    rows = {key: value for key, value in table.items() if key not in single | {"jurisdictions"}}
    assert [key for key, value in {**rows, **table["jurisdictions"]}.items() if set(value) != {"en", "zh"}] == []


def test_every_jurisdiction_of_the_catalogue_has_a_name():
    known = {actor.jurisdiction for actor in default().actors.values()}
    assert {code for code in known if Words("zh").jurisdiction(code) == code} == set()


def test_the_verdict_is_a_plain_sentence():
    told = edition("en")
    assert prose.verdict(told, first("en")) == (
        "11 of 12 independent voices say yes (3 of them with conditions); one says no."
    )


def test_the_verdict_is_a_plain_sentence_in_chinese():
    assert prose.verdict(edition("zh"), first("zh")) == "12个独立声音中，11个赞成（其中3个附条件），1个反对。"


def test_the_thirty_seconds_have_five_lines_at_most():
    assert len(prose.brief(edition("en"))) == 5


@both
def test_who_stands_where_is_told_by_name(lang: str):
    lines = prose.who(edition(lang), first(lang))
    assert {"en": "Heritage Foundation", "zh": "传统基金会"}[lang] in lines[-1].text


@both
def test_no_catalogue_id_stands_in_the_prose(lang: str):
    text = page(lang, "md")
    assert [ref for ref in ("cn_gov", "us_exec", "un_secretariat", "gov_executive") if ref in text] == []


def test_lists_read_as_each_language_writes_them():
    assert Words("en").listed(["A", "B", "C", "D", "E"], 3) == "A, B, C and 2 more"
    assert Words("zh").listed(["甲", "乙", "丙", "丁", "戊"], 3) == "甲、乙、丙等5方"


def test_weeks_across_months_and_years_are_told_in_full():
    assert Words("en").span("2024-12-30", "2025-01-05") == "30 December 2024 – 5 January 2025"
    assert Words("zh").span("2024-07-29", "2024-08-04") == "2024年7月29日—8月4日"


def test_percentages_of_one_whole_add_up():
    assert percents([1 / 3, 1 / 3, 1 / 3]) == ["34%", "33%", "33%"]


def test_a_mean_that_rounds_to_nothing_has_no_sign():
    assert (signed(-0.001), signed(None), signed(-0.24)) == ("0.00", "–", "−0.24")


@both
def test_the_page_is_well_formed(lang: str):
    assert Tree(page(lang)).open == []


@both
def test_the_page_asks_for_nothing_from_elsewhere(lang: str):
    tree = Tree(page(lang))
    fetched = [
        tag for tag, _ in tree.elements if tag in ("script", "img", "iframe", "object", "embed", "video", "audio")
    ]
    assert fetched == []
    assert re.findall(r"@import|url\(|<link[^>]*stylesheet", page(lang)) == []


@both
def test_every_heading_of_a_column_or_row_has_its_scope(lang: str):
    headings = Tree(page(lang)).all("th")
    assert headings
    assert all(cell.get("scope") in ("col", "row") for cell in headings)


@both
def test_every_sentence_names_its_language(lang: str):
    quoted = re.findall(r'<blockquote lang="(\w+)">“?([^<]+)', page(lang))
    assert {tag for tag, _ in quoted} == {"en", "zh"}
    assert all((tag == "zh") == bool(re.search(r"[一-鿿]", text)) for tag, text in quoted)


@both
def test_every_picture_has_a_text(lang: str):
    pictures = Tree(page(lang)).all("svg")
    assert pictures
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in pictures)


@both
def test_every_state_is_told_by_word_beside_its_glyph(lang: str):
    words = Words(lang)
    assert f'<span aria-hidden="true">▲</span> {words("state_emerging")}' in page(lang)


@both
def test_ids_on_the_page_are_unique_and_every_inner_link_arrives(lang: str):
    tree = Tree(page(lang))
    ids = [attrs["id"] for _, attrs in tree.elements if attrs.get("id")]
    wanted = {attrs["href"][1:] for attrs in tree.all("a") if (attrs.get("href") or "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert wanted <= set(ids)


def contrast(one: str, two: str) -> float:
    def light(color: str) -> float:
        full = color if len(color) == 7 else "#" + "".join(c * 2 for c in color[1:])
        parts = [int(full[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_text_stands_out_from_its_ground(theme: str):
    roots = re.findall(r":root\{([^}]*--paper[^}]*)\}", page("en"))
    colors = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", roots[theme]))
    text = ("ink", "dim", "accent", "support", "conditional", "oppose")
    assert min(contrast(colors[name], colors[ground]) for name in text for ground in ("paper", "panel")) >= 4.5
    assert min(contrast(colors["onfill"], colors[name]) for name in ("support", "conditional", "oppose")) >= 4.5


def test_hostile_text_stays_text():
    said = Said("gb_gov", "theme:open_source", "support", "<script>alert(1)</script> & we agree.")
    desk = Desk(default()).say(said).note("<b>Bold</b> | news", "Lead *one*.", outlets=("Paper <i>",))
    made = build(desk.snapshot(), default())
    assert all("<script>" not in render(made, lang="en", form=form) for form in ("html", "mail", "atom", "md"))


def test_pictures_show_the_shares_they_are_given():
    svg = pictures.stance_bar(edition("en"), first("en"))
    widths = [float(w) for w in re.findall(r'width="([\d.]+)" height="14', svg)]
    assert [round(w / 6) for w in widths] == [round(100 * share) for _, share, _ in prose.shares(first("en"))]


def test_the_timeline_shows_twelve_weeks():
    assert pictures.timeline(edition("en"), first("en")).count("<rect") == 12


@both
def test_a_week_heard_in_one_language_does_not_claim_that_the_two_agree(lang: str):
    assert Words(lang)("none_bilingual") in render(quiet(), lang=lang, form="md")

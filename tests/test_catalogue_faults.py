"""Each fault planted in a small catalogue is named with file, field and reason; what loads, loads as written."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.catalogue import ROOT, load
from domain.catalogue_checks import normal
from domain.errors import CatalogueError

ACTORS = """jurisdiction: JP
actors:
- id: jp_office
  en: Example Office of Japan
  zh: 日本示例厅
  class: gov_executive
  principal: jp_office
  aliases_en: [Example Office of Japan]
  aliases_zh: [示例厅]
  token_zh: [示方]
  acronyms: [EOJ]
  context: {示办: [日本, 内阁]}
  periods: [{id: first, start: "2021-01-20", end: "2025-01-20"}, {id: second, start: "2025-01-20"}]
- id: jp_lab
  en: Example Laboratory
  zh: 示例实验室
  class: academia
  principal: jp_lab
"""
INSTRUMENTS = """jurisdiction: JP
instruments:
- id: jp_example_act
  kind: law
  en: Example Act of Japan
  zh: 日本示例法
  date: "2025-05-28"
  status: in_force
  issuers: [jp_office]
  themes: [transparency]
  signers: [jp_office]
  decliners: [jp_lab]
  src: known
"""
SOURCE = """en: Example Daily
zh: 示例日报
class: media
actor: jp_lab
jurisdiction: JP
language: zh-Hans
home: https://news.example.jp/
channels:
- {kind: listing, url: "https://news.example.jp/", links: "li a"}
cadence: daily
robots: Nothing barred.
licence: Free to quote.
why: A test needs a source.
"""
HOLDERS = """holders:
- {actor: jp_office, names_en: [Taro Rei], start: "2021-01-20"}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A catalogue of two themes, two actors, one instrument, one source and one holder."""
    for folder in ("actors", "instruments", "themes", "sources"):
        (tmp_path / folder).mkdir()
    for name in ("catalogue.yml", "stance.yml", "themes/transparency.yml", "themes/human_oversight.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name, text in (
        ("actors/jp.yml", ACTORS),
        ("instruments/jp.yml", INSTRUMENTS),
        ("sources/example_daily.yml", SOURCE),
        ("office_holders.yml", HOLDERS),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def plant(root: Path, name: str, old: str, new: str) -> None:
    """Write one fault into one file."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(root: Path) -> CatalogueError:
    """The fault that loading names."""
    with pytest.raises(CatalogueError) as caught:
        load(root)
    return caught.value


def test_a_small_catalogue_without_a_fault_loads(small: Path) -> None:
    assert list(load(small).actors) == ["jp_office", "jp_lab"]


# (file, what stands there, the fault planted, the field named, a word of the reason)
FAULTS = [
    pytest.param("sources/example_daily.yml", "cadence: daily", "cadance: daily", "cadence", "required",
                 id="unknown-key"),
    pytest.param("actors/jp.yml", "  acronyms: [EOJ]", "  acronym: [EOJ]", "jp_office.acronym", "not permitted",
                 id="unknown-key-of-an-actor"),
    pytest.param("actors/jp.yml", "- id: jp_lab", "- id: jp_office", "jp_office", "already taken", id="duplicate-id"),
    pytest.param("instruments/jp.yml", "- id: jp_example_act", "- id: jp_lab", "jp_lab", "already taken in actors",
                 id="id-shared-with-an-actor"),
    pytest.param("actors/jp.yml", "- id: jp_lab", "- id: JP-Lab", "id", "pattern", id="id-with-capitals"),
    pytest.param("actors/jp.yml", "zh: 示例实验室", "zh: 示例厅", "jp_lab", "belongs to jp_office",
                 id="alias-collision"),
    pytest.param("instruments/jp.yml", "zh: 日本示例法", "zh: 《示例厅》", "jp_example_act", "belongs to jp_office",
                 id="alias-collision-under-quotes"),
    pytest.param("instruments/jp.yml", "en: Example Act of Japan", "en: example-laboratory", "jp_example_act",
                 "belongs to jp_lab", id="alias-collision-under-case-and-hyphen"),
    pytest.param("actors/jp.yml", "aliases_en: [Example Office of Japan]", "aliases_en: [Example Office of Japan, EOx]",
                 "jp_office.aliases_en", "too short", id="short-english-alias"),
    pytest.param("actors/jp.yml", "aliases_en: [Example Office of Japan]", "aliases_en: [示例办公室]",
                 "jp_office.aliases_en", "Chinese", id="chinese-among-english-aliases"),
    pytest.param("actors/jp.yml", "en: Example Laboratory", "en: 示例实验室甲", "jp_lab.en", "Chinese",
                 id="chinese-in-the-english-name"),
    pytest.param("actors/jp.yml", "  zh: 示例实验室\n", "", "jp_lab.zh", "required", id="missing-language"),
    pytest.param("actors/jp.yml", "aliases_zh: [示例厅]", "aliases_zh: [《》]", "jp_office", "marks alone",
                 id="name-without-a-letter"),
    pytest.param("actors/jp.yml", 'start: "2021-01-20"', 'start: "2021-13-20"', "jp_office.periods.0.start", "pattern",
                 id="month-that-is-none"),
    pytest.param("sources/example_daily.yml", "home: https://news.example.jp/", 'home: "http://[bad"', "home",
                 "not an address", id="address-that-is-none"),
    pytest.param("actors/jp.yml", "class: academia", "class: academic", "jp_lab.class", "no such class",
                 id="unknown-class"),
    pytest.param("actors/jp.yml", "context: {示办: [日本, 内阁]}", "context: {示办: []}", "jp_office.context",
                 "no words",
                 id="context-without-words"),
    pytest.param("actors/jp.yml", "context: {示办: [日本, 内阁]}", "context: {示例实验室: [日本]}", "jp_office.context",
                 "safe alias of jp_lab", id="context-that-is-safe-elsewhere"),
    pytest.param("actors/jp.yml", "jurisdiction: JP", "jurisdiction: Japan", "jurisdiction", "pattern",
                 id="jurisdiction-in-words"),
    pytest.param("actors/jp.yml", "jurisdiction: JP", "jurisdiction: NO", "jurisdiction", "valid string",
                 id="unquoted-norway"),
    pytest.param("actors/jp.yml", "actors:", "actor:", "actors", "exactly", id="wrong-list-name"),
    pytest.param("actors/jp.yml", 'start: "2021-01-20"', "start: 2021-01-20", "periods.0.start", "valid string",
                 id="unquoted-date-in-a-period"),
    pytest.param("instruments/jp.yml", 'date: "2025-05-28"', "date: 2025-05-28", "jp_example_act.date", "valid string",
                 id="unquoted-date"),
    pytest.param("instruments/jp.yml", 'date: "2025-05-28"', "date: 2025", "jp_example_act.date", "valid string",
                 id="year-read-as-a-number"),
    pytest.param("instruments/jp.yml", 'date: "2025-05-28"', 'date: "28 May 2025"', "jp_example_act.date", "pattern",
                 id="date-in-words"),
    pytest.param("instruments/jp.yml", "themes: [transparency]", "themes: [openness]", "jp_example_act.themes",
                 "no such theme", id="unknown-theme"),
    pytest.param("instruments/jp.yml", "issuers: [jp_office]", "issuers: [jp_ministry]", "jp_example_act.issuers",
                 "no such actor", id="unknown-issuer"),
    pytest.param("instruments/jp.yml", "decliners: [jp_lab]", "decliners: [jp_office]", "jp_example_act.decliners",
                 "signer and decliner", id="signer-and-decliner"),
    pytest.param("instruments/jp.yml", "src: known", "src: guessed", "jp_example_act.src", "checked",
                 id="unknown-grade-of-proof"),
    pytest.param("instruments/jp.yml", "status: in_force", "status: valid", "jp_example_act.status", "adopted",
                 id="unknown-status"),
    pytest.param("themes/transparency.yml", "lens: microscope", "lens: telescop", "lens", "no such lens",
                 id="unknown-lens"),
    pytest.param("themes/transparency.yml", "proposition_zh: 人工", "proposition_zh: AI is open #", "proposition_zh",
                 "wrong language", id="english-where-chinese-belongs"),
    pytest.param("themes/transparency.yml", "cues_zh: [透明度,", "cues_zh: [transparency index,", "cues_zh",
                 "wrong language", id="english-cue-among-chinese"),
    pytest.param("themes/transparency.yml", "cues_zh: [透明度,", "cues_zh: [明,", "cues_zh", "too short",
                 id="short-cue"),
    pytest.param("themes/transparency.yml", "cues_en: [transparency,", "cues_en: [human oversight,", "cues",
                 "belongs to human_oversight", id="cue-of-another-theme"),
    pytest.param("themes/transparency.yml", "cues_en: [transparency,", "cues_en: [no,", "cues_en.0", "valid string",
                 id="unquoted-no"),
    pytest.param("themes/transparency.yml", "antigoals_zh: [信息不透明]\n", "", "antigoals_zh", "required",
                 id="theme-without-antigoals-in-chinese"),
    pytest.param("catalogue.yml", "lenses:", "lens:", "lenses", "list is wanted", id="head-without-lenses"),
    pytest.param("office_holders.yml", "actor: jp_office", "actor: jp_king", "actor", "no such actor",
                 id="holder-of-an-unknown-office"),
    pytest.param("stance.yml", "value: 0.5", "value: 0.7", "scale", "conditional .5", id="scale-moved"),
    pytest.param("sources/example_daily.yml", "class: media", "class: press", "class", "no such class",
                 id="unknown-outlet-class"),
    pytest.param("sources/example_daily.yml", "actor: jp_lab", "actor: jp_press", "actor", "no such actor",
                 id="unknown-outlet-actor"),
    pytest.param("sources/example_daily.yml", ', links: "li a"', "", "channels.listing", "needs links",
                 id="listing-without-links"),
    pytest.param("sources/example_daily.yml", "kind: listing", "kind: rss", "channels.0.kind", "feed",
                 id="unknown-channel"),
    pytest.param("sources/example_daily.yml", 'links: "li a"', 'links: "li a", match: "(\\\\d"', "channels.match",
                 "not a regular expression", id="broken-expression"),
    pytest.param("sources/example_daily.yml", "language: zh-Hans", "language: zh", "language", "zh-Hans",
                 id="language-without-script"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "field", "why"), FAULTS)
def test_a_fault_is_named_with_file_field_and_reason(
    small: Path, name: str, old: str, new: str, field: str, why: str
) -> None:
    plant(small, name, old, new)
    error = fault(small)
    assert (Path(error.which.partition(":")[0]).name, field in error.which, why in error.why) == (
        Path(name).name,
        True,
        True,
    )


def test_a_comma_in_an_unquoted_flow_value_splits_it_and_is_refused(small: Path) -> None:
    plant(small, "actors/jp.yml", "context: {示办: [日本, 内阁]}", "context: {示办: 日本, 内阁}")
    assert "jp_office.context" in fault(small).which


def test_a_file_that_is_no_yaml_is_named_with_the_line(small: Path) -> None:
    plant(small, "actors/jp.yml", "actors:", "actors: [")
    assert "line" in fault(small).why


def test_a_file_that_is_no_utf8_is_named(small: Path) -> None:
    (small / "sources" / "example_daily.yml").write_bytes("zh: 示例日报".encode("gb18030"))
    assert "example_daily.yml" in fault(small).which


def test_a_missing_stance_file_is_named(small: Path) -> None:
    (small / "stance.yml").unlink()
    assert "stance.yml" in fault(small).which


def test_a_second_folder_of_sources_joins_the_first(small: Path, tmp_path: Path) -> None:
    more = tmp_path / "mine"
    more.mkdir()
    (more / "my_blog.yml").write_text(SOURCE, encoding="utf-8")
    assert list(load(small, extra_sources=more).sources) == ["example_daily", "my_blog"]


def test_a_source_may_not_take_an_id_twice_over_two_folders(small: Path, tmp_path: Path) -> None:
    more = tmp_path / "mine"
    more.mkdir()
    (more / "example_daily.yml").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(CatalogueError, match="already taken"):
        load(small, extra_sources=more)


def test_the_digest_of_a_catalogue_changes_with_a_cue_and_not_with_a_source(small: Path) -> None:
    before = load(small).sha256
    plant(small, "sources/example_daily.yml", "cadence: daily", "cadence: weekly")
    same = load(small).sha256
    plant(small, "themes/transparency.yml", "cues_en: [transparency,", "cues_en: [transparency, glass walls,")
    assert (same == before, load(small).sha256 == before) == (True, False)


def test_an_office_is_another_principal_under_another_administration(small: Path) -> None:
    catalogue = load(small)
    days = (date(2021, 1, 19), date(2021, 1, 20), date(2025, 1, 19), datetime(2025, 1, 20, tzinfo=UTC))
    found = [catalogue.principal("jp_office", day) for day in days]
    assert found == ["jp_office", "jp_office.first", "jp_office.first", "jp_office.second"]


def test_a_newcomer_is_its_own_principal(small: Path) -> None:
    assert load(small).principal("new:示例学会", date(2025, 1, 1)) == "new:示例学会"


def test_two_spellings_of_a_name_compare_equal() -> None:
    assert {normal("《示例 办法》"), normal("示例办法")} == {"示例办法"}


def test_an_english_name_keeps_its_words_apart() -> None:
    assert normal("AI-Verify  Foundation") == "ai verify foundation"


def test_a_key_that_stands_twice_is_named_with_its_line(small: Path) -> None:
    plant(small, "actors/jp.yml", "  acronyms: [EOJ]", "  zh: 日本示例局\n  acronyms: [EOJ]")
    error = fault(small)
    assert ("jp.yml" in error.which, "'zh' stands twice" in error.why, "line 11" in error.why) == (True, True, True)


@pytest.mark.parametrize("rows", ["", " 5", " [words]", " [[]]", " &a [*a]", "\n- {2024-01-01: x}"])
def test_rows_that_are_none_are_a_fault_of_their_file(small: Path, rows: str) -> None:
    (small / "actors" / "jp.yml").write_text(f"jurisdiction: JP\nactors:{rows}\n", encoding="utf-8")
    assert "jp.yml" in fault(small).which

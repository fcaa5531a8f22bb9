"""PDF: title, names and date are facts, not text; printed lines become paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.extract import extract
from crawler.pdf import paragraphs
from domain.records import RawPage

RUNNING = "Lakeside Institute Working Paper"
SHEETS = [
    [
        RUNNING,
        "Port city sets rules for registered",
        "algorithms",
        "By Ann Example and Bo Sample",
        "4 March 2025",
        "The port city published its register of algorithms on Monday. Platforms must regis-",
        "ter their main systems, name their sources of data and describe the risks that they",
        "see for the public.",
        "The office said that the register is no licence, and that the summary of each entry",
        "would be open to everyone from the first day.",
        "1",
    ],
    [
        RUNNING,
        "Researchers at the university welcomed the plan, but asked for audits of what",
        "platforms report.",
        "2",
    ],
    [RUNNING, "A second review follows in the autumn, the office said, when all entries are complete.", "3"],
]


def printed(sheets: list[list[str]]) -> bytes:
    """A small PDF with these lines on its sheets."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(sheets)))
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>"]
    parts.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for at, lines in enumerate(sheets):
        drawn = "BT /F1 11 Tf 60 760 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        parts.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * at} 0 R >>"
        )
        parts.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def test_a_pdf_gives_title_authors_date_and_paragraphs():
    page = RawPage(url="x.pdf", body=printed(SHEETS), fetched_at=datetime(2026, 1, 5, tzinfo=UTC))
    found = extract(page)
    assert (found.title, found.authors) == (
        "Port city sets rules for registered algorithms",
        ("Ann Example", "Bo Sample"),
    )
    assert found.published_at.date().isoformat() == "2025-03-04"
    assert found.text.split("\n") == [
        "The port city published its register of algorithms on Monday. Platforms must register their main systems, "
        "name their sources of data and describe the risks that they see for the public.",
        "The office said that the register is no licence, and that the summary of each entry would be open to "
        "everyone from the first day.",
        "Researchers at the university welcomed the plan, but asked for audits of what platforms report.",
        "A second review follows in the autumn, the office said, when all entries are complete.",
    ]


def test_chinese_lines_are_joined_without_a_space():
    rows = [
        "江城公布办法",
        "　　江城市数字治理办公室日前公布登记办法，要求在市",
        "内提供服务的平台登记主要算法。",
        "　　登记的内容每季度更新一次。",
        "— 1 —",
    ]
    assert (
        paragraphs(["\n".join(rows)])[1]
        == "江城市数字治理办公室日前公布登记办法，要求在市内提供服务的平台登记主要算法。"
    )


def test_a_date_of_the_file_that_is_none_costs_no_article():
    body = printed(SHEETS).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /CreationDate (D:yesterday) >>")
    assert extract(RawPage(url="x.pdf", body=body, fetched_at=datetime(2026, 1, 5, tzinfo=UTC))).text


def test_a_broken_pdf_is_told_of_once_and_by_us(caplog):
    body = printed(SHEETS).replace(b"startxref", b"startxref 9")
    extract(RawPage(url="x.pdf", body=body, fetched_at=datetime(2026, 1, 5, tzinfo=UTC)))
    assert caplog.records == []

"""Front matter: what a saved file says of itself is believed as far as it can be true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.sites import markdown

NOW = datetime(2026, 1, 5, tzinfo=UTC)
BODY = "\n---\n\n港城公布了登记办法。\n"


def dated(line: str) -> datetime | None:
    return markdown.read(f"---\ntitle: 港城公布办法\n{line}{BODY}", NOW).published_at


@pytest.mark.parametrize("value", ["2025-03-04", '"2025-03-04"', "2025-03-04T00:00:00+08:00", "2025年3月4日"])
def test_a_date_is_the_same_with_and_without_quotes(value: str) -> None:
    assert str(dated(f"date: {value}")) == "2025-03-04 00:00:00+08:00"


@pytest.mark.parametrize(
    "value",
    ["0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00Z", "1970-01-01", "9999-12-31T23:59:59-08:00", "2124-05-06"],
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_date_before_the_web_or_after_the_fetch_is_none(value: str, quote: str) -> None:
    assert dated(f"date: {quote}{value}{quote}") is None


def test_front_matter_nested_beyond_reason_is_read_line_by_line() -> None:
    front, body = markdown.split(f"---\nurl: https://n.example/1\nnote: {'[' * 5000}{BODY}")
    assert (front["url"], body.strip()) == ("https://n.example/1", "港城公布了登记办法。")


def test_of_front_matter_only_words_numbers_dates_and_lists_of_them_are_kept() -> None:
    front, _ = markdown.split(f"---\ntitle: 港城\nauthors: [甲, 乙]\nmore: {{a: b}}\ndeep: [[c]]{BODY}")
    assert front == {"title": "港城", "authors": ["甲", "乙"]}

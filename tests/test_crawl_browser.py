"""Sources that need a browser: read through Chromium where it is, named plainly where it is not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from crawler import browser
from crawler.browser import Guard
from crawler.report import Outcome
from crawler.run import crawl
from domain.records import RawPage
from tests.crawling import NOW, listed, quick
from tests.local_web import Answer, serving

CHROMIUM = Path("/usr/bin/chromium")
SCRIPTED = """<html><body><div id="text"></div><script>
fetch('/data.txt').then(r => r.text()).then(t => { document.getElementById('text').textContent = t; });
</script></body></html>"""


def test_a_source_that_needs_a_browser_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find_spec", lambda name: None)
    report = crawl([listed("scripted", "http://127.0.0.1:9/", browser=True)], print, settings=quick(tmp_path), now=NOW)
    (visit,) = report.sources["scripted"].channels
    assert visit.outcome is Outcome.BROWSER_MISSING
    assert "install the extra `browser`" in visit.detail


@pytest.mark.parametrize(
    ("url", "kind", "aborted"),
    [
        ("https://www.example.org/", "document", False), ("https://www.example.org/a.js", "script", False),
        ("https://www.example.org/a.png", "image", True), ("http://169.254.169.254/", "fetch", True),
        ("http://127.0.0.1/", "document", False), ("http://127.0.0.2/", "xhr", True),
        ("data:text/css,", "stylesheet", False),
        ("file:///etc/passwd", "document", True),
    ],
)  # fmt: skip
def test_the_browser_asks_only_for_what_a_text_needs_and_never_inside(url: str, kind: str, aborted: bool) -> None:
    guard = Guard(frozenset({"127.0.0.1"}))
    assert guard(SimpleNamespace(url=url, resource_type=kind)) is aborted


def test_no_browser_is_started_for_sources_that_do_not_ask(tmp_path: Path) -> None:
    assert browser.scrapy_settings([listed("plain", "http://127.0.0.1/")], quick(tmp_path), []) == {}


@pytest.mark.browser
def test_a_page_made_by_script_is_read_as_the_reader_sees_it(tmp_path: Path) -> None:
    pytest.importorskip("scrapy_playwright", reason="needs the extra `browser`")
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM}")
    pages: list[RawPage] = []
    with serving(
        {"/": Answer(SCRIPTED), "/data.txt": Answer("写在脚本里的正文", type="text/plain; charset=utf-8")}
    ) as web:
        settings = quick(tmp_path, chromium=str(CHROMIUM), chromium_as_root=True, timeout_s=20.0)
        report = crawl([listed("scripted", web("/"), browser=True)], pages.append, settings=settings, now=NOW)
    assert report.ok, report
    assert ["写在脚本里的正文" in page.body.decode() for page in pages] == [True]

"""The page in a real browser: accessible by axe, no sideways scrolling at 320 px. Run with `-m browser`.

Needs Chromium, and axe-core's `axe.min.js` named by the environment variable AXE_JS.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from digest.archive import archive
from digest.build import build
from digest.render import render
from domain.catalogue import default
from domain.snapshot import Digest
from tests.authored_week import authored_week
from tests.builders_digest import Desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(os.environ.get("AXE_JS", "axe.min.js"))
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="AXE_JS does not name axe.min.js")
PAGES = ("busy.en", "busy.zh", "quiet.en", "archive.zh", "mail.en")


@cache
def digests() -> tuple[Digest, Digest]:
    quiet = Desk(default()).note("A council met", "The council met on Tuesday.").snapshot()
    return build(authored_week(default())[0], default()), build(quiet, default())


def page(name: str) -> str:
    kind, _, lang = name.partition(".")
    busy, quiet = digests()
    match kind:
        case "archive":
            return archive([busy, quiet], lang=lang)
        case "mail":
            return render(busy, lang=lang, form="mail")
        case _:
            return render(busy if kind == "busy" else quiet, lang=lang, form="html")


def run(folder: Path, body: str, *flags: str) -> dict:
    """Load a page whose script leaves JSON in the element `found`, and read that."""
    file = folder / "page.html"
    file.write_text(body, encoding="utf-8")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000",
               f"--user-data-dir={folder / 'profile'}", *flags, "--dump-dom", file.as_uri()]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    left = re.search(r'<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert left, dom[-500:]
    return json.loads(html.unescape(left[1]))


def leave(expression: str) -> str:
    """A script that leaves an expression's value in the page."""
    steps = (
        f"const value={expression};const pre=document.createElement('pre');pre.id='found';"
        "pre.textContent=JSON.stringify(value);document.body.append(pre)"
    )
    return f"<script>window.addEventListener('load',async()=>{{{steps}}})</script>"


@needs_axe
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_complain_about(name: str, theme: str, tmp_path: Path):
    opened = page(name).replace("<details", "<details open")
    axe = f"<script>{AXE.read_text(encoding='utf-8')}</script>"
    script = leave("(await axe.run(document)).violations.map(v=>({id:v.id,where:v.nodes.slice(0,3).map(n=>n.html)}))")
    dark = ["--blink-settings=preferredColorScheme=0"] if theme == "dark" else []
    assert run(tmp_path, opened.replace("</body>", axe + script + "</body>"), *dark) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_at_320_pixels(name: str, tmp_path: Path):
    inner = html.escape(page(name), quote=True)
    frame = (
        f'<body style="margin:0"><iframe id="f" style="width:320px;height:900px;border:0" srcdoc="{inner}"></iframe>'
    )
    script = leave("document.getElementById('f').contentDocument.documentElement.scrollWidth")
    assert run(tmp_path, frame + script + "</body>") <= 320

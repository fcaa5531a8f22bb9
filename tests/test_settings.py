"""`govprism.toml`: what stands in it is used, and what cannot be meant is refused by file, field and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.example import TOML
from app.settings import load
from domain.errors import UsageError

SLIPS = {
    'base_url = "javascript:alert(1)"': "base_url",
    'base_url = "example.org/digests"': "base_url",
    'base_url = "https://example.org/a b"': "base_url",
    'base_url = "http://[::1"': "base_url",
    'home = ""': "home",
    'languages = ["en", "en"]': "languages",
    'languages = ["fr"]': "languages",
    'zone = "Mars/Olympus"': "zone",
    "[crawl]\ntimeout_s = inf": "crawl.timeout_s",
    "[crawl]\ntimeout_s = nan": "crawl.timeout_s",
    "[crawl]\ndelay_s = nan": "crawl.delay_s",
    '[crawl]\ncontact = "https://example.org\\nX-Other: 1"': "crawl.contact",
    '[crawl]\ncontact = ""': "crawl.contact",
    '[mail]\nsender = "not an address"': "mail.sender",
    '[mail]\nsender = "Digest <digest@example.org>\\nBcc: all@example.org"': "mail.sender",
    '[mail]\nca_file = "nope"': "mail.ca_file",
    '[mail]\nunsubscribe_base = "x"': "mail.unsubscribe_base",
    '[models]\nthemes = "nope"': "models.themes",
    '[models]\nnames = "bge-m3"': "models.names",
}


@pytest.mark.parametrize("line", SLIPS)
def test_a_setting_that_cannot_be_meant_is_refused_by_its_name(tmp_path: Path, line: str) -> None:
    file = tmp_path / "govprism.toml"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        load(file)
    assert refused.value.which == f"{file}:{SLIPS[line]}"
    assert refused.value.why


def test_the_example_is_read_as_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVPRISM_HOME", raising=False)
    (tmp_path / "example.toml").write_text(TOML, encoding="utf-8")
    assert load(tmp_path / "example.toml") == load()


def test_what_can_be_meant_is_used(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    (tmp_path / "govprism.toml").write_text(
        'base_url = "https://example.org/digests"\n[crawl]\ncontact = "mailto:desk@example.org"\n[mail]\n'
        f'sender = "周报 <digest@example.org>"\nca_file = "{tmp_path}/ca.pem"\n'
        'unsubscribe_base = "https://example.org/leave?token="\n',
        encoding="utf-8",
    )
    place = load(tmp_path / "govprism.toml")
    assert (place.base_url, place.mail.sender) == ("https://example.org/digests/", "周报 <digest@example.org>")
    assert place.user_agent.endswith("(+mailto:desk@example.org)")

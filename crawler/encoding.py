"""Bytes to text: what the bytes are counts more than what a header says they are."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# A declared subset means its superset: pages say gb2312 and use characters of GB18030 (WHATWG does the same).
_SUPERSET = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "936": "gb18030", "hz": "gb18030", "euc-cn": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs",
    "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "iso-8859-1": "cp1252", "latin-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso8859-1": "cp1252", "shift_jis": "cp932",
    "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "utf8": "utf-8", "utf-8": "utf-8", "unicode": "utf-8", "utf-16": "utf-8",
    "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"\x84\x31\x95\x33", "gb18030"),
)  # fmt: skip
_GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,30})""", re.IGNORECASE)
_COMMON = re.compile(
    "[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动"
    "面起看定天分还进好小部其些主样理心本前开但因只从想实這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實與於]"
)
_KANA_HANGUL = re.compile("[ぁ-んァ-ヶ가-힣]")
_CYRILLIC = re.compile("[а-яё]")
_SAMPLE = 60_000
_MOJIBAKE = re.compile("(?:[ÃÂâäåæçèéï][\x80-\xbfœžŸ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›¡-¿]{1,2}){4,}|锟斤拷|鐨勪|涓\xad")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read by, and the share of bytes that did not fit."""

    text: str
    encoding: str
    damage: float


def decode(body: bytes, *, content_type: str = "", declared: str | None = None) -> Decoded:
    """Read bytes as text; `declared` (a person's word) wins, then BOM, then the bytes, then header and meta."""
    if declared is not None and (named := _codec(declared)) is not None:
        return _read(body, named)
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark) if name != "gb18030" else 4 :], name)
    if (wide := _wide(body)) is not None:
        return _read(body, wide)
    utf8 = _read(body, "utf-8")
    if utf8.damage == 0.0 or (utf8.damage < 0.01 and _multibyte(body)):
        return utf8
    return _best(body, _declared(body, content_type))


def looks_garbled(text: str) -> bool:
    """Whether a text was read by the wrong encoding somewhere before it reached us."""
    sample = text[:_SAMPLE]
    if not sample:
        return False
    bad = sample.count("�") + sum(len(found[0]) for found in _MOJIBAKE.finditer(sample))
    return bad > 0.02 * len(sample) + 2


def _best(body: bytes, declared: list[str]) -> Decoded:
    sample = _foreign(body)
    names = list(dict.fromkeys([*declared, *_GUESSES, "cp1252"]))
    scores = {name: _score(_read(sample, name), name in declared) for name in names}
    return _read(body, max(names, key=lambda name: scores[name]))


def _score(read: Decoded, is_declared: bool) -> float:
    """How much a reading looks like language: common characters among the foreign ones, less the damage."""
    foreign = sum(char > "\x7f" for char in read.text) or 1
    if read.encoding == "cp1252":
        sense = 0.25 if foreign < 0.2 * len(read.text) else 0.0
    elif read.encoding in ("koi8_r", "cp1251"):
        sense = 0.6 * len(_CYRILLIC.findall(read.text)) / foreign
    elif read.encoding in ("cp932", "euc_jp", "cp949"):
        sense = 0.5 * len(_KANA_HANGUL.findall(read.text)) / foreign
    else:
        sense = len(_COMMON.findall(read.text)) / foreign
    return sense - 30 * read.damage + (0.06 if is_declared else 0.0)


def _foreign(body: bytes) -> bytes:
    """The lines that hold anything beyond ASCII: a page may begin with 60 kB of scripts."""
    lines = (line for line in body.split(b"\n") if not line.isascii())
    return b"\n".join(lines)[:_SAMPLE] or body[:_SAMPLE]


def _read(body: bytes, name: str) -> Decoded:
    text = body.decode(name, errors="replace")
    bad = text.count("�")
    if bad and text.endswith("�"):  # a body cut in the middle of a character
        text, bad = text.rstrip("�"), bad - 1
    return Decoded(text, name, bad / max(1, len(text)))


def _multibyte(body: bytes) -> bool:
    """Whether there is enough well-formed UTF-8 beyond ASCII to call a few broken bytes damage."""
    return len(re.findall(rb"[\xe3-\xe9][\x80-\xbf]{2}", body[:_SAMPLE])) > 20 or b"\xe2\x80" in body[:_SAMPLE]


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark, seen by the zero bytes beside the angle brackets."""
    head = body[:400]
    if b"<\x00" in head and head[1:2] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if b"\x00<" in head and head[:1] == b"\x00" else None


def _declared(body: bytes, content_type: str) -> list[str]:
    words = _DECLARED.findall(content_type.encode("ascii", "ignore")) + _DECLARED.findall(body[:8192])
    named = (_codec(word.decode("ascii")) for word in words)
    return list(dict.fromkeys(name for name in named if name is not None))


def _codec(name: str) -> str | None:
    name = name.strip().lower()
    name = _SUPERSET.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return name if found._is_text_encoding and found.name not in ("idna", "punycode") else None

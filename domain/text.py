"""Text as the whole line understands it: NFC, white space, script and language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_KANA = re.compile(r"[぀-ヿ]")
_HANGUL = re.compile(r"[가-힯]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_ARABIC = re.compile(r"[؀-ۿ]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SAMPLE = 4000
# what ends a string where it is kept (NUL), and halves of characters, which no file can hold
_BROKEN = "\x00-\x08\x0e-\x1b\x7f\ud800-\udfff"
_UNPRINTABLE = re.compile(f"[{_BROKEN}]")
_INVISIBLE = re.compile(f"[\u200b\u200c\u200d\u2060\ufeff\u00ad{_BROKEN}]")
LONGEST = 1_000_000  # characters of one article: what is longer is a book, and spaCy takes no more at once


def tidy(text: str) -> str:
    """NFC, no invisible or control characters, single spaces, one newline between paragraphs, none at the ends."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def printable(text: str) -> str:
    """The text without control characters (white space stays) and halves of characters."""
    return _UNPRINTABLE.sub("", text)


def has_han(text: str) -> bool:
    """Whether any Chinese character occurs."""
    return _HAN.search(text) is not None


def side(lang: str) -> str:
    """The pipeline a language belongs to: `zh`, `en`, or `other`."""
    head = lang.split("-")[0].lower()
    return head if head in ("zh", "en") else "other"


def language(text: str) -> str:
    """BCP 47 tag of a text: `zh-Hans`, `zh-Hant`, `en`, another ISO 639-1 code, or `und` when there are no letters.

    Script decides first (a Chinese article full of English names stays Chinese: one Han character weighs
    as much as three Latin letters); Latin text is told apart by py3langid.
    """
    sample = text[:_SAMPLE]
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    for pattern, code in ((_KANA, "ja"), (_HANGUL, "ko"), (_CYRILLIC, "ru"), (_ARABIC, "ar")):
        if len(pattern.findall(sample)) > 0.2 * (han + latin + 1):
            return code
    if 3 * han > latin and han:
        return "zh-Hant" if _is_traditional(sample) else "zh-Hans"
    return _latin_language(sample) if latin else "und"


def simplified(text: str) -> str:
    """Traditional to simplified, character by character: the length never changes."""
    return text.translate(_to_simplified())


@cache
def _to_simplified() -> dict[int, str]:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    pairs = ((code, convert(chr(code))) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    return {code: simple for code, simple in pairs if len(simple) == 1 and simple != chr(code)}


@cache
def _simplified_only() -> frozenset[str]:
    import opencc

    convert = opencc.OpenCC("s2t").convert
    return frozenset(chr(code) for code in range(0x4E00, 0xA000) if convert(chr(code)) != chr(code))


def _is_traditional(sample: str) -> bool:
    traditional = sum(ord(char) in _to_simplified() for char in sample)
    return traditional > sum(char in _simplified_only() for char in sample)


def _latin_language(sample: str) -> str:
    from py3langid.langid import classify

    return str(classify(sample)[0])

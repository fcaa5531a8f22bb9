"""Whether an answer can be a page at all, by its bytes before its label: labels lie both ways. Pure."""

from __future__ import annotations

_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF",
    b"MZ\x90",    b"OggS", b"ID3", b"\x00\x00\x01\x00", b"wOFF", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_WORDS = ("下一页", "下页", "后一页", "余下全文", "剩余全文", "继续阅读")
_NEXT = (
    *(word.encode(form) for word in _WORDS for form in ("utf-8", "gb18030")),
    *(b'rel="next"', b"rel='next'", b"rel=next", b">Next", b"> Next", b">next", b">Continue"),
)
_HEAVY = 1 << 20  # what weighs more (WeChat) comes in one piece
_READABLE = ("text/", "application/xhtml", "application/xml", "application/pdf", "application/json", "application/rss")


def is_page(content_type: str, body: bytes) -> bool:
    """HTML, PDF or text; never a picture, an archive, a film or nothing, whatever the label says."""
    start = body[:512].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not start or start.startswith(_MAGIC) or start[4:8] == b"ftyp":
        return False
    if start.startswith((b"<", b"%PDF-")):
        return True
    return content_type.strip().lower().startswith(_READABLE) or not content_type.strip()


def may_continue(body: bytes) -> bool:
    """Whether it is worth parsing a page for the link to its article's next page: most pages hold no such words."""
    return len(body) < _HEAVY and any(word in body for word in _NEXT)

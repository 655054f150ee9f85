"""Bytes become text, and text becomes fit to be kept and shown.

UTF-8 first, because it cannot be mistaken for anything else; then what the page or the server says;
then windows-1252 for what is nearly all ASCII, or a guess by charset_normalizer. A guess is noted.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from citydesk.base.wide import utf_16_of

__all__ = ["decoded", "kept", "shown"]

LOOKED_AT = 100_000  # bytes from which the encoding is guessed
FOREIGN = 0.1  # share of bytes outside ASCII from which a text is hardly English
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w-]{1,30})", re.IGNORECASE)
_NOT_TEXT = re.compile("[\ud800-\udfff\0]")
_SPACE = re.compile(r"\s+")


def decoded(body: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text of some bytes, and a note where its encoding had to be guessed.

    `declared` is what the server or the page says; it is believed after UTF-8.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace"), None
    if b"\0" in body[:LOOKED_AT] and (wide := utf_16_of(body)):
        return body.decode(wide, "replace"), f"no byte-order mark: read as {wide}"
    for encoding in ("utf-8", declared or "utf-8"):
        text = _strictly(body, encoding)
        if text is not None:
            return text, None
    for encoding in (_guess(body[:LOOKED_AT]), "cp1252"):
        text = _strictly(body, encoding)
        if text is not None:
            return text, f"not UTF-8: read as {encoding}"
    return body.decode("utf-8", "replace"), "not UTF-8: some characters could not be read"


def charset_of(media_type: str, body: bytes) -> str | None:
    """Return the character set that a media type or the beginning of a page names."""
    found = _DECLARED.search(media_type.encode()) or _DECLARED.search(body[:4096])
    return found[1].decode() if found else None


def kept(text: str) -> str:
    """Return the text with what no store can keep (zero, half pairs) replaced; no span moves."""
    return _NOT_TEXT.sub("\ufffd", text)


def shown(text: str) -> str:
    """Return a name or headline on one line, without control and direction characters."""
    if text.isprintable():
        cleaned = text
    else:
        cleaned = "".join(" " if c.isspace() else c for c in text if _harmless(c))
    return _SPACE.sub(" ", kept(cleaned)).strip()


def _harmless(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf")


def _guess(body: bytes) -> str:
    """Return the likeliest encoding: where nearly all is ASCII, English from an old Windows."""
    if sum(byte > 127 for byte in body) < len(body) * FOREIGN:
        return "cp1252"
    guess = from_bytes(body).best()
    return guess.encoding if guess else "cp1252"


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None

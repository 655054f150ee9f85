"""UTF-16 without a byte-order mark is told from what is binary: Windows tools still write it.

In English every other byte of it is zero, and the bytes between are those of plain text.
"""

from __future__ import annotations

__all__ = ["utf_16_of"]

LOOKED_AT = 4096  # bytes
ZEROS = 0.7  # share of zeros in one half; typographic marks have none
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))


def utf_16_of(body: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where bytes without a mark are that, else None."""
    start = body[: min(LOOKED_AT, len(body) // 2 * 2)]
    for encoding, low, high in (
        ("utf-16-le", start[::2], start[1::2]),
        ("utf-16-be", start[1::2], start[::2]),
    ):
        plain = bytes(b for b, upper in zip(low, high, strict=True) if not upper)
        if plain and len(plain) >= ZEROS * len(low) and not set(plain) & set(_CONTROLS):
            return encoding
    return None

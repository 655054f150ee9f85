"""Text of accounts becomes text that is safe to show: it is hostile until this has seen it.

An account may hold escape sequences that recolour or rename a terminal, bidirectional marks that
make "killed 1" read as "1 dellik", and invisible characters that hide a name from a search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["cell", "clean", "line", "same_length", "visible"]

_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # colours and cursor movements
    r"|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?"  # titles and links
    r"|\x1b[@-Z\\^_]?"
)
_SPACES = re.compile(r"\s+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """Return the text without escape sequences, control, bidirectional and invisible characters.

    Line breaks and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _ESCAPES.sub("", text)
    return "".join(c for c in text if c in "\n\t" or not _hidden(c))


def line(text: str) -> str:
    """Return the clean text on one line, spaces collapsed."""
    return _SPACES.sub(" ", clean(text)).strip()


def same_length(text: str) -> str:
    """Return the text with a "�" for each hidden character, so that offsets still hold."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c in "\n\t" else "�" if _hidden(c) else c for c in text)


def visible(text: str) -> tuple[str, Sequence[int]]:
    """Return what of a text can be seen, without accents' own marks, and where each character is.

    What is hidden inside a name must not hide the name.
    """
    if text.isascii() and text.isprintable():
        return text, range(len(text))
    escaped = {i for found in _ESCAPES.finditer(text) for i in range(*found.span())}
    kept = [
        i
        for i, c in enumerate(text)
        if i not in escaped and (c in "\n\t" or not _hidden(c)) and not unicodedata.combining(c)
    ]
    return "".join(text[i] for i in kept), kept


def cell(value: object) -> object:
    """Return a value for a spreadsheet cell: text that would run as a formula gets an apostrophe.

    Numbers stay numbers, so a longitude of -95.7 is not touched.
    """
    if not isinstance(value, str):
        return value
    flat = line(value)
    return f"'{flat}" if value.startswith(_FORMULA) or flat.startswith(_FORMULA) else flat


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")

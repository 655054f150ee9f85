"""One normal form of names and other words: for linking, for searching, for masking.

"López", "LOPEZ" and "Lo\u0301pez" are one word; so are "O’Brien" and "O'Brien", "Łukasz" and
"Lukasz". Words of other scripts keep their letters, without their accents.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

__all__ = ["APOSTROPHES", "SUFFIXES", "TITLES", "folded", "name_parts", "plain", "suffix"]

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "miss", "officer", "deputy", "sgt", "sergeant", "lt",
    "lieutenant", "capt", "captain", "chief", "detective", "det", "sheriff", "trooper",
    "agent", "mayor", "judge", "rev", "pastor", "cpl", "corporal", "pfc",
})  # fmt: skip
APOSTROPHES = "'’‘ʼʻʹ`´′＇"
_DASHES = "‐‑‒–—―−﹣－"
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŀ": "l", "ŉ": "n", "ə": "a",
}  # fmt: skip
"""Letters that no decomposition leads back to their plain ones."""
_WORD = re.compile(r"[^\W_]+")
_NICKNAME = re.compile(r"[\"“”‘(][^\"“”’)]{1,30}[\"“”’)]")
_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)?"
    r"|\x1b[@-Z\\^_]?"
)


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return text in small letters without accents and hidden characters, and where each one was.

    Apostrophes and dashes become the plain ones. What hides inside a name must not hide the name.
    """
    made = text
    for char in set(text):
        if not (" " <= char <= "~" or char in "\n\t"):
            became = _fold(char)
            if len(became) != 1:
                return _folded_apart(text)
            made = made.replace(char, became)
    return made.lower(), range(len(text))


def _folded_apart(text: str) -> tuple[str, Sequence[int]]:
    """Return the same of a text in which a character becomes none, or several."""
    hidden = {i for found in _ESCAPES.finditer(text) for i in range(*found.span())}
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if place not in hidden:
            became = _fold(char)
            letters.append(became)
            places.extend([place] * len(became))
    return "".join(letters), places


@functools.lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return text in lower case without accents, words separated by single spaces."""
    return " ".join(_WORD.findall(folded(text)[0].replace("'", "")))


@functools.lru_cache(maxsize=65536)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without nickname, title and suffix."""
    words = plain(_NICKNAME.sub(" ", name)).split()
    return tuple(w for w in words if w not in SUFFIXES and w not in TITLES)


def suffix(name: str) -> str | None:
    """Return the suffix of a name ("jr", "iii"), or None."""
    return next((w for w in plain(name).split()[1:] if w in SUFFIXES), None)


@functools.lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char in "\n\t":
        return char
    if char in APOSTROPHES:
        return "'"
    if char in _DASHES:
        return "-"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    small = "".join(_LETTERS.get(each, each) for each in char.casefold())
    apart = unicodedata.normalize("NFKD", small)
    kept = "".join(each for each in apart if not unicodedata.combining(each))
    plain_ones = "".join(_LETTERS.get(each, each) for each in kept)
    return unicodedata.normalize("NFC", plain_ones)  # Hangul syllables stay whole

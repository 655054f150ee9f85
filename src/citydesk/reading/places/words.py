"""A text becomes words with their places, once, for the grammar of addresses and of names.

These are coarser than the reader's tokens: "St.", "W.", "N.J." and "O'Neal" are one word each,
because an address must not fall apart at its full stops.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from citydesk.reading.parsed import Sentence
from citydesk.reading.places.wordlists import lists
from citydesk.reading.remembered import Remembered

WORD = re.compile(
    r"([A-Za-z][a-z]{1,39}+(?![\w'’&.-])"  # most words: told first, for speed
    r"|[^\W\d_]\.(?:[^\W\d_]\.){0,4}"  # U.S., N.J., W.
    r"|[^\W_]{1,41}(?:(?:['’&-]|\.(?=[a-z0-9]))[^\W_]{1,40}){0,10}"  # Oak, O'Neal, 14th
    r"|\n"
    r"|[^\w\s])"
)


@dataclass(slots=True)
class Words:
    """The words of one part of an account: their text, lower case, and character offsets."""

    part: Literal["text", "title"]
    source: str
    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    sentence_starts: list[int]
    sentences: list[Sentence]

    def __len__(self) -> int:
        return len(self.text)

    def capital(self, i: int) -> bool:
        """Tell whether word `i` exists and begins with a capital letter."""
        return 0 <= i < len(self.text) and self.text[i][0].isupper()

    def low(self, i: int) -> str:
        """Return word `i` in lower case without its full stop; empty outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def slice(self, i: int, j: int) -> str:
        """Return the source's characters of words `i` <= k < `j`."""
        return self.source[self.start[i] : self.end[j - 1]]

    def sentence(self, i: int) -> Sentence | None:
        """Return the sentence that holds word `i`."""
        k = bisect_right(self.sentence_starts, self.start[i]) - 1
        return self.sentences[k] if k >= 0 else None


def split(part: Literal["text", "title"], source: str, sentences: list[Sentence]) -> Words:
    """Split a text into words. The full stop of an abbreviation belongs to its word."""
    parts = WORD.split(source)
    ends = list(accumulate(map(len, parts)))
    text, start, end = parts[1::2], ends[:-1:2], ends[1::2]
    lower = [_LOWER[word] for word in text]
    joined = _stops_of_abbreviations(text, start, end)
    if joined:
        for k in joined:
            text[k - 1] += "."
            end[k - 1] += 1
        kept = [k for k in range(len(text)) if k not in joined]
        text, lower = [text[k] for k in kept], [lower[k] for k in kept]
        start, end = [start[k] for k in kept], [end[k] for k in kept]
    starts = [s.start for s in sentences]
    return Words(part, source, text, lower, start, end, starts, sentences)


def _stops_of_abbreviations(text: list[str], start: list[int], end: list[int]) -> frozenset[int]:
    """Return which words are the full stop of the abbreviation just before them."""
    short = lists("streets")["short"]
    stops = [k for k, word in enumerate(text) if word == "." and k and end[k - 1] == start[k]]
    return frozenset(k for k in stops if text[k - 1].lower() in short)


def lower_of(word: str) -> str:
    """Return a word in lower case without its full stop."""
    return word.lower().rstrip(".") or word


_LOWER = Remembered(lower_of)

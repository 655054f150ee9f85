"""The text becomes words for this room: with ages, initials and abbreviations in one piece.

The shared tokens are made for every finder; a name wants "J.", "Lt." and "22-year-old" whole, and
ends of sentences that no "Sgt." can fake. One linear pass of one regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from citydesk.model import Span
from citydesk.statements.people.lexicon import lexicon

ABBREVIATIONS = (
    "Jr|Sr|St|Ste|Lt|Sgt|Cpl|Capt|Cmdr|Col|Maj|Det|Dr|Rev|Mr|Mrs|Ms|Gov|Sen|Rep|Supt|Off|Ofc|"
    "Ofcr|Ald|Prof|Gen|Ave|Blvd|Rd|Hwy|Dept|Inc|Corp|Spc|Pvt|"
    "Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun"
)
WORD = re.compile(
    r"(?![ap]\.m)[a-z][^\W\d_]*(?:[-'’](?!s\b)[^\W\d_]+)*"  # most words: told first, for speed
    r"|\d{1,3}[-‐–\s](?:years?|yrs?|months?|weeks?|days?)[-‐–\s]olds?\b"
    rf"|\b(?:{ABBREVIATIONS})\.(?!\w)"
    r"|\b[ap]\.m\.(?=,|\s(?:[a-z]|Mon|Tue|Wed|Thu|Fri|Sat|Sun))|\b[ap]\.m(?=\.)"
    r"|\b(?:[A-Z]\.){1,4}"
    r"|[^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*"
    r"|['’]s\b"
    r"|\d+(?:[.,:]\d+)*"
    r"|\n"
    r"|[^\w\s]"
)
STOPS = frozenset(".!?\n")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one part of an account; `loud` holds those of headline-like lines.

    `low` is lower case with straight apostrophes. `ends` marks words that end a sentence or line.
    """

    part: Literal["text", "title"]
    raw: list[str]
    low: list[str]
    start: list[int]
    loud: list[bool]

    def span(self, first: int, last: int) -> Span:
        """Return the characters from word `first` up to, not including, word `last`."""
        return Span(
            start=self.start[first],
            end=self.start[last - 1] + len(self.raw[last - 1]),
            part=self.part,
        )


def words_of(text: str, part: Literal["text", "title"] = "text") -> Words:
    """Split a text into words."""
    found = list(WORD.finditer(text))
    raw, start = [word.group() for word in found], [word.start() for word in found]
    low = [word.lower() for word in raw]
    if "’" in text:
        low = [word.replace("’", "'") for word in low]
    return Words(part, raw, low, start, _loud(raw, low))


def _loud(raw: list[str], low: list[str]) -> list[bool]:
    """Mark the words of lines whose ordinary words are capitalised: headlines, menus, captions."""
    ordinary = lexicon().ordinary
    loud: list[bool] = []
    first = 0
    while first < len(raw):
        try:
            end = raw.index("\n", first) + 1
        except ValueError:
            end = len(raw)
        big = small = 0
        for k in range(first, end):
            if low[k] in ordinary and len(low[k]) > 3:
                if raw[k][0].isupper():
                    big += 1
                else:
                    small += 1
        loud += [big > 1 and big > 2 * small] * (end - first)
        first = end
    return loud

"""The text becomes words for this room: with ages, initials and abbreviations in one piece.

The shared tokens are made for every finder; a name wants "J.", "Lt." and "22-year-old" whole, and
ends of sentences that no "Sgt." can fake. One linear pass of one regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from citydesk.model import Span
from citydesk.reading.people.ages.years import number_words
from citydesk.reading.people.lexicon import lexicon, readable
from citydesk.reading.remembered import Remembered

ABBREVIATIONS = (
    "Jr|Sr|St|Ste|Lt|Sgt|Cpl|Capt|Cmdr|Col|Maj|Det|Dr|Rev|Mr|Mrs|Ms|Gov|Sen|Rep|Supt|Off|Ofc|"
    "Ofcr|Ald|Prof|Gen|Ave|Blvd|Rd|Hwy|Dept|Inc|Corp|Spc|Pvt|"
    "Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun"
)
WORD = re.compile(
    r" ?("
    r"[a-z]{2,}+(?![\w'’-])|[A-Z][a-z]++(?![\w'’.-])|[,.\n“”\"]"  # most words by far
    r"|(?:a\.k\.a|A\.K\.A)\."
    r"|(?![ap]\.m)[a-z][^\W\d_]*(?:[-'’](?!s\b)[^\W\d_]+)*"
    r"|\d{1,3}(?:[-‐–\s](?:and[-‐–\s]a[-‐–\s]half|½|1/2))?"
    r"[-‐–\s](?i:years?|yrs?|months?|weeks?|days?)[-‐–\s](?i:olds?)\b"
    rf"|\b(?:{ABBREVIATIONS})\.(?!\w)"
    r"|\b[ap]\.m\.(?=,|\s(?:[a-z]|Mon|Tue|Wed|Thu|Fri|Sat|Sun))|\b[ap]\.m(?=\.)"
    r"|\b(?:[A-Z]\.){1,4}"
    r"|[^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*"
    r"|['’]s\b"
    r"|\d+(?:[.,:](?!\d\d[-\s]years?[-\s]old)\d+)*"
    r"|[^\w\s]"
    r")"
)
"""A word, and the space before it, because to skip it is cheaper than to look for a word there."""
STOPS = frozenset(".!?\n")
YEARS = frozenset({"year", "years", "month", "months"})
SPELLED = 30  # characters of "seventy-seven years old" with some to spare


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one part of an account; `loud` marks those of headline-like lines.

    `low` is lower case with straight apostrophes. `plain` is each word as the trained weights see
    it: ordinary words themselves, shapes for all others. `named` marks what may stand in a name.
    """

    part: Literal["text", "title"]
    raw: list[str]
    low: list[str]
    plain: list[str]
    start: list[int]
    loud: list[bool]
    named: list[bool]

    def span(self, first: int, last: int) -> Span:
        """Return the characters from word `first` up to, not including, word `last`."""
        return Span(
            start=self.start[first],
            end=self.start[last - 1] + len(self.raw[last - 1]),
            part=self.part,
        )


def words_of(text: str, part: Literal["text", "title"] = "text") -> Words:
    """Split a text into words."""
    raw: list[str] = WORD.findall(text)
    start: list[int] = []
    at = 0
    for word in raw:
        at = text.index(word, at)
        start.append(at)
        at += len(word)
    if "old" in raw:
        raw, start = _join_spelled(text, raw, start)
    seen = [_SEEN[word] for word in raw]
    low, plain = [each[0] for each in seen], [each[1] for each in seen]
    loud = _loud(raw, [each[2] for each in seen])
    return Words(part, raw, low, plain, start, loud, [each[3] for each in seen])


def _join_spelled(text: str, raw: list[str], start: list[int]) -> tuple[list[str], list[int]]:
    """Make one word of "sixteen year old", as "16 year old" is one."""
    numbers = number_words()
    words: list[str] = []
    begins: list[int] = []
    for word, begin in zip(raw, start, strict=True):
        told = word == "old" and len(words) > 1 and words[-1] in YEARS
        if told and words[-2].lower() in numbers and begin - begins[-2] < SPELLED:
            word, begin = text[begins[-2] : begin + len(word)], begins[-2]
            del words[-2:], begins[-2:]
        words.append(word)
        begins.append(begin)
    return words, begins


def capital(raw: str) -> bool:
    """Tell whether a word begins with a capital, or with a particle before one ("el-Sayed").

    An age ("Six-year-old") does not.
    """
    if raw[0].isupper():
        return not raw.endswith(("-old", " old"))
    before, hyphen, after = raw.partition("-")
    return bool(hyphen) and after[:1].isupper() and before in lexicon().particles


def _seen(raw: str) -> tuple[str, str, int, bool]:
    """Return a word in small letters, its plain form, what it says of its line, if it may name.

    An ordinary word with a capital speaks for a headline (1), one without against it (-1).
    """
    known, low = lexicon(), raw.lower().replace("’", "'")
    telling = len(low) > 3 and low in known.ordinary
    speaks = (1 if raw[0].isupper() else -1) if telling else 0
    return low, _plain(raw, low), speaks, capital(raw) and low not in known.breaks


_SEEN = Remembered(_seen)


def _plain(raw: str, low: str) -> str:
    if low in readable():
        return low
    if low[0].isdigit():
        return "#old" if low.endswith("old") else "#"
    if low[0].isalpha():
        return "#old" if low.endswith(("-old", " old")) else "Xx" if raw[0].isupper() else "xx"
    return "." if low in STOPS else low


def _loud(raw: list[str], spoken: list[int]) -> list[bool]:
    """Mark the words of lines whose ordinary words are capitalised: headlines, menus, captions."""
    loud: list[bool] = []
    first = 0
    while first < len(raw):
        try:
            end = raw.index("\n", first) + 1
        except ValueError:
            end = len(raw)
        line = spoken[first:end]
        big = line.count(1)
        loud += [big > 1 and big > 2 * line.count(-1)] * (end - first)
        first = end
    return loud

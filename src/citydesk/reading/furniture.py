"""Which sentences are page furniture: buttons, credits, copyright, lists of other stories.

Cues are data (`data/furniture.txt`). What follows a heading such as "Related stories:" is furniture
too while it looks like headlines. A sentence that only repeats the headline stays: it is content.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from citydesk.reading.parsed import Sentence

LONGEST = 420  # characters: no piece of furniture is longer, a story run together may be
BYLINE = re.compile(
    r"(?:by|By|BY|(?:[Rr]eported|[Ww]ritten|[Ss]tory|Photos?) by):? [A-Z][\w.'’-]{1,20}"
    r"(?: (?:[A-Z0-9&/|,][\w.'’/,-]{0,20}|of|the|for|and)){1,7}$"
)
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
HEADING = re.compile(
    r"(?:more|related|other|top|trending|popular|recommended|also|read)\b.{0,60}:?$"
)
LINKS = re.compile(
    r"related|read more|more (?:stories|from|on)|more top|trending|recommended|you may like"
)


def furniture(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of the sentences of the text that are furniture."""
    found: set[int] = set()
    listing = False
    body = [(s, s.low[: LONGEST + 1]) for s in sentences if s.part == "text"]
    known = cues().within("\n".join(words for _, words in body))
    for sentence, words in body:
        if len(words) > LONGEST:
            listing = False
        elif _cued(words, known) or _is_byline(sentence.text):
            found.add(sentence.index)
            listing = bool(HEADING.match(words) and LINKS.search(words))
        elif listing and words[-1].isalnum() and len(words) < 120:
            found.add(sentence.index)
        else:
            listing = False
    return frozenset(found)


def _is_byline(words: str) -> bool:
    return bool(words[0] in "byrRBwWsSP" and BYLINE.match(words) and not WEEKDAY.search(words))


def _cued(words: str, known: Cues) -> bool:
    at_start = known.by_letter.get(words[:1])
    if at_start and at_start.match(words):
        return True
    if known.any_letter.match(words):
        return True
    return any(word in words and pattern.search(words) for word, pattern in known.inside)


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of `data/furniture.txt`, sorted by how soon they can be ruled out."""

    by_letter: Mapping[str, re.Pattern[str]]
    any_letter: re.Pattern[str]
    inside: tuple[tuple[str, re.Pattern[str]], ...]

    def within(self, words: str) -> Cues:
        """Return the cues that can be in a whole text (in lower case): most of its kind cannot."""
        inside = tuple([each for each in self.inside if each[0] in words])
        return Cues(self.by_letter, self.any_letter, inside)


@functools.cache
def cues() -> Cues:
    """Load the cues: those at the beginning of a sentence, and those that follow from a word."""
    file = resources.files(__package__).joinpath("data", "furniture.txt")
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    start: dict[str, list[str]] = defaultdict(list)
    for line in (line for line in kept if " ~ " not in line):
        start[line[0] if line[:1].isalpha() else ""].append(line)
    pairs = [line.split(" ~ ", 1) for line in kept if " ~ " in line]
    return Cues(
        {letter: re.compile("|".join(start[letter])) for letter in start if letter},
        re.compile("|".join(start[""])),
        tuple((word, re.compile(pattern)) for word, pattern in pairs),
    )

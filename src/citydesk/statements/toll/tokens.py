"""A sentence becomes words with classes: what opens a count, who is a person, what happened.

One regular expression and one dictionary, because the toll must be read in well under a
millisecond; spaCy's tokens would cost more to ask than these cost to make.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import resources

WORD = re.compile(
    r"(?P<age>\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
    r"[- ](?:year|month|week|day)s?[- ]olds?\b)"
    r"|\d{1,12}(?:[.,]\d{1,9}){0,4}|[A-Za-z]+(?:['’-][A-Za-z]+){0,4}|[^\sA-Za-z\d]",
    re.IGNORECASE,
)
CLASSES = (
    "killed", "injured", "shot", "aux", "skip", "the", "one", "many", "none", "approx", "atleast",
    "singular", "plural", "modifier", "self", "stop", "things",
)  # fmt: skip
MOST = 600
"""No count above this is believed to be a toll told in a local story."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word -> class, word -> number, and the sets of words that the grammar asks for by name."""

    classes: dict[str, str]
    numbers: dict[str, int]
    sets: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: lower case, its class ("" for any other), its number, and where it stands."""

    low: str
    kind: str
    number: int
    start: int
    end: int
    capital: bool


@functools.cache
def lexicon() -> Lexicon:
    """Load the word classes that ship with the package."""
    file = resources.files(__package__).joinpath("words.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    classes = {word: name for name in reversed(CLASSES) for word in _words(data[name])}
    numbers = {**data["numbers"], **data["group"]}
    classes.update(dict.fromkeys(data["numbers"], "number"))
    classes.update(dict.fromkeys(data["group"], "group"))
    sets = {name: frozenset(_words(lines)) for name, lines in data["sets"].items()}
    return Lexicon(classes, numbers, sets)


def _words(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def words(text: str) -> list[Word]:
    """Split a sentence into words with their classes. Linear in its length."""
    known, numbers = lexicon().classes, lexicon().numbers
    out = []
    for match in WORD.finditer(text):
        raw = match.group()
        low = raw.lower().replace("’", "'")
        first = raw[0]
        if match.lastgroup == "age":
            age = low.replace(" ", "-").split("-", 1)[0]
            kind, number = "age", int(age) if age.isdigit() else numbers.get(age, 1)
        elif first.isdigit():
            number = int(raw) if len(raw) <= 3 and raw.isdigit() else -1
            kind = "number" if 0 < number <= MOST else ""
        else:
            kind = known.get(low, "")
            number = numbers.get(low, -1)
        out.append(Word(low, kind, number, match.start(), match.end(), first.isupper()))
    return out

"""A sentence becomes words with classes: what opens a count, who is a person, what happened.

One regular expression and one dictionary, because the toll must be read in well under a
millisecond; spaCy's tokens would cost more to ask than these cost to make.
"""

from __future__ import annotations

import functools
import json
import re
import sys
from dataclasses import dataclass
from importlib import resources

from citydesk.reading.remembered import Remembered

WORD = re.compile(
    r" ?("
    r"(?:Jr|Sr|Dr|Mr|Mrs|Ms|Sgt|Lt|Cpl|Capt|Det|Rev|Ofc|Maj|Col|[A-Z])\.(?=,| [A-Z\d]|\)| [a-z])"
    r"|[^\W\d_]+\d{0,4}(?:['’-][^\W\d_]+){0,4}"
    r"|\d{1,12}(?:[.,]\d{1,9}){0,4}(?:[- ](?:year|month|week|day)s?[- ][Oo]lds?\b)?"
    r"|[^\s\w]|_"
    r")"
)
"""A word, and the space before it, because to skip it is cheaper than to look for a word there."""
CLASSES = (
    "killed", "injured", "shot", "aux", "skip", "the", "one", "many", "none", "approx", "atleast",
    "singular", "plural", "modifier", "self", "stop", "things",
)  # fmt: skip
CUES = {"number": "#", "age": "#-year-old"}
MOST = 600
"""No count above this is believed to be a toll told in a local story."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word -> class, word -> number, and the sets of words that the grammar asks for by name.

    A sentence after the lead that holds none of `telling` says nothing of the toll.
    """

    classes: dict[str, str]
    numbers: dict[str, int]
    sets: dict[str, frozenset[str]]
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: lower case, its class ("" for any other), its number, if a capital begins it.

    `cue` is what it may speak for: itself, but one number is as good as another.
    """

    low: str
    kind: str
    number: int
    capital: bool
    cue: str


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
    return Lexicon(classes, numbers, sets, tuple(_words(data["telling"])))


def _words(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


def words(text: str) -> list[Word]:
    """Split a sentence into words with their classes. Linear in its length."""
    return [_CLASSED[raw] for raw in WORD.findall(text)]


@functools.lru_cache(maxsize=64)
def places(text: str) -> list[tuple[int, int]]:
    """Return where each word of a sentence begins and ends."""
    return [match.span(1) for match in WORD.finditer(text)]


def _classed(raw: str) -> Word:
    known = lexicon()
    low = sys.intern(raw.lower())
    if raw[0].isdigit():
        kind, number = _number(raw, low.endswith(("old", "olds")))
        return Word(low, kind, number, False, CUES.get(kind, low))
    if "’" in low and len(low) > 1:
        low = sys.intern(low.replace("’", "'"))
    kind, number = known.classes.get(low, ""), known.numbers.get(low, -1)
    if not kind:
        if low.endswith("-old"):
            number = known.numbers.get(low.split("-", 1)[0], -1)
            kind = "age" if number > 0 else ""
        elif "-" in low and (number := _compound(low, known.numbers)) > 0:
            kind = "number"
        elif low.endswith("'s") and known.classes.get(low[:-2]) == "singular":
            kind = "singular"
    return Word(low, kind, number, raw[0].isupper(), CUES.get(kind, low))


def _compound(low: str, numbers: dict[str, int]) -> int:
    """Return the number of "twenty-one", or -1."""
    tens, _, ones = low.partition("-")
    unit = 1 if ones == "one" else numbers.get(ones, 0)
    return numbers[tens] + unit if numbers.get(tens, 0) > 19 and 0 < unit < 10 else -1


_CLASSED = Remembered(_classed)


def _number(raw: str, age: bool) -> tuple[str, int]:
    """Return the class and number of a word in digits: "19-year-old", "4", "1,200"."""
    if age:
        years = raw.replace(" ", "-").split("-", 1)[0]
        return ("age", int(years)) if years.isdecimal() and len(years) <= 3 else ("", -1)
    number = int(raw) if len(raw) <= 3 and raw.isdecimal() else -1
    return ("number" if 0 < number <= MOST else "", number)


def tells(low: str) -> bool:
    """Tell whether a word or a sentence, in small letters, may say something of the toll."""
    return any(part in low for part in lexicon().telling)


TELLS = Remembered(tells)
"""Whether a word, in small letters, may say something of the toll."""

"""Reading the name of a street from its first word to the right, or from its type to the left."""

from __future__ import annotations

import re

from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)$")
NUMBER = re.compile(
    r"\d{1,6}(?:[-–]\d{1,6}|[a-z]|th|st|nd|½)?$|\d{1,4}xx?$|unit$|\d{1,3}[,-]hundred$"
)
ROAD_NUMBER = re.compile(r"[a-z]{0,2}-?\d{1,5}[a-z]?$")
PARTICLES = frozenset({"de", "la", "del", "las", "los", "of", "the", "y"})
LONGEST = 6
MONTH_NAMES = frozenset({"may", "march", "june", "august"})
JUNIORS = frozenset({"jr", "sr", "ii", "iii"})


def street_name(words: Words, i: int, *, shortest: bool = False) -> tuple[int, bool]:
    """Return the end of the street name that begins at word `i`, and whether it has a type.

    Returns `i` itself where no name begins. Without a type ("block of Oakfield") the run of
    capitalised words is the name; `shortest` then takes no more than two.
    """
    known = lists("streets")
    stop, kinds = known["stop"], known["types"]
    n, j, named, past = len(words), i, 0, 0
    while j < n and j - i - past < LONGEST:
        low = words.lower[j]
        if low == "," and named and words.low(j + 1) in JUNIORS:
            j, past = j + 2, past + 2
            continue
        if low in known["directions"] and (words.capital(j) or len(low) <= 2):
            j += 1
            continue
        ordinal = ORDINAL.match(low) is not None
        if named and low in kinds and (words.capital(j) or low in known["lower"]):
            if words.lower[j - 1] in known["road words"] and ROAD_NUMBER.match(words.low(j + 1)):
                return suffixed(words, j + 2), True
            return past_type(words, j), True
        if (
            low in known["road words"]
            and words.capital(j)
            and ROAD_NUMBER.match(words.low(j + 1) or "-")
        ):
            return suffixed(words, j + 2), True
        if not _goes_on(words, j, named, stop):
            break
        named += 1
        j += 1
        enough = ordinal or (shortest and named >= 2)
        if enough and words.low(j) not in kinds:
            break
    return j, False


def _goes_on(words: Words, j: int, named: int, stop: frozenset[str]) -> bool:
    """Tell whether word `j` can be part of a street's name that has `named` words already."""
    low = words.lower[j]
    if not (words.capital(j) or ORDINAL.match(low)):
        return named > 0 and low in PARTICLES and words.capital(j + 1)
    if named == 0 and _counts(words, j) and words.capital(j + 1):
        return True
    if low in stop and not _initial(words.text[j]):
        return named == 0 and (low in MONTH_NAMES or _of_calendar(words, j, "sure"))
    return True


def _of_calendar(words: Words, i: int, types: str) -> bool:
    """Tell whether a day or month is a street's name, by the type behind it: "April Lane".

    `types` is the list of types that are believed: fewer, where no number stands before.
    """
    known = lists("streets")
    typed = words.low(i + 1) in known[types] and words.capital(i + 1)
    return words.lower[i] in known["calendar"] and words.part == "text" and typed


def past_type(words: Words, i: int) -> int:
    """Return the end of a street whose type is word `i`: "Park Place Drive NW", "Avenue K"."""
    known = lists("streets")
    j = i + 1
    while j < len(words) and j - i < 3 and words.capital(j) and words.lower[j] in known["types"]:
        if words.lower[j] == "st" and words.capital(j + 1) and words.text[j] != "Street":
            break
        j += 1
    return suffixed(words, j)


def suffixed(words: Words, j: int) -> int:
    """Return the end of a street's name with the direction behind it: "Third Avenue South"."""
    low = words.low(j)
    if low == "," and words.low(j + 1) in lists("streets")["quadrants"] and words.capital(j + 1):
        return j + 2 if len(words.low(j + 1)) == 2 or not words.capital(j + 2) else j
    known = lists("streets")["directions"]
    if low in known and low not in {"old", "new", "upper", "lower"} and words.capital(j):
        short = len(low) <= 2
        if short or not words.capital(j + 1):
            return j + 1
    return j


def name_left(words: Words, i: int) -> int:
    """Return where the name of the street whose type is word `i` begins (`i` if it has none)."""
    known = lists("streets")
    start = i
    past = 0
    while start > 0 and i - start - past < LONGEST:
        text, low = words.text[start - 1], words.lower[start - 1]
        if low == "," and start < i and words.low(start) in JUNIORS:
            start, past = start - 1, past + 2
            continue
        if not (text[0].isupper() or ORDINAL.match(low)):
            particle = low in PARTICLES and words.capital(start - 2) and start < i
            if not (particle and words.low(start - 2) in lists("streets")["openers"]):
                break
        elif low in known["stop"] and low not in MONTH_NAMES and not _initial(text):
            if start == i and _of_calendar(words, start - 1, "dated"):
                return start - 1
            start -= _counts(words, start - 1) and start < i
            break
        start -= 1
        if ORDINAL.match(low) and words.low(start - 1) not in known["directions"]:
            break
    while start < i and words.low(start) in PARTICLES and not words.capital(start):
        start += 1
    return start


def numbered(words: Words, start: int) -> bool:
    """Tell whether the number of a house stands before word `start`."""
    return number_begins(words, start) < start


def number_begins(words: Words, end: int) -> int:
    """Return where the number that ends before word `end` begins; `end` itself where none does.

    A number may be a half ("1234 1/2") or a range with spaces ("2390 - 2699").
    """
    first = end - 1
    if first < 0 or not NUMBER.match(words.lower[first]):
        return end
    if words.low(first - 1) == "/" and words.low(first - 2) in {"1", "3"}:
        half = number_begins(words, first - 2)
        return half if half < first - 2 else end
    if words.low(first - 1) in {"-", "–", "—"} and words.low(first - 2).isdigit():
        return first - 2
    return first


def _counts(words: Words, i: int) -> bool:
    """Tell whether a word is the number of a name, as in "Two Notch Road" and "Six Mile Lane".

    At the beginning of a sentence and in a title it may only count: "Two Elm Street men …".
    """
    if words.part == "title" or words.lower[i] not in lists("streets")["numerals"]:
        return False
    sentence = words.sentence(i)
    return words.capital(i) and sentence is not None and sentence.start != words.start[i]


def _initial(text: str) -> bool:
    return len(text) == 2 and text[1] == "."


def ordinal_within(words: Words, first: int, last: int) -> bool:
    """Tell whether one of the words is a numbered street's: "16th"."""
    return any(ORDINAL.match(words.lower[k]) for k in range(first, last))

"""The words that tell how old somebody is become years: "34-year-old", "eight years old"."""

from __future__ import annotations

import functools
import re

from citydesk.reading.people.lexicon import data

HALF = r"(?:[-‐–\s](?:and[-‐–\s]a[-‐–\s]half|½|1/2))?"
OLD = re.compile(
    rf"(?:(\d{{1,3}})|([a-z]{{3,9}}(?:-[a-z]{{3,5}})?)){HALF}[-‐–\s]([a-z]{{3,6}})[-‐–\s]olds?\Z"
)
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
ONES += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
OLDEST = 110
MONTHS = 12


@functools.cache
def around(kind: str) -> frozenset[str]:
    """Return the words of one kind that stand around ages."""
    return frozenset(data("ages.json")[kind])


@functools.cache
def number_words() -> dict[str, int]:
    """Return the numbers that are written out, up to ninety-nine."""
    ones = {word: i for i, word in enumerate(ONES.split())}
    tens = {word: 10 * i for i, word in enumerate(TENS.split(), start=2)}
    both = {f"{t}-{o}": tens[t] + ones[o] for t in tens for o in list(ones)[1:10]}
    return ones | tens | both


def age_of_word(word: str) -> int | None:
    """Return the years that "34-year-old", "six-year-old" or "18-month-old" (1) tells, or None."""
    found = OLD.match(word)
    if not found:
        return None
    digits, spelled, unit = found.groups()
    number = int(digits) if digits else number_words().get(spelled)
    if number is None or number > OLDEST:
        return None
    return number if unit[0] == "y" else in_years(number, unit)


def in_years(number: int, unit: str) -> int:
    """Return how many whole years so many months are; of weeks and days, none."""
    return number // MONTHS if unit[0] == "m" else 0

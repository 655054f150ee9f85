"""The age that stands beside a name: "Ana Ruiz, 34," or "34-year-old Ana Ruiz"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.model import Span
from citydesk.statements.people.chains import Someone
from citydesk.statements.people.features import Page
from citydesk.statements.people.lexicon import data, lexicon
from citydesk.statements.people.names import Name
from citydesk.statements.people.words import Words

OLD = re.compile(r"(?:(\d{1,3})|([a-z]{3,9}(?:-[a-z]{3,5})?))[-‐–\s]([a-z]{3,6})[-‐–\s]olds?\Z")
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
ONES += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
OLDEST = 110
NEAR = 9  # words around an age that may tell whose it is
ALIAS = frozenset(["aka", "a.k.a", "a.k.a."])
BETWEEN = frozenset(
    ["age", "aged", "a", "an", ",", "only", "just", "also", "now", "then", '"', "”"]
)
OWNERS = frozenset(["his", "her", "their"])
AFTER_APPOSED = frozenset([",", ".", "was", "is", "has", "had", "died", "and", ";"])
GENDERED = frozenset(["man", "woman", "boy", "girl", "teen", "toddler", "child", "male", "female"])


@dataclass(frozen=True, slots=True)
class Age:
    """An age in years (0 for infants of months) and where the words that tell it stand."""

    years: int
    span: Span


@functools.cache
def number_words() -> dict[str, int]:
    """Return the numbers that are written out, up to ninety-nine."""
    ones = {word: i for i, word in enumerate(ONES.split())}
    tens = {word: 10 * i for i, word in enumerate(TENS.split(), start=2)}
    both = {f"{t}-{o}": tens[t] + ones[o] for t in tens for o in list(ones)[1:10]}
    return ones | tens | both


def age_of_word(word: str) -> int | None:
    """Return the years that "34-year-old", "six-year-old" or "8-month-old" (0) tells, or None."""
    found = OLD.match(word)
    if not found:
        return None
    digits, spelled, unit = found.groups()
    years = int(digits) if digits else number_words().get(spelled)
    if years is None or years > OLDEST:
        return None
    return years if unit[0] == "y" else 0


def age_of(person: Someone, page: Page) -> Age | None:
    """Return a person's age and the words that tell it: beside a full name, or else a short one."""
    if id(person) not in page.ages:
        page.ages[id(person)] = _read_age(person, page)
    told: Age | None = page.ages[id(person)]
    return told


def _read_age(person: Someone, page: Page) -> Age | None:
    for name in (*person.full, *person.short):
        told = age_beside(name) or _both(name, page.plain[id(name.words)])
        if told:
            return Age(told[0], name.words.span(*told[1]))
    return None


def ages_told(words: Words) -> list[tuple[Age, str | None]]:
    """Return every age that the words tell of anybody: "34-year-old", "Boy, 6,".

    Beside each stands the role that the nearest word around it gives its bearer, if one does.
    """
    told: list[tuple[Age, str | None]] = []
    for i, low in enumerate(words.low):
        if low.endswith(("old", "olds")) and (years := age_of_word(low)) is not None:
            told.append((Age(years, words.span(i, i + 1)), _role_near(words, i)))
        elif low == "," and i and words.low[i - 1] in GENDERED and i + 1 < len(words.low):
            digits = words.low[i + 1]
            if digits.isdecimal() and len(digits) < 3:
                told.append((Age(int(digits), words.span(i + 1, i + 2)), _role_near(words, i)))
    return told


def _role_near(words: Words, i: int) -> str | None:
    """Return the role that the word nearest to an age gives: of equally near ones, that behind."""
    fates = fate_words()
    for step in range(1, NEAR):
        for j in (i + step, i - step):
            if 0 <= j < len(words.low) and words.low[j] in fates:
                return fates[words.low[j]]
    return None


@functools.cache
def fate_words() -> dict[str, str]:
    """Return the words that tell a fate, each with the role of those who have it."""
    told = data("words.json")["fates"]
    return {word: role for role, words in told.items() for word in words}


def _both(name: Name, plain: list[str]) -> tuple[int, tuple[int, int]] | None:
    """Read "Ana Ruiz and Cal Dorn, both 34," behind a name or the list that it begins."""
    low = name.words.low
    for k in range(name.last, min(len(low) - 1, name.last + 9)):
        if low[k] in {"both", "all"}:
            years = int(low[k + 1]) if low[k + 1].isdecimal() else age_of_word(low[k + 1])
            return None if years is None or years > OLDEST else (years, (k + 1, k + 2))
        if plain[k] not in {",", "and"} and not name.words.raw[k][:1].isupper():
            return None
    return None


def age_beside(name: Name) -> tuple[int, tuple[int, int]] | None:
    """Return a name's age in years and the words (first, last) that tell it, or None."""
    words = name.words
    return (
        _behind(words, name.last)
        or _before(words, name.titled)
        or _apposed(words, name)
        or _further(words, name.last)
    )


def _behind(words: Words, i: int) -> tuple[int, tuple[int, int]] | None:
    """Read ", 34," and "(34)" and ", age 34," and ", a 34-year-old"."""
    low = words.low
    if i + 1 >= len(low) or low[i] not in {",", "(", "-", "–", "—", "is", "was"}:
        return None
    i, j = _number_behind(low, i)
    if j >= len(low):
        return None
    if (years := age_of_word(low[j])) is not None:
        another = low[j - 1] == "," and words.raw[min(j + 1, len(low) - 1)][0].isupper()
        return None if another else (years, (j, j + 1))
    if not low[j].isdecimal() or int(low[j][:4]) > OLDEST or len(low[j]) > 3:
        return None
    if low[j - 1] in {"a", "an"}:
        return None
    follow = low[j + 1] if j + 1 < len(low) else "\n"
    if follow in {"months", "month", "weeks", "days"}:
        return 0, (j, j + 2)
    if low[i] in {"is", "was"} and follow not in {"years", "year", ".", ",", "when"}:
        return None
    if follow in {
        "rounds",
        "counts",
        "people",
        "percent",
        "a",
        "p",
        "a.m.",
        "p.m.",
        "a.m",
        "p.m",
        "shots",
        "times",
        "%",
    }:
        return None
    return int(low[j]), (j, j + 1)


def _number_behind(low: Sequence[str], i: int) -> tuple[int, int]:
    """Return which mark begins the words about a name (at `i`), and where a number may stand."""
    j = i + 1
    if low[j] in ALIAS:
        i = next((k for k in range(j, min(len(low), j + 6)) if low[k] == ","), j)
        j = i + 1
    while j < min(len(low), i + 4) and low[j] in BETWEEN:
        j += 1
    if j + 1 < len(low) and (low[j] in OWNERS or low[j][-2:] in {"'s", "’s"}):
        j += 1
    return i, j


def _before(words: Words, i: int) -> tuple[int, tuple[int, int]] | None:
    """Read "34-year-old Ana Ruiz" with a few words between, in one clause."""
    for j in range(i - 1, max(-1, i - 6), -1):
        low = words.low[j]
        if (years := age_of_word(low)) is not None:
            return years, (j, j + 1)
        if low == "," and j == i - 1 and words.low[j - 1] in lexicon().relations:
            continue
        if not low[0].isalpha() or low in {"and", "by", "with", "to", "from", "said", "told"}:
            return None
    return None


def _apposed(words: Words, name: Name) -> tuple[int, tuple[int, int]] | None:
    """Read "the 9-year-old girl, Ana Ruiz, …", where the name explains the words before it."""
    low, i = words.low, name.titled
    if i < 3 or low[i - 1] != "," or name.last >= len(low) or low[name.last] not in AFTER_APPOSED:
        return None
    for j in range(i - 2, max(-1, i - 5), -1):
        if (years := age_of_word(low[j])) is not None:
            return years, (j, j + 1)
        if not low[j].isalpha():
            return None
    return None


def _further(words: Words, i: int) -> tuple[int, tuple[int, int]] | None:
    """Read ", of Elm Street, 34," behind a name."""
    low = words.low
    if i + 1 >= len(low) or low[i] != "," or low[i + 1] not in {"of", "from", "a", "an", "the"}:
        return None
    for j in range(i + 2, min(len(low) - 1, i + 14)):
        if low[j] in ".!?\n" or low[j] in {"and", "was", "were", "said", "who"}:
            return None
        if low[j - 1] == "," and low[j].isdecimal() and len(low[j]) < 3 and low[j + 1] in ",.;\n":
            return int(low[j]), (j, j + 1)
    return None

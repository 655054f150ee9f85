"""The grammar of an age beside a name: "Ana Ruiz, 34," or "34-year-old Ana Ruiz".

Each rule returns the age in years and the words (first, last) that tell it, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.reading.people.ages.years import OLDEST, age_of_word, around, in_years
from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.name import Name
from citydesk.reading.people.unnamed import nouns
from citydesk.reading.people.words import Words

Told = tuple[int, tuple[int, int]]

QUOTES = frozenset("\"“”'‘’")
CLAUSE = frozenset(["and", "by", "with", "to", "from", "said", "told"])
OWNERS = frozenset(["his", "her", "their"])
OPENERS = frozenset([",", "(", "-", "–", "—", "is", "was", "age", "aged"])
AFTER_APPOSED = frozenset([",", ".", "was", "is", "has", "had", "died", "and", ";"])
MONTHS = frozenset(["months", "month", "weeks", "days"])
ENDS = frozenset([".", ",", ";", ":", "\n", "!", "?", "-", "–", "—"])
LISTED = 24  # words between "18-year-olds" and the last name of their list
MOST = 8  # ages of a list
SHORT = frozenset({"m", "f", "b", "w", "h", "/", "male", "female", "white", "black", "hispanic"})
"""What police releases write about somebody before their age: "(M/24)", ", M/W, 27"."""
GROUP = 14  # words between a name and its "both 20"


def age_beside(name: Name) -> Told | None:
    """Return a name's age in years and the words (first, last) that tell it, or None."""
    words = name.words
    if each := _each_their_own(name):
        return each
    behind = age_behind(words, name.last)
    if behind and words.low[behind[1][0] - 1] in OWNERS:
        return _before(words, name) or behind
    return (
        behind
        or _before(words, name)
        or _apposed(words, name)
        or _named(words, name.titled)
        or _listed(words, name.titled)
        or _further(words, name.last)
        or _dead_at(words, name.last)
        or _both(words, name.last)
    )


def age_behind(words: Words, i: int) -> Told | None:
    """Read ", 34," and "(34)" and ", age 34," and ", a 34-year-old" and ", who was 34,"."""
    low = words.low
    i = _opening(low, i)
    if i + 1 >= len(low) or low[i] not in OPENERS | QUOTES:
        return None
    i, j = _number_behind(low, i)
    if j >= len(low):
        return None
    follow = low[j + 1] if j + 1 < len(low) else "\n"
    if (years := age_of_word(low[j])) is not None:
        another = low[j - 1] == "," and words.raw[min(j + 1, len(low) - 1)][0].isupper()
        return None if another or _kin_behind(words, j) else (years, (j, j + 1))
    if not low[j].isdecimal() or len(low[j]) > 3 or int(low[j]) > OLDEST:
        return None
    if low[j - 1] in {"a", "an"}:
        return None
    if follow in MONTHS:
        return in_years(int(low[j]), follow), (j, j + 2)
    if low[i] in {"is", "was"} and follow not in {"years", "year", ".", ",", "when"}:
        return None
    if low[i + 1] == "who" and follow not in around("after who"):
        return None
    return None if follow in around("counted") else (int(low[j]), (j, j + 1))


def _opening(low: Sequence[str], i: int) -> int:
    """Return where the words about a name begin: behind "(D)", before the mark of ',"'."""
    if i + 3 < len(low) and low[i] == "(" and low[i + 1].isalpha() and low[i + 2] == ")":
        return i + 3
    return i - 1 if i > 1 and low[i - 1] in QUOTES and low[i - 2] == "," else i


def _each_their_own(name: Name) -> Told | None:
    """Read "Ana Ruiz and Cal Dorn, 34 and 40," and "Ana and Cal Ruiz, 34 and 40,"."""
    words = name.words
    end = _list_end(words, name.last)
    ages: list[int] = []
    i = end
    while i + 1 < len(words.low) and words.low[i] in {",", "and", "&"} and len(ages) < MOST:
        number = i + 2 if words.low[i + 1] == "and" else i + 1
        told = words.low[number] if number < len(words.low) else ""
        if not told.isdecimal() or int(told) > OLDEST:
            break
        ages.append(number)
        i = number + 1
    if len(ages) < 2 or words.low[ages[-1] - 1] not in {"and", "&"}:
        return None
    begin = name.first
    while begin > 0 and (words.named[begin - 1] or words.low[begin - 1] in {",", "and", "&"}):
        begin -= 1
    number = 0
    names = 0
    for k in range(begin, end):
        if words.named[k] and (k == begin or words.low[k - 1] in {",", "and", "&"}):
            names += 1
            number += k <= name.first
    if names != len(ages):
        return None
    at = ages[number - 1]
    return int(words.low[at]), (at, at + 1)


def _list_end(words: Words, i: int) -> int:
    """Return where the list of names that goes on behind a name has its comma before a number."""
    low = words.low
    while i + 1 < len(low) and not (low[i] == "," and low[i + 1].isdecimal()):
        if not (words.named[i] or low[i] in {",", "and", "&"}):
            break
        i += 1
    return i


def _number_behind(low: Sequence[str], i: int) -> tuple[int, int]:
    """Return which mark begins the words about a name (at `i`), and where a number may stand."""
    j = i + 1
    if low[min(j, len(low) - 1)] == "who":
        while j < min(len(low), i + 7) and low[j] in around("who"):
            j += 1
        return i, j
    k = j
    while k < min(len(low) - 1, i + 7) and low[k] in SHORT:
        k += 1
    if k > j and low[k + (low[k] == ",")].isdecimal():
        return i, k + (low[k] == ",")
    while j < min(len(low), i + 4) and low[j] in around("between"):
        j += 1
    if j + 1 < len(low) and (low[j] in OWNERS or low[j][-2:] in {"'s", "’s"}):
        j += 1
    return i, j


def _kin_behind(words: Words, j: int) -> bool:
    """Tell whether "his 7-year-old son, Mc…" goes on with the name that the age belongs to."""
    low, raw = words.low, words.raw
    if low[j - 1] not in OWNERS or j + 3 >= len(low):
        return False
    kin = low[j + 1] in lexicon().relations
    return kin and low[j + 2] == "," and raw[j + 3][0].isupper() and words.named[j + 3]


def _before(words: Words, name: Name) -> Told | None:
    """Read "34-year-old Ana Ruiz" with a few words between, in one clause.

    "34-year-old Elm City man" is somebody else's age.
    """
    i = name.titled
    if words.low[name.last : name.last + 1] and words.low[name.last] in nouns():
        return None
    for j in range(i - 1, max(-1, i - 6), -1):
        low = words.low[j]
        if (years := age_of_word(low)) is not None:
            return years, (j, j + 1)
        if low == "," and j == i - 1 and words.low[j - 1] in lexicon().relations:
            continue
        if not low[0].isalpha() or low in CLAUSE:
            return None
    return None


def _apposed(words: Words, name: Name) -> Told | None:
    """Read "the 9-year-old girl, Ana Ruiz, …", where the name explains the words before it."""
    low, i = words.low, name.titled
    if i < 3 or low[i - 1] != "," or name.last >= len(low) or low[name.last] not in AFTER_APPOSED:
        return None
    return _noun_before(words, i - 2)


def _noun_before(words: Words, last: int) -> Told | None:
    """Read the age of a short phrase ("34-year-old Elm City man") that ends with a word."""
    low = words.low
    for j in range(last, max(-1, last - 5), -1):
        if (years := age_of_word(low[j])) is not None:
            return years, (j, j + 1)
        if not low[j].isalpha() or low[j] in CLAUSE or low[j] in OWNERS:
            return None
    return None


def _named(words: Words, i: int) -> Told | None:
    """Read "a 23-year-old man, identified by police as Ana Ruiz"."""
    low, j = words.low, i - 1
    while j > max(0, i - 10) and low[j] in around("naming"):
        j -= 1
    if around("named").isdisjoint(low[j + 1 : i]):
        return None
    return _noun_before(words, j - 1 if low[j] == "," else j)


def _listed(words: Words, i: int) -> Told | None:
    """Read "18-year-olds Ana Ruiz, Cal Dorn and Tom Hill" and "23-year-old twins Ana and Cal"."""
    low, raw = words.low, words.raw
    if not i or low[i - 1] not in {",", "and", "&"}:
        return None
    for j in range(i - 1, max(-1, i - LISTED), -1):
        if (years := age_of_word(low[j])) is not None:
            return (years, (j, j + 1)) if low[j].endswith("olds") else None
        if low[j] in around("several") and j:
            years = age_of_word(low[j - 1])
            return None if years is None else (years, (j - 1, j))
        if low[j] not in {",", "and", "&"} and not raw[j][0].isupper():
            return None
    return None


def _further(words: Words, i: int) -> Told | None:
    """Read ", of Elm Street, 34," and " of Elm City, also 34," behind a name."""
    low = words.low
    begin = i + 1 if low[i : i + 1] == [","] else i
    opening = {"of", "from"} if begin == i else {"of", "from", "a", "an", "the"}
    if begin >= len(low) or low[begin] not in opening:
        return None
    for j in range(begin + 1, min(len(low) - 1, begin + 13)):
        if low[j] in ".!?\n" or low[j] in {"and", "was", "were", "said", "who"}:
            return None
        before = low[j - 2] if low[j - 1] == "also" else low[j - 1]
        if before == "," and low[j].isdecimal() and len(low[j]) < 3 and low[j + 1] in ",.;\n":
            return int(low[j]), (j, j + 1)
    return None


def _dead_at(words: Words, i: int) -> Told | None:
    """Read "Ana Ruiz dead at 25", mostly of headlines."""
    low = words.low
    if low[i + 1 : i + 2] != ["at"] or low[i] not in around("dead"):
        return None
    j = i + 3 if low[i + 2 : i + 3] == ["age"] else i + 2
    if j >= len(low) or not low[j].isdecimal() or len(low[j]) > 2:
        return None
    return (int(low[j]), (j, j + 1)) if j + 1 == len(low) or low[j + 1] in ENDS else None


def _both(words: Words, i: int) -> Told | None:
    """Read "Ana Ruiz and Cal Dorn, both 34," behind a name or the list that it begins."""
    low, raw = words.low, words.raw
    for k in range(i, min(len(low) - 1, i + GROUP)):
        if low[k] in {"both", "all"}:
            years = int(low[k + 1]) if low[k + 1].isdecimal() else age_of_word(low[k + 1])
            return None if years is None or years > OLDEST else (years, (k + 1, k + 2))
        if low[k] not in {",", "and", "of", "from"} and not raw[k][:1].isupper():
            return None
    return None

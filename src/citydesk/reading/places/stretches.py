"""What the words around an address tell of its incident: how many were hit, how young, by accident.

A page of several shootings is filed under one of them, and an address alone does not say which.
Its stretch does: from the beginning of the address's paragraph (not before another address) up to
the sentence of the next one. Stretches are weighed against each other, because what tells is that
only one of them has a child, or four people, in it.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.reading.context import Context
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.wordlists import kinds, lists
from citydesk.reading.places.words import Words

BACK = 4  # sentences before the address's own that may belong to its stretch
LENGTH = 4  # sentences from the address's own on
MINOR = 18  # years
MANY, MASS = 3, 4  # people
NUMBERS = dict(
    zip(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        range(2, 11),
        strict=True,
    )
)
SIGNS = ("young", "minor", "accident", "fatal", "shot")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a run of sentences tells: the ages, the most people counted at once, and its signs."""

    ages: frozenset[int]
    people: int
    signs: frozenset[str]

    @property
    def toll(self) -> int:
        """How many people it may tell of."""
        return max(self.people, len(self.ages))


Features = dict[str, float]


def stretches(
    candidates: Sequence[Address], context: Context, known: dict[int, Stretch]
) -> list[Stretch | None]:
    """Return the stretch of each candidate; None for those of the title.

    `known` remembers what single sentences tell, by index.
    """
    places = [_place(one, context) for one in candidates]
    marks = sorted(
        {
            p
            for p, one in zip(places, candidates, strict=True)
            if p is not None and one.precision != "landmark"
        }
    )
    text = next((one.words for one in candidates if one.words.part == "text"), None)
    return [None if p is None or text is None else _around(p, marks, text, known) for p in places]


def _place(one: Address, context: Context) -> int | None:
    """Return the position of a candidate's sentence in its part of the account."""
    if one.words.part == "title":
        return None
    place = bisect_left(one.words.sentence_starts, one.words.start[one.first] + 1) - 1
    if place < 0 or one.words.sentences[place].index in context.furniture:
        return None
    return place


def _around(place: int, marks: Sequence[int], words: Words, known: dict[int, Stretch]) -> Stretch:
    sentences = words.sentences
    at = bisect_left(marks, place)
    before = marks[at - 1] if at else -1
    after = at + (at < len(marks) and marks[at] == place)
    last = min(place + LENGTH, marks[after] if after < len(marks) else len(sentences))
    first = place
    while (
        first - 1 > before
        and place - first < BACK
        and sentences[first].paragraph == sentences[first - 1].paragraph
    ):
        first -= 1
    own = _told(words, place, known)
    if first == place and place - 1 > before and place > 0 and not own.ages and not own.people:
        first -= 1
    told = [_told(words, k, known) for k in range(first, max(last, place + 1))]
    return Stretch(
        frozenset[int]().union(*[t.ages for t in told]),
        max([t.people for t in told]),
        frozenset[str]().union(*[t.signs for t in told]),
    )


def _told(words: Words, place: int, known: dict[int, Stretch]) -> Stretch:
    found = known.get(place)
    if found is None:
        found = known[place] = _read(words, place)
    return found


def _read(words: Words, place: int) -> Stretch:
    """Read what one sentence tells."""
    sentence = words.sentences[place]
    first = bisect_left(words.start, sentence.start)
    last = bisect_left(words.start, sentence.end)
    table, people = signs(), lists("streets")["people"]
    ages: set[int] = set()
    found: set[str] = set()
    most = 0
    lower = words.lower
    for k in range(first, last):
        low = lower[k]
        sign = table.get(low)
        if sign is not None:
            found.add(sign)
            continue
        if low in NUMBERS or low[0].isdigit():
            number = NUMBERS.get(low) or (int(low) if low.isdecimal() and len(low) < 3 else 0)
            if number > most and not people.isdisjoint(lower[k + 1 : k + 4]):
                most = number
            age = _age(words, k)
            if age is not None:
                ages.add(age)
    if any(age < MINOR for age in ages):
        found |= {"minor", "young"}
    return Stretch(frozenset(ages), most, frozenset(found))


def _age(words: Words, k: int) -> int | None:
    """Return the age that word `k` tells: "17-year-old", "Ann Lee, 17,", "age 17"."""
    head, _, rest = words.lower[k].partition("-")
    if not (head.isdecimal() and len(head) < 3):
        return None
    if rest:
        return int(head) if rest.startswith("year") else None
    before, after = words.low(k - 1), words.low(k + 1)
    told = (
        before in {"age", "aged", "ages"}
        or (before == "," and after in {",", ".", ";", ")"} and words.capital(k - 2))
        or (before == "(" and after == ")")
        or (after in {"years", "year"} and words.low(k + 2) == "old")
    )
    return int(head) if told else None


@functools.cache
def signs() -> dict[str, str]:
    """Return what single words are a sign of."""
    return dict(kinds("signs"))


def stretch_features(every: Sequence[Stretch | None], k: int) -> Features:
    """Return what the stretch of the k-th candidate tells beside those of the others."""
    own = every[k]
    if own is None:
        return {}
    told = [s for s in every if s is not None]
    size = len(told)
    page = "many" if size >= 5 else "some" if size >= 3 else "few"
    features: Features = {f"toll {min(own.toll, 5)}": 1.0}
    for sign in SIGNS:
        if sign not in own.signs:
            continue
        share = sum(sign in s.signs for s in told) / size
        features[f"tells {sign}"] = features[f"tells {sign} of {page}"] = 1.0
        features[f"alone {sign}"] = 1.0 - share
        if size > 1 and share * size < 2:
            features[f"only {sign}"] = 1.0
    most = max(s.toll for s in told)
    if own.toll >= MASS:
        features[f"mass of {page}"] = 1.0
    if own.toll == most >= MANY:
        features["highest toll"] = 1.0
        if sum(s.toll == most for s in told) == 1:
            features["highest toll alone"] = 1.0
    if own.people > 1 and own.people == max(s.people for s in told):
        features["most counted"] = features[f"most counted of {page}"] = 1.0
    return features

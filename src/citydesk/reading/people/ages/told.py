"""The age that the account tells of a person: beside a name, full or short, or beside a stray one.

A stray name is one that the grammar of names has left out, because the line shouts or a long title
stands before it: "Ruiz, 34," is hers if nobody else on the page bears the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.model import Span
from citydesk.reading.people.ages.beside import age_behind, age_beside
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page
from citydesk.reading.people.words import Words

MOST = 20  # stray names of one family that are looked at


@dataclass(frozen=True, slots=True)
class Age:
    """An age in years (0 for infants of months) and where the words that tell it stand."""

    years: int
    span: Span


def age_of(person: Someone, page: Page) -> Age | None:
    """Return a person's age and the words that tell it: beside a full name, or else a short one."""
    if person.place not in page.ages:
        page.ages[person.place] = _read_age(person, page)
    told: Age | None = page.ages[person.place]
    return told


def _read_age(person: Someone, page: Page) -> Age | None:
    for name in (*person.full, *person.short):
        if told := age_beside(name):
            return Age(told[0], name.words.span(*told[1]))
    return _beside_stray(person, page)


def _beside_stray(person: Someone, page: Page) -> Age | None:
    """Read the age beside the person's name where it is no name to the grammar."""
    given, family = person.best.parts[0].lower(), person.best.family
    only = sum(p.best.family == family for p in page.people) == 1
    for words in (page.text, page.title):
        for i in _strays(words, page).get(family, ()):
            alone = only and not (i and words.named[i - 1])
            theirs = alone or given in words.low[max(0, i - 3) : i]
            if theirs and (told := age_behind(words, i + 1)):
                return Age(told[0], words.span(*told[1]))
    return None


def _strays(words: Words, page: Page) -> dict[str, list[int]]:
    """Return where capitalised words that belong to no known name stand right before ", 34"."""
    if words.part not in page.strays:
        names = (name for person in page.people for name in (*person.full, *person.short))
        known = {i for n in names if n.words is words for i in range(n.first, n.last)}
        found: dict[str, list[int]] = {}
        for i in _before_numbers(words):
            some = found.setdefault(words.low[i], [])
            if i not in known and len(some) < MOST:
                some.append(i)
        page.strays[words.part] = found
    return page.strays[words.part]


def _before_numbers(words: Words) -> Iterator[int]:
    low = words.low
    for i in range(len(low) - 2):
        if words.named[i] and low[i + 1] in {",", "("} and low[i + 2].isdecimal():
            yield i

"""Ages told by themselves: "a 34-year-old man", "the boy, 6,", with what the words say of them.

Whose age it is stands elsewhere, or nowhere. The words around it are looked at as if the phrase
were a name, so that the weights that tell victims from suspects tell the bearer's part as well.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from citydesk.reading.people.ages.beside import ENDS, OWNERS
from citydesk.reading.people.ages.told import Age, age_of
from citydesk.reading.people.ages.years import age_of_word, around
from citydesk.reading.people.both import both
from citydesk.reading.people.features import Page, describe_phrase
from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.name import Name
from citydesk.reading.people.outcomes import told_of
from citydesk.reading.people.unnamed import nouns
from citydesk.reading.people.words import Words

MOST = 60  # ages of one account; further ones are left out, so that no page takes too long
BEARER = 5  # words behind "6-year-old" among which its noun may stand
LEAD = 3  # words before a phrase that may say what was done to its bearer
ARTICLES = frozenset(["a", "an", "the", "another", "this", "that", *OWNERS])


@dataclass(frozen=True, slots=True)
class Alone:
    """An age beside no name: `name` is its bearer's phrase, `noun` what they are called in it.

    `hurt` and `accused` are log odds that the bearer is a victim and a suspect; `acts` what they do
    and suffer; `opening` is how the phrase begins: "a", "the", "own" (his, her, their) or "-".
    """

    age: Age
    at: int
    noun: str
    name: Name
    opening: str
    hurt: float
    accused: float
    acts: tuple[str, ...]

    def sides(self, role: str) -> tuple[float, float]:
        """Return the log odds of this role and of the other."""
        both_sides = (self.hurt, self.accused)
        return both_sides if role == "victim" else both_sides[::-1]


def ages_alone(page: Page) -> list[Alone]:
    """Return the ages of a page's text and title that stand beside no name."""
    taken = {told.span for person in page.people if (told := age_of(person, page))}
    every = (each for words in (page.text, page.title) for each in _told(words))
    free = (each for each in every if each[0].span not in taken)
    return [_alone(*each, page=page) for each in islice(free, MOST)]


def _alone(age: Age, at: int, noun: str, name: Name, *, page: Page) -> Alone:
    phrase = (name.first, name.last)
    hurt, accused = both("_alone").totals(describe_phrase(name, page))
    acts = [f"{t.form} {'does' if t.active else 'suffers'}" for t in told_of(name, page, phrase)]
    lead = name.words.low[max(0, name.first - LEAD) : name.first]
    acts += [f"object of {fate}" for word in lead if (fate := _fates().get(word))]
    if lead and (lead[-1] == "of" or lead[-1] in _fates()):
        acts.append("object")
    return Alone(age, at, noun, name, _opening(name), hurt, accused, tuple(acts))


def _opening(name: Name) -> str:
    word = name.words.low[name.first]
    before = name.words.low[name.first - 1] if name.first else ""
    if word in OWNERS or before == "'s":
        return "own"
    return {"a": "a", "an": "a", "the": "the", "this": "the", "that": "the"}.get(word, "-")


@functools.cache
def _fates() -> dict[str, str]:
    """Return the words whose object is a bearer of some fate."""
    return {word: fate for fate in ("death", "wound", "law") for word in around(fate)}


@functools.cache
def bearers() -> frozenset[str]:
    """Return the nouns for whoever may have an age."""
    return frozenset(nouns()) | lexicon().relations | around("bearers")


def _told(words: Words) -> Iterator[tuple[Age, int, str, Name]]:
    """Yield each age, where it stands, its noun, and the phrase around both."""
    low = words.low
    for i, word in enumerate(low):
        noun: int | None = None
        if word.endswith(("old", "olds")) and (years := age_of_word(word)) is not None:
            noun = _noun_behind(words, i)
            first, last = i, i + 1 if noun is None else noun + 1
        elif i and word.isdecimal() and len(word) < 3:
            noun = _noun_before(low, i)
            if noun is None and not _turned(low, i):
                continue
            years, first, last = int(word), i - 1 if noun is None else noun, i + 1
        else:
            continue
        if first and low[first - 1] in ARTICLES:
            first -= 1
        name = Name(words, first, last, (low[first],), None, first)
        yield Age(years, words.span(i, i + 1)), i, "" if noun is None else low[noun], name


def _noun_behind(words: Words, i: int) -> int | None:
    """Return where the noun of "34-year-old Elm City man" stands, or None."""
    low = words.low
    for k in range(i + 1, min(len(low), i + BEARER)):
        if low[k] in bearers():
            return k
        if not (low[k] == "-" or words.raw[k][0].isupper() or (k == i + 1 and low[k].isalpha())):
            return None
    return None


def _noun_before(low: list[str], i: int) -> int | None:
    """Return where the noun of "the boy, 6," or "man (34)" stands, or None."""
    follow = low[i + 1] if i + 1 < len(low) else "."
    j = i - 1
    if low[j] in {"age", "aged"}:
        j -= 1
    if low[j] in {",", "("}:
        j -= 1
    told = 0 <= j < i - 1 and low[j] in bearers() and follow in ENDS | {")"}
    return j if told else None


def _turned(low: list[str], i: int) -> bool:
    """Tell whether this is the number of "turned 18"."""
    follow = low[i + 1] if i + 1 < len(low) else "."
    return low[i - 1] in {"turned", "turning"} and follow not in around("counted")

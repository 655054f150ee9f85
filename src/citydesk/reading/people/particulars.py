"""Each person's particulars as numbers: age, family, the shape of the name, and who is "he".

The second look weighs them. In a family found dead it is seldom the child who fired, a name that
stands behind "near" is seldom anybody's, and where three died and three are named as dead, a fourth
is not one of them.

Whether women or men bear a given name says nothing about what somebody did, and is not weighed. It
only tells whom the words can mean: "he then shot himself" is not about Anna. Where an account says
neither "he" nor "she" of a deed, it has no effect.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from citydesk.reading.people.ages.told import age_of
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.lexicon import data, lexicon
from citydesk.reading.people.words import Words

NONE = -1.0
FAR = -9.0
ADULT = 18
LEAD = 250  # words at the beginning of a text whose numbers of dead, hurt and arrested are read
OPENING = 6  # words of a sentence among which its "he" or "she" is looked for
PRONOUN = 1.5  # what one "she" weighs against the given name's log
PLAIN = 0.7  # log odds from which a name or its pronouns leave no doubt of "he" or "she"
MANY = 3  # deeds beyond which more say no more
DEEDS = ("self", "does", "suffers")
SELVES = {"himself": "he", "herself": "she"}
HIT = {"him": "he", "her": "she"}
PRONOUNS = frozenset({"he", "she", *SELVES, *HIT})
BEING = frozenset({"was", "is", "been", "being", "were", "got"})
PREPOSITIONS = frozenset({"in", "at", "near", "on", "to", "from"})
Sides = Sequence[tuple[float, float]]


def particulars(page: Page, firsts: Sides, wanted: Sequence[bool]) -> list[list[float]]:
    """Return the numbers of each wanted person of the page, an empty row for all others.

    `firsts` are the first look's log odds.
    """
    ages = [NONE if (age := age_of(p, page)) is None else float(age.years) for p in page.people]
    given = lexicon().given
    usual = [given.get(p.best.parts[0].lower(), 0.0) for p in page.people]
    called, alone = _pronouns(page)
    shared, deeds = _told(page, firsts), _deeds(page.text)
    family = [p.best.family for p in page.people]
    rows: list[list[float]] = []
    for i, person in enumerate(page.people):
        if not wanted[i]:
            rows.append([])
            continue
        others = [j for j in range(len(ages)) if j != i]
        row = _ages(i, family, ages)
        row += _meant(deeds, usual[i] + PRONOUN * called[i])
        row.append(max((firsts[j][0] for j in others if 0 <= ages[j] < ADULT), default=FAR))
        row += [float(alone[i, "first"]), float(alone[i, "last"])]
        rows.append(row + _name(person) + shared)
    return rows


def _meant(deeds: Counter[str], gender: float) -> list[float]:
    """Return how often a deed is said of "he" or "she" where that can be this person, or cannot.

    `gender` is below 0 for "he", above for "she".
    """
    if abs(gender) < PLAIN:
        return [0.0] * len(DEEDS)
    can, cannot = ("she", "he") if gender > 0 else ("he", "she")
    balance = (deeds[f"{can} {deed}"] - deeds[f"{cannot} {deed}"] for deed in DEEDS)
    return [float(max(-MANY, min(MANY, each))) for each in balance]


def _deeds(words: Words) -> Counter[str]:
    """Count the deeds that are said of a bare pronoun: "he shot", "shot her", "himself"."""
    verbs, low = _words()["verbs"], words.low
    found: Counter[str] = Counter()
    for i in [i for i, word in enumerate(low) if word in PRONOUNS]:
        word = low[i]
        if word in SELVES:
            found[f"{SELVES[word]} self"] += 1
        elif word in HIT:
            found[f"{HIT[word]} suffers"] += i > 0 and low[i - 1] in verbs
        elif not verbs.isdisjoint(low[i + 1 : i + 4]):
            passive = not BEING.isdisjoint(low[i + 1 : i + 3])
            found[f"{word} {'suffers' if passive else 'does'}"] += 1
    return found


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(data("people.json")[name]) for name in ("verbs", "themselves")}


def _ages(i: int, family: Sequence[str], ages: Sequence[float]) -> list[float]:
    """Return a person's age, how many are older, how many ages are told, and the family's ages."""
    kin = [j for j, other in enumerate(family) if other == family[i]]
    theirs = [ages[j] for j in kin if j != i and ages[j] >= 0]
    known = [age for age in ages if age >= 0]
    older = sum(age > ages[i] for age in known) if ages[i] >= 0 else 0
    kinds = [max(theirs, default=NONE), min(theirs, default=NONE), float(len(kin))]
    return [ages[i], float(older), float(len(known)), *kinds]


def _name(person: Someone) -> list[float]:
    """Return what makes a capitalised run a name at all, and how often it stands like a place."""
    known, parts = lexicon(), [part.lower() for part in person.best.parts]
    names = (*person.full, *person.short)
    placed = sum(n.titled > 0 and n.words.low[n.titled - 1] in PREPOSITIONS for n in names)
    told = [float(parts[0] in known.given), float(parts[-1] in known.family), float(len(parts))]
    return [*told, placed / len(names)]


def _told(page: Page, firsts: Sides) -> list[float]:
    """Return how many are said to be dead, hurt and arrested, against how many are in sight."""
    text, title = _numbers(page.text), _numbers(page.title)
    victims = sum(first[0] > 0 for first in firsts)
    suspects = sum(first[1] > 0 for first in firsts)
    row = [text["dead"], text["hurt"], text["arrested"], title["dead"], title["hurt"]]
    row += [victims, suspects, text["dead"] - victims, text["dead"] + text["hurt"] - victims]
    return [float(number) for number in row]


def _numbers(words: Words) -> Counter[str]:
    """Return the greatest number that stands close to a word of each kind."""
    kinds, numbers = _counting()
    low = words.low[:LEAD]
    found: Counter[str] = Counter()
    for i in [i for i, word in enumerate(low) if word in kinds]:
        kind = kinds[low[i]]
        near = [numbers.get(word, 0) for word in low[max(0, i - 5) : i + 4]]
        found[kind] = max(found[kind], *near)
    return found


@functools.cache
def _counting() -> tuple[dict[str, str], dict[str, int]]:
    """Return the words for dead, hurt and arrested, each with its kind, and the numbers."""
    told = data("people.json")["told"]
    kinds = {word: kind for kind in ("dead", "hurt", "arrested") for word in told[kind]}
    return kinds, {str(number): number for number in range(1, 10)} | told["numbers"]


def _pronouns(page: Page) -> tuple[Counter[int], Counter[tuple[int, str]]]:
    """Return for each person how much oftener "she" goes on than "he", and who is alone.

    The second counts the sentences with "himself" or "suicide", for whoever is named first in them
    ("first") and for whoever is named last before the word ("last").
    """
    plain, low = page.text.plain, page.text.low
    named = sorted(
        (n.first, i)
        for i, person in enumerate(page.people)
        for n in (*person.full, *person.short)
        if n.words is page.text
    )
    called: Counter[int] = Counter()
    alone: Counter[tuple[int, str]] = Counter()
    themselves = _words()["themselves"]
    subjects = themselves | {"he", "she"}
    for i in [i for i, word in enumerate(low) if word in subjects]:
        word = low[i]
        if word not in themselves:
            begin, end = sentence_of(plain, i, i)
            fresh = i - begin < OPENING and not _between(named, begin, end)
            if fresh and (owner := _subject(named, begin, plain)) is not None:
                called[owner] += 1 if word == "she" else -1
        else:
            begin, _ = sentence_of(plain, i, i)
            if before := _between(named, begin, i):
                alone[before[0][1], "first"] += 1
                alone[before[-1][1], "last"] += 1
            elif (owner := _subject(named, begin, plain)) is not None:
                alone[owner, "last"] += 1
    return called, alone


def _between(named: list[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    return named[bisect_left(named, (begin, -1)) : bisect_left(named, (end, -1))]


def _subject(named: list[tuple[int, int]], begin: int, plain: list[str]) -> int | None:
    """Return whoever is named first in the last sentence before `begin` that names anybody."""
    last = bisect_left(named, (begin, -1)) - 1
    if last < 0:
        return None
    start, end = sentence_of(plain, named[last][0], named[last][0])
    return _between(named, start, end)[0][1]

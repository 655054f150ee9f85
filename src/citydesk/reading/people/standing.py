"""How a person stands among the others of the page: what became of each, who is near to whom.

These numbers let the second look see that the wife whom a dead man "shot" is the victim and he the
shooter, and that a name far from the story's victim belongs to another story of the page.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page
from citydesk.reading.people.lexicon import data
from citydesk.reading.people.name import beside_age
from citydesk.reading.people.outcomes import FORMS, sentence_told, told_beside

NOWHERE = 999.0
SEVERAL = frozenset(["two", "2", "three", "3", "four", "4", "five", "5"])
VIOLENCE = frozenset(["shootings", "shot", "killed", "homicides"])


def standing(
    page: Page, firsts: Sequence[tuple[float, float]], wanted: Sequence[bool]
) -> list[list[float]]:
    """Return the numbers of each wanted person of the page, an empty row for all others.

    `firsts` are the first look's log odds.
    """
    fates = [_fate(person, page) for person in page.people]
    total = [sum(column) for column in zip(*fates, strict=True)]
    shared = _of_the_page(page)
    ranks = [
        sorted(range(len(firsts)), key=lambda i, side=side: -firsts[i][side])[:2]  # type: ignore[misc]
        for side in (0, 1)
    ]
    rows: list[list[float]] = []
    for i, person in enumerate(page.people):
        if not wanted[i]:
            rows.append([])
            continue
        leaders = [next((j for j in rank if j != i), i) for rank in ranks]
        row = fates[i] + [all_ - own for all_, own in zip(total, fates[i], strict=True)] + shared
        row += [_distance(person, page.people[j], page) for j in leaders]
        row += [_listed_together(person, page.people[j], page) for j in leaders]
        row += [firsts[leaders[0]][1], firsts[leaders[1]][0]]
        rows.append(row + _telling(person, page))
    return rows


def _fate(person: Someone, page: Page) -> list[float]:
    """Count what the words beside a person tell of them, and what their sentences tell at all."""
    told = [cue for n in (*person.full, *person.short) for cue in told_beside(n, page)]
    suffered = [cue.form for cue in told if not cue.active]
    around = [cue.form for name in person.full for cue in sentence_told(name, page)]
    counts = [*map(suffered.count, FORMS), sum(cue.active for cue in told)]
    return [float(count) for count in (*counts, around.count("kill"), around.count("hurt"))]


def _of_the_page(page: Page) -> list[float]:
    text, title = Counter(page.text.low), Counter(page.title.low)
    row = [float(text[word] + text[words]) for word, words in _page_words()]
    people = page.people
    aged = sum(any(beside_age(n.words, n.first, n.last) for n in p.full) for p in people)
    ages = page.text.plain.count("#old")
    row += [float(title["self"]), float(aged), float(ages)]
    return [*row, float(not SEVERAL.isdisjoint(title)), float(not VIOLENCE.isdisjoint(title))]


@functools.cache
def _page_words() -> list[tuple[str, str]]:
    return [(word, word + "s") for word in data("people.json")["page"]]


def _distance(one: Someone, other: Someone, page: Page) -> float:
    """Return how many words of the text lie between the nearest mentions of two persons."""
    here, there = (
        sorted(n.first for n in (*p.full, *p.short) if n.words is page.text) for p in (one, other)
    )
    i = j = 0
    nearest = NOWHERE
    while i < len(here) and j < len(there):
        nearest = min(nearest, float(abs(here[i] - there[j])))
        if here[i] < there[j]:
            i += 1
        else:
            j += 1
    return nearest


def _listed_together(one: Someone, other: Someone, page: Page) -> float:
    """Tell whether some list names both persons."""
    here, there = (
        {(n.words.part, page.groups[n.words.part][n.first]) for n in (*p.full, *p.short)}
        for p in (one, other)
    )
    return float(not here.isdisjoint(there))


def _telling(person: Someone, page: Page) -> list[float]:
    """Return where a person is told of: in the headline, by rank, in the main story or aside."""
    names = (*person.full, *person.short)
    return [
        float(any(n.words.part == "title" for n in names)),
        float(any(n.shared for n in person.full)),
        float(sum(n.title in {"police", "command"} for n in person.full)),
        float(any(page.aside(n) == "main" for n in names)),
        float(sum(page.aside(n) != "main" for n in person.full)),
    ]

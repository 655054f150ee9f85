"""An age told by itself is lent to a person whose name has none beside it.

"A 34-year-old man was shot … the victim was Cal Dorn": lent by the noun ("the boy, Cal Dorn" and a
"6-year-old boy"), or else to the only person who waits in the role that the age's bearer has.
"""

from __future__ import annotations

from collections import Counter

from citydesk.model import Role
from citydesk.statements.people.ages import Age, age_of, age_of_word, ages_told
from citydesk.statements.people.chains import Someone
from citydesk.statements.people.features import Page
from citydesk.statements.people.unnamed import Somebody

NEAR = 4  # words before a name among which "the boy" may stand
BEARER = 3  # words behind "6-year-old" among which its noun may stand
CALLED = frozenset(["boy", "girl", "toddler", "infant", "baby", "child", "teen", "teenager"])
POINTING = frozenset(["the", "that", "this"])


def lend_ages(
    page: Page, roles: list[tuple[Role, float]], nameless: list[Somebody]
) -> dict[int, Age]:
    """Return the ages that are lent, by the identity of the person."""
    lent: dict[int, Age] = {}
    waiting: dict[str, list[Someone]] = {}
    taken: set[int] = set()
    named = {
        role: [p for p, (r, _) in zip(page.people, roles, strict=True) if r == role]
        for role in ("victim", "suspect")
    }
    for role, people in named.items():
        ages = ages_of(people, page)
        ageless = [p for p in people if age_of(p, page) is None]
        lent.update(_by_noun(ageless, page))
        ageless = [p for p in ageless if id(p) not in lent]
        spare = [s for s in nameless if s.role == role and s.age is not None and s.age not in ages]
        if len(ageless) == 1 and len({s.age for s in spare}) == 1:
            aged = spare[0].aged or 0
            years = spare[0].age or 0
            lent[id(ageless[0])] = Age(years, spare[0].name.words.span(aged, aged + 1))
        else:
            waiting[role] = ageless
        taken |= ages
    _by_role(page, waiting, taken | {age.years for age in lent.values()}, lent)
    return lent


def ages_of(people: list[Someone], page: Page) -> set[int]:
    """Return the ages that stand beside these people's names."""
    return {told.years for person in people if (told := age_of(person, page))}


def _by_noun(ageless: list[Someone], page: Page) -> dict[int, Age]:
    """Lend the age of the page's only "6-year-old boy" to whom it calls "the boy"."""
    lent: dict[int, Age] = {}
    bearers: dict[str, list[Age]] | None = None
    for person in ageless:
        for noun in _called(person):
            bearers = _bearers(page) if bearers is None else bearers
            told = bearers.get(noun, [])
            if len({age.years for age in told}) == 1:
                lent.setdefault(id(person), told[0])
    return lent


def _called(person: Someone) -> list[str]:
    """Return the nouns of "the boy, Cal Dorn" and "identified the boy as Cal Dorn"."""
    nouns = []
    for name in person.full:
        low = name.words.low
        for i in range(max(1, name.titled - NEAR), name.titled):
            if low[i] in CALLED and low[i - 1] in POINTING and "." not in low[i : name.titled]:
                nouns.append(low[i])
    return nouns


def _bearers(page: Page) -> dict[str, list[Age]]:
    """Return the ages told by themselves, by the noun of who bears them."""
    found: dict[str, list[Age]] = {}
    for words in (page.text, page.title):
        for i, low in enumerate(words.low):
            if low.endswith("old") and (years := age_of_word(low)) is not None:
                noun = next((w for w in words.low[i + 1 : i + 1 + BEARER] if w in CALLED), None)
                if noun:
                    found.setdefault(noun, []).append(Age(years, words.span(i, i + 1)))
    return found


def _by_role(
    page: Page, waiting: dict[str, list[Someone]], taken: set[int], lent: dict[int, Age]
) -> None:
    """Lend an age that no name has to the one who waits: of all, or else of a role.

    Of several ages of a role it is the one told most often: that is whom the account is about.
    """
    alone = [person for people in waiting.values() for person in people]
    if not alone:
        return
    told = [each for words in (page.text, page.title) for each in ages_told(words)]
    free = [(age, role) for age, role in told if age.years and age.years not in taken]
    if len(alone) == 1 and len({age.years for age, _ in free}) == 1:
        lent[id(alone[0])] = free[0][0]
        return
    for role, people in waiting.items():
        ages = [age for age, of in free if of == role]
        if len(people) == 1 and ages:
            often = Counter(age.years for age in ages).most_common(1)[0][0]
            lent[id(people[0])] = next(age for age in ages if age.years == often)

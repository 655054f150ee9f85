"""An age told by itself is lent to a person whose name has none beside it.

"A 34-year-old man was shot … the victim was Cal Dorn." Trained weights compare, for each victim and
suspect without an age, every age that stands alone with the others and with none of them. One
bearer is one person: of several who could be "the 34-year-old" the likeliest has the age, and where
too many could, nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citydesk.model import Role
from citydesk.reading.people.ages.alone import ages_alone
from citydesk.reading.people.ages.pairs import CLEAR, SIDES, Pairs
from citydesk.reading.people.ages.told import Age, age_of
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page
from citydesk.reading.people.name import Place
from citydesk.reading.places.scene import choose
from citydesk.reading.weights import Linear, load

LEAST = 0.3
"""How probable an age must be, against the page's others and none, to be lent."""
SHARE = 0.4
"""How much of what speaks for anybody having the age must speak for the one who has it."""


class Claim(NamedTuple):
    """A person's claim on an age: its probability, and that times the role's (`strength`).

    `bearer` tells whom the age was told of: nobody else of the same bearer can have it.
    """

    strength: float
    chance: float
    person: int
    years: int
    bearer: tuple[int, Role | None]


def lend_ages(
    page: Page, roles: Sequence[tuple[Role, float]], weights: Linear | None = None
) -> dict[Place, Age]:
    """Return the ages that are lent, by where the person's first name stands."""
    pairs = pairs_of(page, roles)
    if pairs is None:
        return {}
    claims = sorted(_claims(pairs, weights or load("people_ages")), key=lambda c: -c.strength)
    told: dict[tuple[int, Role | None], float] = {}
    for claim in claims:
        told[claim.bearer] = told.get(claim.bearer, 0.0) + claim.strength
    taken: set[tuple[int, Role | None]] = set()
    lent: dict[Place, Age] = {}
    for claim in claims:
        who = page.people[claim.person].place
        clear = claim.chance >= LEAST and claim.strength >= SHARE * told[claim.bearer]
        if clear and who not in lent and claim.bearer not in taken:
            taken.add(claim.bearer)
            lent[who] = pairs.of(claim.years)[0].age
    return lent


def _claims(pairs: Pairs, weights: Linear) -> Iterator[Claim]:
    apart = {years for years in pairs.years if _told_of_both(pairs, years)}
    for person in pairs.waiting:
        role, certain = pairs.roles[person]
        chances = choose([weights.score(row) for row in pairs.rows(person)])
        for years, chance in zip(pairs.years, chances, strict=True):
            bearer = (years, role if years in apart else None)
            yield Claim(chance * certain, chance, person, years, bearer)


def _told_of_both(pairs: Pairs, years: int) -> bool:
    """Tell whether an age is told of a victim and, elsewhere, of a suspect."""
    leaning = [each.hurt - each.accused for each in pairs.of(years)]
    return max(leaning) > CLEAR and min(leaning) < -CLEAR


def pairs_of(page: Page, roles: Sequence[tuple[Role, float]]) -> Pairs | None:
    """Return the persons and ages of a page that wait for each other, or None."""
    ageless = any(
        role in SIDES and age_of(person, page) is None
        for person, (role, _) in zip(page.people, roles, strict=True)
    )
    alone = ages_alone(page) if ageless else []
    return Pairs(page, roles, alone) if alone else None


def ages_of(people: Sequence[Someone], page: Page) -> set[int]:
    """Return the ages that stand beside these people's names."""
    return {told.years for person in people if (told := age_of(person, page))}

"""How many died, or lived with wounds, at least: where the account says so in so many words.

"Kills two, then himself" is three dead, "third victim dies" three as well, and a woman in critical
condition beside a dead man is one who lives. Each such wording is too rare for weights to learn.
"""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.reading.toll.claims import Claim
from citydesk.reading.toll.told import EARLY, Told

SAID = (
    ("plus", ("title", "lead")),
    ("nth", ("title", "lead")),
    ("counts", ("title",)),
    ("shooter too", ("title", "lead", "body")),
)
"""The claims that tell outright how many died at least, and in which places they are believed."""
MOST = 6
MALE = frozenset({"man", "boy", "father", "son", "brother", "husband", "uncle", "nephew"}) | {
    "grandfather", "boyfriend", "male",
}  # fmt: skip
FEMALE = frozenset({"woman", "girl", "mother", "daughter", "sister", "wife", "aunt", "niece"}) | {
    "grandmother", "girlfriend", "female",
}  # fmt: skip


def least(told: Told) -> int:
    """Return how many died at least, by what the headline or the lead says; 0 where they do not."""
    said = {
        number
        for kind, places in SAID
        for place in places
        for number in told.values.get((kind, place), ())
    }
    if ("killed", "any") in told.values:
        said |= {2 for place in EARLY if ("pact", place) in told.values}
    return max([n for n in said if n <= MOST], default=0)


def least_hurt(told: Told) -> int:
    """Return 1 where somebody hurt is surely none of the dead: "another man", an age, a woman.

    Where somebody has died since ("second victim dies"), it may be the one who was hurt; then 0.
    """
    if ("nth", "any") in told.values:
        return 0
    dead = [c for place, c in told.claims if c.kind == "killed" and c.count and place != "round"]
    ages = {c.key for c in dead if c.key.isdigit()}
    sexes = set(filter(None, map(_sex, dead)))
    apart = (
        claim.another
        or (bool(ages) and claim.key.isdigit() and claim.key not in ages)
        or (bool(sexes) and _sex(claim) not in {None, *sexes})
        for claim in _hurt(told)
    )
    return int(bool(dead) and any(apart))


def _hurt(told: Told) -> Iterator[Claim]:
    for place, claim in told.claims:
        one = claim.kind == "injured" and claim.singular and claim.count == 1
        if one and place in ("title", "lead", "body"):
            yield claim


def _sex(claim: Claim) -> str | None:
    return "male" if claim.key in MALE else "female" if claim.key in FEMALE else None

"""What the toll says of the named: where everybody who was hit died, the victims named did.

"Two men were killed … the victims are Ana Ruiz, 34, and Cal Dorn, 40" tells both deaths, though no
word beside the names does; where nobody died, whoever is a victim was hurt and lived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from citydesk.model import Count, Mention, Outcome, Person
from citydesk.statements.sure import sure

LEAST = 0.5
"""The probability of both numbers from which they say what became of the victims."""
DEAD = frozenset({"killed", "died later"})
HURT = frozenset({"injured"})


class Fate(NamedTuple):
    """What became of all victims, and the number that tells it."""

    result: Literal["killed", "injured"]
    number: Mention


def settled(people: Sequence[Mention], toll: Iterable[Mention]) -> list[Mention]:
    """Return the people finder's mentions with the outcomes that the main incident's toll tells.

    Everybody named died only where the number has room for the victims and for a shooter who died.
    A death replaces a wound, because who died was hurt first; any other outcome stands.
    """
    victims = {
        m.value.name: m
        for m in people
        if isinstance(m.value, Person) and m.value.role == "victim" and m.value.name
        if m.report == 0
    }
    shooters = {
        m.value.who
        for m in people
        if isinstance(m.value, Outcome) and m.value.result in DEAD and m.report == 0
    }
    fate = _fate(list(toll), len(victims.keys() | shooters)) if victims else None
    if fate is None:
        return list(people)
    weaker = HURT if fate.result == "killed" else frozenset()
    stands = {
        m.value.who for m in people if isinstance(m.value, Outcome) and m.value.result not in weaker
    }
    open_ = {name: victim for name, victim in victims.items() if name not in stands}
    kept = [m for m in people if not (isinstance(m.value, Outcome) and m.value.who in open_)]
    return [*kept, *(_outcome(name, victim, fate) for name, victim in open_.items())]


def _fate(toll: Sequence[Mention], people: int) -> Fate | None:
    killed, injured = (_best(toll, field) for field in ("killed", "injured"))
    if killed is None or injured is None:
        return None
    died, lived = _low(killed), _low(injured)
    if not lived and died and people <= died:
        return Fate("killed", killed)
    return Fate("injured", injured) if lived and not died else None


def _best(toll: Sequence[Mention], field: str) -> Mention | None:
    told = [m for m in toll if m.field == field and m.report == 0 and m.probability >= LEAST]
    return max(told, key=lambda m: m.probability, default=None)


def _low(mention: Mention) -> int:
    return mention.value.low if isinstance(mention.value, Count) else 0


def _outcome(name: str, victim: Mention, fate: Fate) -> Mention:
    return Mention(
        field="outcome",
        spans=tuple(dict.fromkeys([*fate.number.spans[:1], victim.spans[0]])),
        value=Outcome(who=name, result=fate.result),
        probability=sure("outcome", victim.probability, (fate.result,)),
    )

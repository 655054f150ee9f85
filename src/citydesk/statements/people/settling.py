"""What the toll says of the named: where everybody who was hit died, the victims named did.

"Two men were killed … the victims are Ana Ruiz, 34, and Cal Dorn, 40" tells both deaths, though no
word beside the names does; where nobody died, whoever is a victim was hurt and lived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from citydesk.model import Count, Mention, Outcome, Person
from citydesk.statements.sure import sure

LEAST = 0.5
"""The probability of both numbers from which they say what became of the victims."""
DEAD = frozenset({"killed", "died later"})
Result = Literal["killed", "injured"]


class Fate(NamedTuple):
    """What became of some victims, and the number that tells it (none: it is not told)."""

    names: list[str]
    result: Result
    number: Mention | None


def settled(people: Sequence[Mention], toll: Sequence[Mention]) -> list[Mention]:
    """Return the people finder's mentions with the outcomes that the main incident's toll tells.

    A death may take the place of a wound, because who died was hurt first; others stand.
    """
    victims = {
        m.value.name: m
        for m in people
        if isinstance(m.value, Person) and m.value.role == "victim" and m.value.name
        if m.report == 0
    }
    results: dict[str, str] = {}
    for mention in people:
        if isinstance(mention.value, Outcome) and mention.report == 0:
            results.setdefault(mention.value.who, mention.value.result)
    fate = _fate(victims, results, toll) if victims else None
    if fate is None or not fate.names:
        return list(people)
    kept = [m for m in people if not (isinstance(m.value, Outcome) and m.value.who in fate.names)]
    if fate.number is None:
        return kept
    return [
        *kept,
        *(_outcome(name, victims[name], fate.result, fate.number) for name in fate.names),
    ]


def _fate(
    victims: Mapping[str, Mention], results: Mapping[str, str], toll: Sequence[Mention]
) -> Fate | None:
    """Return whose outcome the numbers tell: of all that is open, or of none.

    A shooter who died takes one place of the dead. The only victim named where one died and others
    lived is not told to have lived because the words say "shot".
    """
    killed, injured = (_best(toll, field) for field in ("killed", "injured"))
    if killed is None or injured is None:
        return None
    died, lived = _low(killed), _low(injured)
    room = died - sum(result in DEAD for result in results.values())
    silent = [name for name in victims if name not in results]
    hurt = [name for name in victims if results.get(name) == "injured"]
    if not died:
        return Fate(silent, "injured", injured) if lived else None
    if not lived:
        return Fate(silent + hurt, "killed", killed) if len(silent + hurt) <= room else None
    if room <= 0:
        return Fate(silent, "injured", injured)
    if silent:
        return Fate(silent, "killed", killed) if len(silent) <= room else None
    return Fate(hurt, "injured", None) if len(victims) == room == 1 else None


def _best(toll: Sequence[Mention], field: str) -> Mention | None:
    told = [m for m in toll if m.field == field and m.report == 0 and m.probability >= LEAST]
    return max(told, key=lambda m: m.probability, default=None)


def _low(mention: Mention) -> int:
    return mention.value.low if isinstance(mention.value, Count) else 0


def _outcome(name: str, victim: Mention, result: Result, number: Mention) -> Mention:
    return Mention(
        field="outcome",
        spans=tuple(dict.fromkeys([*number.spans[:1], victim.spans[0]])),
        value=Outcome(who=name, result=result),
        probability=sure("outcome", victim.probability, (result,)),
    )

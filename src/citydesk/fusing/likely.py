"""Who is likely enough a victim or a suspect, by all the accounts of an incident at once.

One account's reading of one name is a guess. That others give the person the same role makes it
likelier; that they give another role, or tell of the incident without this person, makes it less
likely: a page often names the people of another shooting beside its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from citydesk.fusing.told import Told
from citydesk.model import Person

__all__ = ["likely"]

LIKELY = {"victim": 0.45, "suspect": 0.5}  # chance from which a name has this part in it
SURE = 0.997  # no reading is surer than this
AGREES = 1.0  # log odds for each time that those who agree are e times as many
SILENT = 0.5  # log odds against, for each time that all accounts are e times as many
DIFFERS = 0.5  # log odds against, for each account that is sure of another role


def likely(groups: Mapping[str, list[Told]], accounts: int) -> dict[str, list[Told]]:
    """Return the groups of statements about people without the roles that nobody should believe.

    `accounts` is how many of independent wording tell of the incident. What an editor prefers
    stays; somebody of whom nothing is left has no group.
    """
    kept: dict[str, list[Told]] = {}
    for key, told in groups.items():
        roles = {role for role, bar in LIKELY.items() if _chance(told, role, accounts) < bar}
        left = [t for t in told if t.preferred or not (_named(t) and _role(t) in roles)]
        if left:
            kept[key] = left
    return kept


def _chance(told: Iterable[Told], role: str, accounts: int) -> float:
    """Return how probable it is that somebody has this role, or 1 where no account says so."""
    agree: dict[str, float] = {}
    differ: dict[str, float] = {}
    for each in told:
        if _named(each):
            side = agree if _role(each) == role else differ
            side[each.origin] = max(side.get(each.origin, 0.0), each.statement.probability)
    if not agree:
        return 1.0
    odds = max(_log_odds(p) for p in agree.values())
    odds += AGREES * math.log(len(agree)) - SILENT * math.log(max(accounts, len(agree)))
    odds -= DIFFERS * math.fsum(p for origin, p in differ.items() if origin not in agree)
    return 1.0 / (1.0 + math.exp(-odds))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1.0 - SURE), SURE)
    return math.log(bounded / (1.0 - bounded))


def _named(told: Told) -> bool:
    return isinstance(told.value, Person) and told.value.name is not None


def _role(told: Told) -> str:
    return told.value.role if isinstance(told.value, Person) else ""

"""Who is likely enough a victim or a suspect, by all the accounts of an incident at once.

One account's reading of one name is a guess. That others give the person the same role makes it
likelier; that they give another role, or tell of the incident without this person, makes it less
likely: a page often names the people of another shooting beside its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from citydesk.fusing.testimony import Testimony
from citydesk.model import Person

__all__ = ["unlikely"]

LIKELY = {"victim": 0.45, "suspect": 0.5}  # chance from which a name has this part in it
SURE = 0.997  # no reading is surer than this
AGREES = 1.0  # log odds for each time that those who agree are e times as many
SILENT = 0.5  # log odds against, for each time that all accounts are e times as many
DIFFERS = 0.5  # log odds against, for each account that is sure of another role


def unlikely(groups: Mapping[str, Sequence[Testimony]], accounts: int) -> set[str]:
    """Return the statements that give somebody a role that nobody should believe.

    `groups` are the statements of each person, `accounts` how many of independent wording tell of
    the incident. What an editor prefers stays.
    """
    found: set[str] = set()
    for told in groups.values():
        roles = {role for role, bar in LIKELY.items() if _chance(told, role, accounts) < bar}
        found |= {t.id for t in told if not t.preferred and _named(t) and _role(t) in roles}
    return found


def _chance(told: Iterable[Testimony], role: str, accounts: int) -> float:
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


def _named(told: Testimony) -> bool:
    return isinstance(told.value, Person) and told.value.name is not None


def _role(told: Testimony) -> str:
    return told.value.role if isinstance(told.value, Person) else ""

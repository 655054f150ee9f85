"""The ages of those who were told of with one: a person's statement has the role's probability.

Whether name, role and age are right together is put right from it in a few levels.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Account, Person, Statement, quote
from citydesk.reading.explaining.considered import Considered
from citydesk.reading.sure import sure

__all__ = ["ages"]

SIDES = frozenset({"victim", "suspect"})
TOGETHER = "as probable as name, role and age are together"


def ages(account: Account, made: Sequence[Statement]) -> list[Considered]:
    """Return the ages of the named victims and suspects, as stated."""
    return [
        Considered(
            slot="age",
            key=s.value.name,
            value=s.value,
            spans=s.evidence[:2],
            words=quote(account, s.evidence[min(1, len(s.evidence) - 1)]),
            probability=sure("age", s.probability),
            verdict="chosen",
            note=TOGETHER,
        )
        for s in made
        if isinstance(s.value, Person)
        and s.value.name
        and s.value.age is not None
        and s.value.role in SIDES
    ]

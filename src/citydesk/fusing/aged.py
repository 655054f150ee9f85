"""People grow older while their case goes on: 41 in the first account, 43 at the trial.

Such an age disputes nothing. The later one is kept as superseded, and the age of the time of the
incident is preferred.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.base.clock import days_apart
from citydesk.fusing.testimony import Testimony
from citydesk.model import Person, Time

__all__ = ["grown_older"]

LATER = 150  # days after the first account from which somebody may have had a birthday for certain
YEAR = 365.25


def grown_older(told: Sequence[Testimony]) -> set[str]:
    """Return what is told of one person at later ages that only time explains."""
    aged = [(t.published, age) for t in told if (age := _age(t)) is not None and t.published]
    if len({age for _, age in aged}) < 2:
        return set()
    first, young = min(aged, key=lambda each: (each[0].start.replace(tzinfo=None), each[1]))
    return {t.id for t in told if _explained(t, first, young)}


def _age(told: Testimony) -> int | None:
    return told.value.age if isinstance(told.value, Person) else None


def _explained(told: Testimony, first: Time, young: int) -> bool:
    """Tell whether the years since the first account make somebody as old as this."""
    age = _age(told)
    if age is None or told.published is None or age <= young:
        return False
    days = days_apart(first, told.published)
    return days >= LATER and abs(age - young - days / YEAR) <= 1

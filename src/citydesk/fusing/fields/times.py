"""When the incident happened: accounts vote on the day, then on the time of that day."""

from __future__ import annotations

import datetime as dt

from citydesk.base.clock import FINENESS, bounds, contains, overlap
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.model import Time

__all__ = ["levels", "relate_times", "rule"]

DAY = FINENESS["day"]
DAYS = dt.timedelta(days=1)
LONGEST_DAY = dt.timedelta(hours=36)


def relate_times(a: Time, b: Time) -> Relation:
    """Say how a time stands to another: a finer one within a coarser refines it.

    Two clock readings agree only if they are the same, or if one is "about" (see `slack_of`).
    """
    if bounds(a) == bounds(b):
        return "same"
    fine_a, fine_b = FINENESS[a.granularity], FINENESS[b.granularity]
    if not overlap(a, b) and not (_of_that_night(a, b) or _of_that_night(b, a)):
        return "conflicts"
    if fine_a != fine_b:
        return "refines" if fine_a < fine_b else "coarser"
    if contains(b, a) or contains(a, b) or a.approximate or b.approximate:
        return "refines" if (a.approximate, bounds(a)) < (b.approximate, bounds(b)) else "coarser"
    return "unrelated"


def _of_that_night(night: Time, time: Time) -> bool:
    """Tell whether a clock reading lies in the small hours of the day that a night is named after.

    "Friday night" may begin on Friday or end on it.
    """
    if night.part != "NI" or FINENESS[time.granularity] > FINENESS["hour"]:
        return False
    start, end = bounds(night)
    return start - DAYS <= bounds(time)[0] < end - DAYS


def levels(time: Time) -> tuple[str, ...]:
    """Return the day; a week, a month or several days have no say on it."""
    fine = FINENESS[time.granularity] <= DAY and time.end - time.start <= LONGEST_DAY
    return (bounds(time)[0].date().isoformat() if fine else "",)


def rule(field: Field) -> Rule:
    """Return how a field that holds times is settled."""
    return Rule(
        field=field.name,
        relate=relate_times,
        levels=levels,
        fineness=lambda time: FINENESS[time.granularity],
    )

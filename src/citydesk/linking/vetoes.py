"""What rules out that two reports tell of one incident, however much else they share.

A second shooting on the corner shares its street, its police spokesman and most of its words with
the first. What tells the two apart stands in several facts at once, each of which alone may be a
slip of reading; so a veto asks for all of them, and for nobody whom both tell of:

* **another night**: each was published within two days of its own day, the days are two or more
  apart, and so are the hours;
* **another hour**: on one day, hours apart, one tells of somebody killed and the other of none, and
  whom they say was hit has other names or ages.

The weight is set by hand: the bench's articles hold too few such pairs to learn it from. On its
training folds the vetoes fall on 3,421 of the pairs that are compared; two are of one incident, and
scored below 0 before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from citydesk.base.clock import FINENESS, bounds, days_apart
from citydesk.linking.sides import Side

__all__ = ["CLOCKS", "DAY_MINUTES", "FRESH", "HOURS", "NEAR", "WEIGHT", "veto"]

WEIGHT = -10.0  # log odds: outweighs all that two accounts of one street can have in common
FRESH = 2  # days after its own incident within which an account is about that incident
NEAR = 20  # minutes within which two clock readings are of the same hour of different days
HOURS = 60  # minutes from which two clock readings of one day are of two events
CLOCKS = 4  # of a side that are looked at
DAY_MINUTES = 24 * 60
SHARED = frozenset({"people: shared name", "people: victim of the same age"})
STRANGERS = frozenset({"people: different victims named", "people: victims of other ages"})


def veto(left: Side, right: Side, seen: Collection[str]) -> str | None:
    """Return in words what rules out one incident, None where nothing does.

    `seen` holds the names of the features of these two sides.
    """
    if not (left.clocks and right.clocks and left.times and right.times):
        return None
    one, other = left.times[0], right.times[0]
    coarse = max(FINENESS[one.granularity], FINENESS[other.granularity]) > FINENESS["day"]
    if coarse or not SHARED.isdisjoint(seen):
        return None
    gap, minutes = days_apart(one, other), _apart(left, right)
    if gap > 1 and _fresh(left) and _fresh(right) and _of_one_day(minutes) > NEAR:
        return "another night at another hour, each told of at once, and nobody in common"
    others = not STRANGERS.isdisjoint(seen)
    if gap == 0 and others and min(minutes) > HOURS and _one_deadly(left, right):
        return "another hour of that day, other people hit, and only one tells of a death"
    return None


def _fresh(side: Side) -> bool:
    """Tell whether a side was published soon after the day that it tells of."""
    if side.published is None:
        return False
    return 0 <= (side.published - bounds(side.times[0])[0].date()).days <= FRESH


def _one_deadly(left: Side, right: Side) -> bool:
    """Tell whether one says that somebody was killed, and the other that nobody was."""
    if left.killed is None or right.killed is None:
        return False
    return (left.killed.low > 0) != (right.killed.low > 0)


def _apart(left: Side, right: Side) -> list[int]:
    """Return the whole minutes between each two clock readings."""
    return [
        int(abs((bounds(a)[0] - bounds(b)[0]).total_seconds()) // 60)
        for a in left.clocks[:CLOCKS]
        for b in right.clocks[:CLOCKS]
    ]


def _of_one_day(minutes: Iterable[int]) -> int:
    """Return the fewest minutes that clock readings are apart, were they all of one day."""
    within = (each % DAY_MINUTES for each in minutes)
    return min(min(each, DAY_MINUTES - each) for each in within)

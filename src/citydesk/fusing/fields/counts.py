"""How many: a range agrees with a number inside it; a toll rises and the later value replaces.

A lower toll is hardly a vote against a higher one: it lends it a share of its votes. The shares
were found on folds 0-3 of the bench (killed .5: exact .944 to .956; injured gains little, for the
hurt become fewer when one dies).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.model import Count
from citydesk.words import NOT_REPORTED

__all__ = ["NOT_REPORTED", "rule"]

LARGE = 10_000  # an open range is coarser than any closed one


def relate_counts(a: Count, b: Count) -> Relation:
    """Say how a count stands to another: a number within a range refines it.

    "At least none" is what an account tells that speaks of nobody: it fits all and backs nothing.
    """
    if a == b:
        return "same"
    if NOT_REPORTED in (a, b):
        return "unrelated"
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    if low_a > high_b or low_b > high_a:
        return "conflicts"
    return "refines" if (high_a - low_a, -low_a) < (high_b - low_b, -low_b) else "coarser"


def tightest(count: Count, others: Sequence[Count]) -> Count:
    """Return the narrowest range that fits a count and, one after the other, those that agree."""
    for other in others:
        low = max(count.low, other.low)
        high = min(_range(count)[1], _range(other)[1])
        if low <= high:
            count = Count(low=low, high=None if math.isinf(high) else int(high))
    return count


def _range(count: Count) -> tuple[float, float]:
    return count.low, math.inf if count.high is None else count.high


def _fineness(count: Count) -> int:
    if count.high is None:
        return 1 + max(0, LARGE - count.low)
    return count.high - count.low


def rule(field: Field) -> Rule:
    """Return how a field that holds counts is settled."""
    return Rule(
        field=field.name,
        relate=relate_counts,
        levels=lambda count: (),
        complete=tightest,
        fineness=_fineness,
        rises=field.rises,
        silent=lambda count: count == NOT_REPORTED,
        lends=lambda a, b: field.lends if b.low < a.low else 0.0,
    )

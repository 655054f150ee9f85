"""How many: a range agrees with a number inside it; a toll rises and the later value replaces."""

from __future__ import annotations

import math

from citydesk.model import Count
from citydesk.record.fields.rule import Relation, Rule

__all__ = ["RULES"]


def relate_counts(a: Count, b: Count) -> Relation:
    """Say how a count stands to another: a number within a range refines it."""
    if a == b:
        return "same"
    (low_a, high_a), (low_b, high_b) = _range(a), _range(b)
    if low_a > high_b or low_b > high_a:
        return "conflicts"
    return "refines" if (high_a - low_a, low_a) < (high_b - low_b, low_b) else "coarser"


def words(count: Count) -> str:
    """Return a count in plain words: "3", "at least 3", "3 to 5"."""
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.high == count.low else f"{count.low} to {count.high}"


def _range(count: Count) -> tuple[float, float]:
    return count.low, math.inf if count.high is None else count.high


def _fineness(count: Count) -> int:
    return 0 if count.high == count.low else 1


def _rule(field: str, *, rises: bool) -> Rule:
    return Rule(
        field=field,
        relate=relate_counts,
        levels=lambda count: (),
        words=words,
        fineness=_fineness,
        rises=rises,
    )


RULES = (
    _rule("killed", rises=True),
    _rule("injured", rises=True),
    _rule("suspects", rises=False),
    _rule("arrests", rises=True),
)

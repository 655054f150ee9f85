"""What a field declares: how its values compare, how many it has, and how it is settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from citydesk.fusing.testimony import Testimony

__all__ = ["Relation", "Rule", "one"]

Relation = Literal["same", "refines", "coarser", "conflicts", "unrelated"]
"""How one value stands to another: it says the same, more, less, something else, or neither."""


def one(told: Sequence[Testimony]) -> dict[str, list[Testimony]]:
    """Group what is told of a field that has one value."""
    return {"": list(told)} if told else {}


def keep(value: Any, others: Sequence[Any]) -> Any:
    """Leave the preferred value as it was told."""
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one field is settled. Adding a field is adding one of these to the registry.

    `relate(a, b)` says how value `a` stands to value `b`. `levels(value)` are keys from coarse to
    fine on which accounts vote one after the other before they vote on the value itself: the
    state, then the city within it; an empty key has no say at its level. `group` sorts what is
    told into findings by key. `complete` fills parts that the preferred value leaves out from the
    values that it refines. `rises` marks a count that grows while an incident is being told, so
    that a later value replaces an earlier; `lends(a, b)` is the share of its votes that `b` lends
    to `a` because it may have been an earlier stand of it. `silent` marks a value that an
    account only implies by telling nothing: it is preferred where nobody tells anything else.
    `share` is the part of all votes that a value needs for itself, however much fits it.
    """

    field: str
    relate: Callable[[Any, Any], Relation]
    levels: Callable[[Any], tuple[str, ...]]
    group: Callable[[Sequence[Testimony]], dict[str, list[Testimony]]] = one
    complete: Callable[[Any, Sequence[Any]], Any] = keep
    fineness: Callable[[Any], int] = lambda value: 0
    rises: bool = False
    lends: Callable[[Any, Any], float] = lambda a, b: 0.0
    share: float = 0.0
    silent: Callable[[Any], bool] = lambda value: False

"""What the words of one time expression say, before anybody knows which day that was."""

from __future__ import annotations

from typing import Literal, NamedTuple

from citydesk.model import PartOfDay

Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "year"]
Anchor = Literal["now", "then"]


class Told(NamedTuple):
    """The slots that words fill: None where they say nothing.

    `half` is "a" or "p" (None for a bare "4:30"). `shift` counts `unit`s from `anchor`: the
    publication ("now": "three days ago", "last night") or the time told before ("then": "two days
    later", "that night"). `side` is "before" or "after" a clock. `strict` asks for a time strictly
    before (-1) or after (+1) the publication ("last Friday", "next month"). `weak` words count only
    beside others: "around 7", "early". `vague` marks an amount that is not a number.
    """

    hour: int | None = None
    minute: int | None = None
    half: Literal["a", "p"] | None = None
    period: PartOfDay | None = None
    edge: Literal["early", "late"] | None = None
    weekday: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    holiday: str | None = None
    unit: Unit | None = None
    shift: int | None = None
    anchor: Anchor | None = None
    side: Literal["before", "after"] | None = None
    strict: int | None = None
    zone: str | None = None
    approximate: bool | None = None
    vague: bool | None = None
    weak: bool | None = None

    @property
    def dated(self) -> bool:
        """Tell whether the words themselves name a day, a month or another stretch of days."""
        return (
            self.weekday is not None
            or self.month is not None
            or self.year is not None
            or self.holiday is not None
            or (self.shift is not None and self.anchor == "now")
        )

    @property
    def clocked(self) -> bool:
        """Tell whether the words name an hour."""
        return self.hour is not None


LOOSE = frozenset({"approximate", "edge"})
"""Slots in which the first of two expressions holds."""


def join(left: Told, right: Told) -> Told | None:
    """Return what two neighbouring expressions say together, or None where they contradict."""
    both: list[object] = []
    for name, a, b in zip(Told._fields[:-1], left, right, strict=False):
        if a is not None and b is not None and a != b and name not in LOOSE:
            return None
        both.append(a if a is not None else b)
    both.append(True if left.weak and right.weak else None)
    return Told._make(both)

"""Clock readings of what happened around an incident do not dispute when it happened.

A sensor alert, a call, an arrival or a press conference has its own time, and its own event. Where
the words of a time are those of such an event, its day still counts as the incident's day; the
clock reading counts only while nobody tells a time of the incident itself. Of a court hearing not
even the day counts then: a trial may open two years later.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from citydesk.base.clock import FINENESS
from citydesk.fusing.told import Told
from citydesk.model import Event, Span, Time

__all__ = ["set_aside"]

ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
COURT = "court"
CLOCK = FINENESS["hour"]


def set_aside(times: Sequence[Told], events: Sequence[Told]) -> list[Told]:
    """Return the times told, those marked that are a clock reading of another event."""
    own, other, years = (set[tuple[str, Span]]() for _ in range(3))
    for each in events:
        if isinstance(each.value, Event):
            (own if each.value.kind in ITSELF else other).add(_words(each))
            if each.value.kind == COURT:
                years.add(_words(each))
    times = [t for t in times if _words(t) not in years - own] or times
    around = other - own
    kept = [t for t in times if _words(t) not in around and _clock(t)]
    if not kept:
        return list(times)
    return [
        dataclasses.replace(t, aside=True) if _words(t) in around and _clock(t) else t
        for t in times
    ]


def _words(told: Told) -> tuple[str, Span]:
    return told.statement.account, told.statement.evidence[0]


def _clock(told: Told) -> bool:
    return isinstance(told.value, Time) and FINENESS[told.value.granularity] <= CLOCK

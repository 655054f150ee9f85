"""Clock readings of what happened around an incident do not dispute when it happened.

A sensor alert, a call, an arrival or a press conference has its own time, and its own event. Where
the words of a time are those of such an event, its day still counts as the incident's day; the
clock reading counts only while nobody tells a time of the incident itself. Of a court hearing not
even the day counts then: a trial may open two years later.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.base.clock import FINENESS
from citydesk.fusing.testimony import Testimony
from citydesk.model import Event, Span, Time

__all__ = ["of_a_hearing", "of_another_event"]

Words = tuple[str, Span]

ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
COURT = "court"
CLOCK = FINENESS["hour"]


def of_a_hearing(times: Sequence[Testimony], events: Sequence[Testimony]) -> set[str]:
    """Return the times that are those of a hearing, where another is told."""
    own, _, hearings = _events(events)
    found = {t.id for t in times if _words(t) in hearings - own}
    return found if len(found) < len(times) else set()


def of_another_event(times: Sequence[Testimony], events: Sequence[Testimony]) -> set[str]:
    """Return the clock readings of another event, where one of the incident itself is told."""
    own, other, _ = _events(events)
    clocks = [t for t in times if _clock(t)]
    found = {t.id for t in clocks if _words(t) in other - own}
    return found if len(found) < len(clocks) else set()


def _events(events: Sequence[Testimony]) -> tuple[set[Words], set[Words], set[Words]]:
    """Return the words of the incident itself, of other events, and of hearings among them."""
    own, other, hearings = (set[Words]() for _ in range(3))
    for each in events:
        if isinstance(each.value, Event):
            (own if each.value.kind in ITSELF else other).add(_words(each))
            if each.value.kind == COURT:
                hearings.add(_words(each))
    return own, other, hearings


def _words(told: Testimony) -> Words:
    return told.statement.account, told.statement.evidence[0]


def _clock(told: Testimony) -> bool:
    return isinstance(told.value, Time) and FINENESS[told.value.granularity] <= CLOCK

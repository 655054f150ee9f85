"""What happened when: accounts tell of one event if its kind, its number or its time fit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citydesk.base.clock import FINENESS, bounds, days_apart
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.fusing.fields.times import levels, relate_times
from citydesk.fusing.testimony import Testimony
from citydesk.model import Event, Time

__all__ = ["by_event", "rule"]

APART = 90 * 60
"""Seconds between two clock readings from which events of one kind are two events."""
DAYS_APART = {"court": 1, "press conference": 1, "release": 1, "arrest": 3, "charge": 3}
"""Days between two of a kind that comes again, from which they are two events, and no dispute."""


Span = tuple[dt.datetime, dt.datetime]


def relate_events(a: Event, b: Event) -> Relation:
    """Say how an event stands to another of its group: as their times do."""
    return relate_times(a.time, b.time)


def by_event(told: Sequence[Testimony], dead: int | None = None) -> dict[str, list[Testimony]]:
    """Group events by kind, and within a kind by ordinal or, where none is told, by time.

    Keys are the kind, or kind and number where there are several: "burglary 2". `dead` is how many
    were killed, where it is known: of one dead there is one death. What cannot be stands beside
    the event that is nearest, and makes none.
    """
    kinds: dict[str, list[Testimony]] = defaultdict(list)
    for each in told:
        if isinstance(each.value, Event):
            kinds[each.value.kind].append(each)
    found: dict[str, list[Testimony]] = {}
    for kind, group in sorted(kinds.items()):
        split = _split(kind, group) if kind != "death" or dead != 1 else {1: group}
        for number, part in split.items():
            several = len(split) > 1 or any(_event(t).ordinal not in (None, 1) for t in part)
            found[f"{kind} {number}" if several else kind] = part
    return found


def _split(kind: str, told: Sequence[Testimony]) -> dict[int, list[Testimony]]:
    """Return the events of one kind by their number."""
    likely = [t for t in told if not t.implausible]
    anchors = _numbered(likely) or _by_time(likely, DAYS_APART.get(kind))
    if not anchors:
        return {1: list(told)}
    placed = {each.id for part in anchors.values() for each in part}
    spans = {n: {bounds(_event(t).time) for t in part} for n, part in anchors.items()}
    for each in told:
        if each.id not in placed:
            span = bounds(_event(each).time)
            number = _nearest(span, spans)
            anchors[number].append(each)
            spans[number].add(span)
    return {number: anchors[number] for number in sorted(anchors)}


def _numbered(told: Sequence[Testimony]) -> dict[int, list[Testimony]]:
    found: dict[int, list[Testimony]] = defaultdict(list)
    for each in told:
        ordinal = _event(each).ordinal
        if ordinal is not None:
            found[ordinal].append(each)
    return found


def _by_time(told: Sequence[Testimony], days: int | None) -> dict[int, list[Testimony]]:
    """Return the events with a clock reading by number; a gap of `APART` makes another.

    With `days`, those told to the day at least, and a gap of so many days makes another.
    """
    finest = FINENESS["day" if days else "hour"]
    fine = [t for t in told if FINENESS[_event(t).time.granularity] <= finest]
    fine.sort(key=lambda t: (bounds(_event(t).time), t.id))
    found: dict[int, list[Testimony]] = defaultdict(list)
    number, last = 0, None
    for each in fine:
        time = _event(each).time
        if last is None or _another(last, time, days):
            number += 1
        found[number].append(each)
        last = time
    return found


def _another(last: Time, time: Time, days: int | None) -> bool:
    if days:
        return days_apart(last, time) >= days
    return (bounds(time)[0] - bounds(last)[0]).total_seconds() > APART


def _nearest(span: Span, told: Mapping[int, Iterable[Span]]) -> int:
    """Return the number of the event whose told times lie nearest to a time."""
    start, end = span

    def distance(number: int) -> tuple[float, int]:
        gaps = (
            max((a - end).total_seconds(), (start - b).total_seconds()) for a, b in told[number]
        )
        return max(0.0, min(gaps)), number

    return min(told, key=distance)


def _event(told: Testimony) -> Event:
    if not isinstance(told.value, Event):
        raise TypeError(f"{told.id} does not tell of an event")
    return told.value


def rule(field: Field) -> Rule:
    """Return how a field that holds events is settled."""
    return Rule(
        field=field.name,
        relate=relate_events,
        levels=lambda event: levels(event.time),
        group=by_event,
        fineness=lambda event: FINENESS[event.time.granularity],
    )

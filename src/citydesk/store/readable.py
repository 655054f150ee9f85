"""Values as text for the desk's own columns, so that a table reads well without this program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from citydesk.model import (
    Count,
    Event,
    Flag,
    Outcome,
    Person,
    Place,
    Text,
    Thing,
    Time,
    Unknown,
    Value,
)

__all__ = ["readable", "time_text"]

PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
LENGTHS = {"minute": 16, "hour": 13, "part": 10, "day": 10, "month": 7, "year": 4}


def readable(value: Value | None) -> str | None:
    """Return a value in a few words, None for none."""
    return None if value is None else _WORDS[type(value)](value)


def time_text(time: Time) -> str:
    """Return a time as precisely as it is known: 2024-05-03T04:30, 2024-05-03 morning, 2024-W18."""
    if time.granularity == "week":
        year, week, _ = time.start.isocalendar()
        words = f"{year:04}-W{week:02}"
    else:
        words = time.start.isoformat()[: LENGTHS[time.granularity]]
        offset = time.start.isoformat()[19:] if time.granularity == "minute" else ""
        words += offset.partition("+")[1] + offset.partition("+")[2]
    part = f" {PARTS[time.part]}" if time.part else ""
    return f"{'about ' if time.approximate else ''}{words}{part}"


def _place(place: Place) -> str:
    parts = (place.address or place.landmark, place.neighborhood, place.city, place.county)
    return _listed(*parts, place.state) or place.words


def _listed(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part is not None)


def _count(count: Count) -> str:
    if count.high is None and not count.low:
        return "none told"
    if count.high is None:
        return f"{count.low} or more"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def _event(event: Event) -> str:
    number = f" {event.ordinal}" if event.ordinal else ""
    return f"{event.kind}{number}: {time_text(event.time)}"


def _unknown(unknown: Unknown) -> str:
    because = f" ({unknown.because})" if unknown.because else ""
    return f"{unknown.what}: {unknown.about}{because}"


_WORDS: Mapping[type, Callable[[Any], str]] = {
    Time: time_text,
    Place: _place,
    Count: _count,
    Person: lambda p: _listed(p.name or p.descriptor, p.age, p.gender, p.role),
    Outcome: lambda outcome: f"{outcome.who}: {outcome.result}",
    Event: _event,
    Thing: lambda thing: str(thing.words),
    Text: lambda text: str(text.text),
    Flag: lambda flag: "yes" if flag.yes else "no",
    Unknown: _unknown,
}

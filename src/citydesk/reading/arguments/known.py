"""What the reader holds of an account's incident, for telling what its expressions belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from citydesk.model import Count, Mention, Person, Place, Rejection, Span, Time
from citydesk.reading.builtin import BuiltinReader
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed

__all__ = ["Known", "known_of"]


@dataclass(frozen=True, slots=True)
class Known:
    """The day, the places' words, the toll, and the named persons with their roles and spans."""

    day: dt.date | None
    city: str | None
    address: str | None
    killed: int | None
    injured: int | None
    people: tuple[tuple[Span, str], ...]


def known_of(parsed: Parsed, context: Context) -> Known:
    """Return what the built-in reader reads of an account's main incident."""
    (found,) = BuiltinReader().mentions(iter([(parsed, context)]))
    made = [m for m in found if not isinstance(m, Rejection) and not m.report]
    time, place = _best(made, "time"), _best(made, "place")
    killed, injured = _best(made, "killed"), _best(made, "injured")
    people = (m for m in made if isinstance(m.value, Person))
    return Known(
        day=time.start.date() if isinstance(time, Time) else None,
        city=place.city.lower() if isinstance(place, Place) and place.city else None,
        address=place.address if isinstance(place, Place) else None,
        killed=killed.low if isinstance(killed, Count) else None,
        injured=injured.low if isinstance(injured, Count) else None,
        people=tuple((m.spans[0], m.value.role) for m in people),  # type: ignore[union-attr]
    )


def _best(made: Iterable[Mention], field: str) -> object:
    told = [m for m in made if m.field == field]
    return max(told, key=lambda m: m.probability).value if told else None

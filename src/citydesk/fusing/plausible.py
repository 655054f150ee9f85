"""What cannot be is told apart from what is unlikely: it is kept, shown, and never preferred.

==========================  ====================================================================
what                        is implausible where
==========================  ====================================================================
a count                     it is below zero, its range is empty, or no shooting in the United
                            States has come near it
a time                      it ends before it begins, lies after its own account was published
                            (a court date may; a clock reading of an event by six hours, any other
                            time by a day), or long before anybody now living
an age                      nobody is that old; the person stays, the age does not
a place                     its point is none on earth, or no town is near it: in the sea
a death                     it was over before the incident began (`beforehand.py`)
==========================  ====================================================================
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

from citydesk.base.clock import FINENESS, bounds
from citydesk.fusing.words import data
from citydesk.model import Count, Event, Person, Place, Time, Value

__all__ = ["why_not", "without_impossible_age"]

MOST = {"killed": 300, "suspects": 100, "arrests": 500}
MOST_OF_ALL = 2000
"""Counts above these are slips of a reader or of an account; the worst shooting killed 60."""
OLDEST = 115
FIRST_YEAR = 1900
ALASKA = (
    51.0  # degrees north; the towns of Alaska stand too far apart to tell its sea from its land
)
CLOCK = FINENESS["hour"]
ZONES = dt.timedelta(hours=6)  # how far the clocks of two accounts may be apart
AFTERWARDS = dt.timedelta(days=1)  # how far a clock may be ahead of the day of publication


def why_not(field: str, value: Value, published: Time | None) -> str | None:
    """Return why something cannot be so, by itself and by when it was published, else None."""
    if isinstance(value, Count):
        if not 0 <= value.low <= MOST.get(field, MOST_OF_ALL):
            return "no shooting has come near it"
        empty = value.high is not None and value.high < value.low
        return "there is no such number" if empty else None
    if isinstance(value, Place):
        return "no town is near it" if _nowhere(value) else None
    time = value.time if isinstance(value, Event) else value
    if not isinstance(time, Time):
        return None
    start, end = bounds(time)
    if end < start or start.year < FIRST_YEAR:
        return "there is no such time"
    after = _past(value) and published is not None and _after(value, start, published)
    return "its account was published before" if after else None


def without_impossible_age(value: Value) -> Value:
    """Return a person without an age that nobody has; any other value as it is."""
    if isinstance(value, Person) and value.age is not None and not 0 <= value.age <= OLDEST:
        return dataclasses.replace(value, age=None)
    return value


def _after(value: Value, start: dt.datetime, published: Time) -> bool:
    exact = isinstance(value, Event) and published.granularity == "minute"
    exact = exact and isinstance(value, Event) and FINENESS[value.time.granularity] <= CLOCK
    return start - bounds(published)[1] > (ZONES if exact else AFTERWARDS)


def _past(value: Value) -> bool:
    """Tell whether a value can only be told afterwards; a court date may lie ahead."""
    return not (isinstance(value, Event) and value.kind in ("court", "press conference", "release"))


def _nowhere(place: Place) -> bool:
    """Tell whether a point is none, or farther than a degree or two from every town."""
    if place.lat is None or place.lon is None:
        return False
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return True
    if place.lat >= ALASKA:
        return False
    rows, lat, lon = data("inhabited")["squares"], math.floor(place.lat), math.floor(place.lon)
    near = (lat - 1, lat, lat + 1)
    return not any(abs(each - lon) <= 1 for row in near for each in rows.get(str(row), ()))

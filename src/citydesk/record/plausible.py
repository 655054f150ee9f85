"""What cannot be is told apart from what is unlikely: it is kept, shown, and never preferred.

==========================  ====================================================================
what                        is implausible where
==========================  ====================================================================
a count                     it is below zero, its range is empty, or no shooting in the United
                            States has come near it
a time                      it ends before it begins, lies after its own account was published
                            (a court date may), or long before anybody now living
an age                      nobody is that old; the person stays, the age does not
a place                     its point is none on earth, or no town is near it: in the sea
a death                     it was over before the incident began (`beforehand.py`)
==========================  ====================================================================
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

from citydesk.clock import bounds
from citydesk.model import Count, Event, Person, Place, Time, Value
from citydesk.record.words import data

__all__ = ["implausible", "without_impossible_age"]

MOST = {"killed": 300, "suspects": 100, "arrests": 500}
MOST_OF_ALL = 2000
"""Counts above these are slips of a reader or of an account; the worst shooting killed 60."""
OLDEST = 115
FIRST_YEAR = 1900
ALASKA = (
    51.0  # degrees north; the towns of Alaska stand too far apart to tell its sea from its land
)
AFTERWARDS = dt.timedelta(days=1)  # how far a clock may be ahead of the day of publication


def implausible(field: str, value: Value, published: Time | None) -> bool:
    """Tell whether something cannot be so, by itself and by when it was published."""
    if isinstance(value, Count):
        most = MOST.get(field, MOST_OF_ALL)
        return not 0 <= value.low <= most or (value.high is not None and value.high < value.low)
    if isinstance(value, Place):
        return _nowhere(value)
    time = value.time if isinstance(value, Event) else value
    if not isinstance(time, Time):
        return False
    start, end = bounds(time)
    if end < start or start.year < FIRST_YEAR:
        return True
    return _past(value) and published is not None and _after(start, published)


def without_impossible_age(value: Value) -> Value:
    """Return a person without an age that nobody has; any other value as it is."""
    if isinstance(value, Person) and value.age is not None and not 0 <= value.age <= OLDEST:
        return dataclasses.replace(value, age=None)
    return value


def _after(start: dt.datetime, published: Time) -> bool:
    return start - bounds(published)[1] > AFTERWARDS


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

"""What a person types becomes what can be looked for: places, moments, days.

The command's options and the desk's addresses take the same words and refuse the same ones.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citydesk.base.errors import UsageError
from citydesk.model import Record, Time
from citydesk.store import Near

__all__ = ["day", "moment", "near_of", "zone_of"]

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def day(words: str) -> dt.date:
    """Return the day of an ISO date; raise `UsageError` for anything else."""
    try:
        return dt.date.fromisoformat(words.strip())
    except ValueError as error:
        raise UsageError(f"{words!r} is no day: write it as 2024-10-19") from error


def moment(words: str, record: Record) -> dt.datetime:
    """Return an aware moment: an ISO time, in the incident's own zone unless an offset is given.

    A day without a clock means its end. Raises `UsageError` for anything else.
    """
    try:
        told = dt.datetime.fromisoformat(words.strip())
        if _DAY.match(words.strip()):
            told += dt.timedelta(days=1)
        told = told if told.tzinfo else told.replace(tzinfo=zone_of(record))
        return told.astimezone(dt.UTC).astimezone(told.tzinfo)  # none where the calendar ends
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{words!r} is no time: write 2024-10-19, 2024-10-19 09:00 or 2024-10-19T09:00-05:00"
        ) from error


def near_of(words: str, km: float) -> Near:
    """Return what lies within so many kilometres of "lat,lon" or of a city of the United States.

    A city without its state means the largest of that name. Raises `UsageError` for none.
    """
    point = _POINT.match(words)
    if point:
        lat, lon = float(point[1]), float(point[2])
        if abs(lat) > 90 or abs(lon) > 180:
            raise UsageError(f"{words!r} is no point: latitude first, then longitude")
        return Near(lat=lat, lon=lon, km=km)
    name, _, state = (part.strip() for part in words.partition(","))
    return _city(name, state, km)


def zone_of(record: Record) -> dt.tzinfo:
    """Return the zone of the scene, UTC where nobody knows it."""
    found = record.finding("time")
    name = found.value.zone if found and isinstance(found.value, Time) else None
    try:
        return ZoneInfo(name) if name else dt.UTC
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def _city(name: str, state: str, km: float) -> Near:
    from citydesk.reading.places.gazetteer import cities, gazetteer, key_of

    code = gazetteer().states.get(state.casefold(), state.upper())
    found = [city for city in cities(key_of(name)) if code in ("", city.state)]
    if not found:
        raise UsageError(f'no city {name!r} is known: write it as "Topeka, KS", or as "lat,lon"')
    largest = max(found, key=lambda city: (city.people, city.state))
    return Near(lat=largest.lat, lon=largest.lon, km=km)

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
from citydesk.streets import Streets
from citydesk.streets.builders.tables import state_code

__all__ = ["day", "moment", "near_of", "spot", "zone_of"]

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


def spot(words: str) -> str:
    """Return "latitude,longitude,metres" of a point that was typed with or without its metres.

    Without, it is as exact as a block: 100 metres. Raises `UsageError` for anything else.
    """
    parts = [part.strip() for part in words.split(",")]
    try:
        lat, lon, metres = (float(part) for part in [*parts, "100"][:3])
    except ValueError:
        lat, lon, metres = 999.0, 0.0, 0.0
    if len(parts) > 3 or not (abs(lat) <= 90 and abs(lon) <= 180 and 1 <= metres <= 1_000_000):
        raise UsageError(f"{words!r} is no place: write latitude,longitude or …,metres")
    return f"{lat:.6f},{lon:.6f},{metres:.0f}"


def near_of(words: str, km: float, streets: Streets | None = None) -> Near:
    """Return what lies within so many kilometres of "lat,lon", a city, or an address with its town.

    A city without its state means the largest of that name; an address, a part of a town and a ZIP
    code need an index of `streets`. Raises `UsageError` for none, and for what may be several.
    """
    point = _POINT.match(words)
    if point:
        lat, lon = float(point[1]), float(point[2])
        if abs(lat) > 90 or abs(lon) > 180:
            raise UsageError(f"{words!r} is no point: latitude first, then longitude")
        return Near(lat=lat, lon=lon, km=km)
    found = _address(words, km, streets) if streets else None
    if found is not None:
        return found
    name, _, state = (part.strip() for part in words.partition(","))
    return _city(name, state, km)


def _address(words: str, km: float, streets: Streets) -> Near | None:
    """Return what lies around an address, a part of a town, or a ZIP code; None for others."""
    told = words.strip()
    if told.isdigit() and len(told) == 5:
        area = streets.zip(told)
        if area is None:
            raise UsageError(f"no index of streets knows the ZIP code {told}")
        (lat, lon), wide = area.points[0], area.margin / 1000.0
        return Near(lat=lat, lon=lon, km=max(km, wide))
    if "," not in told:
        return None
    first, _, rest = told.partition(",")
    town, _, state = (part.strip() for part in rest.partition(","))
    part = streets.neighborhood(first, town, state_code(state)) if town else None
    if part is not None:
        return Near(lat=part.lat, lon=part.lon, km=km)
    outcome = streets.find(told)
    if outcome.answer is not None:
        return Near(lat=outcome.answer.lat, lon=outcome.answer.lon, km=km)
    if outcome.candidates:
        places = "; ".join(c.reason for c in outcome.candidates[:4])
        raise UsageError(f"{told}: {outcome.reason} ({places})")
    return None


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

"""A place as a person types it becomes a point and a distance."""

from __future__ import annotations

import re

from citydesk.errors import UsageError
from citydesk.store import Near

__all__ = ["near_of"]

_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*\Z")


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


def _city(name: str, state: str, km: float) -> Near:
    from citydesk.statements.places.gazetteer import cities, gazetteer, key_of

    code = gazetteer().states.get(state.casefold(), state.upper())
    found = [city for city in cities(key_of(name)) if code in ("", city.state)]
    if not found:
        raise UsageError(f'no city {name!r} is known: write it as "Topeka, KS", or as "lat,lon"')
    largest = max(found, key=lambda city: (city.people, city.state))
    return Near(lat=largest.lat, lon=largest.lon, km=km)

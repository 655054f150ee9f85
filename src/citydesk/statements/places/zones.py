"""The time zone that holds at a place: from its city, else its county, else its state."""

from __future__ import annotations

import functools
from collections import Counter

from citydesk.model import Place
from citydesk.statements.places.gazetteer import cities, city_in, gazetteer


def zone_of(place: Place) -> str | None:
    """Return the IANA name of the zone at a place, or None where nothing tells it.

    >>> zone_of(Place(words="Oakland", precision="city", city="Oakland", state="CA"))
    'America/Los_Angeles'
    """
    if place.state is None:
        return None
    city = city_in(place.city, place.state) if place.city else None
    if city is not None:
        return city.zone
    if place.county:
        zone = _zones_of_counties().get((place.state, place.county.lower()))
        if zone is not None:
            return zone
    return gazetteer().zones.get(place.state)


@functools.cache
def _zones_of_counties() -> dict[tuple[str, str], str]:
    """Return the zone of most places of each county (the state's code, the county's name)."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    for key in gazetteer().lines:
        for city in cities(key):
            if city.county:
                zones = seen.setdefault((city.state, city.county.lower()), Counter())
                zones[city.zone] += 1
    return {where: zones.most_common(1)[0][0] for where, zones in seen.items()}

"""The time zone that holds at a place: from its city, else its county, else its state."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator

from citydesk.model import Place
from citydesk.reading.places.gazetteer import city_in, gazetteer


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
    """Return the zone of most places of each county (the state's code, the county's name).

    The gazetteer's lines are split here without making a `City` of each, which would take longer
    than to read ten accounts.
    """
    seen = Counter(_zoned_counties())
    found: dict[tuple[str, str], str] = {}
    for (state, county, zone), _ in reversed(seen.most_common()):
        found[state, county] = zone
    return found


def _zoned_counties() -> Iterator[tuple[str, str, str]]:
    """Yield state, county and zone of every place; of namesakes in one state, of the first."""
    for _, packed in gazetteer().lines.values():
        ones = (one.split(",") for one in reversed(packed.split(";")))
        for state, (zone, county) in {one[0]: (one[4], one[5]) for one in ones}.items():
            if county:
                yield state, county.lower(), zone

"""A record's places become areas on a map: as wide as the words leave it open, never a point.

A map in a browser is given `geojson`; a page without scripts draws `Sketch`, the outline of the
state with the same area on it.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from citydesk.flow.locating import Locator
from citydesk.model import Place, Record
from citydesk.settings import MapSettings
from citydesk.views.locating import Drawing, drawing
from citydesk.words import value_words

__all__ = ["Area", "Chart", "Sketch", "chart", "ring"]

METRES = 111_320.0  # of one degree of latitude
CORNERS = 48
RADIUS = {
    "point": 60.0, "intersection": 80.0, "block": 150.0, "landmark": 250.0, "street": 1_000.0,
    "neighborhood": 1_500.0, "city": 8_000.0, "county": 25_000.0, "state": 200_000.0,
}  # fmt: skip
"""Metres that a place's own words leave open, where nobody says how far off its point may be."""

NAMED = {
    "point": "Exact address", "intersection": "Intersection", "block": "Block level",
    "landmark": "Landmark", "street": "Street level", "neighborhood": "Neighborhood level",
    "city": "City level", "county": "County level", "state": "State level",
}  # fmt: skip

SKETCH = 320  # units of a sketch's longer side
LEAST_DOT = 6.0  # units: a smaller area could not be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One place as an area: `note` says in words how far off its middle may be."""

    words: str
    note: str
    lat: float
    lon: float
    radius: float
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An outline and circles on it, in units of `width` x `height`: a map without a browser's help.

    `paths` are SVG path data; `spots` are (x, y, radius, preferred).
    """

    state: str
    width: float
    height: float
    paths: tuple[str, ...]
    spots: tuple[tuple[float, float, float, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything that a page needs to show where an incident happened."""

    areas: tuple[Area, ...]
    sketch: Sketch | None
    geojson: str
    look: MapSettings
    drawing: Drawing | None = None


def chart(record: Record, look: MapSettings, locator: Locator | None = None) -> Chart | None:
    """Return the map of a record, or None where no account tells a place that can be found.

    `locator` draws the streets around it, where an index of streets knows the place.
    """
    finding = record.finding("place")
    if finding is None:
        return None
    told = [(finding.value, True)]
    told += [(a.value, False) for a in finding.alternatives if a.relation == "conflicts"]
    areas = dict.fromkeys(
        area
        for value, preferred in told
        if isinstance(value, Place) and (area := _area(value, preferred))
    )
    if not areas:
        return None
    state = next((v.state for v, _ in told if isinstance(v, Place) and v.state), None)
    return Chart(
        areas=tuple(areas),
        sketch=_sketch(state, tuple(areas)) if state else None,
        geojson=_collection(tuple(areas)),
        look=look,
        drawing=drawing([(v, p) for v, p in told if isinstance(v, Place)], locator)
        if locator
        else None,
    )


def ring(lat: float, lon: float, radius: float) -> tuple[tuple[float, float], ...]:
    """Return a circle on the ground as a closed ring of (longitude, latitude), counter-clockwise.

    `radius` is in metres. Good to some metres in a thousand away from the poles.
    """
    high = radius / METRES
    wide = high / max(math.cos(math.radians(lat)), 0.01)
    turns = (2 * math.pi * i / CORNERS for i in range(CORNERS))
    points = [
        (round(lon + wide * math.cos(t), 6), round(min(max(lat + high * math.sin(t), -90), 90), 6))
        for t in turns
    ]
    return (*points, points[0])


def distance_words(metres: float) -> str:
    """Return a distance as a person would say it, in miles as the accounts do."""
    miles = metres / 1609.344
    if miles < 0.2:
        return f"{round(metres / 0.3048, -2 if metres > 60 else -1):,.0f} feet"
    if miles < 0.95:
        return {1: "a quarter mile", 2: "half a mile", 3: "three quarters of a mile"}.get(
            round(miles * 4), "a mile"
        )
    return "a mile" if round(miles) == 1 else f"{round(miles):,} miles"


def _area(place: Place, preferred: bool) -> Area | None:
    if place.lat is None or place.lon is None:
        return None
    own = RADIUS.get(place.precision, RADIUS["city"])
    radius = max(place.radius or 0.0, own)
    level = NAMED.get(place.precision, place.precision)
    if radius > 3 * own and place.city:
        note = f"{level}; shown as all of {place.city}, about {distance_words(radius)} around."
    else:
        note = f"{level}: within about {distance_words(radius)}."
    return Area(
        words=value_words(place), note=note, lat=place.lat, lon=place.lon, radius=radius,
        preferred=preferred,
    )  # fmt: skip


def _collection(areas: Sequence[Area]) -> str:
    """Return the areas as GeoJSON that may stand in a page: no character of it ends a script."""
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring(a.lat, a.lon, a.radius)]},
            "properties": {"words": a.words, "note": a.note, "preferred": a.preferred},
        }
        for a in areas
    ]
    plain = json.dumps({"type": "FeatureCollection", "features": features})
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _sketch(state: str, areas: Sequence[Area]) -> Sketch | None:
    """Return a state's outline with the areas on it, as wide as it is high at its middle."""
    rings = _outlines().get(state)
    if not rings:
        return None
    lons = [x if x < 100 else x - 360 for each in rings for x, _ in each]
    lats = [y for each in rings for _, y in each]
    west, north = min(lons), max(lats)
    flat = math.cos(math.radians((min(lats) + north) / 2))
    wide, high = (max(lons) - west) * flat, north - min(lats)
    unit = SKETCH / max(wide, high)

    def at(lon: float, lat: float) -> tuple[float, float]:
        lon = lon if lon < 100 else lon - 360
        return round((lon - west) * flat * unit + 8, 1), round((north - lat) * unit + 8, 1)

    paths = tuple(
        "M" + "L".join(f"{x} {y}" for x, y in (at(*point) for point in each)) + "Z"
        for each in rings
    )
    spots = tuple(
        (*at(a.lon, a.lat), round(max(a.radius / METRES * unit, LEAST_DOT), 1), a.preferred)
        for a in areas
    )
    width, height = round(wide * unit + 16, 1), round(high * unit + 16, 1)
    if not all(0 <= x <= width and 0 <= y <= height for x, y, *_ in spots):
        return None  # on an island that the outline leaves out, or not in this state at all
    return Sketch(state=state, width=width, height=height, paths=paths, spots=spots)


@functools.cache
def _outlines() -> dict[str, list[list[tuple[float, float]]]]:
    """Return the rings of each state by its two letters: made by `make assets`."""
    text = (files("citydesk.web") / "static" / "map" / "outlines.json").read_text("utf-8")
    found: dict[str, list[list[tuple[float, float]]]] = json.loads(text)
    return found

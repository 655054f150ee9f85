"""Records become points on a map, each saying how far off it may be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from citydesk.model import Place, Record, Text, Time
from citydesk.outputs.incidents import preferred, reported
from citydesk.words import edtf

__all__ = ["collection", "feature"]


def collection(records: Iterable[Record]) -> Iterator[str]:
    """Yield a GeoJSON FeatureCollection in pieces, one feature a line.

    A place without a point becomes a feature without a geometry: it is not put at a city's centre
    unless the city is what was told; then `precision` says "city" and `radius_m` how wide it is.
    """
    yield '{"type": "FeatureCollection", "features": ['
    between = "\n"
    for record in records:
        yield between + json.dumps(feature(record), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def feature(record: Record) -> dict[str, Any]:
    """Return an incident as a GeoJSON feature."""
    place: Place | None = preferred(record, "place", Place)
    time: Time | None = preferred(record, "time", Time)
    kind: Text | None = preferred(record, "kind", Text)
    point = None
    if place and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    finding = record.finding("place")
    return {
        "type": "Feature",
        "id": record.id,
        "geometry": point,
        "properties": {
            "headline": record.headline,
            "date": time.start.date().isoformat() if time else None,
            "edtf": edtf(time) if time else None,
            "kind": kind.text if kind else None,
            "address": place.address if place else None,
            "city": place.city if place else None,
            "state": place.state if place else None,
            "precision": place.precision if place else None,
            "radius_m": round(place.radius) if place and place.radius is not None else None,
            "place_status": finding.status if finding else None,
            "killed": _low(record, "killed"),
            "injured": _low(record, "injured"),
            "accounts": len({t.account for t in record.tellings}),
            "revision": record.revision,
        },
    }


def _low(record: Record, field: str) -> int | None:
    count = reported(record, field)
    return count.low if count else None

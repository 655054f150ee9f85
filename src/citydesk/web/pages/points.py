"""The points of the front page's map: the latest incidents of a search, light enough for a phone.

`/incidents.geojson` is the whole for others' maps; this is what one picture can show.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from citydesk.store import Listed, Store
from citydesk.views.mapping import RADIUS
from citydesk.views.rows import Row
from citydesk.web.api.answers import answer, list_state
from citydesk.web.context import Desk, desk_of, viewer
from citydesk.web.filters import Filters, filters
from citydesk.web.lists import found, line
from citydesk.web.shelf import GEOJSON

__all__ = ["router"]

MOST = 1_000

router = APIRouter(include_in_schema=False)


@router.get("/map.json", name="points")
def points(request: Request) -> Response:
    """Answer with GeoJSON of the latest incidents that a search finds and a map can show."""
    desk, asked = desk_of(request), filters(request.query_params, desk_of(request).streets)
    with desk.opened() as store:

        def made() -> str:
            features = [_feature(*each) for each in _found(store, desk, asked, request)]
            told = {"type": "FeatureCollection", "features": features}
            return json.dumps(told, separators=(",", ":"))

        return answer(request, made, state=list_state(store), media_type=GEOJSON)


def _found(store: Store, desk: Desk, asked: Filters, request: Request) -> list[tuple[Row, Listed]]:
    """Return the lines that have a place, as this viewer may see them."""
    policy, who = desk.settings.policy, viewer(request)
    some = found(store, asked, policy, who, limit=MOST, masks=desk.masks)
    lines = ((line(store, listed, policy, who, masks=desk.masks), listed) for listed in some)
    return [each for each in lines if each[0].lat is not None and each[0].lon is not None]


def _feature(line: Row, listed: Listed) -> dict[str, Any]:
    place = listed.place
    least = RADIUS.get(place.precision, RADIUS["city"]) if place else RADIUS["city"]
    return {
        "type": "Feature",
        "id": line.id,
        "geometry": {"type": "Point", "coordinates": [line.lon, line.lat]},
        "properties": {
            "headline": line.headline,
            "date": line.when,
            "radius_m": round(max(line.radius or 0.0, least)),
        },
    }

"""An invented town, written in the true formats: Wheatley, Kansas, and its neighbour Low Ferry."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from citydesk.streets.model import Town

WHEATLEY = Town(key="wheatley", state="KS", name="Wheatley", lat=38.500, lon=-97.500, people=9000)
LOW_FERRY = Town(
    key="low ferry", state="KS", name="Low Ferry", lat=38.600, lon=-97.500, people=4000
)
TOWNS = (WHEATLEY, LOW_FERRY)

BLOCK = 0.0012  # degrees of latitude of a hundred numbers: 133 metres


def pbf(path: Path, *, boundaries: bool = True) -> Path:
    """Write an extract: two crossing streets, a road with exits, a park, addresses, a nameless way.

    Marlow Street runs north at -97.5 from the 100 to the 900 block; 4th Avenue crosses at the 400
    block. The park is an area, the neighborhood a relation, the motorway has exit 12 and mile 40.
    """
    import osmium

    node = osmium.osm.mutable.Node
    way = osmium.osm.mutable.Way
    with osmium.SimpleWriter(str(path), overwrite=True) as out:
        number = 0

        def put(lat: float, lon: float, **tags: str) -> int:
            nonlocal number
            number += 1
            named = {k.replace("__", ":"): v for k, v in tags.items()}
            out.add_node(node(id=number, location=(lon, lat), tags=named, version=1))
            return number

        marlow = [put(38.5 + BLOCK * i, -97.5) for i in range(1, 10)]
        fourth = [put(38.5 + BLOCK * 4, -97.51), marlow[3], put(38.5 + BLOCK * 4, -97.49)]
        road = [
            put(38.51, -97.52),
            put(38.515, -97.515, highway="motorway_junction", ref="12"),
            put(38.52, -97.51, highway="milestone", distance="40"),
        ]
        for i, house in enumerate(("201", "205", "209")):
            address = {"addr__housenumber": house, "addr__street": "Marlow Street"}
            put(38.5 + BLOCK * 2 + 0.0001 * i, -97.4999, **address, addr__city="Wheatley")
        ends = [
            put(38.5 + BLOCK * 6, -97.5001, addr__housenumber="602", addr__street="Marlow Street"),
            put(38.5 + BLOCK * 7, -97.5001, addr__housenumber="698", addr__street="Marlow Street"),
        ]
        park = [put(*p) for p in ((38.503, -97.497), (38.503, -97.495), (38.505, -97.495),
                                  (38.505, -97.497))]  # fmt: skip
        town = [
            put(*p) for p in ((38.45, -97.55), (38.45, -97.45), (38.55, -97.45), (38.55, -97.55))
        ]
        ways: list[tuple[list[int], dict[str, str]]] = [
            (marlow, {"highway": "residential", "name": "Marlow Street", "loc_name": "The Strand"}),
            (fourth, {"highway": "residential", "name": "4th Avenue"}),
            (road, {"highway": "motorway", "ref": "I 35;US 77"}),
            (fourth[:2], {"highway": "service"}),
            (ends, {"addr:interpolation": "even"}),
            ([*park, park[0]], {"leisure": "park", "name": "Orchard Park"}),
            ([*town, town[0]], {"note": "boundary"}),
        ]
        for i, (nodes, tags) in enumerate(ways, 1):
            out.add_way(way(id=i, nodes=nodes, tags=tags, version=1))
        if boundaries:
            out.add_relation(
                osmium.osm.mutable.Relation(
                    id=1,
                    version=1,
                    members=[("w", 7, "outer")],
                    tags={
                        "type": "boundary", "boundary": "administrative", "admin_level": "8",
                        "name": "Wheatley", "is_in:state_code": "KS",
                    },
                )
            )  # fmt: skip
    return path


NAD83 = (
    'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",'
    '6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]'
)
PROJECTED = 'PROJCS["NAD_1983_StatePlane_Kansas_South",GEOGCS["GCS_North_American_1983"]]'
FIELDS = ("FULLNAME", "LFROMHN", "LTOHN", "RFROMHN", "RTOHN", "ZIPL", "ZIPR")


def shapefile(
    folder: Path,
    stretches: list[tuple[dict[str, str], list[tuple[float, float]]]],
    prj: str = NAD83,
) -> Path:
    """Write stretches (fields, points as latitude and longitude) as TIGER ADDRFEAT would be."""
    import shapefile as pyshp

    path = folder / "tl_2023_20155_addrfeat.shp"
    with pyshp.Writer(str(path), shapeType=pyshp.POLYLINE) as out:
        for name in FIELDS:
            out.field(name, "C", 100 if name == "FULLNAME" else 12)
        for fields, points in stretches:
            out.line([[(lon, lat) for lat, lon in points]])
            out.record(*(fields.get(name, "") for name in FIELDS))
    path.with_suffix(".prj").write_text(prj, encoding="utf-8")
    return path


def side(low: int, high: int, *, left: bool = True) -> dict[str, str]:
    """Return the numbers of one side of a stretch."""
    names = ("LFROMHN", "LTOHN") if left else ("RFROMHN", "RTOHN")
    return dict(zip(names, (str(low), str(high)), strict=True))


def table(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def geojson(path: Path, features: list[tuple[dict[str, Any], dict[str, Any]]]) -> Path:
    """Write properties and geometries as GeoJSON, a feature a line."""
    lines = [json.dumps({"type": "Feature", "properties": p, "geometry": g}) for p, g in features]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

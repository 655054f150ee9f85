"""OpenStreetMap extracts: streets with their lines, addresses, exits, mile posts, named places.

The file is read twice: first the boundaries of towns (relations), by which the town of a street is
known, then everything else. Points of ways are kept in a file beside the stage where the extract is
large, so that memory stays bounded. Ways without a name or number of a road tell nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citydesk.base.errors import StreetsError
from citydesk.streets.builders.tables import numbers_of, state_code, street_of
from citydesk.streets.geometry import Point
from citydesk.streets.model import Feature, Ranges
from citydesk.streets.names import StreetName
from citydesk.streets.towns import TownFinder

__all__ = ["read"]

LARGE = 150_000_000  # bytes of an extract whose points are kept on the disk
NAMES = ("name", "alt_name", "official_name", "old_name", "loc_name", "short_name", "name_1")
PLACES = frozenset({"neighbourhood", "suburb", "quarter"})
SPOTS = ("leisure", "amenity", "shop", "railway", "aeroway", "tourism", "building", "landuse")
NO_SPOT = frozenset({"parking", "bench", "yes", "house", "residential", "apartment", "garage"})
NO_STREET = frozenset({"proposed", "construction", "razed", "abandoned", "platform"})


class _Pass:
    """What one reading of the file has to remember: exits by node, numbers at ends of ranges."""

    def __init__(self, state: str | None) -> None:
        self.state = state
        self.exits: dict[int, tuple[str, str, Point]] = {}
        self.numbers: dict[int, tuple[int, str]] = {}
        self.ends: set[int] = set()


def read(
    path: Path, *, skip: int, state: str | None, finder: TownFinder
) -> Iterator[tuple[int, Feature | None]]:
    """Yield the number of each object that tells something, with its feature."""
    try:
        import osmium
    except ImportError as error:
        raise StreetsError(
            "OpenStreetMap extracts need pyosmium: pip install 'citydesk[streets]'"
        ) from error
    here = _Pass(state)
    try:
        for feature in _towns(osmium, path, here, finder):
            yield 0, feature
        row = 0
        with tempfile.TemporaryDirectory() as folder:
            for thing in _objects(osmium, path, Path(folder)):
                for feature in _features(thing, here):
                    row += 1
                    if row > skip:
                        yield row, feature
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise StreetsError(f"{path}: cannot be read; is it cut short? ({error})") from error


def _towns(osmium: Any, path: Path, here: _Pass, finder: TownFinder) -> Iterator[Feature]:
    """Yield the towns that have a boundary, and note the ends of ranges of house numbers."""
    wanted = osmium.filter.KeyFilter("addr:interpolation")
    ways = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(wanted)
    for way in ways:
        here.ends.update((way.nodes[0].ref, way.nodes[-1].ref) if len(way.nodes) > 1 else ())
    boundaries = osmium.filter.TagFilter(("boundary", "administrative"))
    for area in osmium.FileProcessor(str(path)).with_areas(boundaries):
        if not area.is_area() or area.tags.get("boundary") != "administrative":
            continue
        name = area.tags.get("name")
        if name and area.tags.get("admin_level") in ("7", "8"):
            outline = _outline(area)
            told = state_code(area.tags.get("is_in:state_code") or area.tags.get("addr:state"))
            near = finder.find(outline[0]) if outline and not told else None
            told = told or here.state or (near.state if near else None)
            if outline and told:
                yield Feature(form="town", name=name, points=outline, state=told)


def _objects(osmium: Any, path: Path, folder: Path) -> Iterator[Any]:
    """Yield every object, ways with the points of their nodes, closed ones as areas too."""
    large = path.stat().st_size > LARGE
    storage = f"sparse_file_array,{folder / 'nodes'}" if large else "flex_mem"
    areas = osmium.filter.KeyFilter("leisure", "amenity", "shop", "place", "landuse", "aeroway")
    yield from (
        osmium.FileProcessor(str(path))
        .with_locations(storage)
        .with_areas(areas)
        .with_filter(osmium.filter.EmptyTagFilter())
    )


def _features(thing: Any, here: _Pass) -> Iterator[Feature]:
    """Yield what one object tells."""
    tags = thing.tags
    points = _points_of(thing)
    if not points:
        return
    if thing.is_node():
        _remember(thing, points[0], here)
    if thing.is_way() and "highway" in tags:
        if tags.get("highway") not in NO_STREET:
            yield from _street(thing, points, here)
        return
    if thing.is_way() and "addr:interpolation" in tags:
        yield from _interpolated(thing, points, here)
        return
    if "addr:housenumber" in tags and not (thing.is_area() and thing.from_way()):
        yield from _address(tags, points, here)
    again = thing.is_way() and thing.is_closed()  # as an area, with its outline
    spot = None if again and any(k in tags for k in SPOTS[:3]) else _spot(tags, points, here)
    if spot is not None:
        yield spot


def _points_of(thing: Any) -> tuple[Point, ...]:
    """Return where an object is; nothing for a relation that is no area."""
    if thing.is_node():
        return ((thing.location.lat, thing.location.lon),) if thing.location.valid() else ()
    if thing.is_way():
        return tuple((n.location.lat, n.location.lon) for n in thing.nodes if n.location.valid())
    return _outline(thing) if thing.is_area() else ()


def _remember(node: Any, point: Point, here: _Pass) -> None:
    tags = node.tags
    kind = tags.get("highway")
    if kind == "motorway_junction" and tags.get("ref"):
        here.exits[node.id] = "exit", tags["ref"], point
    elif kind == "milestone" and (tags.get("distance") or tags.get("ref")):
        here.exits[node.id] = "mile", tags.get("distance") or tags["ref"], point
    if node.id in here.ends and "addr:housenumber" in tags:
        told = numbers_of(tags["addr:housenumber"])
        if told:
            here.numbers[node.id] = told[0], tags.get("addr:street", "")


def _street(way: Any, points: tuple[Point, ...], here: _Pass) -> Iterator[Feature]:
    """Yield a stretch under each name of its street and each number of its road, and its exits."""
    tags = way.tags
    names = [tags[key] for key in NAMES if key in tags]
    routes = [ref.strip() for ref in tags.get("ref", "").split(";") if ref.strip()]
    for shown in [name for told in names for name in told.split(";")] + routes:
        street = street_of(shown.strip())
        if street is not None:
            yield Feature(
                form="line", points=points, street=street, shown=shown.strip(), state=here.state
            )
    roads = [street for ref in routes if (street := street_of(ref)) is not None]
    for node in way.nodes:
        known = here.exits.get(node.ref) if roads else None
        if known is not None:
            kind, number, point = known
            for road in roads:
                yield exit_of(road, kind, number, point)


def exit_of(road: StreetName, kind: str, number: str, point: Point) -> Feature:
    """Return an exit or mile post of a road as a spot: "i 70 exit 12"."""
    name = f"{road.core} {kind} {number.lower().replace(' ', '')}"
    return Feature(form="spot", name=name, kind=kind, points=(point,))


def _interpolated(way: Any, points: tuple[Point, ...], here: _Pass) -> Iterator[Feature]:
    first = here.numbers.get(way.nodes[0].ref)
    last = here.numbers.get(way.nodes[-1].ref)
    shown = (first and first[1]) or (last and last[1]) or ""
    street = street_of(shown)
    if first and last and street is not None:
        yield Feature(
            form="line", points=points, street=street, shown=shown, state=here.state,
            ranges=Ranges(left=(first[0], last[0])),
        )  # fmt: skip


def _address(tags: Any, points: tuple[Point, ...], here: _Pass) -> Iterator[Feature]:
    shown = tags.get("addr:street") or tags.get("addr:place") or ""
    street = street_of(shown)
    if street is None:
        return
    for number in numbers_of(tags["addr:housenumber"]):
        yield Feature(
            form="address", points=(_middle(points),), street=street, shown=shown, number=number,
            town=tags.get("addr:city"), zip=tags.get("addr:postcode"),
            state=state_code(tags.get("addr:state")) or here.state,
        )  # fmt: skip


def _spot(tags: Any, points: tuple[Point, ...], here: _Pass) -> Feature | None:
    name = tags.get("name")
    if not name:
        return None
    kind = "neighborhood" if tags.get("place") in PLACES else None
    for key in SPOTS if kind is None else ():
        value = tags.get(key)
        if value and value not in NO_SPOT:
            kind = value
            break
    if kind is None:
        return None
    return Feature(
        form="spot", name=name, kind=kind.replace("_", " "), points=points,
        town=tags.get("addr:city"), state=state_code(tags.get("addr:state")) or here.state,
    )  # fmt: skip


def _outline(area: Any) -> tuple[Point, ...]:
    """Return the longest outer ring of an area, thinned to two hundred points."""
    rings = [[(n.lat, n.lon) for n in ring if n.location.valid()] for ring in area.outer_rings()]
    ring = max(rings, key=len, default=[])
    step = max(1, len(ring) // 200)
    return tuple(ring[::step])


def _middle(points: tuple[Point, ...]) -> Point:
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2

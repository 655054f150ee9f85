"""Which town a point is in: inside an outline, or else near the middle of a town that is large.

Files of streets seldom say the town of a street. An outline (an administrative boundary) decides
where one is known; without, the town is the one whose middle is nearest, measured in its own size,
from a list of towns that the caller passes in.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable

from citydesk.streets.geometry import METRES, Point, metres
from citydesk.streets.model import Area, Town
from citydesk.streets.words import plain

__all__ = ["TownFinder", "town_key"]

CELL = 0.25  # degrees of the grid by which towns are looked up
FARTHEST = 40_000.0  # metres from a town's middle at which a street is still said to be there

_SHORTER = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def town_key(name: str) -> str:
    """Return the form by which a town is found: plain words, Saint and St. alike.

    >>> town_key("St. Louis"), town_key("The Bronx"), town_key("Winston-Salem")
    ('st louis', 'bronx', 'winston salem')
    """
    words = re.sub(r"[^a-z0-9 ]", "", plain(name).replace("-", " ")).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_SHORTER.get(word, word) for word in words)


def reach(people: int) -> float:
    """Return the metres within which most of a town of so many people lies: a guess."""
    return 1_000.0 + 15.0 * math.sqrt(max(0, people))


class TownFinder:
    """Finds the town of a point among towns and outlines."""

    def __init__(self, towns: Iterable[Town] = ()) -> None:
        """Take the towns that may be named."""
        self._cells: dict[tuple[int, int], list[Town]] = defaultdict(list)
        self._outlines: list[tuple[float, float, float, float, Town, Area]] = []
        for town in towns:
            self._cells[_cell(town.lat, town.lon)].append(town)
        self._last: tuple[Point, Town | None] | None = None

    def outline(self, town: Town, points: tuple[Point, ...]) -> None:
        """Take the outline of a town: what is inside is in it, whatever is nearer."""
        lats, lons = [p[0] for p in points], [p[1] for p in points]
        area = Area(points=points, margin=0.0, closed=True)
        self._outlines.append((min(lats), min(lons), max(lats), max(lons), town, area))

    def find(self, point: Point) -> Town | None:
        """Return the town of a point, or None where none is near (the sea, a desert)."""
        if self._last is not None and metres(self._last[0], point) < 20.0:
            return self._last[1]
        found = self._inside(point) or self._near(point)
        self._last = point, found
        return found

    def _inside(self, point: Point) -> Town | None:
        for south, west, north, east, town, area in self._outlines:
            boxed = south <= point[0] <= north and west <= point[1] <= east
            if boxed and area.distance(point) == 0.0:
                return town
        return None

    def _near(self, point: Point) -> Town | None:
        y, x = _cell(*point)
        wide = 1 + int(FARTHEST / (METRES * CELL * max(0.2, math.cos(math.radians(point[0])))))
        best: tuple[float, Town] | None = None
        for dy in range(-2, 3):
            for dx in range(-wide, wide + 1):
                for town in self._cells.get((y + dy, x + dx), ()):
                    far = metres(point, (town.lat, town.lon))
                    cost = far / reach(town.people)
                    if far <= FARTHEST and (best is None or cost < best[0]):
                        best = cost, town
        return best[1] if best else None


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / CELL), math.floor(lon / CELL)

"""Distances on the ground, in metres, by the flat-earth formula (good to .5 % within 50 km)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Frame", "Point", "along", "circle", "metres", "nearest", "to_line"]

Point = tuple[float, float]  # (latitude, longitude) in degrees, or (east, north) in metres

METRES = 111_195.0  # of one degree of latitude


@dataclass(frozen=True, slots=True)
class Frame:
    """A flat map around a point: degrees become metres east and north of it, and back."""

    lat: float
    lon: float
    cos: float

    @classmethod
    def at(cls, lat: float, lon: float) -> Frame:
        """Return the flat map around a point."""
        return cls(lat, lon, max(0.01, math.cos(math.radians(lat))))

    def flat(self, lat: float, lon: float) -> Point:
        """Return metres east and north."""
        return (lon - self.lon) * METRES * self.cos, (lat - self.lat) * METRES

    def degrees(self, east: float, north: float) -> Point:
        """Return latitude and longitude."""
        return self.lat + north / METRES, self.lon + east / (METRES * self.cos)


def metres(a: Point, b: Point) -> float:
    """Return the distance of two points given in degrees."""
    north = (a[0] - b[0]) * METRES
    east = (a[1] - b[1]) * METRES * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


def nearest(point: Point, line: Sequence[Point]) -> tuple[float, Point]:
    """Return the distance from a point to a line of points (flat metres), and where it is nearest.

    A line of one point is that point. Raises `ValueError` where it has none.
    """
    if not line:
        raise ValueError("a line of no points")
    best, where = math.inf, line[0]
    px, py = point
    ax, ay = line[0]
    for bx, by in line[1:] if len(line) > 1 else line:
        dx, dy = bx - ax, by - ay
        size = dx * dx + dy * dy
        t = 0.0 if size == 0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / size))
        x, y = ax + t * dx, ay + t * dy
        far = (x - px) ** 2 + (y - py) ** 2
        if far < best:
            best, where = far, (x, y)
        ax, ay = bx, by
    return math.sqrt(best), where


def to_line(point: Point, line: Sequence[Point]) -> float:
    """Return the metres from a point to a line, both in degrees."""
    frame = Frame.at(*point)
    return nearest((0.0, 0.0), [frame.flat(*p) for p in line])[0]


def along(line: Sequence[Point], share: float) -> Point:
    """Return the point at a share (0 to 1) of the length of a line, given in flat metres."""
    sizes = [math.dist(a, b) for a, b in itertools.pairwise(line)]
    left = min(1.0, max(0.0, share)) * sum(sizes)
    for size, a, b in zip(sizes, line, line[1:], strict=False):
        if left <= size and size > 0:
            t = left / size
            return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
        left -= size
    return line[-1]


def circle(points: Sequence[Point]) -> tuple[Point, float]:
    """Return the middle of some points in degrees, and the metres that hold all of them."""
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    middle = (south + north) / 2, (west + east) / 2
    return middle, max(metres(middle, p) for p in points)
